"""All labellings of finitely many points by half-spaces, each with integer weights that give it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from math import comb, gcd, lcm

Vector = tuple[int, ...]


def most_labellings(m: int, d: int) -> int:
    """How many labellings m points of R^d have by half-spaces at most (Cover 1965): 2 (C(m-1, 0) + ... + C(m-1, d)).

    >>> most_labellings(4, 2), most_labellings(8, 3)
    (14, 128)
    """
    return 2 * sum(comb(m - 1, i) for i in range(d + 1))


def labellings(points: list[Vector]) -> dict[tuple[bool, ...], tuple[Vector, int]]:
    """Every labelling of these distinct points by [w.x + b >= 0], with integers w, b for which w.x + b is never 0.

    >>> labellings([(0,), (1,)])[(False, True)]
    ((2,), -1)
    """
    cells = _cells(tuple((*x, 1) for x in points))
    return {labels: (v[:-1], v[-1]) for labels, v in cells.items()}


def _cells(vectors: tuple[Vector, ...]) -> dict[tuple[bool, ...], Vector]:
    """The sign patterns that v.x takes over all v with no v.x = 0, for vectors x of which no two are parallel.

    If the vectors span, the cone of a pattern has an extreme ray, which rank - 1 independent vectors are orthogonal to.  So
    each pattern is the ray's own, where that is not 0, and elsewhere a pattern of the vectors orthogonal to it.
    """
    coordinates = _pivots(vectors)
    if len(coordinates) == 1:
        i, sign = coordinates[0], vectors[0][coordinates[0]] > 0
        unit = tuple(int(j == i) for j in range(len(vectors[0])))
        return {(sign,): unit, (not sign,): tuple(-c for c in unit)}
    found: dict[tuple[bool, ...], Vector] = {}
    reduced = [tuple(x[i] for i in coordinates) for x in vectors]
    for ray in _rays(reduced):
        values = [_dot(ray, x) for x in reduced]
        on, off = ([j for j, value in enumerate(values) if (value == 0) == wanted] for wanted in (True, False))
        for labels, inner in _cells(tuple(reduced[j] for j in on)).items():
            scale = 1 + max(abs(_dot(inner, reduced[j])) // abs(values[j]) for j in off)
            for side in (1, -1):
                pattern = [side * value > 0 for value in values]
                for j, label in zip(on, labels, strict=True):
                    pattern[j] = label
                within = _primitive(tuple(side * scale * a + c for a, c in zip(ray, inner, strict=True)))
                known = found.setdefault(tuple(pattern), within)
                found[tuple(pattern)] = min(known, within, key=_size)
    return {pattern: _spread(v, coordinates, len(vectors[0])) for pattern, v in found.items()}


def _rays(vectors: list[Vector]) -> Iterator[Vector]:
    """One vector for each hyperplane that is spanned by some of the vectors."""
    seen: set[Vector] = set()
    for chosen in itertools.combinations(vectors, len(vectors[0]) - 1):
        ray = _orthogonal(chosen)
        if ray is not None and ray not in seen:
            seen.add(ray)
            yield ray


def _orthogonal(rows: tuple[Vector, ...]) -> Vector | None:
    """The primitive integer vector orthogonal to n - 1 independent vectors of n coordinates, its first entry positive."""
    reduced, pivots = _eliminated(rows)
    if len(pivots) < len(rows):
        return None
    n = len(rows[0])
    (free,) = set(range(n)) - set(pivots)
    ray = [Fraction(0)] * n
    ray[free] = Fraction(1)
    for row, pivot in zip(reduced, pivots, strict=True):
        ray[pivot] = -row[free]
    scale = lcm(*(x.denominator for x in ray))
    whole = _primitive(tuple(int(x * scale) for x in ray))
    return whole if next(x for x in whole if x) > 0 else tuple(-x for x in whole)


def _pivots(vectors: tuple[Vector, ...]) -> list[int]:
    """Coordinates in which the vectors have full rank, as many as that rank."""
    return sorted(_eliminated(vectors)[1])


def _eliminated(rows: tuple[Vector, ...]) -> tuple[list[list[Fraction]], list[int]]:
    """The reduced echelon form and its pivots, sought from the last column on: in a lifted point that one is 1."""
    left = [[Fraction(x) for x in row] for row in rows]
    pivots: list[int] = []
    for column in reversed(range(len(rows[0]))):
        k = len(pivots)
        best = next((i for i in range(k, len(left)) if left[i][column]), None)
        if best is None:
            continue
        left[k], left[best] = left[best], left[k]
        left[k] = [x / left[k][column] for x in left[k]]
        for i, row in enumerate(left):
            if i != k and row[column]:
                left[i] = [x - row[column] * y for x, y in zip(row, left[k], strict=True)]
        pivots.append(column)
    return left[: len(pivots)], pivots


def _spread(values: Vector, coordinates: list[int], n: int) -> Vector:
    """The values at these coordinates, 0 elsewhere."""
    at = dict(zip(coordinates, values, strict=True))
    return tuple(at.get(i, 0) for i in range(n))


def _primitive(v: Vector) -> Vector:
    divisor = gcd(*v) or 1
    return tuple(x // divisor for x in v)


def _size(v: Vector) -> tuple[int, Vector]:
    return sum(map(abs, v)), v


def _dot(v: Vector, x: Vector) -> int:
    return sum(a * c for a, c in zip(v, x, strict=True))
