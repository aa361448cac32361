"""One of N candidates, asked about by sets: the labels of points of the cube by one of their coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Cube
from ..formulas import whole
from ..points import Labels, Points
from ..queries import Hypothesis
from .finite_space import enumerable
from .lies import LyingSpace


@dataclass(frozen=True)
class Dictator:
    """x -> x_i for one i of 0, ..., N - 1: a point is a set of candidates, and is asked whether the one is in it."""

    i: int
    N: int

    @property
    def domain(self) -> Cube:
        return Cube(self.N)

    @property
    def given(self) -> Mapping[str, int]:
        return {"N": self.N}

    sizes = given

    def __call__(self, points: Points) -> Labels:
        labels: Labels = points[:, self.i] != 0
        return labels

    def key(self) -> bytes:
        return f"dictator {self.i} of {self.N}".encode()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """With another one: the points that are the one or the other alone."""
        if not isinstance(hypothesis, Dictator):
            return None
        ones = [] if hypothesis.i == self.i else [self.i, hypothesis.i]
        return (np.eye(1, self.N, i, dtype=np.uint8)[0] for i in ones)

    def __str__(self) -> str:
        return f"candidate {self.i} of {self.N}"


@dataclass(frozen=True)
class Dictators:
    """The N dictators of N candidates, behind a teacher who may lie e times."""

    e: int
    small: Sequence[Mapping[str, Any]] = tuple({"N": N} for N in (1, 2, 3, 4, 5, 7, 8))
    medium: Sequence[Mapping[str, Any]] = ({"N": 16}, {"N": 21})
    scales: Sequence[Mapping[str, Any]] = tuple({"N": N} for N in (2, 4, 16, 64, 256, 1024))

    def of_size(self, coins: Coins, *, N: int) -> Dictator:
        """Any of the N candidates."""
        return Dictator(coins.integer(0, whole(N, "N", least=1) - 1), N)

    def draw(self, choices: Choices) -> Dictator:
        N = one_of(choices, (1, 2, 3, 9, 20, 100, 1000))
        return Dictator(choices.integer(0, N - 1), N)

    def space(self, N: int, **_: Any) -> LyingSpace:
        return _space(N, self.e)

    def __str__(self) -> str:
        return f"one of N candidates, at most {self.e} answers being {'a lie' if self.e == 1 else 'lies'}"


@cache
def _space(N: int, e: int) -> LyingSpace:
    enumerable(N, f"{N} candidates")
    return LyingSpace([Dictator(i, N) for i in range(N)], e)
