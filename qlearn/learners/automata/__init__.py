"""Learners of finite automata."""
