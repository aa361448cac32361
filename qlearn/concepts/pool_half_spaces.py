"""Half-spaces on a pool of finitely many points with whole-number coordinates: labels and comparisons, both exact."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Listed
from ..errors import BadArgument
from ..formulas import whole
from ..points import Labels, Points, array, spell
from .exact_half_spaces import Rational, Rationally, exact_values
from .finite_space import FiniteSpace, enumerable
from .pool_orders import orders
from .uniform import distinct_rows

Pool = tuple[tuple[int, ...], ...]  # n distinct points of Z^d
LARGEST = 1 << 28  # of a coordinate: then a product of two differences, and what is added up of them, fits into 63 bits


@dataclass(frozen=True, eq=False)
class PoolHalfSpace(Rationally):
    """f(x) = w.x + b with integers or fractions w, b: a point of the pool is labelled [f(x) >= 0], and compared by f."""

    w: tuple[Rational, ...]
    b: Rational
    pool: Pool

    @property
    def domain(self) -> Listed:
        return Listed(self.pool)

    @property
    def given(self) -> Mapping[str, Pool]:
        return {"pool": self.pool}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"n": len(self.pool), "d": len(self.w)}

    def reaches(self, points: Points, others: Points) -> Labels:
        """Whether f is at least as large at each point as at the other one: a tie reaches."""
        w, _ = self.form
        if (points == np.floor(points)).all() and (others == np.floor(others)).all() and _small(points) and _small(others):
            labels: Labels = exact_values(points.astype(np.float64) - others, w, 0)[:, 0] >= 0
            return labels
        pairs = zip(points.tolist(), others.tolist(), strict=True)
        return np.array([sum(c * (Fraction(x) - Fraction(y)) for c, x, y in zip(w, *pair, strict=True)) >= 0 for pair in pairs])

    def key(self) -> bytes:
        """All that queries about the pool can show: its labels and its order, ties included."""
        points = np.array(self.pool, object)
        heights = points.dot(np.array(self.form[0], object))
        ranks = np.unique(heights, return_inverse=True)[1]
        return b"pool half-space" + np.packbits(self(points.astype(np.float64))).tobytes() + ranks.astype("<i8").tobytes()

    def __str__(self) -> str:
        return f"w = [{', '.join(map(str, self.w))}], b = {self.b} on a pool of {len(self.pool)}"

    __repr__ = __str__


@dataclass(frozen=True, eq=False)
class PoolLabelling:
    """Any labelling of a pool, by a half-space or not."""

    labels: Labels  # (n,)
    pool: NDArray[np.int64]  # (n, d)

    def __call__(self, points: Points) -> Labels:
        """The labels; `IndexError` for what is no point of the pool."""
        places = [self._places.get(tuple(point)) for point in points.tolist()]
        if None in places:
            raise IndexError(f"{spell(points[places.index(None)])} is no point of this pool of {len(self.pool)}")
        return self.labels[np.array(places, np.intp)]

    @cached_property
    def _places(self) -> dict[tuple[int, ...], int]:
        return {tuple(point): i for i, point in enumerate(self.pool.tolist())}

    def key(self) -> bytes:
        return b"pool labelling" + repr(self.pool.shape).encode() + self.pool.astype("<i8").tobytes() + self.labels.tobytes()

    def __str__(self) -> str:
        return f"{int(self.labels.sum())} of {len(self.pool)} points"

    __repr__ = __str__


PAIR: Pool = ((0,), (2,))
LINE: Pool = ((0,), (1,), (3,), (4,))
SQUARE: Pool = ((0, 0), (0, 1), (1, 0), (1, 1))
BENT: Pool = ((0, 0), (1, 0), (2, 0), (0, 1), (3, 2))
CORNER: Pool = ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1))


@dataclass(frozen=True)
class PoolHalfSpaces:
    """Half-spaces of R^d on a pool; drawn are d from 1 to `largest`."""

    largest: int = 3
    small: Sequence[Mapping[str, Any]] = tuple({"pool": pool} for pool in (((0, 5),), PAIR, LINE, SQUARE, BENT, CORNER))
    medium: Sequence[Mapping[str, Any]] = (
        {"pool": tuple((i, j) for i in range(3) for j in range(2))},
        {"pool": ((0, 0), (1, 2), (2, 3), (3, 3), (4, 2), (5, 0))},
    )

    def draw(self, choices: Choices) -> PoolHalfSpace:
        """Few points or many, crowded or far apart; the boundary through a point of the pool or just beside one; no weights."""
        d = choices.integer(1, self.largest)
        side, n = one_of(choices, (1, 2, 3, 50, 10**6)), one_of(choices, (3, 1, 5, 8, 40))
        points = {tuple(choices.integer(0, side) for _ in range(d)) for _ in range(n)}
        pool = tuple(sorted(points))
        w = tuple(choices.integer(-9, 9) * one_of(choices, (1, 1, 0, 1000)) for _ in range(d))
        through = sum(c * x for c, x in zip(w, one_of(choices, pool), strict=True))
        return PoolHalfSpace(w, one_of(choices, (Fraction(0), Fraction(1, 2), Fraction(-1, 2))) - through, pool)

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"n": n, "d": 2} for n in (4, 8, 16, 32, 64, 128))

    def of_size(self, coins: Coins, *, n: int, d: int = 2) -> PoolHalfSpace:
        """A uniform pool of {0..10**6}^d, normal weights to three places, the boundary just below one of the points."""
        whole(n, "n", 1), whole(d, "d", 1, self.largest)
        pool = tuple(sorted(distinct_rows(coins.rng, n, d, 0, 10**6)))
        w = tuple(np.rint(1000 * coins.rng.standard_normal(d)).astype(int).tolist())
        through = sum(c * x for c, x in zip(w, one_of(coins, pool), strict=True))
        return PoolHalfSpace(w, Fraction(1, 2) - through, pool)

    def space(self, pool: Any, **_: Any) -> FiniteSpace:
        """On a line and in the plane everything that half-spaces do to the pool; above, the weights -1, 0, 1 stand for all."""
        return _space(tuple(map(tuple, as_pool(pool).tolist())))

    def lifted(self, points: Points) -> Points:
        return np.column_stack([points, np.ones(len(points))])

    def __str__(self) -> str:
        return "half-spaces of R^d on a pool of n points with whole-number coordinates"


def as_pool(points: Any) -> NDArray[np.int64]:
    """The pool as integers, shape (n, d); `BadArgument` for points that are none, not whole, too large or twice there."""
    given = array(points, BadArgument)
    if given.ndim != 2 or not given.size or given.dtype.kind not in "biuf":
        raise BadArgument(f"a pool holds n >= 1 points with d >= 1 coordinates each, got {given.dtype} of shape {given.shape}")
    if not (np.abs(given.astype(np.float64)) <= LARGEST).all() or (given != np.floor(given)).any():
        raise BadArgument(f"a pool's coordinates are whole numbers from -{LARGEST} to {LARGEST}; scale or round them")
    pool = given.astype(np.int64)
    ordered = pool[np.lexsort(pool.T)]
    twice = (ordered[1:] == ordered[:-1]).all(axis=1)
    if twice.any():
        raise BadArgument(f"the points of a pool are distinct; {ordered[1:][twice][0].tolist()} stands there twice")
    return pool


def _small(points: Points) -> bool:
    return bool((np.abs(points) <= 2.0**51).all())


@cache
def _space(pool: Pool) -> FiniteSpace:
    d, n = len(pool[0]), len(pool)
    most = (3, 2 * n * n, 3**d)[min(d, 3) - 1]  # weights
    enumerable(most * (n + 1), f"the half-spaces on a pool of {n} points")
    weights = orders(pool) if d < 3 else list(itertools.product((0, 1, -1), repeat=d))
    found: dict[bytes, PoolHalfSpace] = {}
    for w in weights:
        heights = sorted({sum(c * x for c, x in zip(w, point, strict=True)) for point in pool})
        for least in (*heights, heights[-1] + 1):
            concept = PoolHalfSpace(w, -least, pool)
            found.setdefault(concept.key(), concept)
    return FiniteSpace(list(found.values()), whole=d < 3)
