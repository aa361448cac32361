"""Symmetries of a class: exchanges of points, with labels turned at some, that make of each concept one of the class again."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ..finite_class import FiniteClass
from .counter import Counter

MOST = 256  # points of a class whose symmetries are looked for
TRIES = 2  # for each point

Images = NDArray[np.bool_]  # (2, n, n): may x, its labels kept or turned, become y?


class Symmetries:
    """Finds symmetries that fix some points, and the orbits of the others; as many as are found cheaply, not all.

    Two points agree on as many concepts as their images do, so these numbers say where a point may go once others are placed.
    Points are placed one by one without taking back; what comes out is looked at concept by concept, and dropped if it is none.
    """

    def __init__(self, c: FiniteClass, counter: Counter) -> None:
        self.c, self.counter = c, counter
        self.rows = _sorted(c.labels)
        signs = np.where(c.labels, 1.0, -1.0)
        self._known: dict[tuple[tuple[int, ...], tuple[int, ...]], list[list[int]]] = {}
        self.sums, self.products = signs.sum(axis=0), signs.T @ signs

    def orbits(self, fixed: tuple[int, ...], points: list[int]) -> list[list[int]]:
        """Points in sets, the largest first: those of a set are exchanged by symmetries that keep each
        fixed point in place and take none of `points` out of them.

        >>> from qlearn.dimensions.families import of_family
        >>> Symmetries(of_family("halfspaces-grid", 3), Counter(1000)).orbits((), list(range(9)))
        [[0, 2, 6, 8], [1, 3, 5, 7], [4]]
        """
        if self.c.n > MOST:
            return [[x] for x in points]
        asked = (fixed, tuple(points))
        if asked not in self._known:
            self._known[asked] = self._orbits(fixed, points)
        return self._known[asked]

    def _orbits(self, fixed: tuple[int, ...], points: list[int]) -> list[list[int]]:
        orbit = {x: [x] for x in points}
        tries = TRIES * self.c.n
        start = self._start(fixed, points)
        for y in points[1:]:
            for x in points[: points.index(y)]:
                if orbit[x] is orbit[y] or orbit[x][0] != x or not start[:, x, y].any() or tries <= 0:
                    continue
                tries -= 1
                to = self._found(start, x, y)
                if to is not None:
                    _join(orbit, ((z, int(to[z])) for z in points))
        return sorted({id(o): o for o in orbit.values()}.values(), key=lambda o: (-len(o), o[0]))

    def _start(self, fixed: tuple[int, ...], points: list[int]) -> Images:
        may: Images = np.stack([self.sums[:, None] == sign * self.sums[None, :] for sign in (1, -1)])
        for x in fixed:
            may[:, x] &= np.arange(self.c.n) == x
            may[:, np.arange(self.c.n) != x, x] = False
        inside = np.isin(np.arange(self.c.n), points)
        may &= inside[:, None] == inside[None, :]
        return may

    def _found(self, start: Images, x: int, y: int) -> NDArray[np.intp] | None:
        """Where a symmetry that takes x to y takes each point, if the first or the second try is one."""
        for turned in np.flatnonzero(start[:, x, y]):
            made = self._placed(start.copy(), x, y, int(turned))
            self.counter.step()
            if made is not None and self._is_one(*made):
                return made[0]
        return None

    def _is_one(self, images: NDArray[np.intp], turns: NDArray[np.bool_]) -> bool:
        self.counter.step(self.c.N * self.c.n >> 18)
        return np.array_equal(_sorted(self.c.labels[:, images] ^ turns), self.rows)

    def _placed(self, may: Images, x: int, y: int, turned: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]] | None:
        """Images and turned labels such that all numbers of agreements are kept, if no point is left without."""
        n = self.c.n
        images, turns = np.full(n, -1), np.zeros(n, np.bool_)
        for _ in range(n):
            images[x], turns[x] = y, bool(turned)
            kept = self.products[:, x][:, None] == self.products[:, y][None, :] * (-1 if turned else 1)
            other = self.products[:, x][:, None] == self.products[:, y][None, :] * (1 if turned else -1)
            may[0] &= kept
            may[1] &= other
            may[:, :, y] = False
            left = np.where(images < 0, may.sum(axis=(0, 2)), 2 * n + 1)
            x = int(left.argmin())
            if left[x] == 0:
                return None
            if left[x] > 2 * n:
                break
            turned, y = divmod(int(may[:, x].reshape(-1).argmax()), n)
        return images, turns


def _join(orbit: dict[int, list[int]], exchanged: Iterable[tuple[int, int]]) -> None:
    for x, y in exchanged:
        if orbit[x] is not orbit[y]:
            both = sorted(orbit[x] + orbit[y])
            for z in both:
                orbit[z] = both


def _sorted(labels: NDArray[np.bool_]) -> NDArray[np.void]:
    """The concepts in an order of their own, to be compared."""
    packed = np.packbits(labels, axis=1)
    width = packed.shape[1]
    if width <= 8:
        words = np.zeros((len(packed), 8), np.uint8)
        words[:, :width] = packed
        return np.sort(words.view(np.uint64).reshape(-1))
    return np.unique(packed, axis=0)
