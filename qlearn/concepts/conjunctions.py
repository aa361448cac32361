"""Monotone conjunctions: the AND of a set of Boolean variables."""

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
class Conjunction:
    """x -> AND of the variables kept; with none kept it is constantly true."""

    keep: NDArray[np.bool_]  # (n,)

    @classmethod
    def of_all(cls, n: int) -> Conjunction:
        return cls(np.ones(n, np.bool_))

    def without(self, dropped: NDArray[np.bool_]) -> Conjunction:
        return Conjunction(self.keep & ~dropped)

    @property
    def domain(self) -> Cube:
        return Cube(len(self.keep))

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": len(self.keep)}

    sizes = given

    def __call__(self, points: Points) -> Labels:
        labels: Labels = ((points != 0) | ~self.keep).all(axis=1)
        return labels

    def key(self) -> bytes:
        return b"conjunction" + self.keep.tobytes()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """For another conjunction: the least point each of the two accepts (the most telling), and those with one zero."""
        if not isinstance(hypothesis, Conjunction):
            return None
        tried = np.vstack([self.keep, hypothesis.keep, 1 - np.eye(len(self.keep), dtype=np.uint8)]).astype(np.uint8)
        wrong: NDArray[np.uint8] = tried[self(tried) != hypothesis(tried)]
        return iter(wrong)

    def __str__(self) -> str:
        return " & ".join(f"x{i + 1}" for i in np.flatnonzero(self.keep)) or "true"

    __repr__ = __str__


@dataclass(frozen=True)
class Conjunctions:
    """All 2**n monotone conjunctions of n variables."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1}, {"n": 2}, {"n": 3})
    medium: Sequence[Mapping[str, Any]] = ({"n": 4}, {"n": 5}, {"n": 6})
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n} for n in (2, 3, 4, 6, 8, 12))

    def of_size(self, coins: Coins, *, n: int) -> Conjunction:
        """Each variable by a coin, so that all conjunctions are equally likely."""
        return Conjunction(coins.bits(whole(n, "n", least=1)))

    def draw(self, choices: Choices) -> Conjunction:
        return Conjunction(choices.bits(choices.integer(1, 8)))

    def space(self, n: int, **_: Any) -> FiniteSpace:
        return _space(n)

    def __str__(self) -> str:
        return "monotone conjunctions"


@cache
def _space(n: int) -> FiniteSpace:
    enumerable(1 << n, f"the conjunctions of {n} variables")
    masks = itertools.product((False, True), repeat=n)
    return FiniteSpace([Conjunction(np.array(mask)) for mask in masks], Cube(n).points())
