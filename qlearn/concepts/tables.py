"""Any finite class, written as a table: one row a concept, one column a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..dimensions.optimal_play import play_on
from ..domains import Grid
from ..errors import BadArgument
from ..formulas import whole
from ..points import Labels, Points, spell
from ..points import array as as_array
from .finite_space import FiniteSpace
from .uniform import distinct, limited

Table = tuple[tuple[int, ...], ...]  # N distinct rows of 0 and 1


@dataclass(frozen=True)
class Row:
    """The concept of one row: the point [j] has the label in column j."""

    table: Table
    row: int

    @property
    def domain(self) -> Grid:
        return Grid(len(self.table[0]))

    @property
    def given(self) -> Mapping[str, Table]:
        return {"table": self.table}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"N": len(self.table), "n": len(self.table[0]), "L": littlestone(self.table)}

    @cached_property
    def _labels(self) -> NDArray[np.bool_]:
        return np.array(self.table[self.row], np.bool_)

    def __call__(self, points: Points) -> Labels:
        return looked_up(self._labels, points)

    def key(self) -> bytes:
        return b"labels" + self._labels.tobytes()

    def __str__(self) -> str:
        return f"row {self.row} of {['.'.join(map(str, r)) for r in self.table]}"


@dataclass(frozen=True, eq=False)
class Labelling:
    """Any labelling of the points 0..n-1, in the class or not: what an improper hypothesis is."""

    labels: NDArray[np.bool_]  # (n,)

    def __call__(self, points: Points) -> Labels:
        return looked_up(self.labels, points)

    def key(self) -> bytes:
        return b"labels" + self.labels.tobytes()


def looked_up(labels: Labels, points: Points) -> Labels:
    """The labels of the points [j]; `IndexError` for what is no column."""
    outside = ~Grid(len(labels)).contains(points)
    if outside.any():
        raise IndexError(f"{spell(points[outside][0])} is no column of a table with {len(labels)}")
    return labels[points[:, 0].astype(np.intp)]


CUBE: Table = tuple((a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1))
SINGLETONS: Table = tuple(tuple(int(i == j) for j in range(5)) for i in range(5))
THRESHOLDS: Table = tuple(tuple(int(j >= i) for j in range(7)) for i in range(8))
LONELY: Table = ((0, 1, 1),)


@dataclass(frozen=True)
class Tables:
    """All finite classes: N >= 1 distinct concepts on n >= 1 points."""

    small: Sequence[Mapping[str, Any]] = tuple({"table": t} for t in (LONELY, CUBE, SINGLETONS, THRESHOLDS))
    medium: Sequence[Mapping[str, Any]] = (
        {"table": tuple(tuple(int(i == j) for j in range(12)) for i in range(13))},
        {"table": tuple(tuple(i >> j & 1 for j in range(5)) for i in range(32))},
    )
    scales: Sequence[Mapping[str, Any]] = tuple({"N": N, "n": 8} for N in (2, 4, 8, 16, 32))

    def of_size(self, coins: Coins, *, N: int, n: int) -> Row:
        """Any N labellings of n points, in any order, and any of these."""
        limited(N, "N", 1 << whole(n, "n", least=1), f"the labellings of {n} points", least=1)
        table = tuple(distinct(lambda: tuple(coins.bits(n).astype(int).tolist()), N))
        return Row(table, coins.integer(0, N - 1))

    def draw(self, choices: Choices) -> Row:
        n = choices.integer(1, 5)
        rows = {tuple(choices.bits(n).astype(int).tolist()) for _ in range(choices.integer(1, 12))}
        table = tuple(sorted(rows))
        return Row(table, one_of(choices, range(len(table))))

    def space(self, table: Table, **_: Any) -> FiniteSpace:
        return _space(table)

    def __str__(self) -> str:
        return "any finite class of N concepts"


def as_table(rows: Any) -> Table:
    """Rows of 0 and 1 as a table; says what is wrong with rows that are none."""
    array = as_array(rows, BadArgument)
    if array.ndim != 2 or not array.size or not ((array == 0) | (array == 1)).all():
        raise BadArgument(
            f"a finite class is a table of 0 and 1, one row a concept, one column a point; got shape {array.shape}"
        )
    table = tuple(tuple(int(x) for x in row) for row in array)
    if len(set(table)) < len(table):
        twice = next(row for row in table if table.count(row) > 1)
        raise BadArgument(f"the concepts of a class are distinct; the row {twice} stands there twice")
    return table


@cache
def _space(table: Table) -> FiniteSpace:
    return FiniteSpace([Row(table, i) for i in range(len(table))], Grid(len(table[0])).points())


@cache
def littlestone(table: Table) -> int:
    """The Littlestone dimension: how many mistakes no learner can avoid (theory G8).  -1 for no concepts."""
    if not table:
        return -1
    play = play_on(table)
    return play.littlestone(play.c.all)


@cache
def star_number(table: Table) -> int:
    """The star number: the most points of which each is the only one where some concept differs from one that is the centre.

    So many points at most leave a doubt: of any sample, no more of its points would be unknown if only the others were told.
    Part of a star is a star, so stars are grown point by point; that takes long where a large one is nearly there.
    """
    best, n = 0, len(table[0])
    for centre in table:
        apart = [sum(1 << i for i, row in enumerate(table) if row[x] != centre[x]) for x in range(n)]  # concepts, as bits

        def grown(alone: list[int], nowhere: int, first: int, apart: list[int] = apart) -> None:
            """`alone`: for each point of the star, who differs at this one only; `nowhere`: who differs at none."""
            nonlocal best
            best = max(best, len(alone))
            for x in range(first, n):
                if len(alone) + n - x <= best:
                    return
                larger = [*(who & ~apart[x] for who in alone), nowhere & apart[x]]
                if all(larger):
                    grown(larger, nowhere & ~apart[x], x + 1)

        grown([], (1 << len(table)) - 1, 0)
    return best
