"""The part of the cube [-1, 1]^n that lies in a cone, kept exactly: cut, cut again, taken apart into simplices.

The cone is a.w >= 0 for integer vectors a.  Every vertex but 0 lies on the cube's surface, so a primitive integer vector p
stands for the vertex p/max|p_i|; and the body is the union of the simplices between 0 and the cube's surface.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Integers = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class ConeInCube:
    """Vertices as primitive integer vectors, each with the planes that it lies on, as bits: first the cube's 2 n facets."""

    n: int
    vertices: tuple[Integers, ...]
    planes: tuple[int, ...]
    cuts: int = 0

    def crossing(self, sides: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The edges from a vertex above to one below, on the cube's surface."""
        above = [i for i, side in enumerate(sides) if side > 0]
        below = [j for j, side in enumerate(sides) if side < 0]
        surface = (1 << 2 * self.n) - 1
        for i, j in itertools.product(above, below):
            both = self.planes[i] & self.planes[j]
            if both & surface and both.bit_count() >= self.n - 1 and sum(at & both == both for at in self.planes) == 2:
                yield i, j

    @cached_property
    def simplices(self) -> tuple[tuple[int, ...], ...]:
        """Each n vertices, by number, that span a simplex with 0; together they are the body, and do not overlap."""
        on = [sum(1 << v for v, at in enumerate(self.planes) if at >> k & 1) for k in range(2 * self.n + self.cuts)]
        split = _Pulled([face for face in on if face])
        return tuple(s for face in _largest(on[: 2 * self.n]) if face for s in split(face) if len(s) == self.n)

    @cached_property
    def volumes(self) -> tuple[int, ...]:
        """The volumes of the simplices, as integers in proportion: to n! times the scale's n-th power."""
        scale = self.scales
        return tuple(abs(determinant([self.vertices[v] for v in s])) * math.prod(scale[v] for v in s) for s in self.simplices)

    @cached_property
    def scales(self) -> tuple[int, ...]:
        """What makes each integer vector a vertex of the cube blown up by `scale`."""
        return tuple(self.scale // max(map(abs, p)) for p in self.vertices)

    @cached_property
    def scale(self) -> int:
        return math.lcm(*(max(map(abs, p)) for p in self.vertices))

    @cached_property
    def centre(self) -> Integers:
        """The direction of the centre of gravity."""
        weights = [0] * len(self.vertices)
        for s, volume in zip(self.simplices, self.volumes, strict=True):
            for v in s:
                weights[v] += volume
        factors = [w * c for w, c in zip(weights, self.scales, strict=True)]
        return _primitive([sum(f * x for f, x in zip(factors, row, strict=True)) for row in zip(*self.vertices, strict=True)])

    def mean_of(self, m: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """The mean of m points, independent and uniform on the body up to float64's rounding, shape (n,)."""
        corners, shares = self._corners
        weights = rng.standard_exponential((m, self.n + 1))  # in proportion to each point's, the last to that of 0
        weights = weights[:, :-1] / weights.sum(axis=1, keepdims=True)
        ends = np.cumsum(rng.multinomial(m, shares))
        sums = np.concatenate([np.zeros((1, self.n)), np.cumsum(weights, axis=0)])[np.append(0, ends)]
        return np.asarray(np.einsum("sv,svi->i", np.diff(sums, axis=0), corners)) / m

    @cached_property
    def _corners(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The vertices of the simplices but for 0, shape (simplices, n, n), and each simplex's share of the volume."""
        points = [[x / max(map(abs, p)) for x in p] for p in self.vertices]
        whole = sum(self.volumes)
        return np.array([[points[v] for v in s] for s in self.simplices]), np.array([v / whole for v in self.volumes])


@cache
def whole_cube(n: int) -> ConeInCube:
    """The cube itself."""
    corners = tuple(itertools.product((-1, 1), repeat=n))
    return ConeInCube(n, corners, tuple(sum(1 << 2 * i + (x > 0) for i, x in enumerate(p)) for p in corners))


@lru_cache(maxsize=1 << 12)  # dialogues about different targets begin alike
def cut(body: ConeInCube, a: Integers) -> ConeInCube:
    """What is left of it where a.w >= 0."""
    bit = 1 << 2 * body.n + body.cuts
    sides = [sum(x * y for x, y in zip(a, p, strict=True)) for p in body.vertices]
    kept = {p: at | (0 if s else bit) for p, at, s in zip(body.vertices, body.planes, sides, strict=True) if s >= 0}
    for i, j in body.crossing(sides):
        p = [sides[i] * y - sides[j] * x for x, y in zip(body.vertices[i], body.vertices[j], strict=True)]
        kept[_primitive(p)] = body.planes[i] & body.planes[j] | bit
    return ConeInCube(body.n, tuple(kept), tuple(kept.values()), body.cuts + 1)


class _Pulled:
    """Faces taken apart: the first vertex of a face with each simplex of the face's facets that lie opposite to it."""

    def __init__(self, planes: Sequence[int]) -> None:
        self.planes = planes
        self.known: dict[int, tuple[tuple[int, ...], ...]] = {}

    def __call__(self, face: int) -> tuple[tuple[int, ...], ...]:
        if face not in self.known:
            first = face & -face
            apex = first.bit_length() - 1
            parts = {face & plane for plane in self.planes} - {face, 0}
            opposite = [part for part in _largest(parts) if not part & first] if face != first else []
            found = tuple((apex, *s) for part in opposite for s in self(part))
            self.known[face] = found or ((apex,),)
        return self.known[face]


def _largest(faces: Sequence[int] | set[int]) -> list[int]:
    """Those that lie in no other."""
    ordered = sorted(faces, key=int.bit_count, reverse=True)
    return [f for i, f in enumerate(ordered) if all(f & g != f for g in ordered[:i])]


def _primitive(p: Sequence[int]) -> Integers:
    common = math.gcd(*p) or 1
    return tuple(x // common for x in p)


def determinant(rows: Sequence[Sequence[int]]) -> int:
    """Of integers, by elimination without fractions (Bareiss)."""
    if len(rows) == 2:
        (a, b), (c, d) = rows
        return a * d - b * c
    if len(rows) == 3:
        (a, b, c), (d, e, f), (g, h, i) = rows
        return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    m = [list(row) for row in rows]
    sign, before = 1, 1
    for k in range(len(m) - 1):
        swap = next((i for i in range(k, len(m)) if m[i][k]), None)
        if swap is None:
            return 0
        if swap != k:
            m[k], m[swap], sign = m[swap], m[k], -sign
        for i in range(k + 1, len(m)):
            m[i] = [(m[i][j] * m[k][k] - m[i][k] * m[k][j]) // before if j > k else 0 for j in range(len(m))]
        before = m[k][k]
    return sign * m[-1][-1]
