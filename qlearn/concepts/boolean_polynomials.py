"""Polynomials over the field of two elements: the exclusive or of products of variables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import compress, product
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Cube
from ..formulas import whole
from ..points import Labels, Points
from ..queries import Hypothesis
from .bits import Words
from .boolean_differences import differences
from .finite_space import FiniteSpace, enumerable
from .masks import chunks, in_words, ones, subsets, term
from .uniform import limited, until

MOST = 1 << 20  # monomials to choose from, if each is drawn


@dataclass(frozen=True, eq=False)
class BooleanPolynomial:
    """x -> the sum modulo 2 of the products of the variables in each monomial.  Told beforehand: the degree is d at most."""

    n: int
    monomials: Collection[int]  # masks: bit i stands for variable i + 1, 0 for the constant 1; kept as a sorted tuple
    most: int | None = None  # d, if it is not just the degree

    def __post_init__(self) -> None:
        object.__setattr__(self, "monomials", tuple(sorted(set(self.monomials))))

    @property
    def degree(self) -> int:
        return max((mask.bit_count() for mask in self.monomials), default=0)

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": self.n, "d": self.degree if self.most is None else self.most}

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """n, d and r, the number of relevant variables: those in some monomial."""
        everything = 0
        for mask in self.monomials:
            everything |= mask
        return {**self.given, "r": everything.bit_count()}

    @cached_property
    def _words(self) -> Words:
        return in_words(self.monomials, self.n)

    def __call__(self, points: Points) -> Labels:
        labels = np.zeros(len(points), np.bool_)
        for at, x in chunks(points):
            here = labels[at]
            for mask in self._words:
                here ^= (x[:, 0] & mask[0]) == mask[0] if len(mask) == 1 else ((x & mask) == mask).all(axis=1)
        return labels

    def expanded(self) -> frozenset[int]:
        return frozenset(self.monomials)

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        return differences(self, hypothesis)

    def key(self) -> bytes:
        return repr((self.n, self.monomials)).encode()

    def __str__(self) -> str:
        return " + ".join(term(mask) for mask in sorted(self.monomials, key=_order)) or "0"

    __repr__ = __str__


def _order(mask: int) -> tuple[int, list[int]]:
    return mask.bit_count(), ones(mask)


def coefficients(values: Mapping[int, bool]) -> frozenset[int]:
    """The monomials of the polynomial with these values at the points whose ones are the masks; closed under subsets.

    Moebius inversion: the coefficient of a product is its value less the sum of the coefficients of all products inside it.

    >>> sorted(coefficients({0: True, 1: False, 2: True, 3: True}))
    [0, 1, 3]
    """
    found: set[int] = set()
    for mask in sorted(values, key=int.bit_count):
        if values[mask] ^ (_inside(mask, found) % 2 == 1):
            found.add(mask)
    return frozenset(found)


def _inside(mask: int, found: set[int]) -> int:
    """How many of these masks lie inside this one, itself aside; the cheaper of two ways to count."""
    if len(found) < 1 << mask.bit_count():
        return sum(other & mask == other for other in found)
    count, part = 0, mask
    while part:
        part = part - 1 & mask
        count += part in found
    return count


@dataclass(frozen=True)
class BooleanPolynomials:
    """All polynomials of degree at most d in n variables over two elements."""

    small: Sequence[Mapping[str, Any]] = (
        {"n": 1, "d": 0}, {"n": 1, "d": 1}, {"n": 2, "d": 1}, {"n": 2, "d": 2}, {"n": 3, "d": 1}, {"n": 3, "d": 2}
    )  # fmt: skip
    medium: Sequence[Mapping[str, Any]] = ({"n": 2, "d": 3}, {"n": 5, "d": 1}, {"n": 3, "d": 3})
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n, "d": 2} for n in (2, 4, 8, 16, 32, 64))

    def of_size(self, coins: Coins, *, n: int, d: int) -> BooleanPolynomial:
        """Each monomial of degree at most d by a coin, on the condition that one of degree d is there (or d = 0)."""
        whole(d, "d, a degree in n variables,", least=0, most=whole(n, "n", least=1))
        number = sum(comb(n, i) for i in range(d + 1))
        limited(number, "the number C(n, 0) + ... + C(n, d) of monomials", MOST, "as each is drawn")
        every = subsets(range(n), d)

        def polynomial() -> BooleanPolynomial:
            return BooleanPolynomial(n, list(compress(every, coins.bits(len(every)).tolist())))

        return until(polynomial, lambda drawn: drawn.degree == d)

    def draw(self, choices: Choices) -> BooleanPolynomial:
        """A few monomials, or each with an even chance; the constants, and needles with one product of all variables."""
        n, most = one_of(choices, ((1, 1), (2, 2), (3, 3), (5, 2), (12, 2), (30, 2), (100, 1)))
        every = subsets(range(n), most)
        if one_of(choices, (True, True, False)):
            chosen = frozenset(every[choices.integer(0, len(every) - 1)] for _ in range(choices.integer(0, 5)))
        else:
            chosen = frozenset(compress(every, choices.bits(len(every)).tolist()))
        return BooleanPolynomial(n, chosen, most=one_of(choices, (most, None)))

    def space(self, n: int, d: int, **_: Any) -> FiniteSpace:
        return _space(n, d)

    def __str__(self) -> str:
        return "polynomials of degree at most d over two elements"


@cache
def _space(n: int, d: int) -> FiniteSpace:
    every = subsets(range(n), min(n, d)) if n <= 12 else [0] * 99
    enumerable(2 ** min(len(every), 99), f"the polynomials of degree {d} in {n} variables")
    masks = product((False, True), repeat=len(every))
    return FiniteSpace([BooleanPolynomial(n, frozenset(compress(every, mask)), d) for mask in masks], Cube(n).points())
