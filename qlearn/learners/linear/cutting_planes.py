"""What the learners of a grid's half-spaces by cutting planes share: from counterexamples to cuts, from weights to hypotheses.

Points of {0..N}^d are seen from the grid's middle, and with a constant entry: x becomes (2 x - N, N), n = d + 1 integers from
-N to N.  A counterexample x labelled y says that y (2 x - N, N).v >= 0 for the target's weights v.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

import numpy as np

from ...concepts.grid_half_spaces import GridHalfSpace, GridHalfSpaces
from ...errors import BadAnswer, Inconsistent
from ...formulas import Size, ln, sqrt, total
from ...queries import Counterexample, Equivalence
from ...theorems import LowerBound

SMALL = GridHalfSpaces(
    largest=3,
    sides=(1, 2, 3),
    small=({"d": 1, "N": 1}, {"d": 1, "N": 4}, {"d": 2, "N": 1}),
    medium=({"d": 1, "N": 2}, {"d": 2, "N": 2}),
)  # what `verify` has time for

needed = LowerBound(
    Equivalence,
    lambda d: d + 2,
    "Half-spaces give the d + 1 corners 0, e_1, ..., e_d all labellings, so the teacher can call the hypothesis wrong at one"
    " of them after another; and the final yes is a query too.",
)


def largest_weight(d: Size, N: Size) -> Size:
    """What no entry of some v with y (2 x/N - 1, 1).v >= 1 on the whole grid exceeds: n**(n/2) (N/2)**d.

    A vertex of these inequalities solves n of them.  By Cramer's rule times the determinant, which is the (2/N)**d-fold of
    an integer, its entries are determinants of numbers from -1 to 1: at most n**(n/2), by Hadamard's inequality.
    """
    return sqrt(d + 1) ** (d + 1) * (Fraction(1, 2) * N) ** d


@lru_cache(maxsize=1024)  # symbolic logarithms are slow
def log_share(d: Size, N: Size) -> Size:
    """ln(2 n! (1 + U)**d), U the largest weight: the cube [-1, 1]^n has at most so many times the volume of the right weights
    in it.

    The right weights are a cone, and hold some z with all |z_i| <= U, and the cross-polytope of radius 1 about it.  Between
    that and 0 lies, for the j with the largest |z_j|, a volume of (|z_j| + 1) 2**d/n!; divide it by |z_j| + 1 to fit.
    """
    return ln(2) + total(lambda i: ln(i), 2, d + 1) + d * ln(1 + largest_weight(d, N))


def least_share(n: Size) -> Size:
    """(n/(n + 1))**n: of a convex body in dimension n, on each side of a cut through its centre of gravity (Gruenbaum)."""
    return (n * Fraction(1) / (n + 1)) ** n


def cut_of(told: Counterexample, d: int, N: int) -> tuple[int, ...]:
    """The a with a.v >= 0 for the target's weights v.  Raises `BadAnswer` if the point is none of the grid."""
    x = told.point
    if x.shape != (d,) or not ((x == np.floor(x)) & (x >= 0) & (x <= N)).all():
        raise BadAnswer(f"equivalence: a counterexample is a point of the grid {{0..{N}}}^{d}, the teacher said {told}")
    y = 1 if told.label else -1
    return (*(y * (2 * int(t) - N) for t in x), y * N)


def half_space(v: Sequence[int], N: int) -> GridHalfSpace:
    """[(2 x - N, N).v >= 0]."""
    *w, last = v
    return GridHalfSpace(tuple(2 * c for c in w), N * (last - sum(w)), N)


def impossible(d: int, N: int, told: int) -> Inconsistent:
    """The error for counterexamples that leave no weights."""
    return Inconsistent(f"no half-space of the grid {{0..{N}}}^{d} fits all {told} counterexamples")
