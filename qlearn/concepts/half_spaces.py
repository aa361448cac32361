"""Half-spaces, x -> [w.x + b >= 0], decided exactly: every float is a rational."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Space, unit_vectors
from ..formulas import whole
from ..points import Labels, Points, Values
from .affine import UNIT, affine
from .finite_space import FiniteSpace, enumerable

Vector = NDArray[np.float64]
SCALES = (2, 4, 8, 16, 32)  # dimensions that most learners of half-spaces are quick at
SIZES = (1.0, 1.0, 8.0, 1 / 3, 0.1, 2.0**-20, 2.0**40)  # of weights beside one another: dyadic and not, ties and needles


@dataclass(frozen=True, eq=False)
class HalfSpace:
    """[w.x + b >= 0]; homogeneous if b = 0.  A point on the boundary belongs to it.

    `given` is what a learner is told beyond the dimension: W for integer weights.
    """

    w: Vector  # (d,)
    b: float = 0.0
    given: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", {"d": len(self.w), **self.given})

    @property
    def domain(self) -> Space:
        return Space(len(self.w))

    @property
    def sizes(self) -> Mapping[str, Any]:
        return self.given

    @property
    def lifted(self) -> Vector:
        """(w, b), the normal of the homogeneous half-space that it is a section of."""
        return np.append(self.w, self.b)

    def values(self, points: Points) -> Values:
        """w.x + b, shape (batch, 1): rounded, but never to the wrong side of 0."""
        return signed_distances(points, self.w, self.b)[:, None]

    def __call__(self, points: Points) -> Labels:
        return signed_distances(points, self.w, self.b) >= 0

    def key(self) -> bytes:
        return b"half-space" + (self.lifted + 0.0).tobytes()

    def __str__(self) -> str:
        return f"w = {self.w.tolist()}" + (f", b = {self.b}" if self.b else "")

    __repr__ = __str__


@dataclass(frozen=True, eq=False)
class ScaledHalfSpace:
    """The half-space direction.((x - centre)/step, 1) >= 0: of R^d, seen from where its inputs lie."""

    direction: Vector  # (d + 1,)
    centre: Vector  # (d,)
    step: Vector  # (d,), above 0

    @property
    def w(self) -> Vector:
        return self.direction[:-1] / self.step

    @property
    def b(self) -> float:
        return float(self.direction[-1] - self.w @ self.centre)

    def lift(self, points: Points) -> Points:
        """((x - centre)/step, 1), shape (batch, d + 1)."""
        return np.column_stack([(points - self.centre) / self.step, np.ones(len(points))])

    def scaled(self, other: HalfSpace) -> Vector:
        """Another half-space's direction in these coordinates, up to its length; worked out in rationals."""
        w, c, h = ([Fraction(x) for x in v.tolist()] for v in (other.w, self.centre, self.step))
        last = Fraction(other.b) + sum(a * b for a, b in zip(w, c, strict=True))
        exact = [*(a * b for a, b in zip(w, h, strict=True)), last]
        size = max(map(abs, exact))
        return np.array([float(x / size) for x in exact]) if size else np.zeros(len(exact))

    def __call__(self, points: Points) -> Labels:
        return signed_distances(self.lift(points), self.direction, 0.0) >= 0

    def key(self) -> bytes:
        return b"scaled half-space" + (np.concatenate([self.direction, self.centre, self.step]) + 0.0).tobytes()

    def __str__(self) -> str:
        return f"w = {self.w.tolist()}, b = {self.b}"

    __repr__ = __str__


def signed_distances(points: Points, w: Vector, b: float) -> Vector:
    """w.x + b for each row, its sign exact: where rounding could decide, it is worked out in rationals."""
    with np.errstate(over="ignore", invalid="ignore"):
        found: Vector = affine(points, w[None], np.array([b]))[:, 0]
        slack = 2 * UNIT * (len(w) + 2) * (np.abs(points) @ np.abs(w) + abs(b)) + len(w) * 2.0**-1070
        doubtful = ~(np.abs(found) > slack)  # an overflow is doubtful too
    known: dict[bytes, float] = {}  # who expects noise asks a point many times
    for i in np.flatnonzero(doubtful):
        if (key := points[i].tobytes()) not in known:
            total = Fraction(b) + sum(Fraction(x) * Fraction(c) for x, c in zip(points[i].tolist(), w.tolist(), strict=True))
            known[key] = as_float(total)
        found[i] = known[key]
    return found


def as_float(number: Fraction) -> float:
    """The nearest float with the same sign: what is too small becomes the smallest, what is too large the largest."""
    sign = (number > 0) - (number < 0)
    try:
        return sign * max(abs(float(number)), 5e-324)
    except OverflowError:
        return sign * float(np.finfo(float).max)


