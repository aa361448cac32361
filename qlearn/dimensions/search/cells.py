"""The cells into which chosen points split a class, and which further points may go with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ..bracket import Effort, Spent
from ..finite_class import FiniteClass, bits
from .counter import Counter

Cells = Sequence[NDArray[np.intp]]  # the concepts of each labelling of the chosen points
Points = NDArray[np.intp]
Bits = NDArray[np.bool_]

# What a position is worth, in products of labels; what looking at some points takes besides, and what each of its cells does.
POSITION, LOOK, CELL = 1 << 23, 1 << 21, 1 << 19


class Pairs:
    """Which two more points may be added to the chosen ones, so that a set of r more points may still be shattered with them.

    A set that is shattered has every labelling, so each labelling of the chosen points and two more is had by 2**(r - 2)
    concepts at least.  Products of label matrices count them for all pairs at once, cell by cell; the smallest cells go first,
    as what they rule out need not be counted elsewhere.
    """

    def __init__(self, c: FiniteClass, counter: Counter, effort: Effort) -> None:
        if 5 * c.N * c.n + 32 * c.N > effort.memory or c.N >= 1 << 24:  # floats are exact up to there
            raise Spent
        self.counter, self.work = counter, 0
        self.numbers = c.labels.astype(np.float32)
        self.columns = np.ascontiguousarray(c.labels.T)

    def whole(self) -> Cells:
        return [np.arange(len(self.numbers), dtype=np.intp)]

    def allowed(self, cells: Cells, x: int | None, points: Points, r: int) -> tuple[Cells, Points, Bits]:
        """Once x is chosen too: the cells, the points that are left for a set of r >= 2, and which two of them go together."""
        pairs = ~np.eye(len(points), dtype=np.bool_)
        made: list[NDArray[np.intp]] = []
        for concepts in self.split(cells, x):
            made.append(concepts)
            self.work += CELL + len(concepts) * len(points) * (16 + len(points))
            pairs &= self._fewest(concepts, points) >= 1 << (r - 2)
            if len(made) % 2 and len(made) < len(cells):
                continue  # two halves at a time
            kept = core(pairs, r - 1)
            if not kept.all():
                points, pairs = points[kept], pairs[np.ix_(kept, kept)]
            if not len(points):
                break
        self._count()
        return sorted(made, key=len), points, pairs

    def last(self, cells: Cells, x: int, points: Points) -> Points:
        """Once x is chosen too: the points that may be the last one."""
        self.work += len(cells) * CELL + 16 * len(self.numbers) * len(points)
        self._count()
        for concepts in self.split(cells, x):
            ones = self.numbers[np.ix_(concepts, points)].sum(axis=0)
            points = points[(ones > 0) & (ones < len(concepts))]
        return points

    def _count(self) -> None:
        """Positions are steps of about the same time, so that one effort serves large classes and small ones."""
        more, self.work = divmod(self.work + LOOK, POSITION)
        self.counter.step(more)

    def split(self, cells: Cells, x: int | None) -> Iterator[NDArray[np.intp]]:
        """Each cell in two, only as they are asked for."""
        for concepts in cells:
            if x is None:
                yield concepts
            else:
                ones = self.columns[x][concepts]
                yield concepts[~ones]
                yield concepts[ones]

    def _fewest(self, concepts: NDArray[np.intp], points: Points) -> NDArray[np.float32]:
        """Of the four labellings of each pair the rarest one's number of concepts."""
        labels = self.numbers.take(concepts, 0)
        if len(points) < labels.shape[1]:
            labels = labels.take(points, 1)
        both = labels.T @ labels
        ones = both.diagonal()
        first, second = ones[:, None] - both, ones[None, :] - both
        neither = len(concepts) - both - first - second
        fewest: NDArray[np.float32] = np.minimum(np.minimum(both, neither), np.minimum(first, second))
        return fewest


def core(pairs: Bits, least: int) -> Bits:
    """The vertices of the largest part of a graph in which each has so many neighbours; none unless they are more than that."""
    edges = pairs.astype(np.float32)  # products of floats take less time than sums of flags
    kept = np.ones(len(pairs), np.float32)
    left = len(pairs)
    while left:
        kept = kept * (edges @ kept >= least)
        left, before = int(kept.sum()), left
        if left == before:
            break
    return kept > 0


def neighbours(pairs: Bits) -> list[int]:
    return [bits(row) for row in pairs]
