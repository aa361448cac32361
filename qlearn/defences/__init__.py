"""Defences: teachers that wrap a teacher, and tell less, or otherwise, than it does."""
