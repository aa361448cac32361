"""Extract and test: where gamma is not known, it is chosen by how well labels are foretold that were left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..points import Labels, Points
from .askers import Asker
from .kernels import Kernel
from .law import Law
from .machine import KernelMachine
from .posterior import NormalLaw

GRID = tuple(2.0**k for k in range(-15, 4))  # that of Tramer et al. 2016
FIRST = 20  # labels at random, before anything can be tested


class Tested:
    """Another asker for the gamma that fits best; it is chosen anew whenever the labels are half as many again.

    The test costs no labels of its own: each label is foretold by a law that has all others.
    """

    def __init__(
        self, where: Law, coins: np.random.Generator, kernel: Callable[[float], Kernel], asker: Callable[[float], Asker]
    ) -> None:
        self._where, self._coins, self._kernel, self._asker = where, coins, kernel, asker
        self.points: Points = np.empty((0, where.d))
        self.labels: Labels = np.empty(0, np.bool_)
        self.gamma: float | None = None
        self._chosen: Asker | None = None
        self._due = FIRST

    def ask(self, most: int) -> Points:
        heard = len(self.labels)
        if heard < FIRST:
            return self._where.draw(self._coins, min(FIRST - heard, most))
        if heard >= self._due:
            self._choose()
        assert self._chosen is not None
        return self._chosen.ask(most)

    def hear(self, points: Points, labels: Labels) -> None:
        self.points, self.labels = np.concatenate([self.points, points]), np.concatenate([self.labels, labels])
        if self._chosen is not None:
            self._chosen.hear(points, labels)

    def machine(self) -> KernelMachine:
        if self._chosen is None:
            self._choose()
        assert self._chosen is not None
        return self._chosen.machine()

    def _choose(self) -> None:
        self._due = max(FIRST, 3 * len(self.labels) // 2)
        best = max(GRID, key=self._foretold)
        if best != self.gamma:
            self.gamma, self._chosen = best, self._asker(best)
            self._chosen.hear(self.points, self.labels)

    def _foretold(self, gamma: float) -> float:
        law = NormalLaw(self._kernel(gamma), self._where.d)
        law.hear(self.points, self.labels)
        return law.left_out()
