"""Homogeneous polynomials: every term has the same degree, as for a kernel (g x.z)^p without a constant."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..formulas import whole
from ..geometry.monomials import dimension, exponents, features
from ..points import Points, Values
from .finite_space import FiniteSpace, enumerable
from .polynomials import Combination, Vector, blockwise, drawn_coefficients, spelled


@cache
def of_one_degree(d: int, p: int) -> NDArray[np.intp]:
    """All e in N^d with e_1 + ... + e_d = p, shape (C(d + p - 1, p), d): `exponents(d - 1, p)`, and what is left to p."""
    first = exponents(d - 1, p)
    found = np.column_stack([first, p - first.sum(axis=1)]).astype(np.intp)
    found.flags.writeable = False
    return found


@dataclass(frozen=True, eq=False)
class HomogeneousPolynomial(Combination):
    """f(x) = sum of a_e t_1^e_1 ... t_d^e_d over e_1 + ... + e_d = p, with t_i = x_i/h_i; as a classifier it is f(x) >= 0.

    So |f| is at most the sum of all |a_e| on the box |x_i| <= h_i.  The a_e stand in the order of `of_one_degree(d, p)`.
    """

    coefficients: Vector  # (C(d + p - 1, p),)
    p: int
    step: Vector  # (d,)

    @property
    def given(self) -> Mapping[str, Any]:
        return {"d": self.d, "p": self.p, "step": tuple(self.step.tolist())}

    def values(self, points: Points) -> Values:
        which = of_one_degree(self.d, self.p)
        return blockwise(lambda few: features(few / self.step, which, "powers"), self.coefficients, points)

    def key(self) -> bytes:
        rows = [self.coefficients, self.step]
        return b"homogeneous polynomial %d %d " % (self.d, self.p) + (np.concatenate(rows) + 0.0).tobytes()

    def __str__(self) -> str:
        return spelled(self.coefficients, of_one_degree(self.d, self.p), lambda x, e: x if e == 1 else f"{x}^{e}")

    __repr__ = __str__


STEPS = (1.0, 0.25, 1e6, 1e-9)


@dataclass(frozen=True)
class HomogeneousPolynomials:
    """Homogeneous polynomials of degree p, each in the steps of its own box."""

    small: Sequence[Mapping[str, Any]] = ({"d": 1, "p": 0}, {"d": 1, "p": 3}, {"d": 2, "p": 1}, {"d": 2, "p": 2})
    medium: Sequence[Mapping[str, Any]] = ({"d": 2, "p": 3},)

    def draw(self, choices: Choices) -> HomogeneousPolynomial:
        d, p = choices.integer(1, 5), choices.integer(0, 5)
        coefficients = drawn_coefficients(choices, of_one_degree(d, p))
        return HomogeneousPolynomial(coefficients, p, np.array([one_of(choices, STEPS) for _ in range(d)]))

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d, "p": 2} for d in (1, 2, 4, 8, 16, 32))

    def of_size(self, coins: Coins, *, d: int, p: int = 2) -> HomogeneousPolynomial:
        """Normal coefficients on the box [-1, 1]^d."""
        which = of_one_degree(whole(d, "d", 1), whole(p, "p", 0))
        return HomogeneousPolynomial(coins.rng.standard_normal(len(which)), p, np.ones(d))

    def space(self, d: int, p: int, **_: Any) -> FiniteSpace:
        """The sub-class of coefficients -1, 0, 1 on [-1, 1]^d."""
        return _ternary(d, p)

    def __str__(self) -> str:
        return "homogeneous polynomials of d variables and degree p"


@cache
def _ternary(d: int, p: int) -> FiniteSpace:
    D = dimension(d - 1, p)
    enumerable(3**D, f"the coefficients -1, 0, 1 of {D} terms")
    every = itertools.product((-1.0, 0.0, 1.0), repeat=D)
    return FiniteSpace([HomogeneousPolynomial(np.array(a), p, np.ones(d)) for a in every], whole=False)
