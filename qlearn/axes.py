"""The product of features of several sorts: the domain of trees.

A learner of trees works with places 0, 1, ... of each feature, which are the same for all sorts; only here are they numbers.
So a promise "exact" means: at all places.  What lies between two neighbouring places is not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .choices import Coins
from .domains import FEW, inside
from .errors import BadArgument, Undecided
from .features import Axis, Floats, Integers, Places, Reals
from .points import Labels, Points

TINY = 1e-300  # a width that is no width


@dataclass(frozen=True, eq=False)
class _SideBySide:
    """Real features, each a column; what `Reals` does with one of them, for all at once."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    steps: NDArray[np.int64]

    def at(self, places: Places) -> NDArray[np.float64]:
        found: NDArray[np.float64] = self.low + (self.high - self.low) * (places / np.maximum(1, self.steps))
        return found

    def place(self, x: NDArray[Any]) -> Places:
        width = np.where(self.steps > 0, self.high - self.low, 1.0)
        places: Places = np.rint(np.clip((x - self.low) / width, 0, 1) * self.steps).astype(np.int64)
        return places


@dataclass(frozen=True)
class Axes:
    """The product of d features: a domain whose points are all combinations of their places."""

    features: tuple[Axis, ...]

    def __post_init__(self) -> None:
        if not self.features:
            raise BadArgument("axes need at least one feature")

    @classmethod
    def grid(cls, N: int, d: int) -> Axes:
        """{0, ..., N - 1}^d."""
        return cls((Integers(0, N - 1),) * d)

    @classmethod
    def box(cls, low: Sequence[float], high: Sequence[float], tol: float) -> Axes:
        """Real features, each cut into the fewest equal steps of at most `tol` times its width."""
        if not 0 < tol <= 1:
            raise BadArgument(f"tol is a share of a feature's width, above 0 and at most 1, got {tol}")
        steps = int(-(-1 // Fraction(repr(float(tol)))))
        return cls(tuple(Reals(float(a), float(b), steps if a < b else 0) for a, b in zip(low, high, strict=True)))

    @property
    def d(self) -> int:
        return len(self.features)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many places each feature has."""
        return tuple(axis.size for axis in self.features)

    @property
    def N(self) -> int:
        """The most places that a feature has."""
        return max(self.sizes)

    @cached_property
    def last(self) -> Places:
        """The last place of each feature, shape (d,)."""
        return np.array(self.sizes, np.int64) - 1

    @cached_property
    def _groups(self) -> list[tuple[Axis, NDArray[np.intp]]]:
        """Equal features together."""
        sorts: dict[Axis, list[int]] = {}
        for i, axis in enumerate(self.features):
            sorts.setdefault(axis, []).append(i)
        return [(axis, np.array(which)) for axis, which in sorts.items()]

    @cached_property
    def _blocks(self) -> list[tuple[Axis | _SideBySide, NDArray[np.intp]]]:
        """The same, but real features of different ends together: of these there may be thousands."""
        groups: list[tuple[Axis | _SideBySide, NDArray[np.intp]]] = [*self._groups]
        several = np.sort(np.concatenate([*(which for axis, which in groups if isinstance(axis, Reals)), np.zeros(0, np.intp)]))
        if sum(isinstance(axis, Reals) for axis, _ in groups) < 2:
            return groups
        real = [self.features[i] for i in several]
        together = _SideBySide(*(np.array([getattr(axis, name) for axis in real]) for name in ("low", "high", "steps")))
        return [(together, several), *(group for group in groups if not isinstance(group[0], Reals))]

    def at(self, places: Places) -> Points:
        """The points at these places, both of shape (batch, d)."""
        if len(self._blocks) == 1:
            return self._blocks[0][0].at(places)
        points = np.empty(places.shape, np.float64)
        for axis, which in self._blocks:
            points[:, which] = axis.at(places[:, which])
        return points

    def place(self, points: Points) -> Places:
        """The nearest places; `BadArgument` for points of another dimension."""
        if points.shape[1:] != (self.d,):
            raise BadArgument(f"points of {self.d} features have shape (batch, {self.d}), got {points.shape}")
        places = np.empty(points.shape, np.int64)
        for axis, which in self._blocks:
            places[:, which] = axis.place(points[:, which].astype(np.float64))
        return places

    def share(self, first: Places, last: Places) -> Fraction:
        """How much of the uniform law lies in a box of places, both ends of shape (d,) and inside."""
        share = Fraction(1)
        for axis, low, high in zip(self.features, first.tolist(), last.tolist(), strict=True):
            share *= axis.share(low, high)
        return share

    def log_volume(self, low: Places, high: Places) -> float:
        """The logarithm of about that share: to compare boxes by."""
        width = (high - low + 1) / (self.last + 1)
        if self._lengths.any():
            a, b, first, last = self.at(np.array([low, high, 0 * low, self.last]))
            width = np.where(self._lengths, (b - a) / np.maximum(last - first, TINY), width)
        return float(np.log(np.maximum(width, TINY)).sum())

    def contains(self, points: Points) -> Labels:
        if points.shape[1] != self.d:
            return np.zeros(len(points), np.bool_)
        return inside(points, self.d, lambda x: x == self.at(self.place(x)))

    @cached_property
    def _lengths(self) -> Labels:
        """The features whose places are not evenly spaced."""
        return np.array([isinstance(axis, Floats) for axis in self.features])

    def uniform(self, rng: np.random.Generator, low: Places, high: Places) -> Places:
        """One place in a box, by length where places are not evenly spaced; all of shape (d,)."""
        places = rng.integers(low, high + 1)
        if self._lengths.any():
            ends = self.at(np.array([low, high]))
            places = np.where(self._lengths, self.place(rng.uniform(ends[0], ends[1])[None])[0].clip(low, high), places)
        return places

    def mirrored(self, x: Places, low: Places, high: Places) -> Places:
        """The place opposite in a box: its corners change places, and so does what lies between."""
        opposite = low + (high - x)
        if self._lengths.any():
            a, b, y = self.at(np.array([low, high, x]))
            inside = self._lengths & (x != low) & (x != high)
            opposite = np.where(inside, self.place((a + b - y)[None])[0].clip(low, high), opposite)
        return opposite

    def drawn(self, rng: np.random.Generator, m: int) -> Places:
        """m points of the uniform law, by their places."""
        places = rng.integers(0, self.last + 1, (m, self.d))
        for i in np.flatnonzero(self._lengths):
            axis = self.features[i]
            assert isinstance(axis, Floats)
            places[:, i] = axis.reached(1 - rng.random(m))
        return places

    def draw(self, coins: Coins, m: int) -> Points:
        return self.at(self.drawn(coins.rng, m))

    def points(self) -> Points:
        number = int(np.prod(np.array(self.sizes, object)))
        if number > FEW:
            raise Undecided(f"these axes have {number} points; at most {FEW} are enumerated")
        places = np.indices(self.sizes).reshape(self.d, -1).T
        return self.at(np.ascontiguousarray(places, np.int64))

    def __str__(self) -> str:
        return " x ".join(f"{axis} ({len(which)} times)" if len(which) > 1 else str(axis) for axis, which in self._groups)
