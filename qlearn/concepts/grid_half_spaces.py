"""Half-spaces of a grid {0, ..., N}^d: what counterexamples can pin down exactly.  N = 1 is the cube."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Grid
from ..formulas import Size, sqrt, whole
from ..points import Labels, Points, Values
from ..queries import Hypothesis
from .exact_half_spaces import FLOATS, exact_values
from .finite_space import MANY, FiniteSpace, enumerable
from .integer_search import linear_differences
from .threshold_labellings import labellings, most_labellings

SMALL_GRID = 1 << 9  # points; on a larger grid disagreements are searched for, not listed
SIZES = (1, 1, 1, 2, 10, 10**6, 10**30)  # of weights beside one another


@dataclass(frozen=True, eq=False)
class GridHalfSpace:
    """[w.x + b >= 0] on {0..N}^d with integers w, b of any size.  A point on the boundary belongs to it.

    S, where it is told beforehand, is at least the sum of the squares of (2w, 2b + 1), a normal that no point is near.
    """

    w: tuple[int, ...]
    b: int
    N: int
    S: int | None = None

    @property
    def domain(self) -> Grid:
        return Grid(self.N + 1, len(self.w))

    @property
    def given(self) -> Mapping[str, int]:
        told = {} if self.S is None else {"S": self.S}
        return {"d": len(self.w), "N": self.N, **told}

    sizes = given

    def values(self, points: Points) -> Values:
        """w.x + b, shape (batch, 1): rounded, but never to the wrong side of 0."""
        return exact_values(points, self.w, self.b)

    def __call__(self, points: Points) -> Labels:
        labels: Labels = self.values(points)[:, 0] >= 0
        return labels

    def key(self) -> bytes:
        """The labels themselves where they are few: different weights may say the same."""
        return b"grid half-space" + self._key

    @cached_property
    def _key(self) -> bytes:
        if listed(len(self.w), self.N):
            return repr((len(self.w), self.N)).encode() + np.packbits(self(self.domain.points())).tobytes()
        return repr((self.w, self.b, self.N)).encode()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.float64]] | None:
        """With another half-space on a large grid: a few, the shallowest among them.  Raises `Undecided` if an exact search
        takes too long."""
        if (self.N + 1) ** len(self.w) <= SMALL_GRID:
            return None
        return linear_differences((self.w, self.b), hypothesis, self.N)

    def __str__(self) -> str:
        return f"w = {list(self.w)}, b = {self.b} on {{0..{self.N}}}^{len(self.w)}"

    __repr__ = __str__


@dataclass(frozen=True)
class GridHalfSpaces:
    """All half-spaces of a grid, whatever their weights: finitely many labellings.  Drawn are d from 1 to
    `largest` and N one of `sides`."""

    largest: int = 5
    sides: tuple[int, ...] = (1, 2, 3, 10)
    small: Sequence[Mapping[str, Any]] = ({"d": 1, "N": 1}, {"d": 1, "N": 3}, {"d": 2, "N": 1})
    medium: Sequence[Mapping[str, Any]] = ({"d": 2, "N": 2}, {"d": 3, "N": 1})

    def draw(self, choices: Choices) -> GridHalfSpace:
        """Weights of very different sizes; the boundary goes through a point of the grid, or just misses one."""
        d, N = choices.integer(1, self.largest), one_of(choices, self.sides)
        w = tuple(choices.integer(-9, 9) * one_of(choices, SIZES) for _ in range(d))
        through = sum(c * choices.integer(0, N) for c in w)
        return GridHalfSpace(w, one_of(choices, (0, 1, -1, 5, -5)) - through, N)

    @property
    def scales(self) -> Sequence[Mapping[str, int]]:
        sides = (1, 2, 3, 4, 5) if self.largest < 3 else (1, 2, 4, 8, 16, 32)  # those of a small class are all listed
        return [{"d": 2, "N": N} for N in sides]

    def of_size(self, coins: Coins, *, d: int, N: int = 1) -> GridHalfSpace:
        """Normal weights, to three places, and a boundary through a uniform point of the grid."""
        whole(d, "d", 1), whole(N, "N", 1, FLOATS)
        w = tuple(np.rint(1000 * coins.rng.standard_normal(d)).astype(int).tolist())
        through = [coins.integer(0, N) for _ in range(d)]
        return GridHalfSpace(w, -sum(c * x for c, x in zip(w, through, strict=True)), N)

    def space(self, d: int, N: int, **_: Any) -> FiniteSpace:
        return _space(d, N)

    def __str__(self) -> str:
        return "half-spaces of the grid {0..N}^d"


def listed(d: int, N: int) -> bool:
    """Whether so few half-spaces are possible that they are enumerated."""
    return (N + 1) ** d <= MANY and most_labellings((N + 1) ** d, d) <= MANY


def inner_radius(d: Size, N: Size) -> Size:
    """The radius r of a ball of (w, b) that all give one labelling of the grid: |u.(x, 1)| <= 1 for |u| <= r."""
    return 1 / sqrt(d * N**2 + 1)


def outer_radius(d: Size, N: Size) -> Size:
    """The radius R of a ball about 0 that contains such a ball for each labelling.

    Some integers w, b with y (w.x + b) >= 1 on the whole grid have |w_i| <= N**(d-1) n**(n/2) and |b| <= N**d n**(n/2),
    n = d + 1: a vertex of these inequalities solves n of them, by Cramer's rule and Hadamard's inequality.
    """
    n = d + 1
    return sqrt(n**n * (d * N ** (2 * d - 2) + N ** (2 * d))) + inner_radius(d, N)


@cache
def every_half_space(d: int, N: int) -> tuple[GridHalfSpace, ...]:
    """One half-space for each labelling of the grid, none through a point of it, those of small weights first.

    Raises `Undecided` if there are too many to list.
    """
    m = (N + 1) ** d
    enumerable(most_labellings(m, d) if m <= MANY else m, f"the half-spaces of {{0..{N}}}^{d}")
    grid = list(itertools.product(range(N + 1), repeat=d))
    found = sorted(labellings(grid).values(), key=lambda form: (sum(map(abs, form[0])) + abs(form[1]), form))
    return tuple(GridHalfSpace(w, b, N) for w, b in found)


@cache
def _space(d: int, N: int) -> FiniteSpace:
    return FiniteSpace(every_half_space(d, N), Grid(N + 1, d).points())
