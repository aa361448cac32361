"""k-CNF: conjunctions of clauses, each of at most k literals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from ..choices import Choices
from ..domains import Cube
from ..points import Labels, Points
from .finite_space import FiniteSpace, enumerable
from .subcubes import Subcube, Subcubes, every, number, ones


@dataclass(frozen=True)
class ShortClauses:
    """Rejects some subcubes of at most k fixed coordinates: those where a clause fails.  With none it is true."""

    n: int
    k: int
    fails: tuple[Subcube, ...]

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": self.n, "k": self.k}

    sizes = given

    @cached_property
    def _rejected(self) -> Subcubes:
        return Subcubes(self.n, self.fails)

    def __call__(self, points: Points) -> Labels:
        return ~self._rejected(points)

    @cached_property
    def _accepted(self) -> Points:
        """All accepted points.  `Undecided` if there are too many points to try."""
        everywhere = Cube(self.n).points()
        return everywhere[self(everywhere)]

    def implies(self, clauses: Points) -> Labels:
        """Which clauses follow: no accepted point is where they fail."""
        follows = np.ones(len(clauses), np.bool_)
        for _, inside in failing(clauses).parts(self._accepted):
            follows &= ~inside.any(axis=1)
        return follows

    def key(self) -> bytes:
        return repr(self).encode()

    def __str__(self) -> str:
        return " & ".join(f"({_spelled(cube)})" for cube in self.fails) or "true"


def failing(clauses: Points) -> Subcubes:
    """Where each clause fails: a variable is 0 there, a negated one 1."""
    fixed, value = (number(row) for row in clauses != 0), (number(row) for row in clauses < 0)
    return Subcubes(clauses.shape[1], tuple(zip(fixed, value, strict=True)))


def _spelled(cube: Subcube) -> str:
    mask, value = cube
    return " | ".join(("~" if bit & value else "") + f"x{bit.bit_length()}" for bit in ones(mask)) or "false"


@dataclass(frozen=True)
class ShortCnfs:
    """k-CNF formulas: conjunctions of clauses of at most k literals."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1, "k": 1}, {"n": 2, "k": 1}, {"n": 2, "k": 2}, {"n": 3, "k": 2})
    medium: Sequence[Mapping[str, Any]] = ({"n": 3, "k": 1}, {"n": 3, "k": 3})

    def draw(self, choices: Choices) -> ShortClauses:
        n = choices.integer(1, 7)
        k = choices.integer(1, min(n, 3))
        fails = set()
        for _ in range(choices.integer(0, 5)):
            mask = sum({1 << choices.integer(0, n - 1) for _ in range(k)})
            fails.add((mask, sum(bit for bit in ones(mask) if choices.integer(0, 1))))
        return ShortClauses(n, k, tuple(sorted(fails)))

    def space(self, n: int, k: int, **_: Any) -> FiniteSpace:
        return _space(n, k)

    def __str__(self) -> str:
        return "k-CNF formulas"


@cache
def _space(n: int, k: int) -> FiniteSpace:
    """Each function of n variables that is rejected on subcubes of k fixed coordinates and nowhere else."""
    enumerable(1 << min(1 << min(n, 9), 99), f"the functions of {n} variables")
    cubes = {cube: _points(n, cube) for cube in every(n) if cube[0].bit_count() == k}
    found = []
    for rejected in range(1 << (1 << n)):
        fails = tuple(cube for cube, points in cubes.items() if not points & ~rejected)
        union = 0
        for cube in fails:
            union |= cubes[cube]
        if union == rejected:
            found.append(ShortClauses(n, k, fails))
    return FiniteSpace(found, Cube(n).points())


def _points(n: int, cube: Subcube) -> int:
    return sum(1 << x for x in range(1 << n) if x & cube[0] == cube[1])
