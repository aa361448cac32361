"""Large shattered sets, found by exchanging points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..bracket import Effort, Spent
from ..finite_class import FiniteClass
from .counter import Counter

STEPS = 100  # exchanges without a better set, before a size is given up
LATELY = 5  # exchanges for which a point that went may not come back
MOST = 24  # points: 2**24 cells


def climbed(c: FiniteClass, most: int, effort: Effort) -> tuple[int, ...]:
    """A set of at most `most` points that is shattered, as large as climbing finds one.

    To a shattered set the best point is added; then a point goes for another, always so that most labellings of the set occur,
    until all do.  Such a step is taken even where it loses some, and what has gone may not come back at once: so the way leaves
    a hill that is no summit.  For all points at once: a point splits a cell if its label there is in the cell's bitwise or, but
    not in its bitwise and.

    >>> from qlearn.dimensions.families import of_family
    >>> len(climbed(of_family("halfspaces-cube", 3), 6, Effort()))
    4
    """
    climb = _Climb(c, Counter(effort.positions // 4))
    points: list[int] = []
    try:
        while len(points) < min(most, MOST):
            larger = climb.larger(points)
            if larger is None:
                break
            points = larger
    except Spent:
        pass
    return tuple(sorted(points))


class _Climb:
    def __init__(self, c: FiniteClass, counter: Counter) -> None:
        self.c, self.counter = c, counter
        packed = np.packbits(c.labels, axis=1, bitorder="little")
        wide = np.zeros((c.N, -(-packed.shape[1] // 8) * 8), np.uint8)
        wide[:, : packed.shape[1]] = packed
        self.words = wide.view(np.uint64)
        self.columns = np.ascontiguousarray(c.labels.T)

    def larger(self, points: list[int]) -> list[int] | None:
        """One point more, shattered too; None where the climb ends before."""
        found = self._occurring(points)
        found[points] = 0
        points = [*points, int(found.argmax())]
        best, since, gone = int(found.max()), 0, dict[int, int]()
        for step in range(1 << 62):
            if best == 1 << len(points):
                return points
            if since > STEPS or len(points) == self.c.n:
                return None
            barred = [x for x, when in gone.items() if when + LATELY > step]
            i, y, occurring = self._exchange(points, barred)
            gone[points[i]] = step
            points[i] = y
            best, since = (occurring, 0) if occurring > best else (best, since + 1)
        return None

    def _exchange(self, points: list[int], barred: list[int]) -> tuple[int, int, int]:
        """Which place is to have which other point, and how many labellings then occur."""
        best = (0, points[0], -1)
        for i in range(len(points)):
            found = self._occurring(points[:i] + points[i + 1 :])
            found[points] = found[barred] = -1
            y = int(found.argmax())
            if found[y] > best[2]:
                best = (i, y, int(found[y]))
        return best

    def _occurring(self, points: list[int]) -> NDArray[np.int64]:
        """For each point, how many labellings occur of these points and it."""
        self.counter.step(1 + (self.c.N >> 13))
        cell = np.zeros(self.c.N, np.uint16 if len(points) <= 16 else np.uint32)
        for i, x in enumerate(points):
            cell |= self.columns[x].astype(cell.dtype) << i
        order = np.argsort(cell, kind="stable")
        ordered = cell[order]
        first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        words = self.words[order]
        split = np.bitwise_or.reduceat(words, first) & ~np.bitwise_and.reduceat(words, first)
        flags = np.unpackbits(split.view(np.uint8), axis=1, bitorder="little")[:, : self.c.n]
        occurring: NDArray[np.int64] = len(first) + flags.sum(axis=0, dtype=np.int64)
        return occurring
