"""Monotone Boolean functions, written as the OR of their least terms; their maximal rejected points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import comb
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins
from ..domains import Cube
from ..formulas import clg, whole
from ..points import Labels, Points
from ..queries import Hypothesis
from .bits import packed
from .finite_space import FiniteSpace, enumerable
from .masks import masks_of, points_of
from .subcubes import covered
from .transversals import minimal_transversals
from .uniform import distinct, limited, subset

DEDEKIND = (2, 3, 6, 20, 168, 7581)  # monotone functions of 0, 1, 2, ... variables


@dataclass(frozen=True, eq=False)
class MonotoneDNF:
    """x -> whether x is 1 at all variables of some term; no term contains another, and they are in order.

    `of` takes any terms.  No term at all is false; the empty term is true.
    """

    terms: NDArray[np.bool_]  # (m, n)

    @classmethod
    def of(cls, terms: NDArray[np.generic]) -> Self:
        """The OR of any terms, shape (any, n): those that contain another are left out."""
        sets = sorted(set(masks_of(terms)), key=lambda term: (term.bit_count(), term))
        least: list[int] = []
        for term in sets:
            if not any(smaller & ~term == 0 for smaller in least):
                least.append(term)
        return cls(points_of(least, terms.shape[1]).astype(np.bool_))

    @property
    def domain(self) -> Cube:
        return Cube(self.terms.shape[1])

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": self.terms.shape[1]}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"n": self.terms.shape[1], "m": len(self.terms)}

    @cached_property
    def maxterms(self) -> NDArray[np.bool_]:
        """The maximal points that are rejected, shape (t, n): what they lack is a least set that meets every term."""
        return ~points_of(minimal_transversals(masks_of(self.terms)), self.terms.shape[1]).astype(np.bool_)

    def __call__(self, points: Points) -> Labels:
        words = packed(self.terms)
        return covered(points, words, words)

    def key(self) -> bytes:
        return b"monotone%d," % self.terms.shape[1] + self.terms.tobytes()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """For another monotone DNF: the terms of each that the other rejects, and above each a maximal point of that kind."""
        if not isinstance(hypothesis, MonotoneDNF):
            return None
        return _between(self, hypothesis)

    def __str__(self) -> str:
        named = [" & ".join(f"x{i + 1}" for i in np.flatnonzero(term)) or "true" for term in self.terms]
        return " | ".join(named) or "false"

    __repr__ = __str__


@dataclass(frozen=True, eq=False, repr=False)
class MonotoneFunction(MonotoneDNF):
    """A monotone function whose maxterms are counted too: t is how many maximal points it rejects, the clauses of its CNF."""

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"n": self.terms.shape[1], "m": len(self.terms), "t": len(self.maxterms)}


def _between(one: MonotoneDNF, other: MonotoneDNF) -> Iterator[NDArray[np.uint8]]:
    for accepting, rejecting in ((one, other), (other, one)):
        points = accepting.terms[~rejecting(accepting.terms)].astype(np.uint8)
        yield from points
        raised = points.copy()
        for i in range(points.shape[1]):
            tried = raised.copy()
            tried[:, i] = 1
            rejected = ~rejecting(tried)
            raised[rejected] = tried[rejected]
        yield from raised[(raised != points).any(axis=1)]


@dataclass(frozen=True)
class MonotoneDNFs:
    """All monotone functions of n variables, m being the number of their least terms."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1}, {"n": 2}, {"n": 3})
    medium: Sequence[Mapping[str, Any]] = ({"n": 4},)

    scales: Sequence[Mapping[str, Any]] = tuple({"n": 32, "m": m} for m in (1, 2, 4, 8, 16))

    def of_size(self, coins: Coins, *, n: int, m: int) -> MonotoneDNF:
        """Any m terms of lg m variables each, or of more if there are too few of these."""
        return _of_size(coins, MonotoneDNF, n, m)

    def draw(self, choices: Choices) -> MonotoneDNF:
        return _drawn(choices, MonotoneDNF, 80)

    def space(self, n: int, **_: Any) -> FiniteSpace:
        return _space(n, MonotoneDNF)

    def __str__(self) -> str:
        return "monotone DNF"


@dataclass(frozen=True)
class MonotoneFunctions:
    """All monotone functions of n variables, m and t being the numbers of their minterms and maxterms."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1}, {"n": 2}, {"n": 3})
    medium: Sequence[Mapping[str, Any]] = ({"n": 4},)

    scales: Sequence[Mapping[str, Any]] = tuple({"n": n, "m": 3} for n in (3, 4, 6, 8, 12))

    def of_size(self, coins: Coins, *, n: int, m: int) -> MonotoneFunction:
        """Any m terms of lg m variables each, or of more if there are too few of these."""
        return _of_size(coins, MonotoneFunction, n, m)

    def draw(self, choices: Choices) -> MonotoneFunction:
        return _drawn(choices, MonotoneFunction, 10)

    def space(self, n: int, **_: Any) -> FiniteSpace:
        return _space(n, MonotoneFunction)

    def __str__(self) -> str:
        return "monotone Boolean functions"


M = TypeVar("M", bound=MonotoneDNF)


def _drawn(choices: Choices, kind: type[M], most: int) -> M:
    """Few terms; thin ones half of the time, so that there are many maxterms."""
    n = choices.integer(1, most)
    terms = np.array([choices.bits(n) for _ in range(choices.integer(0, 6))], np.bool_).reshape(-1, n)
    if choices.integer(0, 1):
        terms &= np.arange(n) % max(1, len(terms)) == np.arange(len(terms))[:, None]
    return kind.of(terms)


def _of_size(coins: Coins, kind: type[M], n: int, m: int) -> M:
    """Terms of one width are never one inside another; with lg m variables each, the function is true about half the time.

    So are the random DNF of Jackson and Servedio 2005 drawn.
    """
    half = whole(n, "n", least=1) // 2
    limited(m, "m", comb(n, half), f"the most terms of {n} variables of which none contains another")
    width = max(1, min(clg(m), half))
    while comb(n, width) < m:
        width += 1
    terms = distinct(lambda: subset(coins, n, width).tobytes(), m)
    return kind.of(np.frombuffer(b"".join(terms), np.bool_).reshape(m, n))


@cache
def _space(n: int, kind: type[MonotoneDNF]) -> FiniteSpace:
    enumerable(DEDEKIND[min(n, 5)], f"the monotone functions of {n} variables")
    points = Cube(n).points()
    return FiniteSpace([kind.of(points[list(labels)] == 1) for labels in _labellings(n)], points)


def _labellings(n: int) -> list[NDArray[np.bool_]]:
    """The labels that each monotone function gives the points of the cube, in their order."""
    if not n:
        return [np.array([False]), np.array([True])]
    halves = _labellings(n - 1)
    return [np.concatenate([low, high]) for high in halves for low in halves if not (low & ~high).any()]
