"""How many words and equivalence queries a learner with a discrimination tree asks."""

from __future__ import annotations

from ...formulas import Size, choose, clg, largest


def equivalence_queries(n: Size) -> Size:
    """The final yes, and for each state after the first two a counterexample at most."""
    return largest(1, n - 1)


def words(n: Size, k: Size, m: Size) -> Size:
    """The cells of the tree, those of the access words counted by themselves, and what analyses ask besides."""
    return cells(n, k) + largest(0, n - 2) * largest(0, clg(m) - 1)


def cells(n: Size, k: Size) -> Size:
    return ((k - 1) * n + 1) * largest(1, n - 1) + largest(1, choose(n + 1, 2) - 1)
