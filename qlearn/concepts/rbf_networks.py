"""Gaussian networks: sums of bumps, as a machine with the kernel exp(-g |x - y|**2) computes them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..digits import Digits, rounded, spelled
from ..domains import Space
from ..errors import BadArgument, Undecided
from ..formulas import Number, exactly, whole
from ..intervals import at, context, ends
from ..points import Labels, Points, Values
from .finite_space import FiniteSpace, enumerable
from .uniform import distinct_rows

Centre = tuple[Fraction, ...]  # (d,)
SHARPEST = 10**6  # digits; a value that needs more to be told from its neighbour is refused


@dataclass(frozen=True, eq=False)
class RbfNetwork:
    """f(x) = a_1 exp(-g |x - c_1|**2) + ... + a_k exp(-g |x - c_k|**2) + b, all numbers of it fractions.

    The centres differ and no weight is 0: then another network is another function, and f knows its centres up to order.
    A network that was found with error bounds has them: each coordinate and weight is within `radius` of the target's.
    """

    centres: tuple[Centre, ...]  # k of them, in order
    weights: tuple[Fraction, ...]  # (k,)
    g: Fraction
    b: Fraction = Fraction(0)
    radius: Fraction | None = None

    @classmethod
    def of(cls, centres: Iterable[Iterable[Any]], weights: Iterable[Any], g: Number, b: Number = 0) -> RbfNetwork:
        """The network in its one form: equal centres are one, with the sum of their weights; none weighs nothing."""
        gamma, together = positive(g), dict[Centre, Fraction]()
        for centre, weight in zip(centres, weights, strict=True):
            place = tuple(exactly(x, "a centre's coordinate") for x in centre)
            together[place] = together.get(place, Fraction(0)) + exactly(weight, "a weight")
        kept = sorted((place, weight) for place, weight in together.items() if weight)
        if not kept or len({len(place) for place, _ in kept}) > 1:
            raise BadArgument(f"a network has a centre whose weight is not 0, and centres of one dimension; got {together}")
        return cls(tuple(p for p, _ in kept), tuple(w for _, w in kept), gamma, exactly(b, "the intercept"))

    @property
    def domain(self) -> Space:
        return Space(len(self.centres[0]))

    @property
    def given(self) -> Mapping[str, Any]:
        return {"d": len(self.centres[0]), "k": len(self.centres), "g": self.g}

    sizes = given

    @cached_property
    def floats(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The centres (k, d) and the weights (k,), each rounded to the nearest float."""
        return np.array([[float(x) for x in c] for c in self.centres]), np.array([float(a) for a in self.weights])

    def values(self, points: Points) -> Values:
        """Row by row, shape (batch, 1): a row's value is the same in every batch."""
        centres, weights = self.floats
        squares = ((np.ascontiguousarray(points)[:, None] - centres) ** 2).sum(axis=2)
        bumps: Values = np.exp(-float(self.g) * squares)
        found: Values = np.einsum("ij,j->i", bumps, weights)[:, None]
        return found + float(self.b)

    def __call__(self, points: Points) -> Labels:
        return self.values(points)[:, 0] >= 0

    def digits(self, query: Digits) -> tuple[Fraction, ...]:
        """Its values at rational points, correctly rounded: computed with more and more digits until they leave no doubt."""
        if query.digits is None:
            raise Undecided("the values of a Gaussian network have endlessly many digits; ask for so many of them")
        return tuple(self._rounded(point, query.digits) for point in query.points)

    def terms(self, point: Centre) -> dict[Fraction, Fraction]:
        """What stands at each exponent, the intercept at 0, where it is not 0.  If nothing does, f is 0; else it is not.

        For exponentials of different rational numbers are linearly independent over the rationals (Lindemann, Weierstrass).
        """
        found = {Fraction(0): self.b}
        for centre, weight in zip(self.centres, self.weights, strict=True):
            exponent = -self.g * sum((x - c) ** 2 for x, c in zip(point, centre, strict=True))
            found[exponent] = found.get(exponent, Fraction(0)) + weight
        return {exponent: weight for exponent, weight in found.items() if weight}

    def _rounded(self, point: Centre, digits: int) -> Fraction:
        terms = self.terms(point)
        if not set(terms) - {Fraction(0)}:
            return rounded(terms.get(Fraction(0), Fraction(0)), digits)
        more = 10
        while digits + more <= SHARPEST:
            here = context(digits + more)
            low, high = ends(sum(at(here, a) * here.exp(at(here, r)) for r, a in terms.items()))
            if low * high > 0 and rounded(low, digits) == rounded(high, digits):
                return rounded(low, digits)
            more *= 2
        raise Undecided(f"the value needs more than {SHARPEST} digits to be rounded")

    def key(self) -> bytes:
        rows = [*self.centres, self.weights, (self.g, self.b, -1 if self.radius is None else self.radius)]
        return b"rbf network" + ";".join(",".join(spelled(Fraction(x)) for x in row) for row in rows).encode()

    def __str__(self) -> str:
        centres, weights = self.floats
        bumps = ", ".join(f"{a:.6g} at {(np.round(c, 6) + 0.0).tolist()}" for a, c in zip(weights, centres, strict=True))
        within = "" if self.radius is None else f", each within {float(self.radius):.1g}"
        return f"g = {float(self.g):.6g}, b = {float(self.b):.6g}, {bumps}{within}"

    __repr__ = __str__


