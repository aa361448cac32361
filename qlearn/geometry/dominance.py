"""Where the determinant of B - x A changes its sign, for two matrices of intervals that are nearly diagonal.

A real matrix whose every diagonal entry is larger than the rest of its row together has a determinant of the sign of the
product of its diagonal: it does not vanish on the way to the diagonal matrix.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..intervals import Interval, ends

Ends = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Pencil:
    """The diagonals of A and B, between which ends, and how large at most the rest of each row is, in scaled columns."""

    diagonal_a: list[Ends]
    diagonal_b: list[Ends]
    rest_a: list[Fraction]
    rest_b: list[Fraction]

    @classmethod
    def of(cls, A: Sequence[Sequence[Interval]], B: Sequence[Sequence[Interval]]) -> Pencil:
        """Columns are scaled by one over the root of A's diagonal: then rows of small diagonals are no worse than others."""
        scale = [_root(least_and_most(row[j])[0]) for j, row in enumerate(A)]

        def rest(C: Sequence[Sequence[Interval]]) -> list[Fraction]:
            return [
                sum((least_and_most(x)[1] * scale[m] for m, x in enumerate(row) if m != j), Fraction(0)) / scale[j]
                for j, row in enumerate(C)
            ]

        own_a, own_b = ([ends(row[j]) for j, row in enumerate(C)] for C in (A, B))
        return cls(own_a, own_b, rest(A), rest(B))

    def entry(self, j: int, x: Fraction) -> Ends:
        """The diagonal's entry j of B - x A."""
        (low, high), (low_b, high_b) = self.diagonal_a[j], self.diagonal_b[j]
        return min(low_b - x * high, low_b - x * low), max(high_b - x * low, high_b - x * high)

    def sign(self, j: int, x: Fraction) -> int:
        """That of the diagonal's entry j at x; 0 where it may not be larger than the rest of its row."""
        low, high = self.entry(j, x)
        rest = self.rest_b[j] + abs(x) * self.rest_a[j]
        return 1 if low > rest else -1 if high < -rest else 0

    def widths(self, guesses: Sequence[Fraction], least: Fraction) -> list[Fraction] | None:
        """For each guess r a width, at least the least, such that det(B - x A) changes its sign from r - width to r + width.

        None where that cannot be seen.
        """
        found = []
        for j, r in enumerate(guesses):
            low, high = self.diagonal_a[j]
            if low <= 0 <= high:
                return None
            off = max(map(abs, self.entry(j, r))) + self.rest_b[j] + abs(r) * self.rest_a[j]
            width = 2 * off / min(abs(low), abs(high)) + least
            below, above = ([self.sign(m, x) for m in range(len(guesses))] for x in (r - width, r + width))
            if 0 in below + above or [m for m in range(len(guesses)) if below[m] != above[m]] != [j]:
                return None
            found.append(width)
        return found


def least_and_most(x: Interval) -> Ends:
    """The least and the largest absolute value in an interval."""
    low, high = ends(x)
    return (Fraction(0) if low <= 0 <= high else min(abs(low), abs(high))), max(abs(low), abs(high))


def _root(size: Fraction) -> Fraction:
    """About 1/sqrt(size); 1 where a float cannot tell."""
    return Fraction(1 / math.sqrt(size)) if 1e-300 < size < 1e300 else Fraction(1)
