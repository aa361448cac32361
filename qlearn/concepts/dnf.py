"""DNF: disjunctions of terms, each a conjunction of literals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..domains import FEW, Cube
from ..points import Labels, Points
from ..queries import Hypothesis
from .bits import packed
from .k_cnf import KCNF
from .literals import Term
from .subcubes import covered

SHOWN = 64  # counterexamples of one term that are listed


@dataclass(frozen=True, eq=False)
class DNF:
    """x -> whether some term is true at x; with no term it is constantly false.  k is the number of terms, n that of variables.

    A DNF of k terms is a k-CNF too: the AND of the clauses that have one literal of each term.
    """

    n: int
    terms: Sequence[Term]

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": self.n, "k": max(1, len(self.terms))}

    sizes = given

    def __call__(self, points: Points) -> Labels:
        true = [term for term in self.terms if term.satisfiable]
        if not true:
            return np.zeros(len(points), np.bool_)
        ones = np.array([term.ones for term in true])
        return covered(points, packed(ones | [term.zeros for term in true]), packed(ones))

    def key(self) -> bytes:
        return b"dnf %d," % self.n + b"".join(sorted(term.key() for term in self.terms))

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """For a k-CNF, k at least the number of terms, that has all clauses which this DNF implies, on a large cube.

        Such a k-CNF implies this DNF.  The two differ exactly if some term is true somewhere where some clause is false.
        """
        if not isinstance(hypothesis, KCNF) or 1 << self.n <= FEW or not len(self.terms) <= hypothesis.k <= self.n:
            return None
        implied = KCNF.implied(self.terms, self.n, hypothesis.k)
        if not _rows(implied) <= _rows(hypothesis):
            return None
        return self._beyond(hypothesis)

    def _beyond(self, hypothesis: KCNF) -> Iterator[NDArray[np.uint8]]:
        for term in self.terms:
            if not term.satisfiable:
                continue
            ones, fixed = packed(term.ones[None])[0], packed((term.ones | term.zeros)[None])[0]
            met = np.flatnonzero(~((hypothesis.bits ^ ones) & hypothesis.masks & fixed).any(axis=1))
            for i in met[:: max(1, len(met) // SHOWN)]:
                both = (hypothesis.bits[i] | ones).astype("<u8").view(np.uint8)
                yield np.unpackbits(both, count=self.n, bitorder="little")

    def __str__(self) -> str:
        return " | ".join(map(str, self.terms)) or "false"

    __repr__ = __str__


def _rows(formula: KCNF) -> set[bytes]:
    return {row.tobytes() for row in np.hstack([formula.masks, formula.bits])}
