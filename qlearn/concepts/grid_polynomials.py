"""Polynomials of bounded degree on a grid {0, ..., N}^d, by their signs: what counterexamples can pin down exactly."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import factorial, prod
from typing import Any, ClassVar

import numpy as np

from ..choices import Choices, Coins, one_of
from ..domains import Grid
from ..formulas import whole
from ..geometry.monomials import exponents
from ..points import Labels, Points, Values
from .exact_half_spaces import FLOATS, exact_values
from .finite_space import MANY, FiniteSpace, enumerable
from .threshold_labellings import labellings, most_labellings

SIZES = (1, 1, 1, 2, 10**6, 10**30)  # of coefficients beside one another
FEWEST = 1 << 12  # points up to which a key is made of the labels


@cache
def powers(d: int, p: int, N: int) -> tuple[tuple[int, ...], ...]:
    """The e of degree at most p with no entry above N: on the grid x**(N + 1) is a polynomial of lower degree.

    On the grid no combination of these monomials is 0, since none is at the points e themselves, a lower set.
    """
    return tuple(tuple(e) for e in exponents(d, p).tolist() if max(e) <= N)


def degrees(d: int, p: int, N: int) -> int:
    """The sum of all their degrees."""
    return sum(map(sum, powers(d, p, N)))


def factorials(d: int, p: int, N: int) -> int:
    """The product of all e_i!: what divides every determinant of the monomials at points of the grid."""
    return prod(factorial(k) for e in powers(d, p, N) for k in e)


@dataclass(frozen=True, eq=False)
class GridPolynomial:
    """[sum over e of w_e x**e >= 0] on {0..N}^d, with integers w_e of any size, in the order of `powers`."""

    w: tuple[int, ...]
    d: int
    p: int
    N: int

    @property
    def domain(self) -> Grid:
        return Grid(self.N + 1, self.d)

    @property
    def given(self) -> Mapping[str, int]:
        return {"d": self.d, "p": self.p, "N": self.N}

    sizes = given

    def values(self, points: Points) -> Values:
        """The polynomial, shape (batch, 1): rounded, but never to the wrong side of 0."""
        which = powers(self.d, self.p, self.N)
        rows = np.stack([np.prod(points.astype(np.float64) ** np.array(e), axis=1) for e in which], axis=1)
        return exact_values(rows, self.w, 0)

    def __call__(self, points: Points) -> Labels:
        labels: Labels = self.values(points)[:, 0] >= 0
        return labels

    def key(self) -> bytes:
        """The labels themselves where they are few: different coefficients may say the same."""
        return b"grid polynomial" + self._key

    @cached_property
    def _key(self) -> bytes:
        if (self.N + 1) ** self.d <= FEWEST:
            return repr((self.d, self.N)).encode() + np.packbits(self(self.domain.points())).tobytes()
        return repr((self.w, self.d, self.p, self.N)).encode()

    def __str__(self) -> str:
        return f"{spelled(self.w, powers(self.d, self.p, self.N))} >= 0 on {{0..{self.N}}}^{self.d}"

    __repr__ = __str__


def spelled(w: Sequence[int], which: Sequence[tuple[int, ...]]) -> str:
    """A polynomial as text: '3*x1*x2^2 - 1'."""

    def monomial(e: tuple[int, ...]) -> str:
        return "*".join(f"x{i}" + (f"^{k}" if k > 1 else "") for i, k in enumerate(e, 1) if k)

    terms = [(c, monomial(e)) for c, e in zip(w, which, strict=True) if c]
    texts = [name if abs(c) == 1 and name else f"{abs(c)}" + f"*{name}" * bool(name) for c, name in terms]
    signs = ["-" if c < 0 else "+" for c, _ in terms]
    joined = " ".join(f"{sign} {text}" for sign, text in zip(signs, texts, strict=True))
    return (joined.removeprefix("+ ") if joined[:1] == "+" else joined.replace("- ", "-", 1)) or "0"


@dataclass(frozen=True)
class GridPolynomials:
    """All polynomial thresholds of degree at most p of a grid, whatever their coefficients: finitely many labellings."""

    largest: int = 3  # d, p and N that are drawn
    highest: int = 3
    widest: int = 3
    small: Sequence[Mapping[str, Any]] = ({"d": 1, "p": 1, "N": 1}, {"d": 1, "p": 2, "N": 2}, {"d": 2, "p": 1, "N": 1})
    medium: Sequence[Mapping[str, Any]] = ({"d": 1, "p": 2, "N": 4}, {"d": 2, "p": 2, "N": 1})

    def draw(self, choices: Choices) -> GridPolynomial:
        """Coefficients of very different sizes; the boundary goes through a point of the grid, or just misses one."""
        d, p = choices.integer(1, self.largest), choices.integer(1, self.highest)
        N = choices.integer(1, self.widest if d < 3 else 1)
        which = powers(d, p, N)
        w = [choices.integer(-3, 3) * one_of(choices, SIZES) for _ in which]
        if not choices.integer(0, 3):
            w = [0] * len(which)  # a constant
        at = [choices.integer(0, N) for _ in range(d)]
        through = sum(c * prod(x**k for x, k in zip(at, e, strict=True)) for c, e in zip(w[1:], which[1:], strict=True))
        w[0] = one_of(choices, (0, 1, -1, 5)) - through
        return GridPolynomial(tuple(w), d, p, N)

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": 2, "p": 2, "N": N} for N in (1, 2, 4, 8, 16))

    def of_size(self, coins: Coins, *, d: int, p: int = 2, N: int = 1) -> GridPolynomial:
        """Normal coefficients, to three places, and a boundary through a uniform point of the grid."""
        which = powers(whole(d, "d", 1), whole(p, "p", 1), whole(N, "N", 1, int(FLOATS ** (1 / p))))
        w = np.rint(1000 * coins.rng.standard_normal(len(which))).astype(int).tolist()
        at = [coins.integer(0, N) for _ in range(d)]
        w[0] = -sum(c * prod(x**k for x, k in zip(at, e, strict=True)) for c, e in zip(w[1:], which[1:], strict=True))
        return GridPolynomial(tuple(w), d, p, N)

    def space(self, d: int, p: int, N: int, **_: Any) -> FiniteSpace:
        return _space(d, p, N)

    def __str__(self) -> str:
        return "polynomials of degree at most p on the grid {0..N}^d, by their signs"


@cache
def _space(d: int, p: int, N: int) -> FiniteSpace:
    """One polynomial for each labelling: half-spaces of the monomials."""
    which, m = powers(d, p, N), (N + 1) ** d
    enumerable(most_labellings(m, len(which) - 1) if m <= MANY else m, f"the polynomials of degree {p} on {{0..{N}}}^{d}")
    grid = itertools.product(range(N + 1), repeat=d)
    lifted = [tuple(prod(x**k for x, k in zip(point, e, strict=True)) for e in which[1:]) for point in grid]
    forms = sorted(labellings(lifted).values(), key=lambda form: (sum(map(abs, form[0])) + abs(form[1]), form))
    return FiniteSpace([GridPolynomial((b, *w), d, p, N) for w, b in forms], Grid(N + 1, d).points())
