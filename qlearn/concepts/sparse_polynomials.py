"""Polynomials with few terms, exactly: rational coefficients, and exponents as large as they like."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import prod
from typing import Any, ClassVar

import numpy as np

from ..choices import Choices, Coins, one_of
from ..digits import Digits, rounded, spelled
from ..domains import Space
from ..errors import BadArgument
from ..formulas import whole
from ..points import Labels, Points, Values, shortened
from .finite_space import FiniteSpace, enumerable
from .uniform import distinct_rows

Term = tuple[tuple[int, ...], Fraction]  # exponents, and a coefficient that is not 0


@dataclass(frozen=True)
class SparsePolynomial:
    """f(x) = the sum of its terms a x_1^e_1 ... x_n^e_n, at most T of them; as a classifier it is f(x) >= 0.

    Terms stand in descending order of their exponents.
    """

    n: int
    terms: tuple[Term, ...]
    T: int

    def __post_init__(self) -> None:
        exponents = [e for e, _ in self.terms]
        if any(len(e) != self.n or min(e, default=0) < 0 for e in exponents) or not all(a for _, a in self.terms):
            raise BadArgument(
                f"each term has {self.n} exponents >= 0 and a coefficient that is not 0, got {shortened(self.terms)}"
            )
        if len(self.terms) > self.T or exponents != sorted(set(exponents), reverse=True):
            raise BadArgument(f"at most {self.T} terms, each once and in descending order, got {shortened(self.terms)}")

    @classmethod
    def of(cls, n: int, terms: Iterable[tuple[tuple[int, ...], Any]], T: int) -> SparsePolynomial:
        """The same polynomial in its one form: terms sorted, like ones added, those that are 0 left out."""
        total: dict[tuple[int, ...], Fraction] = {}
        for e, a in terms:
            total[e] = total.get(e, Fraction(0)) + Fraction(a)
        return cls(n, tuple((e, total[e]) for e in sorted(total, reverse=True) if total[e]), T)

    @property
    def domain(self) -> Space:
        return Space(self.n)

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": self.n, "T": self.T}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {**self.given, "t": len(self.terms)}

    def at(self, point: Sequence[Fraction]) -> Fraction:
        """Its value at a rational point, exactly."""
        return sum((a * prod(x**e for x, e in zip(point, powers, strict=True)) for powers, a in self.terms), Fraction(0))

    def digits(self, query: Digits) -> tuple[Fraction, ...]:
        return tuple(rounded(self.at(point), query.digits) for point in query.points)

    def values(self, points: Points) -> Values:
        """The exact values, rounded once; those beyond the largest float are infinite."""
        return np.array([[_float(self.at([Fraction(x) for x in point]))] for point in points.tolist()])

    def __call__(self, points: Points) -> Labels:
        return self.values(points)[:, 0] >= 0

    def key(self) -> bytes:
        terms = ";".join(f"{spelled(a)} {e}" for e, a in self.terms)
        return f"sparse polynomial {self.n} {terms}".encode()

    def __str__(self) -> str:
        return shortened(" + ".join(" ".join([_shown(a), *_factors(e)]) for e, a in self.terms) or "0", 200)

    __repr__ = __str__


def _factors(exponents: Sequence[int]) -> list[str]:
    return [f"x{i + 1}" if e == 1 else f"x{i + 1}^{e}" for i, e in enumerate(exponents) if e]


def _shown(a: Fraction) -> str:
    long = max(abs(a.numerator), a.denominator).bit_length() > 200
    return f"(a number of {abs(a.numerator).bit_length()} bits)" if long else str(a)


def _float(x: Fraction) -> float:
    try:
        return float(x)
    except OverflowError:
        return float("inf") if x > 0 else float("-inf")


COEFFICIENTS = (Fraction(1), Fraction(-1), Fraction(7, 3), Fraction(10**30), Fraction(-1, 10**30), Fraction(12345))
DEGREES = (1, 3, 20, 200)
HIGHEST = 10**6  # exponent that is drawn: a value at 2 has as many bits


@dataclass(frozen=True)
class SparsePolynomials:
    """Polynomials of n variables with at most T terms and rational coefficients."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1, "T": 0}, {"n": 1, "T": 1}, {"n": 2, "T": 1}, {"n": 1, "T": 2})
    medium: Sequence[Mapping[str, Any]] = ({"n": 2, "T": 2},)

    def draw(self, choices: Choices) -> SparsePolynomial:
        n, T = choices.integer(1, 4), choices.integer(0, 6)
        most = one_of(choices, DEGREES)
        terms = [
            (tuple(choices.integer(0, most) for _ in range(n)), one_of(choices, COEFFICIENTS))
            for _ in range(choices.integer(0, T))
        ]
        return SparsePolynomial.of(n, terms, T)

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"n": 2, "T": T} for T in (1, 2, 4, 8, 16, 32))

    def of_size(self, coins: Coins, *, n: int, T: int, p: int = 20) -> SparsePolynomial:
        """T different monomials with uniform exponents up to p, coefficients up to 9 or down to -9."""
        whole(n, "n", 1), whole(T, "T", 0), whole(p, "p", 0, HIGHEST)
        coefficients = coins.rng.choice((*range(-9, 0), *range(1, 10)), T).tolist()
        return SparsePolynomial.of(n, zip(distinct_rows(coins.rng, T, n, 0, p), coefficients, strict=True), T)

    def space(self, n: int, T: int, **_: Any) -> FiniteSpace:
        """The sub-class of coefficients -1 and 1 and exponents up to 2."""
        return _few(n, T)

    def __str__(self) -> str:
        return "polynomials of n variables with at most T terms"


@cache
def _few(n: int, T: int) -> FiniteSpace:
    monomials = list(itertools.product(range(3), repeat=n))
    enumerable((2 * len(monomials) + 1) ** T, f"up to {T} of {len(monomials)} monomials, each with sign,")
    concepts = [
        SparsePolynomial.of(n, zip(chosen, signs, strict=True), T)
        for t in range(T + 1)
        for chosen in itertools.combinations(monomials, t)
        for signs in itertools.product((1, -1), repeat=t)
    ]
    return FiniteSpace(concepts, whole=False)
