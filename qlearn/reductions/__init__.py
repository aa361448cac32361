"""Learners made of learners: each file a reduction between query models, with the theorem it composes."""
