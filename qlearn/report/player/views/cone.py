"""Half-spaces with three weights, the offset counted: what is left of the sphere of directions is a spherical polygon."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ....transcript import Run
from ...cones import Polygon, area, clipped, frame
from .lifts import Row, Vector, counted, lift_of, proposed, rows, weights
from .view import View

FAR = 1000.0  # on the map, where half a sphere has no edge
ROUND = np.linspace(0, 2 * np.pi, 24, endpoint=False)
SHEET = FAR * np.column_stack([np.cos(ROUND), np.sin(ROUND)])
LEAST = 1e-9  # of a polygon's size: a cut that takes away less is rounding


class Cut(NamedTuple):
    """After `turn` turns: the polygon on the map, the line (3,) it was cut along, and how much of the sphere is left."""

    turn: int
    polygon: Polygon
    line: Vector
    share: float


def view(run: Run[Any], concept: Any = None) -> View | None:
    """Each label that makes the cone smaller, on the map of directions about one that is left at the end (`report.cones`).

    None for other dimensions, and for answers that leave no directions, or fewer than a cone has.
    """
    lift = lift_of(run)
    told = list(rows(run, lift)) if lift else []
    if not told or any(len(one.row) != 3 for one in told):
        return None
    left = octants()
    for one in told:
        left = [part for part in (cut(part, one.row) for part in left) if len(part)]
    if not left:
        return None
    target = weights(concept, 3)
    inside = target if target is not None and all(one.row @ target >= 0 for one in told) else middle(left)
    return View("cone", "What is left: directions", _data(run, target, told, frame(inside)))


def _data(run: Run[Any], target: Vector | None, told: list[Row], basis: NDArray[np.float64]) -> dict[str, Any]:
    cuts = list(_cuts(told, basis))
    return {
        "turn": [one.turn for one in cuts],
        "polygon": [_short(one.polygon.ravel()) for one in cuts],
        "line": [_short(one.line) for one in cuts],
        "share": [float(f"{one.share:.6g}") for one in cuts],
        "start": _short(SHEET.ravel()),
        "asked": counted(run, Counter(one.turn for one in told)),
        "proposed": [(turn, *at) for turn, v in proposed(run, 3) if (at := place(basis, v)) is not None],
        "target": place(basis, target),
        "found": place(basis, weights(run.hypothesis, 3)),
    }


def _cuts(told: list[Row], basis: NDArray[np.float64]) -> Iterator[Cut]:
    before, left = SHEET, octants()
    for one in told:
        line = basis @ (one.row / (np.linalg.norm(one.row) or 1.0))
        heights = [part @ one.row for part in left]
        if all((h >= 0).all() for h in heights):
            continue
        left = [part for part in (cut(part, one.row) for part in left) if len(part)]
        after = clipped(before, line)
        if area(after) < area(before) * (1 - LEAST) or not len(before):
            yield Cut(one.turn, after, line, sum(map(solid_angle, left)) / (4 * math.pi))
            before = after


def octants() -> list[NDArray[np.float64]]:
    """The sphere in eight triangles, their corners (3, 3)."""
    signs = (1.0, -1.0)
    return [np.diag([a, b, c]) for a in signs for b in signs for c in signs]


def cut(part: NDArray[np.float64], row: Vector) -> NDArray[np.float64]:
    """The part of a spherical polygon, corners (k, 3) of length 1, where row.v >= 0; without corners if no area is left."""
    heights = part @ row
    if (heights >= 0).all():
        return part
    corners = []
    for here, there, low, high in zip(part, np.roll(part, -1, axis=0), heights, np.roll(heights, -1), strict=True):
        if low >= 0:
            corners.append(here)
        if low * high < 0:
            corners.append(here + low / (low - high) * (there - here))
    found = np.array(corners).reshape(-1, 3)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found if len(found) > 2 and solid_angle(found) > 0 else found[:0]


def solid_angle(part: NDArray[np.float64]) -> float:
    """Of a convex spherical polygon, cut in triangles from its first corner (Van Oosterom and Strackee)."""
    a = part[0]
    found = 0.0
    for b, c in itertools.pairwise(part[1:]):
        across = abs(float(np.dot(a, np.cross(b - a, c - a))))
        found += 2 * math.atan2(across, 1 + float(a @ b + b @ c + c @ a))
    return found


def middle(parts: list[NDArray[np.float64]]) -> Vector:
    """A direction inside the largest of some polygons."""
    found: Vector = max(parts, key=solid_angle).mean(axis=0)
    return found


def place(basis: NDArray[np.float64], v: Vector | None) -> list[float] | None:
    """Where a direction is on the map; None if it is on the other half of the sphere."""
    if v is None or (at := basis @ v)[2] <= np.linalg.norm(v) / FAR:
        return None
    return _short(at[:2] / at[2])


def _short(numbers: Vector) -> list[float]:
    return [float(f"{x:.7g}") for x in numbers.tolist()]
