"""What the learners share that cut the cone of directions through a centre of it: how they begin, stop, and are held to it.

Each label halves the cone, more or less, through a point inside it, so no answer can contradict the others.  How fast the
cone shrinks hangs on the centre; that what is left lies within eps is shown by an ellipsoid around it, never by a count.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from ...concepts.half_spaces import HalfSpace, HalfSpaces
from ...errors import Undecided
from ...formulas import Number, Size, whole
from ...geometry.directions import Vector, ratios
from ...geometry.inscribed_ellipsoid import by_ellipsoid, largest_ellipsoid
from ...points import Points
from ...queries import Dialogue, Membership
from ...theorems import Bound, Certified, Sizes
from .direction import accuracy, within_angle
from .pivot_ratio import pivot_ratio, steps


@dataclass(frozen=True)
class Cut:
    """Where to cut a cone next.  `reach` is a length across the centre that the cone has on both sides, at height 1."""

    centre: Vector  # (d,), of length 1, strictly inside
    questions: Points  # (k, d), orthogonal to the centre
    reach: float
    outer: float = math.pi  # no w of the cone makes a larger angle with the centre


class Centre(Protocol):
    """A centre of a cone that is cut again and again."""

    def cut(self, rows: Points) -> Cut:
        """Of the cone rows w >= 0, those rows new that answer the last questions.  Raises `Undecided` where float64 ends."""


narrowly = HalfSpaces(medium=({"d": 3},))  # a learner that works for its questions is swept over fewer targets


@lru_cache(maxsize=1024)
def by_ratios(d: Size, eps: Size) -> Size:
    """How many labels pivot_ratio asks."""
    return 2 * d - 1 + (d - 1) * steps(d, eps)


SHARES = 3  # of them at most: two to cut with, and one to begin anew with ratios if the cuts have not sufficed
capped = Bound(Membership, "at most", lambda d, eps: SHARES * by_ratios(d, eps))


def _confirms(hypothesis: Any, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    """By the ellipsoid, or if that does not reach by the box of ratios, which a learner that began anew has made small."""
    found = within_angle(by_ellipsoid, "ellipsoid around the cone, by John's theorem").confirms
    assert found is not None
    known = found(hypothesis, turns, sizes)
    if not known.holds:
        again = within_angle(ratios, "box of weight ratios").confirms
        assert again is not None
        try:
            return again(hypothesis, turns, sizes)
        except Undecided:
            return known
    return known


enclosed = replace(within_angle(by_ellipsoid, ""), confirms=_confirms)


def cut_through(d: int, eps: Number, centre: Centre) -> Dialogue[HalfSpace]:
    """Ask the signs of the weights, then cut through the centre until the cone is shown to lie within eps of an axis of it."""
    wanted = accuracy(eps)
    above = yield from Membership(np.eye(whole(d, "d", least=1)))
    rows = np.diag(np.where(above, 1.0, -1.0))
    if d == 1:
        return HalfSpace(rows[0])
    stop = Stop(float(wanted))
    while len(rows) < (SHARES - 1) * int(by_ratios(d, wanted)):
        try:
            cut = centre.cut(rows)
            if (found := stop.reached(rows, cut)) is not None:
                return HalfSpace(found)
        except Undecided:
            break
        rows = np.vstack([rows, (yield from asked(cut.questions))])
    return (yield from pivot_ratio.start(d, eps))


def asked(questions: Points) -> Dialogue[Points]:
    """The questions, turned so that all w which agree with the answers have rows w >= 0."""
    above = yield from Membership(questions)
    return np.where(above, 1.0, -1.0)[:, None] * questions


class Stop:
    """When the cone lies within eps, and of which direction.

    The ellipsoid that shows it is worked out only now and then, and only once the cone is not known to reach farther.
    """

    def __init__(self, eps: float) -> None:
        self.eps = eps
        self.due = 0
        self.weights: Vector = np.zeros(0)

    def reached(self, rows: Points, cut: Cut) -> Vector | None:
        if cut.outer <= self.eps:
            return cut.centre
        if cut.outer < math.pi or len(rows) < self.due or math.atan(cut.reach) > self.eps:
            return None
        new = len(rows) - len(self.weights)
        weights = np.append(self.weights, np.full(new, self.weights.max())) if len(self.weights) else None
        found = largest_ellipsoid(rows, cut.centre, weights)
        self.weights = found.weights
        self.due = len(rows) + max(1, rows.shape[1] // 8)
        return found.centre if found.outer <= self.eps else None
