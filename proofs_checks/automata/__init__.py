"""Finite automata: how many words and equivalence queries their learners ask."""
