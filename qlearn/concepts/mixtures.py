"""Half-spaces whose normal is a mixture of the coordinates, on listed points: margins in the maximum norm."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, ClassVar

import numpy as np

from ..choices import Choices, Coins, one_of
from ..domains import Listed
from ..errors import BadArgument, Undecided
from ..formulas import Number, exactly, whole
from ..points import Labels, Points, Values
from .exact_half_spaces import FLOATS, exact_values
from .finite_space import FiniteSpace, enumerable
from .uniform import distinct_rows

Row = tuple[int, ...]
Rows = tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Mixture:
    """[w.x >= 0] with integers w, on listed points with |x_i| <= X and |w.x| >= g (|w_1| + ... + |w_n|)."""

    w: Row
    X: Fraction
    g: Fraction
    points: Rows

    @property
    def domain(self) -> Listed:
        return Listed(self.points)

    @property
    def sizes(self) -> Mapping[str, Any]:
        return {"n": len(self.w), "X": self.X, "g": self.g}

    @property
    def given(self) -> Mapping[str, Any]:
        return {**self.sizes, "points": self.points}

    def values(self, points: Points) -> Values:
        """w.x, shape (batch, 1): rounded, but never to the wrong side of 0."""
        return exact_values(points, self.w, 0)

    def __call__(self, points: Points) -> Labels:
        labels: Labels = self.values(points)[:, 0] >= 0
        return labels

    def key(self) -> bytes:
        return b"mixture" + self._key

    @cached_property
    def _key(self) -> bytes:
        """The labels themselves: different weights may say the same."""
        return repr(self.points).encode() + np.packbits(self(self.domain.points())).tobytes()

    def __str__(self) -> str:
        return f"w = {list(self.w)} on {len(self.points)} points, |x_i| <= {self.X}, |w.x| >= {self.g} |w|_1"

    __repr__ = __str__


def binary(n: int, k: int, signed: bool = False) -> Rows:
    """Points with free labels: in one of k blocks of coordinates -1 and 1 by a binary digit of each one's number, else 0.

    A mixture of one coordinate a block has any labels there; with signs one more point a block, 1 in all of it, is free.
    """
    size = n // k
    digits = [[1 - 2 * (i >> j & 1) for i in range(size)] for j in range(size.bit_length() - 1)]
    patterns = [[1] * size, *digits] if signed else digits
    padded = ([0] * size * block + pattern + [0] * (n - size * (block + 1)) for block in range(k) for pattern in patterns)
    return tuple(tuple(row) for row in padded)


def _given(n: int, k: int, signed: bool) -> Mapping[str, Any]:
    return {"n": n, "X": Fraction(1), "g": Fraction(1, k), "points": binary(n, k, signed)}


@dataclass(frozen=True)
class Mixtures:
    """Half-spaces [w.x >= 0] with |x_i| <= X and |w.x| >= g, |w|_1 = 1; no w_i is negative, unless they are signed."""

    signed: bool = False

    @property
    def small(self) -> Sequence[Mapping[str, Any]]:
        sizes = ((1, 1), (2, 2), (2, 1), (4, 2)) if self.signed else ((2, 1), (4, 1), (4, 2), (5, 2))
        return [_given(n, k, self.signed) for n, k in sizes]

    @property
    def medium(self) -> Sequence[Mapping[str, Any]]:
        return [_given(5, 1, True) if self.signed else _given(6, 3, False)]

    def draw(self, choices: Choices) -> Mixture:
        """A few of the coordinates, on points of a small grid; with the best margin there is."""
        n = one_of(choices, (1, 2, 3, 5, 7))
        w = tuple(choices.integer(-1 if self.signed else 0, 1) for _ in range(n))
        w = w if any(w) else (1, *w[1:])
        drawn = [tuple(choices.integer(-3, 3) for _ in range(n)) for _ in range(choices.integer(1, 9))]
        points = tuple(dict.fromkeys(x for x in drawn if _dot(w, x))) or (w,)
        least = min(abs(_dot(w, x)) for x in points)
        return Mixture(w, Fraction(max(map(abs, sum(points, ())))), Fraction(least, sum(map(abs, w))), points)

    scales: ClassVar[Sequence[Mapping[str, Any]]] = tuple({"n": n, "g": Fraction(1, 3)} for n in (2, 4, 8, 16, 32))

    def of_size(self, coins: Coins, *, n: int, g: Number, X: Number = 1, m: int | None = None) -> Mixture:
        """An odd number of coordinates, as many as g allows, on m random points of entries up to X, all of one size."""
        margin, most = exactly(g, "g"), exactly(X, "X")
        size = int(most)  # of every entry: the points of this class are whole numbers
        if not 0 < margin <= size <= FLOATS:
            raise BadArgument(f"a margin g is above 0 and at most X rounded down, X from 1 to 2**53; got g = {g} and X = {X}")
        k = min(whole(n, "n", 1), int(size / margin))  # of them an odd number: then what they add up to is not 0
        w = np.zeros(n, np.int64)
        chosen = coins.rng.choice(n, k - 1 + k % 2, replace=False)
        w[chosen] = 1 - 2 * coins.bits(len(chosen)) if self.signed else 1
        m = min(2**n, 100) if m is None else whole(m, "m", 1)
        points = tuple(tuple(size * (2 * bit - 1) for bit in row) for row in distinct_rows(coins.rng, m, n, 0, 1))
        return Mixture(tuple(w.tolist()), most, margin, points)

    def space(self, X: Fraction, g: Fraction, points: Rows = (), **_: Any) -> FiniteSpace:
        """The sub-class of weights 0 and 1 (and -1): an exact game needs finitely many concepts."""
        if not points:
            raise Undecided("where the points are not known, nothing is known of the half-spaces either")
        return _space(self.signed, X, g, points)

    def __str__(self) -> str:
        signs = "" if self.signed else ", w >= 0"
        return f"half-spaces w.x >= 0 with |w|_1 = 1{signs}, |w.x| >= g and |x_i| <= X"


def _dot(w: Sequence[int], x: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(w, x, strict=True))


@cache
def _space(signed: bool, X: Fraction, g: Fraction, points: Rows) -> FiniteSpace:
    n = len(points[0])
    values = (0, 1, -1) if signed else (0, 1)
    enumerable(len(values) ** n, f"the mixtures of {n} coordinates")
    weights = np.array(list(itertools.product(values, repeat=n))[1:])
    nearest = np.abs(weights @ np.array(points).T).min(axis=1)
    found: dict[bytes, Mixture] = {}
    for w, distance in zip(weights.tolist(), nearest.tolist(), strict=True):
        if distance >= g * sum(map(abs, w)):
            concept = Mixture(tuple(w), X, g, points)
            found.setdefault(concept.key(), concept)
    return FiniteSpace(list(found.values()), Listed(points).points(), whole=False)
