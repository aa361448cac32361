"""All orders that linear functions give to finitely many points of a line or a plane, ties included."""

from __future__ import annotations

import itertools
from functools import cmp_to_key
from math import gcd

Vector = tuple[int, ...]


def orders(points: tuple[Vector, ...]) -> list[Vector]:
    """Integer weights w, one for each order that w.x gives to distinct points with one or two coordinates; 0 is the first.

    In the plane the order changes at the normals of lines through two of the points, where these two are tied.  So those
    normals, one direction between each two neighbours, and 0 are enough.

    >>> orders(((0,), (5,)))
    [(0,), (1,), (-1,)]
    >>> len(orders(((0, 0), (1, 0), (0, 1))))  # three lines: 6 normals, 6 directions between them, and 0
    13
    """
    if len(points[0]) == 1:
        return [(0,), (1,), (-1,)]
    found = {normal for x, y in itertools.combinations(points, 2) for normal in _normals(x, y)}
    if not found:
        return [(0, 0), (1, 0)]
    ring = sorted(found, key=cmp_to_key(_turn))
    between = [_between(v, w) for v, w in zip(ring, [*ring[1:], ring[0]], strict=True)]
    return [(0, 0), *ring, *between]


def _normals(x: Vector, y: Vector) -> tuple[Vector, Vector]:
    a, b = y[0] - x[0], y[1] - x[1]
    divisor = gcd(a, b)
    a, b = a // divisor, b // divisor
    return (-b, a), (b, -a)


def _turn(v: Vector, w: Vector) -> int:
    """Below 0 if v comes before w, turning from (1, 0) counter-clockwise."""
    half = (_lower(v) > _lower(w)) - (_lower(v) < _lower(w))
    cross = v[0] * w[1] - v[1] * w[0]
    return half or (cross < 0) - (cross > 0)


def _lower(v: Vector) -> bool:
    return v[1] < 0 or (v[1] == 0 and v[0] < 0)


def _between(v: Vector, w: Vector) -> Vector:
    """A direction strictly between v and the next one, w: at most half a turn on."""
    across = (v[0] + w[0], v[1] + w[1])
    return across if across != (0, 0) else (-v[1], v[0])
