"""Targets outside a finite class: any labelling of its points, judged by the best that the class has for it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins
from ..domains import Grid
from ..errors import Undecided
from ..formulas import whole
from ..points import Labels, Points
from ..theorems import Guarantee, Outcome
from .finite_space import FiniteSpace, enumerable
from .tables import CUBE, LONELY, SINGLETONS, THRESHOLDS, Table, Tables, looked_up
from .uniform import distinct, limited, subset, weighted

FEW_THRESHOLDS: Table = tuple(row[:5] for row in THRESHOLDS[1:6])
CONSTANTS: Table = ((0, 0, 0), (1, 1, 1))


@dataclass(frozen=True)
class AnyLabelling:
    """A labelling of a table's points, which may be none of its rows."""

    table: Table
    labelled: tuple[int, ...]

    @property
    def domain(self) -> Grid:
        return Grid(len(self.table[0]))

    @property
    def given(self) -> Mapping[str, Table]:
        return {"table": self.table}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"N": len(self.table), "n": len(self.labelled), "e": self.exceptions}

    @cached_property
    def exceptions(self) -> int:
        """At how many points the best row errs."""
        return int((np.array(self.table, np.bool_) != self._labels).sum(axis=1).min())

    @cached_property
    def _labels(self) -> NDArray[np.bool_]:
        return np.array(self.labelled, np.bool_)

    def __call__(self, points: Points) -> Labels:
        return looked_up(self._labels, points)

    def key(self) -> bytes:
        return b"labels" + self._labels.tobytes()

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.labelled))}, to be met by one of {['.'.join(map(str, r)) for r in self.table]}"


@dataclass(frozen=True)
class AnyLabellings:
    """All labellings of the points of a class of N concepts."""

    small: Sequence[Mapping[str, Any]] = tuple({"table": t} for t in (CUBE[1:], SINGLETONS, FEW_THRESHOLDS, CONSTANTS, LONELY))
    medium: Sequence[Mapping[str, Any]] = ({"table": tuple(tuple(int(j >= i) for j in range(6)) for i in range(7))},)

    scales: Sequence[Mapping[str, Any]] = tuple({"N": N, "n": 8, "e": 1} for N in (2, 4, 8, 16, 32, 64))

    def of_size(self, coins: Coins, *, N: int, n: int, e: int) -> AnyLabelling:
        """Any labelling of n points, any row with e exceptions, and any N - 1 others with at least as many."""
        whole(e, "e, exceptions at n points,", least=0, most=whole(n, "n", least=1))
        farther = [math.comb(n, i) if i >= e else 0 for i in range(n + 1)]
        limited(N, "N", sum(farther), f"the labellings with e = {e} or more exceptions", least=1)
        labels = coins.bits(n)

        def row(exceptions: int) -> tuple[int, ...]:
            return tuple((labels ^ subset(coins, n, exceptions)).astype(int).tolist())

        rows = distinct(lambda: row(weighted(coins, farther)), N, row(e))
        return AnyLabelling(tuple(rows[i] for i in coins.rng.permutation(N)), tuple(labels.astype(int).tolist()))

    def draw(self, choices: Choices) -> AnyLabelling:
        table = Tables().draw(choices).table
        return AnyLabelling(table, tuple(choices.bits(len(table[0])).astype(int).tolist()))

    def space(self, table: Table, **_: Any) -> FiniteSpace:
        return _space(table)

    def __str__(self) -> str:
        return "any target, by the best of N concepts"


@cache
def _space(table: Table) -> FiniteSpace:
    n = len(table[0])
    enumerable(1 << n, f"the labellings of {n} points")
    return FiniteSpace([AnyLabelling(table, labels) for labels in itertools.product((0, 1), repeat=n)], Grid(n).points())


def _nearly_best(case: Outcome) -> bool:
    if case.law is None:
        raise Undecided("an approximate guarantee is judged under the law that the points came from, and it is not known")
    points, true = case.law.points, case.concept(case.law.points)
    best = min(case.law.measure(looked_up(np.array(row, np.bool_), points) != true) for row in case.concept.table)
    return bool(case.law.measure(case.hypothesis(points) != true) <= best + case.sizes["eps"])


nearly_best = Guarantee(
    "the hypothesis errs, under the law of the examples, by at most eps more than the best concept of the class",
    _nearly_best,
    mode="with probability 1 - delta",
)
