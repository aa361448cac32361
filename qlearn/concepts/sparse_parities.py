"""Sparse parities: the XOR of a few of many Boolean variables."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import comb
from typing import Any

import numpy as np

from ..choices import Choices, Coins, one_of
from ..formulas import whole
from .finite_space import FiniteSpace, enumerable
from .parities import Parity
from .uniform import subset


@dataclass(frozen=True, eq=False, repr=False)
class SparseParity(Parity):
    """A parity of which is told beforehand that at most k variables are chosen."""

    most: int

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": len(self.chosen), "k": self.most}

    sizes = given


@dataclass(frozen=True)
class SparseParities:
    """All parities of at most k of n variables."""

    small: Sequence[Mapping[str, Any]] = (
        {"n": 1, "k": 1},
        {"n": 3, "k": 0},
        {"n": 4, "k": 1},
        {"n": 5, "k": 3},
        {"n": 7, "k": 1},
        {"n": 7, "k": 2},
    )
    medium: Sequence[Mapping[str, Any]] = ({"n": 15, "k": 2}, {"n": 16, "k": 1})
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n, "k": 2} for n in (4, 8, 16, 32, 64, 128))

    def of_size(self, coins: Coins, *, n: int, k: int) -> SparseParity:
        """Any k of the n variables."""
        whole(k, "k, variables of n,", least=0, most=whole(n, "n", least=1))
        return SparseParity(subset(coins, n, k), k)

    def draw(self, choices: Choices) -> SparseParity:
        """A few variables, anywhere or at the end, or as many as are allowed."""
        n = one_of(choices, (1, 2, 7, 12, 40, 63, 100))
        k = choices.integer(0, min(n, 6))
        chosen = np.zeros(n, np.bool_)
        for _ in range(k):
            chosen[choices.integer(0, n - 1)] = True
        if one_of(choices, (False, False, True)):
            chosen[:] = np.arange(n) >= n - k
        return SparseParity(chosen, k)

    def space(self, n: int, k: int, **_: Any) -> FiniteSpace:
        return _space(n, min(n, k))

    def __str__(self) -> str:
        return "parities of at most k of n variables"


@cache
def _space(n: int, k: int) -> FiniteSpace:
    enumerable(sum(comb(n, size) for size in range(k + 1)), f"the parities of at most {k} of {n} variables")
    chosen = (kept for size in range(k + 1) for kept in itertools.combinations(range(n), size))
    return FiniteSpace([SparseParity(np.isin(np.arange(n), kept), k) for kept in chosen])
