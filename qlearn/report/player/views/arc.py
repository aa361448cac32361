"""Half-spaces with two weights, the offset counted: what is left of the circle of directions is an arc, worked out exactly."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from typing import Any

from ....transcript import Run
from .lifts import Row, Vector, counted, lift_of, proposed, rows, weights
from .view import View

MANY = 64  # of the points of one turn, that are drawn
Ray = tuple[Fraction, Fraction]
Arc = tuple[Ray, Ray]  # anticlockwise from the one to the other, half the circle at most


def view(run: Run[Any], concept: Any = None) -> View | None:
    """The arc after each turn that makes it smaller, by its begin and its width in radians; None for other dimensions.

    None too for answers that leave nothing, or two opposite directions: neither is an arc.
    """
    lift = lift_of(run)
    told = list(rows(run, lift)) if lift else []
    if not told or any(len(one.row) != 2 for one in told):
        return None
    arc: Arc | None = None
    turns, begin, width = [0], [0.0], [2 * math.pi]
    for one in told:
        after = cut(arc, exact(one.row))
        if after is None:
            return None
        if after != arc:
            arc = after
            if turns[-1] == one.turn:
                del turns[-1], begin[-1], width[-1]
            turns.append(one.turn)
            begin.append(angle(arc[0]))
            width.append(between(*arc))
    return View("arc", "What is left: directions", _data(run, concept, told, (turns, begin, width)))


def _data(run: Run[Any], concept: Any, told: list[Row], left: tuple[list[int], list[float], list[float]]) -> dict[str, Any]:
    many = Counter(one.turn for one in told)
    shown = Counter[int]()
    points: list[tuple[int, float, bool]] = []
    for one in told:
        shown[one.turn] += 1
        if shown[one.turn] <= MANY and one.point.any():
            points.append((one.turn, _angle(one.point), bool((one.row == one.point).all())))
    target, found = weights(concept, 2), weights(run.hypothesis, 2)
    return {
        **dict(zip(("turn", "begin", "width"), left, strict=True)),
        "points": points,
        "asked": counted(run, many),
        "proposed": [(turn, _angle(v)) for turn, v in proposed(run, 2)],
        "target": None if target is None else _angle(target),
        "found": None if found is None else _angle(found),
    }


def _angle(v: Vector) -> float:
    return math.atan2(v[1], v[0])


def exact(row: Vector) -> Ray:
    return Fraction(float(row[0])), Fraction(float(row[1]))


def angle(ray: Ray) -> float:
    size = max(map(abs, ray))
    return math.atan2(float(ray[1] / size), float(ray[0] / size))


def between(one: Ray, other: Ray) -> float:
    """The angle from one ray to the other, its sine and cosine exact but for their last rounding."""
    sine, cosine = one[0] * other[1] - one[1] * other[0], dot(one, other)
    size = max(abs(sine), abs(cosine))
    return math.atan2(float(abs(sine) / size), float(cosine / size))


def dot(one: Ray, other: Ray) -> Fraction:
    return one[0] * other[0] + one[1] * other[1]


def cut(arc: Arc | None, a: Ray) -> Arc | None:
    """The part of an arc, or of the whole circle, where a.v >= 0; None if there is none, or two opposite rays are left.

    >>> quarter = cut(cut(None, (Fraction(1), Fraction(0))), (Fraction(0), Fraction(1)))
    >>> [tuple(map(int, ray)) for ray in quarter], round(between(*quarter), 3)
    ([(1, 0), (0, 1)], 1.571)
    """
    first, last = (a[1], -a[0]), (-a[1], a[0])  # of the half circle about a
    if arc is None:
        return first, last
    low, high = dot(a, arc[0]), dot(a, arc[1])
    if low == high == 0 and any(a):
        return arc if arc[0] == arc[1] or dot(a, (-arc[0][1], arc[0][0])) > 0 else None
    if low >= 0 and high >= 0:
        return arc
    if low < 0 and high < 0:
        return None
    if low < 0:
        return (first, arc[1]) if high > 0 else (arc[1], arc[1])
    return (arc[0], last) if low > 0 else (arc[0], arc[0])
