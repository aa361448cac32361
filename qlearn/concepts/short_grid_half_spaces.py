"""Half-spaces of a grid {0..N}^d with small integer weights: the weights say how far from the boundary all points are."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import isqrt, sqrt
from typing import Any, ClassVar

import numpy as np

from ..choices import Choices, Coins, one_of
from ..domains import Grid
from ..errors import Undecided
from ..formulas import whole
from .exact_half_spaces import FLOATS
from .finite_space import FiniteSpace, enumerable
from .grid_half_spaces import GridHalfSpace, listed


@dataclass(frozen=True)
class ShortGridHalfSpaces:
    """Half-spaces [w.x + b >= 0] of a grid with integers w, b and |(2w, 2b + 1)|**2 <= S.

    Since 2(w.x + b) + 1 is odd, its absolute value is 1 at least: (2w, 2b + 1) separates with room, ties included.
    """

    small: Sequence[Mapping[str, Any]] = ({"d": 1, "N": 1, "S": 1}, {"d": 1, "N": 2, "S": 13}, {"d": 2, "N": 1, "S": 9})
    medium: Sequence[Mapping[str, Any]] = ({"d": 2, "N": 2, "S": 26}, {"d": 3, "N": 1, "S": 37})

    def draw(self, choices: Choices) -> GridHalfSpace:
        """The boundary goes through a point of the grid, or just misses one; S is as small as it can be, or larger."""
        d, N = choices.integer(1, 4), one_of(choices, (1, 2, 3))
        w = tuple(choices.integer(-1, 1) for _ in range(d))
        b = choices.integer(-1, 1) - sum(c * choices.integer(0, N) for c in w)
        return GridHalfSpace(w, b, N, squares(w, b) + one_of(choices, (0, 0, 1, 8)))

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d, "N": 1, "S": 5 * d + 1} for d in (1, 2, 4, 8, 16))

    def of_size(self, coins: Coins, *, d: int, N: int = 1, S: int | None = None) -> GridHalfSpace:
        """Normal weights and a boundary through a uniform point of the box, rounded at the largest scale that S allows.

        Without an S there is room for weights 1 and -1 and what offset they need: d (N**2 + 4) + 1.
        """
        whole(d, "d", 1), whole(N, "N", 1, FLOATS)
        S = min(d * (N * N + 4) + 1, FLOATS**2) if S is None else whole(S, "S", 1, FLOATS**2)
        v = coins.rng.standard_normal(d)
        v = np.append(v, -(v @ coins.rng.uniform(0, N, d)))
        for scale in np.linspace(sqrt(S) / np.linalg.norm(v) / 2, 0, 100):
            *w, b = np.rint(scale * v).astype(int).tolist()
            if squares(tuple(w), b) <= S:
                break
        return GridHalfSpace(tuple(w), b, N, S)

    def space(self, d: int, N: int, S: int, **_: Any) -> FiniteSpace:
        return _space(d, N, S)

    def __str__(self) -> str:
        return "half-spaces of the grid {0..N}^d with integers (2w, 2b + 1) of squares that sum to at most S"


def squares(w: tuple[int, ...], b: int) -> int:
    """|(2w, 2b + 1)|**2."""
    return sum((2 * c) ** 2 for c in w) + (2 * b + 1) ** 2


@cache
def _space(d: int, N: int, S: int) -> FiniteSpace:
    most = isqrt(S) // 2 + 1
    enumerable((2 * most + 1) ** (d + 1), f"the half-spaces of {{0..{N}}}^{d} with S = {S}")
    if not listed(d, N):
        raise Undecided(f"the grid {{0..{N}}}^{d} has too many points for its half-spaces to be told apart by their labels")
    forms = sorted(itertools.product(range(-most, most + 1), repeat=d + 1), key=lambda v: (squares(v[:d], v[d]), v))
    found: dict[bytes, GridHalfSpace] = {}
    for *w, b in forms:
        if squares(tuple(w), b) <= S:
            concept = GridHalfSpace(tuple(w), b, N, S)
            found.setdefault(concept.key(), concept)
    return FiniteSpace(list(found.values()), Grid(N + 1, d).points())
