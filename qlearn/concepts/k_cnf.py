"""k-CNF: conjunctions of clauses of k literals each, a clause being written as the subcube where it is false."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins
from ..domains import Cube
from ..formulas import whole
from ..points import Labels, Points
from .bits import Words, packed
from .finite_space import MANY, FiniteSpace, enumerable
from .literals import Term
from .subcubes import covered
from .uniform import distinct, subset, until

FEW = 12  # clauses; longer formulas are not written out


@dataclass(frozen=True, eq=False)
class KCNF:
    """x -> whether x is in none of the subcubes: those points with x & mask == bits; each mask has k variables, k <= n.

    A clause of fewer literals is the same as all clauses of k literals that contain it.
    """

    n: int
    k: int
    masks: Words  # (clauses, words)
    bits: Words  # named so that a k-CNF is not taken for a function with real values

    @classmethod
    def of_all(cls, n: int, k: int) -> KCNF:
        """Every clause of k literals: 2**k choose(n, k) of them, and no point makes all true."""
        return cls.of_clauses(every_clause(n, k), k)

    @classmethod
    def of_clauses(cls, clauses: Points, k: int) -> KCNF:
        """From rows of 1 for a variable, -1 for its negation and 0 for neither, each with k literals, shape (clauses, n)."""
        return cls(clauses.shape[1], k, packed(clauses != 0), packed(clauses < 0))

    @classmethod
    def implied(cls, terms: Sequence[Term], n: int, k: int) -> KCNF:
        """The clauses of k literals that the OR of the terms implies; for k terms or fewer they are the same function.

        A clause follows from a term that has one of its literals: the term is false wherever the clause is.
        """
        every = cls.of_all(n, k)
        apart = np.ones(len(every.masks), np.bool_)
        for term in terms:
            if term.satisfiable:
                fixed, ones = packed((term.ones | term.zeros)[None])[0], packed(term.ones[None])[0]
                apart &= ((every.bits ^ ones) & every.masks & fixed).any(axis=1)
        return every.only(apart)

    def only(self, which: Labels) -> KCNF:
        return KCNF(self.n, self.k, self.masks[which], self.bits[which])

    def true_at(self, point: Points) -> KCNF:
        """The clauses that are true at one point, shape (n,)."""
        word = packed(point[None])[0]
        return self.only((word & self.masks != self.bits).any(axis=1))

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": self.n, "k": self.k}

    sizes = given

    def __call__(self, points: Points) -> Labels:
        return ~covered(points, self.masks, self.bits)

    def implies(self, clauses: Points) -> Labels:
        """Which clauses, rows as in `of_clauses`, hold wherever it does; `Undecided` if its points are too many to try."""
        points = packed(self.domain.points()[self(self.domain.points())])
        fails = zip(packed(clauses != 0), packed(clauses < 0), strict=True)
        return np.array([not (points & mask == bits).all(axis=1).any() for mask, bits in fails])

    def key(self) -> bytes:
        clauses = sorted(map(bytes, np.hstack([self.masks, self.bits])))
        return b"%d-cnf %d," % (self.k, self.n) + b"".join(clauses)

    def __str__(self) -> str:
        if len(self.masks) > FEW:
            return f"{self.k}-CNF of {len(self.masks)} clauses of {self.n} variables"
        return " & ".join(map(self._clause, self.masks, self.bits)) or "true"

    def _clause(self, mask: Words, value: Words) -> str:
        bits = [(i, 1 << i % 64, i // 64) for i in range(self.n)]
        literals = [f"{'~' * bool(int(value[j]) & bit)}x{i + 1}" for i, bit, j in bits if int(mask[j]) & bit]
        return f"({' | '.join(literals)})"

    __repr__ = __str__


def every_clause(n: int, k: int) -> Points:
    """All clauses of k of n variables, int8 rows of 1, -1 and 0."""
    signs = np.array(list(itertools.product((1, -1), repeat=k)), np.int8)
    clauses = np.zeros((comb(n, k), len(signs), n), np.int8)
    for part, chosen in zip(clauses, itertools.combinations(range(n), k), strict=True):
        part[:, chosen] = signs
    return clauses.reshape(-1, n)


@dataclass(frozen=True)
class KCNFs:
    """All functions of n variables that are conjunctions of clauses of at most k literals, 1 <= k <= n."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1, "k": 1}, {"n": 2, "k": 1}, {"n": 2, "k": 2}, {"n": 3, "k": 1})
    medium: Sequence[Mapping[str, Any]] = ({"n": 3, "k": 2}, {"n": 4, "k": 1})
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n, "k": 2} for n in (2, 3, 4, 6, 8, 12))

    def of_size(self, coins: Coins, *, n: int, k: int) -> KCNF:
        """Any n/2 clauses of k literals, rounded up, of those that are true at one point, which may be any."""
        whole(k, "k, literals of n variables,", least=1, most=whole(n, "n", least=1))
        point = np.where(coins.bits(n), 1, -1).astype(np.int8)

        def clause() -> NDArray[np.int8]:
            return np.where(coins.bits(n), 1, -1).astype(np.int8) * subset(coins, n, k)

        clauses = distinct(lambda: until(clause, lambda row: bool((row == point).any())).tobytes(), -(-n // 2))
        return KCNF.of_clauses(np.frombuffer(b"".join(clauses), np.int8).reshape(-1, n), k)

    def draw(self, choices: Choices) -> KCNF:
        """Any few clauses; every clause; or what a few terms imply, k-term DNF among them."""
        n = choices.integer(1, 7)
        every = KCNF.of_all(n, choices.integer(1, min(n, 3)))
        how, few = choices.integer(0, 5), choices.integer(0, every.k)
        if how == 0:
            return every
        if how < 4:
            kept = np.zeros(len(every.masks), np.bool_)
            kept[[choices.integer(0, len(kept) - 1) for _ in range(few + how - 1)]] = True
            return every.only(kept)
        signs = [(choices.bits(n), choices.bits(n)) for _ in range(few)]
        return KCNF.implied([Term(ones & kept, ~ones & kept) for ones, kept in signs], n, every.k)

    def space(self, n: int, k: int, **_: Any) -> FiniteSpace:
        return _space(n, k)

    def __str__(self) -> str:
        return "k-CNF"


@cache
def _space(n: int, k: int) -> FiniteSpace:
    number = 3**n + 1 if k == 1 and n < 9 else 1 << (1 << n) if n < 4 else MANY + 1  # at most
    enumerable(number, f"the {k}-CNF of {n} variables")
    points, every = Cube(n).points(), KCNF.of_all(n, k)
    false = [~every.only(np.arange(len(every.masks)) == i)(points) for i in range(len(every.masks))]
    found = {np.ones(len(points), np.bool_).tobytes()}
    for cube in false:
        found |= {(np.frombuffer(labels, np.bool_) & ~cube).tobytes() for labels in found}
    functions = [np.frombuffer(labels, np.bool_) for labels in sorted(found, reverse=True)]
    apart = [np.array([not (labels & cube).any() for cube in false]) for labels in functions]
    return FiniteSpace([every.only(which) for which in apart], points)
