"""A half-space with its offset, from an instance of each label: the boundary between them, and every weight's ratio there."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.half_spaces import ScaledHalfSpace
from ...concepts.seeded_half_spaces import Seed, SeededHalfSpaces, seeds, unit
from ...formulas import Number, Size, clg, largest, sin, sqrt, whole
from ...geometry.directions import ratios
from ...points import Labels, Points
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from ..segments import halved
from .direction import accuracy
from .seeded import needed, resolved, within_sight

Vector = NDArray[np.float64]


@lru_cache(maxsize=1024)
def steps(d: Size, eps: Size) -> Size:
    """How often each ratio's interval is halved."""
    return clg(17 * sqrt(d - 1) / (32 * sin(eps)))


@lru_cache(maxsize=1024)
def along(d: Size, eps: Size) -> Size:
    """How often the interval across the boundary is halved: until it is short beside what blurs a ratio."""
    return largest(clg(5 / (8 * sin(eps))), steps(d, eps) + clg(128 * (d - 1)))


def _enclosed(found: ScaledHalfSpace, points: Points, labels: Labels, sizes: Any) -> float:
    """The angle that no half-space with these labels exceeds; ratios and offset each in a unit of their own."""
    d, eps = sizes["d"], sizes["eps"]
    unit = np.append(np.full(d - 1, 2.0 ** -int(steps(d, eps))), 2.0 ** -int(along(d, eps)))
    return ratios(found.lift(points), labels, found.direction, unit)


@proves(
    Theorem(
        learns=SeededHalfSpaces(),
        claim="From an instance of each label, a half-space with an offset is found within an angle eps with at most"
        " clg(d) + 2 (d - 1) + (d - 1) k + m labels, k = clg(17 sqrt(d - 1)/(32 sin eps)) and"
        " m = max(clg(5/(8 sin eps)), k + clg(128 (d - 1))).",
        bounds=(
            Bound(
                Membership,
                "at most",
                lambda d, eps: clg(d) + along(d, eps) + (d - 1) * (2 + steps(d, eps)),
            ),
        ),
        lower=needed,
        guarantee=within_sight(_enclosed, "box of weight ratios"),
        cite=("lowd2005",),
        settings={"eps": ("1/10", "1/2", "5/4")},
    )
)
def lowd_meek(d: int, positive: Seed, negative: Seed, eps: Number) -> Dialogue[ScaledHalfSpace]:
    """Learn [w.x + b >= 0] near its boundary, between a positive and a negative instance, with no promise about w.

    Problem: the offset too, from points near the two instances and in their own unit.
    Idea: of the hybrids of the two instances, two neighbours differ in their label and in one coordinate alone; halving
    between them leaves x+, labelled +, just beside the boundary.  There s_i e_i - t s_p e_p is asked at x+ + step (...), so
    signs, largest weight and ratios are found as for homogeneous half-spaces.
    Theorem: at most clg(d) + 2 (d - 1) + (d - 1) k + m membership queries, with k = clg(17 sqrt(d - 1)/(32 sin eps)) and
    m = max(clg(5/(8 sin eps)), k + clg(128 (d - 1))).
    Proof: The boundary is within a width step 2**-m of x+ along one coordinate, so each answer there is right but for a blur
    of 2**-m times that coordinate's weight: w.v < 0 if it is no, w.v > -2**-m |w_q| if it is yes.  The tournament loses at
    most one blur a match, so all ratios to |w_p| lie in [0, 1] but for d - 1 blurs, and k halvings put each within 17/32 of
    2**-k.  With the offset's share, hypothesis and target differ by at most sqrt(d - 1) 17/32 2**-k <= sin(eps), the target
    being at least 1 long.
    Source: Lowd and Meek 2005, who find such neighbours and search weights' ratios along lines, given bounds on the weights;
    the largest weight as pivot, and with it a count that hangs on no promise, are ours.

    All points asked lie within 2 steps of the two instances, step the least power of two from their distance.  The
    hypothesis is seen from its `centre`, on its boundary.

    >>> from qlearn import run, teachers
    >>> learning = lowd_meek(d=2, positive=(5, 5), negative=(0, 0), eps="1/10")
    >>> found = run(learning, teachers.Function(lambda X: X @ [2, 1] >= 6))
    >>> found.ledger["membership"], found.hypothesis.direction.tolist(), found.hypothesis.centre.round(2).tolist()
    (16, [1.0, 0.5625, 0.0], [3.0, 0.0])

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, the instances are not two of d coordinates, or
    floats about them are too coarse for eps.
    """
    inside, outside = seeds(whole(d, "d", least=1), positive, negative)
    step, wanted = unit(inside, outside), accuracy(eps)
    halvings, across = int(steps(d, wanted)), int(along(d, wanted))
    resolved(inside, outside, step, across)
    inside, outside, p = yield from _neighbours(inside, outside)
    inside, outside = yield from halved((inside, outside), int(clg(_share(inside[p], outside[p], step) * 2**across)))
    signs, p = yield from _largest(inside, step, p, 1.0 if inside[p] > outside[p] else -1.0)
    others = np.delete(np.arange(d), p)
    low = np.zeros(len(others))
    for i in range(halvings if len(others) else 0):
        middle = low + 2.0 ** -(i + 1)
        above = yield from Membership(_beside(inside, step, signs, others, p, middle))
        low = np.where(above, middle, low)
    w = signs * np.insert(low + 2.0 ** -(halvings + 1), p, 1.0)
    return ScaledHalfSpace(np.append(w, 0.0), inside / 2 + outside / 2, np.full(d, step))


def _neighbours(inside: Vector, outside: Vector) -> Dialogue[tuple[Vector, Vector, int]]:
    """Hybrids of the two, one labelled + and one -, that differ in one coordinate alone, and which: at most clg(d) labels."""
    apart = np.flatnonzero(inside != outside)
    low, high = 0, len(apart)  # so many coordinates of the one inside, the others of the one outside: labelled -, labelled +
    while high - low > 1:
        middle = (low + high) // 2
        above = yield from Membership(_hybrid(inside, outside, apart[:middle])[None])
        low, high = (low, middle) if above[0] else (middle, high)
    return _hybrid(inside, outside, apart[:high]), _hybrid(inside, outside, apart[:low]), int(apart[low])


def _hybrid(inside: Vector, outside: Vector, which: NDArray[np.intp]) -> Vector:
    found = outside.copy()
    found[which] = inside[which]
    return found


def _largest(inside: Vector, step: float, p: int, sign: float) -> Dialogue[tuple[Vector, int]]:
    """The signs of all weights, that of p being known, and the coordinate of the largest in size: 2 d - 2 labels."""
    d = len(inside)
    others = np.delete(np.arange(d), p)
    signs = np.full(d, sign)
    if len(others):
        above = yield from Membership(_beside(inside, step, np.ones(d), others, p, np.zeros(len(others))))
        signs[others] = np.where(above, 1.0, -1.0)
    for i in others.tolist():
        larger = yield from Membership(_beside(inside, step, signs, np.array([i]), p, np.ones(1)))
        p = i if larger[0] else p
    return signs, p


def _beside(inside: Vector, step: float, signs: Vector, others: NDArray[np.intp], p: int, t: Vector) -> Points:
    """The points inside + step (s_i e_i - t_i s_p e_p), one row for each i of the others."""
    points = np.tile(inside, (len(others), 1))
    points[np.arange(len(others)), others] += step * signs[others]
    points[:, p] -= step * t * signs[p]
    return points


def _share(x: float, y: float, step: float) -> Fraction:
    return abs(Fraction(x) - Fraction(y)) / Fraction(step)
