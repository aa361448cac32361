"""Monotone labellings: of the N x N grid, and of any points ordered coordinate by coordinate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..choices import Choices, Coins, one_of
from ..domains import Listed
from ..formulas import whole
from ..points import Labels, Points
from ..queries import Hypothesis
from .finite_space import MANY, FiniteSpace, enumerable
from .pool_half_spaces import Pool, PoolLabelling, as_pool
from .uniform import subset


@dataclass(frozen=True)
class MonotoneGrid:
    """(i, j) -> [j >= heights[i]] on {0, ..., N - 1}**2; the heights, 0 to N, never grow."""

    heights: tuple[int, ...]  # N of them

    @property
    def domain(self) -> Axes:
        return Axes.grid(len(self.heights), 2)

    @property
    def given(self) -> Mapping[str, int]:
        return {"N": len(self.heights)}

    sizes = given

    def __call__(self, points: Points) -> Labels:
        labels: Labels = points[:, 1] >= np.array(self.heights)[points[:, 0].astype(np.intp)]
        return labels

    def key(self) -> bytes:
        return b"monotone grid" + np.array(self.heights, "<i8").tobytes()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.int64]] | None:
        """With another one: the two ends of each row's difference."""
        if not isinstance(hypothesis, MonotoneGrid):
            return None
        rows = [(i, *sorted(ends)) for i, ends in enumerate(zip(self.heights, hypothesis.heights, strict=True))]
        return (np.array([i, j]) for i, low, high in rows if low < high for j in dict.fromkeys((low, high - 1)))

    def __str__(self) -> str:
        return f"x1 >= h(x0), h = {', '.join(map(str, self.heights))}"


@dataclass(frozen=True)
class MonotoneGrids:
    """All C(2N, N) monotone labellings of the N x N grid: a label stays true as either coordinate grows."""

    small: Sequence[Mapping[str, Any]] = ({"N": 1}, {"N": 2}, {"N": 3}, {"N": 4})
    medium: Sequence[Mapping[str, Any]] = ({"N": 5},)
    scales: Sequence[Mapping[str, Any]] = tuple({"N": N} for N in (2, 4, 8, 16, 32, 64))

    def of_size(self, coins: Coins, *, N: int) -> MonotoneGrid:
        """Any of the C(2N, N) monotone labellings: a path along the grid with N steps aside and N steps up."""
        aside = np.flatnonzero(subset(coins, 2 * whole(N, "N", least=1), N))
        return MonotoneGrid(tuple((aside - np.arange(N))[::-1].tolist()))

    def draw(self, choices: Choices) -> MonotoneGrid:
        N = choices.integer(1, 30)
        heights = sorted((choices.integer(0, N) for _ in range(N)), reverse=True)
        return MonotoneGrid(tuple(heights if choices.integer(0, 3) else [one_of(choices, (0, N))] * N))

    def space(self, N: int, **_: Any) -> FiniteSpace:
        return _grid_space(N)

    def __str__(self) -> str:
        return "monotone labellings of the N x N grid"


@cache
def _grid_space(N: int) -> FiniteSpace:
    enumerable(comb(2 * N, N), f"the monotone labellings of the {N} x {N} grid")
    heights = combinations_with_replacement(range(N, -1, -1), N)
    return FiniteSpace([MonotoneGrid(h) for h in heights], Axes.grid(N, 2).points())


@dataclass(frozen=True, eq=False, repr=False)
class MonotoneLabelling(PoolLabelling):
    """A labelling of a pool of points that stays true as coordinates grow."""

    @property
    def domain(self) -> Listed:
        return Listed(self._pool)

    @property
    def given(self) -> Mapping[str, Pool]:
        return {"pool": self._pool}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"n": len(self.pool), "d": self.pool.shape[1]}

    @property
    def _pool(self) -> Pool:
        return tuple(map(tuple, self.pool.tolist()))


def below(pool: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which points are below which, or the same: (n, n), the lower one first.

    >>> below(np.array([[0, 1], [1, 1], [1, 0]])).astype(int).tolist()
    [[1, 1, 0], [0, 1, 0], [0, 1, 1]]
    """
    order: NDArray[np.bool_] = np.all(pool[:, None] <= pool[None], axis=2)
    return order


CHAIN: Pool = ((0,), (1,), (2,), (5,))
ANTICHAIN: Pool = ((0, 2), (1, 1), (2, 0))
SQUARES: Pool = ((0, 0), (0, 1), (1, 0), (1, 1), (2, 2))
CORNERS: Pool = ((0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0), (1, 1, 1))


@dataclass(frozen=True)
class MonotoneLabellings:
    """All monotone labellings of n points with whole-number coordinates."""

    small: Sequence[Mapping[str, Any]] = tuple({"pool": pool} for pool in (CHAIN[:1], CHAIN, ANTICHAIN, SQUARES, CORNERS))
    medium: Sequence[Mapping[str, Any]] = ({"pool": tuple((i, (3 * i) % 7) for i in range(7))},)
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n, "d": 2} for n in (4, 8, 16, 32, 64, 128))

    def of_size(self, coins: Coins, *, n: int, d: int = 2) -> MonotoneLabelling:
        """Each coordinate is a permutation of 0, ..., n - 1, any; true are any number of points, 0 to n.

        One after another any point that is not below a false one becomes true.  (Such orders: Winkler 1985.)
        """
        whole(n, "n", least=1)
        pool = np.column_stack([coins.rng.permutation(n) for _ in range(whole(d, "d", least=1))])
        order, labels = below(pool), np.zeros(n, np.bool_)
        false = order.sum(axis=1)  # of the points above each, itself included
        for _ in range(coins.integer(0, n)):
            chosen = one_of(coins, np.flatnonzero((false == 1) & ~labels).tolist())
            labels[chosen] = True
            false -= order[:, chosen]
        return MonotoneLabelling(labels, pool)

    def draw(self, choices: Choices) -> MonotoneLabelling:
        """A chain, an antichain or anything between, all false, all true, or true from some points on."""
        n, d = choices.integer(1, 24), choices.integer(1, 3)
        pool = np.array([[choices.integer(0, 6) for _ in range(d)] for _ in range(n)])
        pool = one_of(choices, (pool, np.arange(n)[:, None], np.column_stack([np.arange(n), -np.arange(n)])))
        pool = np.unique(pool, axis=0)
        least = [choices.integer(0, len(pool) - 1) for _ in range(choices.integer(0, 4))]
        above = below(pool)[least]
        return MonotoneLabelling(np.array(above.any(axis=0), np.bool_), pool)

    def space(self, pool: Any, **_: Any) -> FiniteSpace:
        return _space(tuple(map(tuple, as_pool(pool).tolist())))

    def __str__(self) -> str:
        return "monotone labellings of a pool of n points, ordered coordinate by coordinate"


@cache
def _space(pool: Pool) -> FiniteSpace:
    points = np.array(pool)
    order = below(points)
    found: list[NDArray[np.bool_]] = [np.zeros(len(pool), np.bool_)]
    for i in np.argsort(points.sum(axis=1), kind="stable"):  # no point before those below it
        forced = [bool(labels[order[:, i]].any()) for labels in found]
        unit = np.eye(1, len(pool), i, dtype=np.bool_)[0]
        found = [labels for labels, true in zip(found, forced, strict=True) if not true] + [labels | unit for labels in found]
        enumerable(len(found), f"the monotone labellings of {len(pool)} points")
    assert len(found) <= MANY
    return FiniteSpace([MonotoneLabelling(labels, points) for labels in found], points)
