"""Numerics that learners share."""