@dataclass(frozen=True)
class HalfSpaces:
    """Half-spaces of R^d, homogeneous or affine, with weights of very different sizes among them."""

    homogeneous: bool = True
    small: Sequence[Mapping[str, Any]] = ({"d": 1}, {"d": 2}, {"d": 3})
    medium: Sequence[Mapping[str, Any]] = ({"d": 4},)
    dimensions: tuple[int, int] = (1, 6)  # that are drawn, at least and at most

    def draw(self, choices: Choices) -> HalfSpace:
        d = choices.integer(*self.dimensions)
        v = np.array([choices.integer(-9, 9) * one_of(choices, SIZES) for _ in range(d + 1)])
        v *= one_of(choices, (1.0, 1e-12, 1e12, 2.0**-300, 2.0**300))
        b = 0.0 if self.homogeneous else float(v[d])
        if not v[:d].any() and not b:
            v[0] = 1.0  # no weights, no half-space
        return HalfSpace(v[:d].copy(), b)

    @property
    def scales(self) -> Sequence[Mapping[str, int]]:
        least, most = self.dimensions
        return [{"d": d} for d in (SCALES if least < most else (least,))]

    def of_size(self, coins: Coins, *, d: int) -> HalfSpace:
        """The weights' direction, that of (w, b) where there is an offset, is uniform on the sphere."""
        least, most = self.dimensions
        whole(d, "d", least, None if least < most else most)
        v = unit_vectors(coins.rng, 1, d if self.homogeneous else d + 1)[0]
        return HalfSpace(v[:d], 0.0 if self.homogeneous else float(v[d]))

    def space(self, d: int, **_: Any) -> FiniteSpace:
        """The sub-class of weights -1, 0, 1: an exact game needs finitely many answers."""
        return _ternary(d, self.homogeneous)

    def lifted(self, points: Points) -> Points:
        return points if self.homogeneous else np.column_stack([points, np.ones(len(points))])

    def __str__(self) -> str:
        least, most = self.dimensions
        return f"{'homogeneous ' if self.homogeneous else ''}half-spaces of R^{'d' if least < most else least}"


@dataclass(frozen=True)
class IntegerHalfSpaces:
    """Homogeneous half-spaces whose weights are integers from -W to W."""

    small: Sequence[Mapping[str, Any]] = (
        {"d": 1, "W": 1}, {"d": 2, "W": 1}, {"d": 2, "W": 2}, {"d": 2, "W": 5}, {"d": 3, "W": 2}
    )  # fmt: skip
    medium: Sequence[Mapping[str, Any]] = ({"d": 3, "W": 3}, {"d": 2, "W": 9})

    def draw(self, choices: Choices) -> HalfSpace:
        d, W = choices.integer(1, 5), one_of(choices, (1, 2, 3, 4, 5, 12, 100))
        w = np.array([choices.integer(-W, W) for _ in range(d)], np.float64)
        if not w.any():
            w[0] = 1.0
        return HalfSpace(w, given={"W": W})

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d, "W": 10} for d in SCALES)

    def of_size(self, coins: Coins, *, d: int, W: int = 10) -> HalfSpace:
        """All weights but 0 are as likely."""
        whole(d, "d", 1), whole(W, "W", 1, 2**53)  # which floats hold
        w = np.zeros(d)
        while not w.any():
            w = coins.rng.integers(-W, W, d, endpoint=True).astype(np.float64)
        return HalfSpace(w, given={"W": W})

    def space(self, d: int, W: int, **_: Any) -> FiniteSpace:
        return _integers(d, W)

    def lifted(self, points: Points) -> Points:
        return points

    def __str__(self) -> str:
        return "homogeneous half-spaces of R^d with integer weights up to W"


@cache
def _ternary(d: int, homogeneous: bool) -> FiniteSpace:
    n = d if homogeneous else d + 1
    enumerable(3**n, f"the weights -1, 0, 1 in dimension {n}")
    weights = [np.array(v) for v in itertools.product((-1.0, 0.0, 1.0), repeat=n) if any(v)]
    return FiniteSpace([HalfSpace(v[:d], 0.0 if homogeneous else float(v[d])) for v in weights], whole=False)


@cache
def _integers(d: int, W: int) -> FiniteSpace:
    """One concept a direction: the primitive vectors."""
    enumerable((2 * W + 1) ** d, f"the integer weights up to {W} in dimension {d}")
    weights = (v for v in itertools.product(range(-W, W + 1), repeat=d) if math.gcd(*v) == 1)
    return FiniteSpace([HalfSpace(np.array(v, np.float64), given={"W": W}) for v in weights])
