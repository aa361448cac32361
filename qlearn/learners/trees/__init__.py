"""Learners of decision trees, forests and boxes."""
