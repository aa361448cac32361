"""Where a drawn thing takes its decisions from: numpy coins for sampling, Hypothesis for attack and shrinking.

One `draw(choices)` written against this protocol serves both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")


class Choices(Protocol):
    """A source of decisions.  Simpler things (zeros, the low end, the first element) are what shrinking moves towards."""

    def integer(self, low: int, high: int) -> int:
        """An integer in [low, high]."""

    def real(self, low: float, high: float) -> float:
        """A float in [low, high]."""

    def bits(self, n: int) -> NDArray[np.bool_]:
        """n booleans."""


class Coins:
    """Choices by a seeded generator: Coins(0), or Coins(seed, stream, case) for one of many independent streams."""

    def __init__(self, *entropy: int) -> None:
        self.rng = np.random.default_rng(entropy)

    def integer(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high, endpoint=True))

    def real(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def bits(self, n: int) -> NDArray[np.bool_]:
        return self.rng.integers(0, 2, n).astype(np.bool_)


def one_of(choices: Choices, options: Sequence[T]) -> T:
    """One of several options, the first being the simplest."""
    return options[choices.integer(0, len(options) - 1)]
