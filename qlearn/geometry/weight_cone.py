"""All weights that give the signs told so far, as the cone that a few integer rays span; what they imply, exactly.

Told that v.a >= 0, or that v.a < 0, for some integer rows a, the weights v lie in the cone C of all v.a >= 0, or <= 0, and
those with v.a = 0 for a row of the second sort are left out.  As long as some v is left, a row x has v.x >= 0 for all of them
exactly if no ray of C has v.x < 0: to a v that is left any multiple of that ray may be added.  And v.x < 0 for all of them
exactly if no ray has v.x > 0, and some row of the second sort is 0 on all rays with v.x = 0: if each of those rows is below
0 on one of these rays, then so is it on their sum, and v.x = 0 there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[Any]  # int64, or Python's own in an object array
Vector = tuple[int, ...]
WORD = 1 << 62
UNIT = 2.0**-53

YES, NO, OPEN = 1, -1, 0


class WeightCone:
    """The double description of the cone (Motzkin et al. 1953): told row after row, it keeps the rays in step.

    >>> cone = WeightCone(2)
    >>> cone.tell((1, 0), True), cone.tell((-1, 1), True)
    (None, None)
    >>> cone.implied(np.array([[0, 1], [1, -2], [-1, -1]])).tolist()
    [1, 0, 0]
    >>> cone.tell((1, -2), False)
    >>> cone.implied(np.array([[0, 1], [1, -2], [-1, -1], [-1, 0]])).tolist()
    [1, -1, -1, 0]
    """

    def __init__(self, size: int) -> None:
        self.lines: list[Vector] = [tuple(int(i == j) for j in range(size)) for i in range(size)]  # both ways are in C
        self.rays: list[tuple[Vector, int]] = []  # with a bit for each row that is 0 there
        self.told = 0
        self.strict: list[int] = []  # the rows that are told to be below 0

    def tell(self, row: Sequence[int], reached: bool) -> None:
        """v.row >= 0, or else v.row < 0.  The caller sees to it that some v is left: it asks only what is open."""
        bit, self.told = 1 << self.told, self.told + 1
        if not reached:
            self.strict.append(bit)
        inward = tuple(row) if reached else tuple(-x for x in row)
        across = next((line for line in self.lines if _dot(line, inward)), None)
        if across is not None:
            self._bend(inward, across, bit)
        else:
            self._cut(inward, bit)

    def implied(self, rows: Integers) -> NDArray[np.int8]:
        """For each row, shape (m, size): YES if v.row >= 0 for all v that are left, NO if v.row < 0 for all, else OPEN."""
        found = np.zeros(len(rows), np.int8)
        flat = ~_signs(rows, self.lines).any(axis=1)  # no line goes through to both sides
        signs = _signs(rows[flat], [ray for ray, _ in self.rays])
        never_below, never_above = (signs >= 0).all(axis=1), (signs <= 0).all(axis=1)
        on = signs == 0
        left_out = np.zeros(len(on), np.bool_)
        for bit in self.strict:
            below = np.array([not zero & bit for _, zero in self.rays], np.bool_)  # where that row is below 0
            left_out |= ~(on & below).any(axis=1)
        found[flat] = np.where(never_above & left_out, NO, np.where(never_below, YES, OPEN))
        return found

    def implies(self, row: Sequence[int]) -> int:
        """The same for one row."""
        if any(_dot(line, row) for line in self.lines):
            return OPEN
        heights = [_dot(ray, row) for ray, _ in self.rays]
        if min(heights, default=0) >= 0 and max(heights, default=0) > 0:
            return YES
        on = [zero for (_, zero), height in zip(self.rays, heights, strict=True) if not height]
        if max(heights, default=0) <= 0 and any(all(zero & bit for zero in on) for bit in self.strict):
            return NO
        return YES if min(heights, default=0) >= 0 else OPEN

    def signs(self, rows: Integers) -> NDArray[np.int8]:
        """The sign of each row on each ray, and on each line both ways, shape (m, rays)."""
        both = [*self.lines, *(tuple(-x for x in line) for line in self.lines)]
        return _signs(rows, [*(ray for ray, _ in self.rays), *both])

    def _bend(self, inward: Vector, across: Vector, bit: int) -> None:
        """A line that the new row is not 0 on becomes a ray; along it all others are moved to where the row is 0."""
        height = _dot(across, inward)
        across, height = (across, height) if height > 0 else (tuple(-x for x in across), -height)
        old = bit - 1
        moved = [_combined(line, height, across, -_dot(line, inward)) for line in self.lines]
        self.lines = [line for line in moved if any(line)]  # the one that became a ray is moved to 0
        self.rays = [(_combined(ray, height, across, -_dot(ray, inward)), zero | bit) for ray, zero in self.rays]
        self.rays.append((_lowest(across), old))

    def _cut(self, inward: Vector, bit: int) -> None:
        """Rays outside go; for each edge from one inside to one outside there is a new one where the row is 0."""
        heights = [_dot(ray, inward) for ray, _ in self.rays]
        high = list(zip(self.rays, heights, strict=True))
        kept = [(ray, zero | bit if h == 0 else zero) for (ray, zero), h in high if h >= 0]
        for (one, above), h in ((ray, h) for ray, h in high if h > 0):
            for (other, beyond), g in ((ray, h) for ray, h in high if h < 0):
                common = above & beyond
                if sum(zero & common == common for _, zero in self.rays) == 2:  # no third: they span an edge
                    kept.append((_combined(one, -g, other, h), common | bit))
        self.rays = kept


def _signs(rows: Integers, vectors: Sequence[Vector]) -> NDArray[np.int8]:
    """The sign of each row with each vector, exactly, shape (rows, vectors)."""
    if not len(rows) or not vectors:
        return np.zeros((len(rows), len(vectors)), np.int8)
    largest, longest = int(np.abs(rows).max()), max(abs(x) for v in vectors for x in v)
    if longest * max(1, largest) * rows.shape[1] < WORD:
        exact: NDArray[np.int8] = np.sign(rows.astype(np.int64) @ np.array(vectors, np.int64).T).astype(np.int8)
        return exact
    weights = np.array([[x / longest for x in v] for v in vectors])
    near = rows.astype(np.float64) @ weights.T
    slack = (rows.shape[1] + 4) * UNIT * (np.abs(rows.astype(np.float64)) @ np.abs(weights).T) + 2.0**-1000
    found: NDArray[np.int8] = np.sign(near).astype(np.int8)
    for i, j in np.argwhere(np.abs(near) <= slack):
        height = _dot(vectors[j], rows[i].tolist())
        found[i, j] = (height > 0) - (height < 0)
    return found


def _dot(v: Sequence[int], w: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(v, w, strict=True))


def _combined(v: Vector, times: int, w: Vector, more: int) -> Vector:
    return _lowest(tuple(times * a + more * b for a, b in zip(v, w, strict=True)))


def _lowest(v: Vector) -> Vector:
    divisor = math.gcd(*v) or 1
    return tuple(x // divisor for x in v)
