"""What the learners by dimension coupling share: how fine each level's cells must be, and the way up the tree of pairs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache

import numpy as np

from ...concepts.half_spaces import HalfSpace
from ...formulas import Size, ceiling, pi, sin, sqrt
from ...geometry.couplings import Arm, Plane, axes, paired
from ...points import Labels
from ...queries import Dialogue, Membership

Pair = tuple[Arm, Arm]


def left(d: Size, i: Size) -> Size:
    """How many vectors are left after i levels of pairing: ceil(d/2**i)."""
    return ceiling(Fraction(d, 2**i) if isinstance(d, int) and isinstance(i, int) else d / 2**i)


def pairs(d: Size, i: Size) -> Size:
    """How many planes level i = 1, 2, ... has."""
    return left(d, i - 1) - left(d, i)


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def quarter(d: Size, eps: Size, i: Size) -> Size:
    """How many cells a right angle has in the planes of level i, d > 1: then half a cell is at most sin(eps) sqrt(m/(d - 1)).

    m is the number of these planes, and the squares over all levels come to sin(eps)**2.

    >>> [quarter(8, Fraction(1, 100), i) for i in (1, 2, 3)]
    [104, 147, 208]
    """
    return ceiling(
        pi() * sqrt((d - 1) / pairs(d, i) if not isinstance(d, int) else Fraction(d - 1, pairs(d, i))) / (4 * sin(eps))
    )


def coupled(d: int, level: Callable[[int, list[Pair]], Dialogue[list[Arm]]]) -> Dialogue[HalfSpace]:
    """Pairs give way to one vector each, level by level, until one is left; `level` finds those of level i = 1, 2, ..."""
    arms, i = axes(d), 1
    while len(arms) > 1:
        found, over = paired(arms)
        arms = over + (yield from level(i, found))
        i += 1
    return HalfSpace(arms[0].vector)


def sign(first: int = 0) -> Plane:
    """One dimension as a plane: two cells, and the one question is the axis."""
    return Plane(Arm(np.ones(1), axis=True), Arm(np.zeros(1)), 1, first, start=-math.pi / 2)


def asked(circles: Sequence[Plane], diameters: Sequence[int]) -> Dialogue[Labels]:
    """Whether the angle is in the half circle of this number, for each plane, in one round."""
    points, turned = zip(*(plane.question(k) for plane, k in zip(circles, diameters, strict=True)), strict=True)
    labels = yield from Membership(np.stack(points))
    within: Labels = labels ^ np.array(turned)
    return within
