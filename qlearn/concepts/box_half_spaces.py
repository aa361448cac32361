"""Half-spaces of a box of inputs, and a hypothesis that is anchored in it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Box, unit_vectors
from ..formulas import whole
from ..points import Labels, Points
from .finite_space import FiniteSpace, enumerable
from .half_spaces import SCALES, HalfSpace, signed_distances

Vector = NDArray[np.float64]
SIZES = (1.0, 1.0, 1 / 3, 0.1, 2.0**-20)  # of weights beside one another


@dataclass(frozen=True, eq=False, repr=False)
class BoxHalfSpace(HalfSpace):
    """[w.x + b >= 0] on the box of all x with low <= x <= high, each a tuple of d floats in `given`."""

    @property
    def domain(self) -> Box:  # type: ignore[override]
        return Box(self.given["low"], self.given["high"])


@dataclass(frozen=True, eq=False)
class AnchoredHalfSpace:
    """[w.(x - anchor) + offset >= 0], learned from points `reach` steps from the anchor, `step` being a step a coordinate."""

    w: Vector  # (d,)
    anchor: Vector  # (d,)
    offset: float
    step: Vector  # (d,), above 0
    reach: float

    @property
    def b(self) -> float:
        exact = sum(Fraction(a) * Fraction(c) for a, c in zip(self.w.tolist(), self.anchor.tolist(), strict=True))
        return float(Fraction(self.offset) - exact)

    @property
    def direction(self) -> Vector:
        """The normal of the homogeneous half-space of ((x - anchor)/step, 1), shape (d + 1,)."""
        return np.append(self.w * self.step, self.offset)

    def lift(self, points: Points) -> Points:
        """((x - anchor)/step, 1), shape (batch, d + 1)."""
        return np.column_stack([(points - self.anchor) / self.step, np.ones(len(points))])

    def __call__(self, points: Points) -> Labels:
        return signed_distances(points - self.anchor, self.w, self.offset) >= 0

    def key(self) -> bytes:
        return (
            b"anchored half-space"
            + (np.concatenate([self.w, self.anchor, [self.offset, self.reach], self.step]) + 0.0).tobytes()
        )

    def __str__(self) -> str:
        return f"w = {self.w.tolist()}, b = {self.b}"

    __repr__ = __str__

    def off(self, other: HalfSpace) -> tuple[Vector, Vector, float]:
        """Both normals, and how far apart the boundaries are seen from the anchor; all in units of `step`."""
        theirs, ours = other.w * self.step, self.w * self.step
        exact = sum(Fraction(a) * Fraction(c) for a, c in zip(other.w.tolist(), self.anchor.tolist(), strict=True))
        there, here = float(exact + Fraction(other.b)) / np.linalg.norm(theirs), self.offset / np.linalg.norm(ours)
        return theirs, ours, abs(float(there - here))


@dataclass(frozen=True)
class BoxHalfSpaces:
    """Half-spaces of a box whose boundary meets its middle half."""

    small: Sequence[Mapping[str, Any]] = (
        {"d": 1, "low": (0.0,), "high": (1.0,)},
        {"d": 2, "low": (0.0, -1.0), "high": (1.0, 3.0)},
    )
    medium: Sequence[Mapping[str, Any]] = ({"d": 3, "low": (0.0,) * 3, "high": (1.0,) * 3},)

    def draw(self, choices: Choices) -> BoxHalfSpace:
        d = choices.integer(1, 5)
        w = np.array([choices.integer(-9, 9) * one_of(choices, SIZES) for _ in range(d)])
        if not w.any():
            w[0] = 1.0
        scale = one_of(choices, (1.0, 0.5, 1e-6, 1e6))
        low = np.array([float(choices.integer(-3, 3)) for _ in range(d)]) * scale
        inner = np.array([choices.integer(4, 12) / 16 for _ in range(d)]) * scale
        return _through(w, low, low + scale, low + inner)

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d} for d in SCALES)

    def of_size(self, coins: Coins, *, d: int) -> BoxHalfSpace:
        """In the unit box: weights uniform on the sphere, the boundary through a uniform point of the middle half."""
        w = unit_vectors(coins.rng, 1, whole(d, "d", 1))[0]
        return _through(w, np.zeros(d), np.ones(d), coins.rng.uniform(0.25, 0.75, d))

    def space(self, d: int, low: Sequence[float], high: Sequence[float], **_: Any) -> FiniteSpace:
        """The sub-class of weights -1, 0, 1, in units of the box's sides, and five places of the boundary."""
        return _few(d, tuple(low), tuple(high))

    def __str__(self) -> str:
        return "half-spaces of a box whose boundary meets its middle half"


def _through(w: Vector, low: Vector, high: Vector, point: Vector) -> BoxHalfSpace:
    given = {"low": tuple(low.tolist()), "high": tuple(high.tolist())}
    return BoxHalfSpace(w, -float(w @ point), given)


@cache
def _few(d: int, low: tuple[float, ...], high: tuple[float, ...]) -> FiniteSpace:
    enumerable(5 * 3**d, f"the weights -1, 0, 1 and five places in dimension {d}")
    ends = np.array(low), np.array(high)
    sides = ends[1] - ends[0]
    weights = [np.array(v) / sides for v in itertools.product((-1.0, 0.0, 1.0), repeat=d) if any(v)]
    places = [ends[0] + sides * share for share in (0.25, 0.375, 0.5, 0.625, 0.75)]
    found = [_through(w, *ends, place) for w in weights for place in places]
    return FiniteSpace(list({concept.key(): concept for concept in found}.values()), whole=False)
