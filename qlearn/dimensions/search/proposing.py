"""A greedy learner with proper hypotheses: how many queries it needs is a bound for every such game."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..finite_class import Concepts, FiniteClass, positions
from .counter import Counter
from .splits import splits

LABELS, SETS = 14, 16  # a step is 2**14 labels of the version space, or sets of 2**16 bits, or less


class Greedy:
    """Proposes the possible concept whose worst counterexample leaves least, then the one with the least left on average.

    If it `asks`, it asks where that leaves less than the worst counterexample.

    No game lasts longer than one query for each concept but one, nor one for each different split: after a counterexample,
    or an answer, at a point that splits, that split is gone.
    """

    def __init__(self, c: FiniteClass, asks: bool, counter: Counter) -> None:
        self.c, self.asks, self.counter = c, asks, counter
        self.least: dict[Concepts, int] = {}  # it needs at least so many
        self.most: dict[Concepts, int] = {}

    def wins(self, space: Concepts, k: int) -> bool:
        """Is it left with one concept after k queries?  Raises `Spent`."""
        size = space.bit_count()
        if size <= k + 1 or self.most.get(space, size) <= k:
            return True
        if not k or self.least.get(space, 0) > k:
            return False
        self.counter.step(1 + (size * self.c.n >> LABELS) + (self.c.N * self.c.n >> SETS))
        won = len(splits(self.c, space)) <= k or all(self.wins(part, k - 1) for part in self._parts(space))
        if won:
            self.most[space] = k
        else:
            self.least[space] = k + 1
        return won

    def _parts(self, space: Concepts) -> list[Concepts]:
        """What may be left after its next query, the largest first."""
        x, rest = self._query(space)
        parts = {space & self.c.ones[x], space & self.c.zeros[x]} if rest is None else self._left(space, rest)
        return sorted(parts - {0}, key=lambda part: (-part.bit_count(), part))

    def _left(self, space: Concepts, labels: NDArray[np.bool_]) -> set[Concepts]:
        return {space & (self.c.zeros[x] if label else self.c.ones[x]) for x, label in enumerate(labels.tolist())}

    def _query(self, space: Concepts) -> tuple[int, NDArray[np.bool_] | None]:
        """A point and no hypothesis, or a hypothesis."""
        size = space.bit_count()
        labels = self.c.labels[positions(space, self.c.N)]
        ones = labels.sum(axis=0)
        left = np.where(labels, size - ones, ones)
        worst = left.max(axis=1)
        best = int(np.lexsort((left.sum(axis=1), worst))[0])
        larger = np.maximum(ones, size - ones)
        x = int(larger.argmin())
        return (x, None) if self.asks and larger[x] < worst[best] else (x, labels[best])
