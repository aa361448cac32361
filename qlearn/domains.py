"""Where points live: the cube, a grid, a box, the sphere, the whole space.

Each domain knows its dimension `d`, whether it `contains` points, how to `draw` m of them, and, where they are few enough,
all its `points()`.  A finite distribution over points is a `Law`, the source of labelled examples.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .choices import Coins
from .errors import BadArgument, Undecided
from .points import Labels, Points

FEW = 1 << 16  # points; a domain with more is never enumerated


class Domain(Protocol):
    """A set of points of dimension d."""

    @property
    def d(self) -> int: ...

    def contains(self, points: Points) -> Labels: ...

    def draw(self, coins: Coins, m: int) -> Points: ...

    def points(self) -> Points: ...


def inside(points: Points, d: int, test: Callable[[Points], NDArray[Any]]) -> Labels:
    """Which rows have d coordinates and pass the test in each of them."""
    if points.shape[1] != d:
        return np.zeros(len(points), np.bool_)
    return np.asarray(test(points).all(axis=1))


@dataclass(frozen=True)
class Cube:
    """{0, 1}^d, as uint8 rows in the order of binary counting."""

    d: int

    def contains(self, points: Points) -> Labels:
        return inside(points, self.d, lambda x: (x == 0) | (x == 1))

    def draw(self, coins: Coins, m: int) -> Points:
        return coins.rng.integers(0, 2, (m, self.d)).astype(np.uint8)

    def points(self) -> Points:
        if 1 << self.d > FEW:
            raise Undecided(f"the cube of dimension {self.d} has 2**{self.d} points; at most {FEW} are enumerated")
        return (np.arange(1 << self.d)[:, None] >> np.arange(self.d)[::-1] & 1).astype(np.uint8)


@dataclass(frozen=True)
class Grid:
    """{first, ..., first + size - 1}^d, as float64 rows."""

    size: int
    d: int = 1
    first: int = 0

    def contains(self, points: Points) -> Labels:
        return inside(points, self.d, lambda x: (x == np.floor(x)) & (x >= self.first) & (x < self.first + self.size))

    def draw(self, coins: Coins, m: int) -> Points:
        return self.first + coins.rng.integers(0, self.size, (m, self.d)).astype(np.float64)

    def points(self) -> Points:
        if self.size**self.d > FEW:
            raise Undecided(f"a grid of {self.size}**{self.d} points is not enumerated; at most {FEW} are")
        places = self.size ** np.arange(self.d)[::-1]
        return self.first + (np.arange(self.size**self.d)[:, None] // places % self.size).astype(np.float64)


@dataclass(frozen=True)
class Box:
    """[low_1, high_1] x ... x [low_d, high_d]."""

    low: tuple[float, ...]
    high: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.low) != len(self.high) or not self.low or not all(a <= b for a, b in zip(self.low, self.high, strict=True)):
            raise BadArgument(
                f"a box needs as many lows as highs, at least one, and low <= high; got {self.low} and {self.high}"
            )

    @classmethod
    def around(cls, data: Points) -> Box:
        """The smallest box that holds the data, shape (m, d)."""
        return cls(tuple(data.min(axis=0).tolist()), tuple(data.max(axis=0).tolist()))

    @property
    def d(self) -> int:
        return len(self.low)

    @property
    def centre(self) -> NDArray[np.float64]:
        middle: NDArray[np.float64] = (np.array(self.low) + np.array(self.high)) / 2
        return middle

    @property
    def half_width(self) -> NDArray[np.float64]:
        half: NDArray[np.float64] = (np.array(self.high) - np.array(self.low)) / 2
        return half

    def contains(self, points: Points) -> Labels:
        return inside(points, self.d, lambda x: (x >= np.array(self.low)) & (x <= np.array(self.high)))

    def draw(self, coins: Coins, m: int) -> Points:
        return coins.rng.uniform(self.low, self.high, (m, self.d))

    def points(self) -> Points:
        raise Undecided("a box has too many points to enumerate")


def unit_vectors(rng: np.random.Generator, m: int, d: int) -> Points:
    """m unit vectors of R^d, drawn evenly, shape (m, d)."""
    x: Points = rng.standard_normal((m, d))
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    return x


@dataclass(frozen=True)
class Sphere:
    """Unit vectors of R^d."""

    d: int

    def contains(self, points: Points) -> Labels:
        with np.errstate(over="ignore"):  # what overflows is no unit vector
            return inside(points, self.d, lambda x: np.abs(np.linalg.norm(x, axis=1, keepdims=True) - 1) <= 1e-12)

    def draw(self, coins: Coins, m: int) -> Points:
        return unit_vectors(coins.rng, m, self.d)

    def points(self) -> Points:
        raise Undecided("a sphere has too many points to enumerate")


@dataclass(frozen=True)
class Space:
    """All of R^d; drawn from as the standard normal law."""

    d: int

    def contains(self, points: Points) -> Labels:
        return inside(points, self.d, np.isfinite)

    def draw(self, coins: Coins, m: int) -> Points:
        return coins.rng.standard_normal((m, self.d))

    def points(self) -> Points:
        raise Undecided("R^d has too many points to enumerate")


@dataclass(frozen=True)
class Listed:
    """Finitely many points with whole-number coordinates, as float64 rows."""

    rows: tuple[tuple[int, ...], ...]

    @property
    def d(self) -> int:
        return len(self.rows[0])

    def contains(self, points: Points) -> Labels:
        return np.array([tuple(x) in self.rows for x in points.tolist()], np.bool_)

    def draw(self, coins: Coins, m: int) -> Points:
        return self.points()[coins.rng.integers(0, len(self.rows), m)]

    def points(self) -> Points:
        return np.array(self.rows, np.float64)


@dataclass(frozen=True, eq=False)
class Law:
    """A distribution on finitely many points, with rational weights: errors under it are exact."""

    points: Points  # (k, d)
    weights: tuple[Fraction, ...]  # k of them, summing to 1

    def __post_init__(self) -> None:
        if len(self.weights) != len(self.points) or sum(self.weights) != 1 or min(self.weights) < 0:
            raise BadArgument(f"a law needs a weight >= 0 for each of its {len(self.points)} points, summing to 1")

    @classmethod
    def uniform(cls, points: Points) -> Law:
        return cls(points, (Fraction(1, len(points)),) * len(points))

    def draw(self, coins: Coins, m: int) -> Points:
        steps: NDArray[np.float64] = np.cumsum([float(w) for w in self.weights])
        return self.points[np.searchsorted(steps[:-1], coins.rng.random(m), side="right")]

    def measure(self, event: Sequence[bool] | Labels) -> Fraction:
        """The probability of an event, given as one boolean a point."""
        return sum((w for w, inside in zip(self.weights, event, strict=True) if inside), Fraction(0))
