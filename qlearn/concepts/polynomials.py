"""Polynomials of d variables and degree at most p: what polynomial kernels decide by, whatever the support vectors."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Space
from ..errors import BadArgument
from ..formulas import whole
from ..geometry.monomials import Matrix, dimension, exponents, features
from ..points import Labels, Points, Values
from .affine import UNIT
from .finite_space import FiniteSpace, enumerable

Vector = NDArray[np.float64]
ENTRIES = 1 << 22  # of the matrix of features, at most so many at a time


class Combination:
    """What polynomials in either basis share: basis functions that are at most 1 on a box, and their coefficients."""

    coefficients: Vector
    p: int
    step: Vector  # (d,)

    @property
    def d(self) -> int:
        return len(self.step)

    @property
    def domain(self) -> Space:
        return Space(self.d)

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"d": self.d, "p": self.p}

    def values(self, points: Points) -> Values:
        raise NotImplementedError

    def __call__(self, points: Points) -> Labels:
        return self.values(points)[:, 0] >= 0

    @property
    def size(self) -> float:
        """The sum of all |a_e|: no value on the box is larger."""
        return float(np.abs(self.coefficients).sum())

    @property
    def rounding(self) -> float:
        """By how much a computed value on the box may be off, at most."""
        return 4 * (len(self.coefficients) + self.d + 2 * self.p**2) * UNIT * self.size


@dataclass(frozen=True, eq=False)
class Polynomial(Combination):
    """f(x) = sum of a_e T_e1(t_1) ... T_ed(t_d) over e_1 + ... + e_d <= p, with t_i = (x_i - c_i)/h_i.

    T_n is Chebyshev's polynomial, at most 1 on [-1, 1]: so |f| is at most the sum of all |a_e| on the box of centre c and
    half widths h.  The a_e stand in the order of `monomials.exponents(d, p)`.  As a classifier it is f(x) >= 0.
    """

    coefficients: Vector  # (C(d + p, p),)
    p: int
    centre: Vector  # (d,)
    step: Vector  # (d,)

    @property
    def given(self) -> Mapping[str, Any]:
        return {"d": self.d, "p": self.p, "centre": tuple(self.centre.tolist()), "step": tuple(self.step.tolist())}

    def values(self, points: Points) -> Values:
        which = exponents(self.d, self.p)
        return blockwise(lambda few: features((few - self.centre) / self.step, which, "chebyshev"), self.coefficients, points)

    def distance(self, other: Polynomial) -> float:
        """The sum of all |a_e - b_e|: on the box no two values are further apart.  The degrees may differ.

        Two machines with other support vectors may be one polynomial, so compare these and never the vectors.
        Raises `BadArgument` for polynomials of different boxes.
        """
        if not (np.array_equal(self.centre, other.centre) and np.array_equal(self.step, other.step)):
            raise BadArgument("coefficients are compared in one basis: these two polynomials are written in different boxes")
        few, many = sorted((self.coefficients, other.coefficients), key=len)
        return float(np.abs(many[: len(few)] - few).sum() + np.abs(many[len(few) :]).sum())

    def key(self) -> bytes:
        rows = [self.coefficients, self.centre, self.step]
        return b"polynomial %d %d " % (self.d, self.p) + (np.concatenate(rows) + 0.0).tobytes()

    def __str__(self) -> str:
        return spelled(self.coefficients, exponents(self.d, self.p), lambda x, e: f"T{e}({x})")

    __repr__ = __str__


def blockwise(features_of: Callable[[Points], Matrix], coefficients: Vector, points: Points) -> Values:
    """The combination of features with these coefficients, shape (batch, 1), some rows at a time: all may be too many."""
    block = max(1, ENTRIES // len(coefficients))
    with np.errstate(over="ignore", invalid="ignore"):  # far outside the box; the gate refuses what is not finite
        parts = [
            np.einsum("ij,kj->ik", features_of(points[i : i + block]), coefficients[None])  # row by row, as in `affine`
            for i in range(0, len(points), block)
        ]
    return np.concatenate(parts)


def spelled(coefficients: Vector, which: NDArray[np.intp], factor: Callable[[str, int], str]) -> str:
    """The largest terms, as text, in their order; `factor` spells a variable with its exponent."""
    large = sorted(np.argsort(-np.abs(coefficients), kind="stable")[:6].tolist())
    terms = []
    for row in large:
        if coefficients[row]:
            factors = [factor(f"x{i + 1}", e) for i, e in enumerate(which[row].tolist()) if e]
            terms.append(" ".join([f"{coefficients[row]:.6g}", *factors]))
    more = int(np.count_nonzero(coefficients)) - len(terms)
    return " + ".join(terms or ["0"]) + (f" + {more} more terms" if more else "")


BOXES: tuple[tuple[float, float], ...] = ((0.0, 1.0), (3.0, 0.25), (-40.0, 2.0**-9), (0.0, 1e6), (1e-9, 1e-9))


def drawn_coefficients(choices: Choices, which: NDArray[np.intp]) -> Vector:
    """Small integers times a power of two: all of them, the constant, those of one degree, or all but some."""
    kind = one_of(choices, ("any", "constant", "one degree", "few"))
    degree = which.sum(axis=1)
    kept = {
        "any": np.ones(len(which), np.bool_),
        "constant": degree == degree.min(),
        "one degree": degree == choices.integer(int(degree.min()), int(degree.max())),
        "few": choices.bits(len(which)),
    }[kind]
    drawn = np.array([choices.integer(-1000, 1000) for _ in range(min(len(which), 40))], np.float64)
    return np.where(kept, np.resize(drawn, len(which)), 0.0) * 2.0 ** choices.integer(-40, 40)


@dataclass(frozen=True)
class PolynomialFunctions:
    """Polynomials of degree at most p, each in the basis of its own box."""

    small: Sequence[Mapping[str, Any]] = ({"d": 1, "p": 0}, {"d": 1, "p": 1}, {"d": 2, "p": 1}, {"d": 1, "p": 3})
    medium: Sequence[Mapping[str, Any]] = ({"d": 3, "p": 1},)

    def draw(self, choices: Choices) -> Polynomial:
        d, p = choices.integer(1, 4), choices.integer(0, 5)
        coefficients = drawn_coefficients(choices, exponents(d, p))
        boxes = [one_of(choices, BOXES) for _ in range(d)]
        return Polynomial(coefficients, p, np.array([c for c, _ in boxes]), np.array([h for _, h in boxes]))

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d, "p": 2} for d in (1, 2, 4, 8, 16, 32))

    def of_size(self, coins: Coins, *, d: int, p: int = 2) -> Polynomial:
        """Normal coefficients on the box [-1, 1]^d."""
        D = dimension(whole(d, "d", 1), whole(p, "p", 0))
        return Polynomial(coins.rng.standard_normal(D), p, np.zeros(d), np.ones(d))

    def space(self, d: int, p: int, **_: Any) -> FiniteSpace:
        """The sub-class of coefficients -1, 0, 1 on [-1, 1]^d."""
        return _ternary(d, p)

    def __str__(self) -> str:
        return "polynomials of d variables and degree at most p"


@cache
def _ternary(d: int, p: int) -> FiniteSpace:
    D = dimension(d, p)
    enumerable(3**D, f"the coefficients -1, 0, 1 of {D} terms")
    every = itertools.product((-1.0, 0.0, 1.0), repeat=D)
    return FiniteSpace([Polynomial(np.array(a), p, np.zeros(d), np.ones(d)) for a in every], whole=False)
