"""What the learners of a half-space's direction share: their promises, their lower bounds, and what eps and W may be."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from ...errors import BadArgument
from ...formulas import Size, ceiling, clg, exactly, ln, sin
from ...geometry.directions import Vector, angle, planes
from ...queries import Membership
from ...theorems import Certified, Guarantee, LowerBound, Outcome

FINEST = 2.0**-40  # radians; questions nearer together than this are lost in float64
ROUNDING = 2.0**-44  # radians; both vectors are rounded, by some d units of 2**-53 each
LARGEST = 1000  # of integer weights: there are then 304,193 ratios to choose among

Enclosure = Callable[[Any, Any, Vector], float]


def within_angle(enclosure: Enclosure, by: str) -> Guarantee:
    """The promise, and the enclosure by which a transcript alone confirms it."""

    def holds(case: Outcome) -> bool:
        return angle(case.concept.w, case.hypothesis.w) <= float(case.sizes["eps"]) + ROUNDING

    def confirms(hypothesis: Any, turns: Sequence[tuple[Any, Any]], sizes: Any) -> Certified:
        points = np.concatenate([query.points for query, _ in turns])
        labels = np.concatenate([answer for _, answer in turns])
        found = enclosure(points, labels, hypothesis.w)
        return Certified(found <= float(sizes["eps"]) + ROUNDING, found, by)

    return Guarantee("the angle between the hypothesis's normal and the target's is at most eps", holds, confirms=confirms)


probably = replace(within_angle(planes, ""), mode="with probability 1 - delta", confirms=None)


def cap_bits(d: Size, eps: Size) -> Size:
    """lg(1/s) at least, s the share of the sphere in R^d that a cap of radius eps <= pi/2 has at most: sin(eps)**(d - 1)/2."""
    return 1 + (d - 1) * ln(1 / sin(eps)) / ln(2)


@lru_cache(maxsize=1024)  # a symbolic ceiling is slow
def _needed(d: Size, eps: Size) -> Size:
    return ceiling(cap_bits(d, eps))


needed = LowerBound(
    Membership,
    _needed,
    "Every direction is within eps of some output, so the outputs' caps cover the sphere; a cap of radius eps <= pi/2 is at"
    " most a share sin(eps)**(d - 1)/2 of it, since it lies inside the half of a ball of radius sin(eps) over the same disc"
    " and convex bodies inside one another have less area; and q labels have 2**q outcomes.",
)


def told_normal(target: Sequence[float], d: int) -> Vector:
    """The normal that a learner is told; `BadArgument` unless it is d finite numbers that are not all 0."""
    normal = np.array(target, np.float64)
    if normal.shape != (d,) or not np.isfinite(normal).all() or not normal.any():
        raise BadArgument(f"target is the normal sought, {d} numbers that are not all 0; got {target!r}")
    return normal


def accuracy(eps: Any) -> Any:
    """eps as an exact number; `BadArgument` unless 2**-40 <= eps < pi/2."""
    wanted = exactly(eps, "eps")
    if not FINEST <= wanted < math.pi / 2:
        raise BadArgument(f"eps is an angle in radians, from 2**-40 up to but below pi/2, got {eps}")
    return wanted


needed_integer = LowerBound(
    Membership,
    lambda d, W: clg(2 * (2 * W + 1) ** (d - 1)),
    "The vectors with first entry 1 or -1 and any others from -W to W are so many different directions, and an"
    " answer is one bit.",
)


def _same_direction(case: Outcome) -> bool:
    w, v = ([int(x) for x in weights] for weights in (case.concept.w, case.hypothesis.w))
    return all(a * math.gcd(*v) == b * math.gcd(*w) for a, b in zip(w, v, strict=True))


same_direction = Guarantee("the hypothesis is the target, as primitive integer weights", _same_direction)
