"""Large shattered sets, found by exchanging points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from ..bracket import Spent
from ..finite_class import FiniteClass
from .counter import Counter

LATELY = 5  # exchanges for which a point that went may not come back
MOST = 24  # points: 2**24 cells


def climbed(c: FiniteClass, most: int, steps: int, start: Sequence[int] = ()) -> tuple[int, ...]:
    """A set of at most `most` points that is shattered, as large as climbing finds one from a shattered set.

    To a shattered set the best point is added; then a point goes for another, always so that most labellings of the set occur,
    until all do.  Such a step is taken even where it loses some, and what has gone may not come back at once: so the way leaves
    a hill that is no summit.  For all points at once: a point splits a cell if its label there is in the cell's bitwise or, but
    not in its bitwise and.  So many `steps` are 2**13 concepts each, put in order by their cells.

    >>> from qlearn.dimensions.families import of_family
    >>> len(climbed(of_family("halfspaces-cube", 3), 6, 1000))
    4
    """
    climb = _Climb(c, Counter(steps))
    points = list(start)
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
        """One point more, shattered too; None where there is no other point.  Raises `Spent`."""
        if len(points) == self.c.n:
            return None
        found = self._occurring(points)
        found[points] = 0
        points = [*points, int(found.argmax())]
        occurring, gone = int(found.max()), dict[int, int]()
        lately = min(LATELY, (self.c.n - len(points)) // 2)
        for step in count():
            if occurring == 1 << len(points):
                break
            if len(points) == self.c.n:
                return None
            barred = [x for x, when in gone.items() if when + lately > step]
            i, y, occurring = self._exchange(points, barred)
            gone[points[i]] = step
            points[i] = y
        return points

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
        cell = np.zeros(self.c.N, np.uint32)
        for i, x in enumerate(points):
            cell |= self.columns[x].astype(np.uint32) << np.uint32(i)
        order = np.argsort(cell.astype(np.uint16) if len(points) <= 16 else cell, kind="stable")  # short ones take less time
        ordered = cell[order]
        first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        words = self.words[order]
        split = np.bitwise_or.reduceat(words, first) & ~np.bitwise_and.reduceat(words, first)
        flags = np.unpackbits(split.view(np.uint8), axis=1, bitorder="little")[:, : self.c.n]
        occurring: NDArray[np.int64] = len(first) + flags.sum(axis=0, dtype=np.int64)
        return occurring
