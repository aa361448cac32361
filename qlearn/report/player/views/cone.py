"""Half-spaces with three weights, the offset counted: what is left of the sphere of directions is a spherical polygon."""

from __future__ import annotations

import math
from collections import Counter
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
NUMBERS = 60_000  # of all polygons: where there are more, small cuts are drawn together
SHARES = (1e-9, 1e-3, 1e-2, 0.1)  # of an area, which a cut takes away that is drawn by itself; the first is rounding

Part = NDArray[np.float64]  # corners (k, 3) of length 1 of a convex spherical polygon


class Cut(NamedTuple):
    """After `turn` turns: the polygon on the map, and the line (3,) that it was cut along."""

    turn: int
    polygon: Polygon
    line: Vector


def view(run: Run[Any], concept: Any = None) -> View | None:
    """Each label that makes the cone smaller, on the map of directions about one that is left at the end (`report.cones`).

    None for other dimensions, and for answers that leave no directions, or fewer than a cone has.
    """
    lift = lift_of(run)
    told = list(rows(run, lift)) if lift else []
    if not told or any(len(one.row) != 3 for one in told):
        return None
    left, smaller, shares = octants(), list[Row](), list[float]()
    for one in told:
        if any((part @ one.row < 0).any() for part in left):
            left = [part for part in (cut(part, one.row) for part in left) if len(part)]
            smaller.append(one)
            shares.append(sum(map(solid_angle, left)) / (4 * math.pi))
    if not left:
        return None
    target = weights(concept, 3)
    inside = target if target is not None and all(one.row @ target >= 0 for one in told) else middle(left)
    basis = frame(inside)
    every = (cuts(smaller, basis, least) for least in SHARES)
    found = next((some for some in every if sum(one.polygon.size for one in some) <= NUMBERS), None)
    if found is None:
        return None
    how_much = {"smaller": [one.turn for one in smaller], "share": [float(f"{share:.6g}") for share in shares]}
    return View("cone", "What is left: directions", {**_data(run, target, told, found, basis), **how_much})


def _data(run: Run[Any], target: Vector | None, told: list[Row], found: list[Cut], basis: Part) -> dict[str, Any]:
    return {
        "turn": [one.turn for one in found],
        "polygon": [_short(one.polygon.ravel()) for one in found],
        "line": [_short(one.line) for one in found],
        "start": _short(SHEET.ravel()),
        "asked": counted(run, Counter(one.turn for one in told)),
        "proposed": [(turn, *at) for turn, v in proposed(run, 3) if (at := place(basis, v)) is not None],
        "target": place(basis, target),
        "found": place(basis, weights(run.hypothesis, 3)),
    }


def cuts(smaller: list[Row], basis: Part, least: float) -> list[Cut]:
    """The labels that took away at least this share of what was left when one last did, and the last of all."""
    found, before, polygon = list[Cut](), area(SHEET), SHEET
    for i, one in enumerate(smaller):
        line = basis @ (one.row / np.linalg.norm(one.row))
        polygon = clipped(polygon, line)
        now = area(polygon)
        if now < before * (1 - least) or i == len(smaller) - 1:
            found.append(Cut(one.turn, polygon, line))
            before = now
    return found


def octants() -> list[Part]:
    """The sphere in eight triangles, their corners (3, 3)."""
    signs = (1.0, -1.0)
    return [np.diag([a, b, c]) for a in signs for b in signs for c in signs]


def cut(part: Part, row: Vector) -> Part:
    """What of a spherical polygon has row.v >= 0; without corners if no area is left."""
    heights = part @ row
    if (heights >= 0).all():
        return part
    there, after = np.roll(part, -1, axis=0), np.roll(heights, -1)
    crosses = heights * after < 0
    share = np.where(crosses, heights / np.where(crosses, heights - after, 1.0), 0.0)[:, None]
    both = np.stack([part, part + share * (there - part)], axis=1).reshape(-1, 3)
    found: Part = both[np.column_stack([heights >= 0, crosses]).ravel()]
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found if len(found) > 2 and solid_angle(found) > 0 else found[:0]


def solid_angle(part: Part) -> float:
    """Of a convex spherical polygon, cut in triangles from its first corner (Van Oosterom and Strackee)."""
    a, b, c = part[0], part[1:-1], part[2:]
    across = np.abs(np.cross(b - a, c - a) @ a)
    return float(2 * np.arctan2(across, 1 + b @ a + c @ a + (b * c).sum(axis=1)).sum())


def middle(parts: list[Part]) -> Vector:
    """A direction inside the largest of some polygons."""
    found: Vector = max(parts, key=solid_angle).mean(axis=0)
    return found


def place(basis: Part, v: Vector | None) -> list[float] | None:
    """Where a direction is on the map; None if it is on the other half of the sphere."""
    if v is None or (at := basis @ v)[2] <= np.linalg.norm(v) / FAR:
        return None
    return _short(at[:2] / at[2])


def _short(numbers: Vector) -> list[float]:
    return [float(f"{x:.7g}") for x in numbers.tolist()]
