"""What the learners from two instances share: their promise, the unit it is in, their lower bound, and how far floats carry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from ...concepts.seeded_half_spaces import unit
from ...errors import BadArgument
from ...formulas import Size, ceiling, largest, ln, pi, sin, sqrt
from ...geometry.directions import Vector, angle
from ...points import Labels, Points
from ...queries import Membership
from ...theorems import Certified, Guarantee, LowerBound, Outcome
from .direction import ROUNDING

Enclosure = Callable[[Any, Points, Labels, Any], float]  # of hypothesis, points, labels, sizes


def within_sight(enclosure: Enclosure, by: str) -> Guarantee:
    """The promise about normal and offset together, and the enclosure by which a transcript alone confirms it.

    The transcript begins with what was told: the positive and the negative instance.
    """

    def holds(case: Outcome) -> bool:
        told = [np.array(case.concept.given[name], np.float64) for name in ("positive", "negative")]
        off = angle(case.hypothesis.scaled(case.concept), case.hypothesis.direction)
        return placed(case.hypothesis, *told) and off <= float(case.sizes["eps"]) + ROUNDING

    def confirms(hypothesis: Any, turns: Sequence[tuple[Any, Any]], sizes: Any) -> Certified:
        points = np.concatenate([query.points for query, _ in turns])
        labels = np.concatenate([answer for _, answer in turns])
        found = enclosure(hypothesis, points, labels, sizes)
        return Certified(placed(hypothesis, *points[:2]) and found <= float(sizes["eps"]) + ROUNDING, found, by)

    return Guarantee(
        "its boundary passes through its centre, between the two instances, and as directions of ((x - centre)/step, 1), step"
        " the least power of two from the instances' distance, hypothesis and target differ by an angle of at most eps",
        holds,
        confirms=confirms,
    )


def placed(hypothesis: Any, positive: Vector, negative: Vector) -> bool:
    """Whether the hypothesis is seen from where it was promised, in the unit that was promised."""
    low, high = np.minimum(positive, negative), np.maximum(positive, negative)
    between = (low <= hypothesis.centre).all() and (hypothesis.centre <= high).all()
    return bool(between and not hypothesis.direction[-1] and (hypothesis.step == unit(positive, negative)).all())


@lru_cache(maxsize=1024)  # symbolic ceilings are slow
def _needed(d: Size, eps: Size) -> Size:
    s = sin(eps)
    normal = (d - 1) * ln(1 / s)
    offset = ln(sqrt(1 - s**2) / (2 * s * sqrt(2 * pi() * d)))
    return largest(0, ceiling(normal / ln(2)), ceiling((normal + offset) / ln(2)))


needed = LowerBound(
    Membership,
    _needed,
    "Every normal w that rises from the negative to the positive instance is possible, half of the sphere, each with every"
    " boundary between them, of a width L w.u, u the direction from one to the other.  An output is right about a share of at"
    " most sin(eps)**(d - 1)/2 of the normals, and for each of them about a width of at most 2 step tan(eps); step < 2 L.  The"
    " mean of w.u over that half is at least 1/sqrt(2 pi d), and q labels have 2**q outcomes.",
)


def resolved(positive: Vector, negative: Vector, step: float, halvings: int) -> None:
    """`BadArgument` if rounding at such coordinates moves a point by more than step/2**(halvings + 4)."""
    size = float(max(np.abs(positive).max(), np.abs(negative).max()))
    share = 2.0**-52 * (size / step + 2) + 2.0**-1022 / step
    if not np.isfinite(size + 4 * step) or share * 2.0 ** (halvings + 4) > 1:
        raise BadArgument(
            f"points near these instances are rounded by {share:.2g} of their distance, and eps would need 2**-{halvings + 4};"
            " take instances that are further apart, features with a centre nearer to 0, or a larger eps"
        )
