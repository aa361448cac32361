"""Sums modulo 2 of terms: disjoint DNF and decision trees, where at most one term is true at a time, and parities."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Cube
from ..errors import BadArgument
from ..formulas import whole
from ..points import Labels, Points
from ..queries import Hypothesis
from .bits import packed
from .finite_space import FiniteSpace, enumerable
from .layered_automata import LayeredAutomaton
from .uniform import distinct, limited

FREE = -1  # the variable does not occur in the term
ALL = 10  # variables: hypotheses on smaller cubes are compared at all points


@dataclass(frozen=True, eq=False)
class TermSum:
    """x -> how many of the terms are true at x, modulo 2."""

    terms: NDArray[np.int8]  # (s, n): what each variable has to be, 0 or 1, or FREE

    def __post_init__(self) -> None:
        terms = np.asarray(self.terms)
        if terms.ndim != 2 or not terms.shape[1] or not np.isin(terms, (FREE, 0, 1)).all():
            raise BadArgument(f"terms are rows of 0, 1 and {FREE} for n >= 1 variables, got shape {terms.shape}")
        object.__setattr__(self, "terms", terms.astype(np.int8))

    @property
    def n(self) -> int:
        return int(self.terms.shape[1])

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": self.n}

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """s terms; r and R: the largest rank and the sum of the n + 1 ranks of `LayeredAutomaton`, r <= s."""
        ranks = self.automaton.ranks
        return {"n": self.n, "s": len(self.terms), "r": max(ranks), "R": sum(ranks)}

    def __call__(self, points: Points) -> Labels:
        words, sums = packed(points), np.zeros(len(points), np.bool_)
        for care, value in zip(packed(self.terms != FREE), packed(self.terms == 1), strict=True):
            sums ^= (words & care == value).all(axis=1) if len(care) > 1 else words[:, 0] & care[0] == value[0]
        return sums

    @cached_property
    def automaton(self) -> LayeredAutomaton:
        """A bit for each term: whether it may still be true."""
        allows = np.array([(self.terms == FREE) | (self.terms == x) for x in (0, 1)], np.int64).transpose(2, 0, 1)
        if self.n == 1:
            return LayeredAutomaton((allows[0].sum(axis=1).reshape(2, 1, 1) % 2,))
        between = [np.eye(len(self.terms), dtype=np.int64) * allow[:, None, :] for allow in allows[1:-1]]
        return LayeredAutomaton((allows[0][:, None, :], *between, allows[-1][:, :, None]))

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """For a layered automaton or another sum, where n is large: points of the terms and of the cube that were tried, or,
        if all of these agree, what linear algebra finds."""
        if isinstance(hypothesis, TermSum):
            hypothesis = hypothesis.automaton
        if self.n <= ALL or not isinstance(hypothesis, LayeredAutomaton) or len(hypothesis.layers) != self.n:
            return None
        return self._differences(hypothesis)

    def _differences(self, other: LayeredAutomaton) -> Iterator[NDArray[np.uint8]]:
        rng, none = np.random.default_rng(self.n), True
        chosen = np.vstack([self.terms, np.full((1, self.n), FREE)])
        for times in (1, 1, 14):
            tried = np.repeat(chosen, times, axis=0)
            points = np.where(tried == FREE, rng.integers(0, 2, tried.shape), tried).astype(np.uint8)
            wrong = points[self(points) != other(points)]
            none = none and not len(wrong)
            yield from wrong
        if none:
            yield from self.automaton.plus(other).ones()

    def key(self) -> bytes:
        return b"terms%d." % self.n + self.terms.tobytes()

    def __str__(self) -> str:
        terms = (" ".join(f"{'~' * (not row[i])}x{i + 1}" for i in np.flatnonzero(row != FREE)) or "1" for row in self.terms)
        return " + ".join(terms) or "0"

    __repr__ = __str__


@dataclass(frozen=True)
class TermSums:
    """Boolean functions of n variables, written as sums modulo 2 of few terms: every function is one."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1}, {"n": 2}, {"n": 3})
    medium: Sequence[Mapping[str, Any]] = ({"n": 2},)
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n, "s": 4} for n in (2, 3, 4, 6, 8, 12))

    def of_size(self, coins: Coins, *, n: int, s: int) -> TermSum:
        """Any s of the 3**n terms."""
        limited(s, "s", 3 ** whole(n, "n", least=1), f"the terms of {n} variables")
        terms = distinct(lambda: coins.rng.integers(FREE, 1, n, np.int8, endpoint=True).tobytes(), s)
        return TermSum(np.frombuffer(b"".join(terms), np.int8).reshape(s, n))

    def draw(self, choices: Choices) -> TermSum:
        n = choices.integer(1, 8) if choices.integer(0, 3) else choices.integer(9, 14)
        return one_of(choices, (drawn_terms, drawn_leaves, drawn_parity))(choices, n)

    def space(self, n: int, **_: Any) -> FiniteSpace:
        return _space(n)

    def __str__(self) -> str:
        return "sums modulo 2 of terms"


def drawn_terms(choices: Choices, n: int) -> TermSum:
    """Any terms, which may overlap."""
    s = choices.integer(0, 6)
    return TermSum(np.array([choices.integer(FREE, 1) for _ in range(s * n)], np.int8).reshape(s, n))


def drawn_leaves(choices: Choices, n: int) -> TermSum:
    """The leaves of a tree that are labelled true: disjoint terms."""
    return tree_leaves(n, choices.integer(1, 8), choices.integer)


def tree_leaves(n: int, leaves: int, integer: Any) -> TermSum:
    """Of a tree with so many leaves, or as many as fit, those that a coin labels true; integer(low, high) draws a number."""
    paths = [np.full(n, FREE, np.int8)]
    while len(paths) < leaves and (wide := [i for i, path in enumerate(paths) if (path == FREE).any()]):
        path = paths.pop(wide[integer(0, len(wide) - 1)])
        free = np.flatnonzero(path == FREE)
        variable = free[integer(0, len(free) - 1)]
        for x in (0, 1):
            paths.append(path.copy())
            paths[-1][variable] = x
    return TermSum(np.array([path for path in paths if integer(0, 1)], np.int8).reshape(-1, n))


def drawn_parity(choices: Choices, n: int) -> TermSum:
    """A term for each of some variables: as many as there are terms, but of rank 2."""
    chosen = np.flatnonzero(choices.bits(n))
    terms = np.full((len(chosen), n), FREE, np.int8)
    terms[np.arange(len(chosen)), chosen] = 1
    return TermSum(terms)


@cache
def _space(n: int) -> FiniteSpace:
    enumerable(1 << min(1 << n, 99), f"the functions of {n} variables")
    points = Cube(n).points()
    tables = itertools.product((False, True), repeat=len(points))
    return FiniteSpace([TermSum(points[np.array(table)]) for table in tables], points)