def positive(g: Number) -> Fraction:
    """The kernel's gamma as the fraction it is; `BadArgument` unless it is above 0."""
    found = exactly(g, "g")
    if found <= 0:
        raise BadArgument(f"the kernel is exp(-g |x - y|**2) with a g above 0, got g = {g}")
    return found


def apart(one: RbfNetwork, other: RbfNetwork) -> Fraction | float:
    """How far centres and weights are from each other, the largest difference of two numbers; infinity if not as many.

    Each centre is held against the nearest that is left, so this is an upper bound on the least over all orders.
    """
    mine, others = ([(*c, a) for c, a in zip(f.centres, f.weights, strict=True)] for f in (one, other))
    if len(mine) != len(others) or one.domain != other.domain:
        return math.inf
    most = Fraction(0)
    for row in mine:
        offs = [max(abs(x - y) for x, y in zip(row, candidate, strict=True)) for candidate in others]
        most = max(most, min(offs))
        del others[offs.index(min(offs))]
    return most


@dataclass(frozen=True)
class RbfNetworks:
    """Networks of k centres in [-1, 1]^d, at least 1/10 apart, with weights from 1/2 to 2 of either sign."""

    intercept: bool = False
    small: Sequence[Mapping[str, Any]] = (
        {"d": 1, "k": 1, "g": Fraction(1)},
        {"d": 1, "k": 2, "g": Fraction(1)},
        {"d": 2, "k": 2, "g": Fraction(1, 2)},
    )
    medium: Sequence[Mapping[str, Any]] = ({"d": 3, "k": 2, "g": Fraction(2)},)

    def draw(self, choices: Choices) -> RbfNetwork:
        """On a grid of tenths: then centres that differ are apart.  Some share coordinates, or lie evenly on a line."""
        d, most = choices.integer(1, 3), choices.integer(1, 3)
        cells = [tuple(choices.integer(-10, 10) for _ in range(d)) for _ in range(most)]
        if choices.integer(0, 2) == 2 and d > 1:  # all but the last coordinate are the same
            cells = [(*cells[0][:-1], cell[-1]) for cell in cells]
        places = list(dict.fromkeys(cells))
        return self._weighed(choices, places, one_of(choices, (Fraction(1), Fraction(1, 4), Fraction(4))))

    def _weighed(self, choices: Choices, places: Sequence[tuple[int, ...]], g: Number) -> RbfNetwork:
        weights = [one_of(choices, (1, -1)) * Fraction(choices.integer(4, 16), 8) for _ in places]
        b = Fraction(choices.integer(-8, 8), 8) if self.intercept else 0
        return RbfNetwork.of([[Fraction(x, 10) for x in place] for place in places], weights, g, b)

    scales: ClassVar[Sequence[Mapping[str, Any]]] = tuple({"d": 2, "k": k} for k in (1, 2, 3, 4, 5, 6))

    def of_size(self, coins: Coins, *, d: int, k: int, g: Number = 1) -> RbfNetwork:
        """Uniform centres on the grid of tenths, weights of eighths from 1/2 to 2 of either sign, an intercept up to 1."""
        return self._weighed(coins, distinct_rows(coins.rng, whole(k, "k", 1), whole(d, "d", 1), -10, 10), positive(g))

    def space(self, d: int, k: int, g: Number, **_: Any) -> FiniteSpace:
        """The sub-class with centres in {0, 1}^d and weights 1 and -1."""
        return _corners(d, k, exactly(g), self.intercept)

    def __str__(self) -> str:
        return f"Gaussian networks of k centres on R^d{' with an intercept' if self.intercept else ''}, g known"


@cache
def _corners(d: int, k: int, g: Fraction, intercept: bool) -> FiniteSpace:
    enumerable(4 ** (d * k), f"networks of {k} centres at the corners of the cube of dimension {d}")
    chosen = itertools.combinations(itertools.product((0, 1), repeat=d), k)
    signs = list(itertools.product((1, -1), repeat=k))
    b = Fraction(1, 2) if intercept else 0
    return FiniteSpace([RbfNetwork.of(c, a, g, b) for c, a in itertools.product(chosen, signs)], whole=False)
