"""Learners of regular languages, as finite automata."""
