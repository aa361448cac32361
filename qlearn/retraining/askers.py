"""Who decides what to ask next: the loop that all retraining has, and the forms of it that keep a normal law."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np

from ..points import Labels, Points
from .kernels import Kernel
from .law import Law
from .machine import KernelMachine
from .pools import Pool
from .posterior import NormalLaw

START = 4  # labels that are asked at random
EPOCH = 10  # a pool serves for a 10th of the labels so far: then all is fitted anew


class Asker(Protocol):
    """One run: `ask` for the next rows, at most so many, `hear` their labels, and have a `machine` at any time."""

    def ask(self, most: int) -> Points: ...

    def hear(self, points: Points, labels: Labels) -> None: ...

    def machine(self) -> KernelMachine: ...


PoolOf = Callable[[NormalLaw, Law, np.random.Generator, int], Pool]


class OneByOne:
    """Ask the best of a pool, one label at a time; the pool hears each, the law is settled when the next pool is drawn."""

    def __init__(self, where: Law, kernel: Kernel, pool: PoolOf, coins: np.random.Generator) -> None:
        self.law = NormalLaw(kernel, where.d)
        self._where, self._coins, self._pool_of = where, coins, pool
        self._pool: Pool | None = None
        self._pending: int | None = None

    def ask(self, most: int) -> Points:
        heard = len(self.law.signs)
        if heard < START:
            return self._where.draw(self._coins, min(START - heard, most))
        if self._pool is None or self._pool.full:
            self._pool = self._pool_of(self.law, self._where, self._coins, max(1, heard // EPOCH))
        self._pending = self._pool.best()
        chosen: Points = self._pool.points[self._pending : self._pending + 1]
        return chosen

    def hear(self, points: Points, labels: Labels) -> None:
        sites = None
        if self._pool is not None and self._pending is not None:
            sites = self._pool.hear(self._pending, bool(labels[0]))
            self._pending = None
        self.law.hear(points, labels, sites)

    def machine(self) -> KernelMachine:
        return self.law.machine()
