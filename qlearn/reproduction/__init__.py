"""The tables of Chandrasekaran et al. (USENIX Security 2020), run again: our figures beside theirs, and what theirs mean."""
