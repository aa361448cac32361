"""Games with the reader: as the teacher of a learner, or as a learner against an adversary."""
