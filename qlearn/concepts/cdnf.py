"""Boolean functions that are written twice: as a DNF and as a CNF, such as decision trees by their leaves."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins
from ..domains import Cube
from ..errors import BadArgument
from ..formulas import whole
from ..points import Labels, Points
from ..queries import Hypothesis
from .finite_space import FiniteSpace, enumerable
from .masks import singletons
from .monotone_closures import MonotoneClosures
from .subcubes import Subcube, Subcubes, every, fewest, spelled
from .uniform import limited, subset

FEW = 10  # variables; with fewer, counterexamples are all points of difference


@dataclass(frozen=True)
class Cdnf:
    """True on the subcubes `trues`, the terms of a DNF; false on the subcubes `falses`, the clauses of a CNF; no point is left.

    The sizes are those of the two forms: s terms, t clauses.  A decision tree gives a term for each leaf that is true and a
    clause for each one that is false.
    """

    n: int
    trues: tuple[Subcube, ...]
    falses: tuple[Subcube, ...]

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": self.n}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"n": self.n, "s": len(self.trues), "t": len(self.falses)}

    @cached_property
    def _dnf(self) -> Subcubes:
        return Subcubes(self.n, self.trues)

    def __call__(self, points: Points) -> Labels:
        return self._dnf(points)

    def key(self) -> bytes:
        return repr(self).encode()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """Of many variables, the learner's own hypotheses are decided subcube by subcube; of few, by trying all points."""
        if self.n < FEW or not isinstance(hypothesis, MonotoneClosures) or hypothesis.n != self.n:
            return None
        return itertools.chain(hypothesis.rejected(self._dnf), hypothesis.accepted(Subcubes(self.n, self.falses)))

    def __str__(self) -> str:
        return " | ".join(f"({spelled(cube)})" for cube in self.trues) or "false"


def of_tree(choices: Choices, n: int, leaves: int) -> Cdnf:
    """A drawn decision tree of so many leaves, or as many as n variables allow; any labels at them."""
    cubes = drawn_leaves(choices, n, leaves)
    return labelled(n, cubes, choices.bits(len(cubes)))


def drawn_leaves(choices: Choices, n: int, leaves: int) -> list[Subcube]:
    """The leaves of a tree: it grows by a drawn variable at a drawn leaf."""
    cubes: list[Subcube] = [(0, 0)]
    while len(cubes) < leaves:
        open_ = [i for i, (mask, _) in enumerate(cubes) if mask.bit_count() < n]
        if not open_:
            break
        mask, value = cubes.pop(open_[choices.integer(0, len(open_) - 1)])
        free = singletons(~mask & (1 << n) - 1)
        bit = free[choices.integer(0, len(free) - 1)]
        cubes += [(mask | bit, value), (mask | bit, value | bit)]
    return cubes


def labelled(n: int, cubes: Sequence[Subcube], labels: NDArray[np.bool_]) -> Cdnf:
    trues, falses = ([cube for cube, label in zip(cubes, labels, strict=True) if label == side] for side in (True, False))
    return Cdnf(n, tuple(trues), tuple(falses))


def of_labels(n: int, table: int) -> Cdnf:
    """The function that accepts the point of number x if bit x of the table is 1, with the fewest terms and clauses."""
    trues, falses = ([x for x in range(1 << n) if table >> x & 1 == side] for side in (1, 0))
    return Cdnf(n, fewest(n, trues, every(n)), fewest(n, falses, every(n)))


@dataclass(frozen=True)
class Cdnfs:
    """All functions of few variables, with the fewest terms and clauses; of more variables, decision trees."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1}, {"n": 2})
    medium: Sequence[Mapping[str, Any]] = ({"n": 3},)
    scales: Sequence[Mapping[str, Any]] = tuple({"n": 12, "s": s, "t": s} for s in (1, 2, 4, 8, 16))

    def of_size(self, coins: Coins, *, n: int, s: int, t: int) -> Cdnf:
        """A tree of s + t leaves that grows by any variable at any leaf; any s of them are true."""
        whole(n, "n", least=1)
        leaves = whole(s, "s", least=0) + whole(t, "t", least=0)
        if not limited(leaves, "s + t", 1 << n, f"the leaves of a tree of {n} variables"):
            raise BadArgument("every point is in a term or in a clause: s + t is 1 or more; got s = t = 0")
        return labelled(n, drawn_leaves(coins, n, leaves), subset(coins, leaves, s))

    def draw(self, choices: Choices) -> Cdnf:
        n = choices.integer(1, 12)
        return of_tree(choices, n, choices.integer(1, 16))

    def space(self, n: int, **_: Any) -> FiniteSpace:
        return _space(n)

    def __str__(self) -> str:
        return "Boolean functions with a DNF of s terms and a CNF of t clauses"


@cache
def _space(n: int) -> FiniteSpace:
    enumerable(1 << min(1 << min(n, 9), 99), f"the functions of {n} variables")
    return FiniteSpace([of_labels(n, table) for table in range(1 << (1 << n))], Cube(n).points())
