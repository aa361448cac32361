"""Half-spaces few of whose weights are not 0, and nobody says which or how few."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np

from ..choices import Choices, Coins, one_of
from ..domains import unit_vectors
from ..formulas import whole
from ..points import Points
from .finite_space import FiniteSpace, enumerable
from .half_spaces import SIZES, HalfSpace


@dataclass(frozen=True, eq=False, repr=False)
class SparseHalfSpace(HalfSpace):
    """[w.x >= 0] over R^d; s counts the weights that are not 0, and is no part of what a learner is given."""

    @property
    def sizes(self) -> Mapping[str, Any]:
        return {**self.given, "s": int(np.count_nonzero(self.w))}


@dataclass(frozen=True)
class SparseHalfSpaces:
    """Homogeneous half-spaces of R^d with s weights that are not 0, from 1 to d."""

    small: Sequence[Mapping[str, Any]] = ({"d": 1}, {"d": 2}, {"d": 3})
    medium: Sequence[Mapping[str, Any]] = ({"d": 4}, {"d": 5})

    def draw(self, choices: Choices) -> SparseHalfSpace:
        w = np.zeros(choices.integer(1, 12))
        for _ in range(choices.integer(1, 4)):
            w[choices.integer(0, len(w) - 1)] = choices.integer(-9, 9) * one_of(choices, SIZES)
        w *= one_of(choices, (1.0, 1e-12, 1e12, 2.0**-300, 2.0**300))
        if not w.any():
            w[0] = 1.0  # no weights, no half-space
        return SparseHalfSpace(w)

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d, "s": 2} for d in (2, 4, 8, 16, 32, 64, 128))

    def of_size(self, coins: Coins, *, d: int, s: int | None = None) -> SparseHalfSpace:
        """The s weights (3, if d is as large) stand anywhere and have a direction uniform on the sphere."""
        whole(d, "d", 1)
        s = min(3, d) if s is None else whole(s, "s", 1, d)
        w = np.zeros(d)
        w[coins.rng.choice(d, s, replace=False)] = unit_vectors(coins.rng, 1, s)[0]
        return SparseHalfSpace(w)

    def space(self, d: int, **_: Any) -> FiniteSpace:
        """The sub-class of weights -1, 0, 1: an exact game needs finitely many answers."""
        return _ternary(d)

    def lifted(self, points: Points) -> Points:
        return points

    def __str__(self) -> str:
        return "homogeneous half-spaces of R^d with few weights that are not 0"


@cache
def _ternary(d: int) -> FiniteSpace:
    enumerable(3**d, f"the weights -1, 0, 1 in dimension {d}")
    weights = (np.array(v) for v in itertools.product((-1.0, 0.0, 1.0), repeat=d) if any(v))
    return FiniteSpace([SparseHalfSpace(w) for w in weights], whole=False)
