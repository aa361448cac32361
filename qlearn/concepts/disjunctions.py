"""Monotone disjunctions: the OR of a few of many Boolean variables."""

from __future__ import annotations

import itertools
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
from .finite_space import FiniteSpace, enumerable
from .integer_search import linear_differences
from .uniform import subset

SMALL_CUBE = 12  # variables; on a larger cube disagreements are searched for, not listed


@dataclass(frozen=True, eq=False)
class Disjunction:
    """x -> OR of the variables kept; with none kept it is constantly false.  Told beforehand: they are k at most."""

    keep: NDArray[np.bool_]  # (n,)
    most: int | None = None  # k, if it is not just their number

    @property
    def domain(self) -> Cube:
        return Cube(len(self.keep))

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": len(self.keep), "k": int(self.keep.sum()) if self.most is None else self.most}

    sizes = given

    def __call__(self, points: Points) -> Labels:
        labels: Labels = ((points != 0) & self.keep).any(axis=1)
        return labels

    def key(self) -> bytes:
        return b"disjunction" + self.keep.tobytes()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """On a large cube.  With another disjunction: points with a single one, and the largest that either rejects.

        With a half-space: a few.  Raises `Undecided` if an exact search takes too long.
        """
        if len(self.keep) <= SMALL_CUBE:
            return None
        if isinstance(hypothesis, Disjunction):
            tried = np.vstack([~hypothesis.keep, ~self.keep, np.eye(len(self.keep), dtype=np.bool_)]).astype(np.uint8)
            wrong: NDArray[np.uint8] = tried[self(tried) != hypothesis(tried)]
            return iter(wrong)
        found = linear_differences((tuple(self.keep.astype(int).tolist()), -1), hypothesis, 1)
        return None if found is None else (x.astype(np.uint8) for x in found)

    def __str__(self) -> str:
        return " | ".join(f"x{i + 1}" for i in np.flatnonzero(self.keep)) or "false"

    __repr__ = __str__


@dataclass(frozen=True)
class Disjunctions:
    """All monotone disjunctions of at most k of n variables."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1, "k": 1}, {"n": 2, "k": 1}, {"n": 3, "k": 0}, {"n": 3, "k": 3})
    medium: Sequence[Mapping[str, Any]] = ({"n": 4, "k": 1}, {"n": 4, "k": 2})
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n, "k": 2} for n in (4, 8, 16, 32, 64))

    def of_size(self, coins: Coins, *, n: int, k: int) -> Disjunction:
        """Any k of the n variables."""
        whole(k, "k, variables of n,", least=0, most=whole(n, "n", least=1))
        return Disjunction(subset(coins, n, k))

    def draw(self, choices: Choices) -> Disjunction:
        """A few of the variables: the case that matters; or any number."""
        n = one_of(choices, (1, 2, 3, 5, 8, 20))
        keep = choices.bits(n)
        if one_of(choices, (True, True, False)):
            keep[choices.integer(0, n) :] = False
        return Disjunction(keep, int(keep.sum()) + one_of(choices, (0, 0, 1)))

    def space(self, n: int, k: int | None = None, **_: Any) -> FiniteSpace:
        return _space(n, n if k is None else min(n, k))

    def __str__(self) -> str:
        return "monotone disjunctions of at most k of n variables"


@cache
def _space(n: int, k: int) -> FiniteSpace:
    chosen = [kept for size in range(k + 1) for kept in itertools.combinations(range(n), size)] if n <= SMALL_CUBE else []
    enumerable(len(chosen) or 2**n, f"the disjunctions of {k} of {n} variables")
    return FiniteSpace([Disjunction(np.isin(np.arange(n), kept), k) for kept in chosen], Cube(n).points())
