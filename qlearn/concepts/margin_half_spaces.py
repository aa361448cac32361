"""Half-spaces through 0 that keep a margin: on listed points, or wherever in a ball the margin is kept."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from math import isqrt
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Listed, unit_vectors
from ..errors import BadArgument, Undecided
from ..formulas import Number, exactly, whole
from ..points import Labels, Points, Values
from ..queries import Hypothesis
from .exact_half_spaces import FLOATS, exact_values
from .finite_space import FiniteSpace, enumerable
from .margin_ball import MarginBall, differences

TRIES = 100  # to draw so many points that keep a margin
SHORT = 4096  # the denominators of promised margins
Row = tuple[int, ...]
Rows = tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class MarginHalfSpace:
    """[w.x >= 0] with integers w, on points with |x| <= R and |w.x| >= g |w|: those listed, else all of them."""

    w: Row
    R: Fraction
    g: Fraction
    points: Rows = ()

    @property
    def domain(self) -> Listed | MarginBall:
        return Listed(self.points) if self.points else self._ball

    @property
    def _ball(self) -> MarginBall:
        return MarginBall(self.w, self.R, self.g)

    @property
    def sizes(self) -> Mapping[str, Any]:
        return {"d": len(self.w), "R": self.R, "g": self.g}

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
        return b"margin half-space" + self._key

    @cached_property
    def _key(self) -> bytes:
        """The labels themselves where the points are listed: different weights may say the same."""
        if self.points:
            return repr(self.points).encode() + np.packbits(self(self.domain.points())).tobytes()
        return repr((self.w, self.R, self.g)).encode()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.float64]] | None:
        """In the ball, with another half-space through 0: a few, exactly if there is one.  Else they are listed."""
        return None if self.points else differences(self._ball, hypothesis)

    def __str__(self) -> str:
        where = f"{len(self.points)} points" if self.points else "the ball"
        return f"w = {list(self.w)} on {where}, |x| <= {self.R}, |w.x| >= {self.g} |w|"

    __repr__ = __str__


def axes(d: int, R: int = 1) -> Rows:
    """The points R e_1, ..., R e_d, whose labels are all free."""
    return tuple(tuple(R * (i == j) for j in range(d)) for i in range(d))


def corners(d: int) -> Rows:
    """The points (x, 1) of the cube {0, 1}^d, for half-spaces with an offset."""
    return tuple((*x, 1) for x in itertools.product((0, 1), repeat=d))


def _given(points: Rows, R: Any, g: Any) -> Mapping[str, Any]:
    return {"d": len(points[0]), "R": Fraction(R), "g": Fraction(g), "points": points}


@dataclass(frozen=True)
class MarginHalfSpaces:
    """Half-spaces of R^d through 0 with a margin of at least g on points of length at most R."""

    small: Sequence[Mapping[str, Any]] = (
        _given(axes(1), 1, 1), _given(axes(2), 1, "7/10"), _given(axes(4, 2), 2, 1), _given((*axes(2, 2), (1, 0)), 2, "7/10")
    )  # fmt: skip
    medium: Sequence[Mapping[str, Any]] = (_given(axes(5, 3), 3, "4/3"), _given(corners(2), "7/4", "1/4"))

    def draw(self, choices: Choices) -> MarginHalfSpace:
        """On the axes, on points of a grid, or in a ball; with the best margin that a short fraction allows."""
        d = choices.integer(1, 6)
        kind = one_of(choices, ("axes", "points", "ball"))
        most = 5 if kind == "ball" else 1  # as in the sub-class that a space has
        w = tuple(choices.integer(-most, most) for _ in range(d))
        if kind == "axes" or not any(w):
            w = tuple(1 if c >= 0 else -1 for c in w)
        if kind == "ball":
            R = one_of(choices, (Fraction(1), Fraction(5), Fraction(1, 3)))
            return MarginHalfSpace(w, R, R / one_of(choices, (Fraction(2), Fraction(4, 3), Fraction(5), Fraction(19, 2))))
        points = axes(d, one_of(choices, (1, 2, 7)))
        if kind == "points":
            drawn = [tuple(choices.integer(-4, 4) for _ in range(d)) for _ in range(choices.integer(1, 9))]
            points = tuple(dict.fromkeys(x for x in drawn if _dot(w, x))) or (w,)
        R = root_above(Fraction(max(_dot(x, x) for x in points)))
        return MarginHalfSpace(w, R, _margin(w, points), points)

    scales: ClassVar[Sequence[Mapping[str, Any]]] = tuple(
        {"d": 8, "R": 120, "g": Fraction(120, k), "m": 100} for k in (2, 3, 4, 6, 8, 12)
    )

    def of_size(self, coins: Coins, *, d: int, g: Number, R: Number = 1, m: int = 0) -> MarginHalfSpace:
        """Normal weights, to three places, and m uniform points of the ball, rounded to whole numbers; if m is 0, all of it."""
        radius, margin = exactly(R, "R"), exactly(g, "g")
        if not 0 < margin < radius <= FLOATS:
            raise BadArgument(f"a margin g is above 0 and below R, and R at most 2**53; got g = {g} and R = {R}")
        w = np.rint(1000 * coins.rng.standard_normal(whole(d, "d", 1))).astype(int).tolist()
        ball = MarginBall(tuple(w if any(w) else [1] * d), radius, margin)
        return MarginHalfSpace(ball.w, radius, margin, _whole_points(coins, ball, whole(m, "m", 0)))

    def space(self, R: Fraction, g: Fraction, points: Rows = (), **_: Any) -> FiniteSpace:
        """The sub-class of weights -1, 0, 1: an exact game needs finitely many concepts."""
        if not points:
            raise Undecided("the half-spaces with a margin in a ball are infinitely many")
        return _space(R, g, points)

    def __str__(self) -> str:
        return "half-spaces through 0 with margin g on points of length at most R"


def _whole_points(coins: Coins, ball: MarginBall, m: int) -> Rows:
    """m different ones of the ball that keep the margin: uniform ones, rounded towards 0."""
    found: dict[Row, None] = {}
    for _ in range(TRIES if m else 0):
        x = np.trunc(float(ball.R) * unit_vectors(coins.rng, m, ball.d) * coins.rng.random((m, 1)) ** (1 / ball.d))
        found.update(dict.fromkeys(map(tuple, x[ball.contains(x)].astype(int).tolist())))
        if len(found) >= m:
            break
    if len(found) < m:
        raise BadArgument(
            f"of {TRIES * m} points of length R = {ball.R} at most with whole coordinates only {len(found)} differ and keep a"
            f" margin of g = {ball.g}, and m = {m} are asked for; take more room (R = 100, say), a smaller g, or m = 0"
        )
    return tuple(found)[:m]


def root_above(square: Fraction) -> Fraction:
    """A short fraction from the square root on; the root itself if that is one."""
    return Fraction(isqrt(-(-square.numerator * SHORT**2 // square.denominator) - 1) + 1, SHORT)


def root_below(square: Fraction) -> Fraction:
    """A short fraction up to the square root."""
    return Fraction(isqrt(square.numerator * SHORT**2 // square.denominator), SHORT)


def _margin(w: Row, points: Rows) -> Fraction:
    """The distance of the points from the boundary, or a little less."""
    return root_below(Fraction(min(_dot(w, x) ** 2 for x in points), _dot(w, w)))


def _dot(w: Sequence[int], x: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(w, x, strict=True))


@cache
def _space(R: Fraction, g: Fraction, points: Rows) -> FiniteSpace:
    d = len(points[0])
    enumerable(3**d, f"the weights -1, 0, 1 in dimension {d}")
    weights = np.array(list(itertools.product((0, 1, -1), repeat=d))[1:])
    nearest = np.abs(weights @ np.array(points).T).min(axis=1)
    found: dict[bytes, MarginHalfSpace] = {}
    for w, distance in zip(weights.tolist(), nearest.tolist(), strict=True):
        if distance**2 >= g**2 * _dot(w, w):
            concept = MarginHalfSpace(tuple(w), R, g, points)
            found.setdefault(concept.key(), concept)
    return FiniteSpace(list(found.values()), Listed(points).points(), whole=False)
