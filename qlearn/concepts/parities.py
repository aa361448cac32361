"""Parities: the XOR of a set of Boolean variables."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins
from ..domains import Cube
from ..formulas import whole
from ..points import Labels, Points
from ..queries import Hypothesis
from .finite_space import FiniteSpace, enumerable


@dataclass(frozen=True, eq=False)
class Parity:
    """x -> the sum modulo 2 of the variables chosen; with none chosen it is constantly false."""

    chosen: NDArray[np.bool_]  # (n,)

    @property
    def domain(self) -> Cube:
        return Cube(len(self.chosen))

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": len(self.chosen)}

    sizes = given

    def __call__(self, points: Points) -> Labels:
        labels: Labels = np.logical_xor.reduce((points != 0) & self.chosen, axis=1)
        return labels

    def key(self) -> bytes:
        return b"parity" + self.chosen.tobytes()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """For another parity: points with a single one where the choices differ, plain and on top of each other's choice."""
        if not isinstance(hypothesis, Parity):
            return None
        units = np.eye(len(self.chosen), dtype=np.uint8)
        tried = np.vstack([units, units ^ self.chosen, units ^ hypothesis.chosen])
        wrong: NDArray[np.uint8] = tried[self(tried) != hypothesis(tried)]
        return iter(wrong)

    def __str__(self) -> str:
        return " + ".join(f"x{i + 1}" for i in np.flatnonzero(self.chosen)) or "false"

    __repr__ = __str__


@dataclass(frozen=True)
class Parities:
    """All 2**n parities of n variables."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1}, {"n": 2}, {"n": 3})
    medium: Sequence[Mapping[str, Any]] = ({"n": 4}, {"n": 5}, {"n": 6})
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n} for n in (2, 4, 8, 16, 32, 64))

    def of_size(self, coins: Coins, *, n: int) -> Parity:
        """Each variable by a coin, so that all parities are equally likely."""
        return Parity(coins.bits(whole(n, "n", least=1)))

    def draw(self, choices: Choices) -> Parity:
        return Parity(choices.bits(choices.integer(1, 8)))

    def space(self, n: int, **_: Any) -> FiniteSpace:
        return _space(n)

    def __str__(self) -> str:
        return "parities"


@cache
def _space(n: int) -> FiniteSpace:
    enumerable(1 << n, f"the parities of {n} variables")
    masks = itertools.product((False, True), repeat=n)
    return FiniteSpace([Parity(np.array(mask)) for mask in masks], Cube(n).points())
