"""An ellipsoid cut through its centre, in integers: what is left lies in the next one, rounding and all.

The ellipsoid is the set of w with (h.(w - c))**2 <= h.P h for all h.  Khachiyan's step from it to the smallest one around a
half of it is rounded, and blown up by so much that it holds the exact one: as long as a ball of radius 1/`wide` is inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from ..errors import BadArgument


@dataclass(frozen=True)
class Ellipsoid:
    """The centre in units of 2**-fine, the matrix in units of 2**-finer.

    With P' the exact next matrix and n the dimension, the rounded one lies between (1 + 5/(48 n**4)) P' and
    (1 + 7/(48 n**4)) P' in all directions, and the centre is off by at most 1/(24 n**4) of the ellipsoid's own measure.
    """

    centre: tuple[int, ...]
    matrix: tuple[tuple[int, ...], ...]
    fine: int
    finer: int

    @classmethod
    def ball(cls, n: int, wide: int) -> Ellipsoid:
        """The unit ball about 0 in n >= 2 dimensions, to be cut as long as it holds some ball of radius 1/wide."""
        if n < 2:
            raise BadArgument(f"an ellipsoid is cut in 2 or more dimensions, not in {n}")
        fine, finer = (24 * n**5 * wide).bit_length(), (24 * n**5 * wide**2).bit_length()
        return cls((0,) * n, tuple(tuple((i == j) << finer for j in range(n)) for i in range(n)), fine, finer)

    def cut(self, a: Sequence[int]) -> Ellipsoid | None:
        """An ellipsoid around what has a.(w - c) >= 0; None if no ball of radius 1/wide can be left."""
        n = len(self.centre)
        g = [sum(x * y for x, y in zip(row, a, strict=True)) for row in self.matrix]  # P a
        q = sum(x * y for x, y in zip(g, a, strict=True))  # a.P a
        if q <= 0:
            return None
        steps = (isqrt((x * x << 2 * self.fine) // ((n + 1) ** 2 * q << self.finer)) for x in g)
        centre = tuple(c + (s if x > 0 else -s) for c, s, x in zip(self.centre, steps, g, strict=True))
        up, down = (8 * n**4 + 1) * n**2, 8 * n**4 * (n**2 - 1) * (n + 1) * q
        matrix = tuple(
            tuple((2 * up * (p * (n + 1) * q - 2 * x * y) + down) // (2 * down) for p, y in zip(row, g, strict=True))
            for row, x in zip(self.matrix, g, strict=True)
        )
        return Ellipsoid(centre, matrix, self.fine, self.finer)

    def exact(self) -> tuple[list[Fraction], list[list[Fraction]]]:
        """Centre and matrix as the rationals that they are."""
        c = [Fraction(x, 1 << self.fine) for x in self.centre]
        return c, [[Fraction(x, 1 << self.finer) for x in row] for row in self.matrix]
