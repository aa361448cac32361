"""Thresholds, x -> [x >= t]: on an interval of the reals, on a grid, on the positive integers."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar

import numpy as np

from ..choices import Choices, Coins, one_of
from ..domains import Box, Domain, Grid
from ..errors import BadArgument, Undecided
from ..formulas import Number, exactly, whole
from ..oracle import Concept
from ..points import Labels, Points
from ..queries import Membership, Query
from .finite_space import FiniteSpace, enumerable

STEPS = 1_000_000  # between the ends of an interval, where a threshold is drawn


@dataclass(frozen=True)
class Threshold:
    """x -> [x >= t] for a rational t, decided exactly: every float is a rational."""

    t: Fraction
    domain: Domain
    given: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def sizes(self) -> Mapping[str, Any]:
        return {**self.given, **({"t": int(self.t)} if self.t.denominator == 1 else {})}

    def __call__(self, points: Points) -> Labels:
        return points[:, 0] >= first_float_from(self.t)

    def key(self) -> bytes:
        return f"threshold {self.t}".encode()

    def __str__(self) -> str:
        return f"x >= {self.t}"


def first_float_from(t: Fraction) -> float:
    """The least float that is not below t: comparing with it is comparing with t."""
    nearest = float(t)
    return nearest if Fraction(nearest) >= t else float(np.nextafter(nearest, np.inf))


@dataclass(frozen=True)
class Bracket:
    """What bisection knows of a threshold: low < t <= high.  As a hypothesis it says [x >= high]."""

    low: Fraction
    high: Fraction

    @property
    def width(self) -> Fraction:
        return self.high - self.low

    def __call__(self, points: Points) -> Labels:
        return points[:, 0] >= first_float_from(self.high)

    def key(self) -> bytes:
        return f"threshold in ({self.low}, {self.high}]".encode()


@dataclass(frozen=True)
class IntervalSpace:
    """Thresholds in (a, b]: what remains is again an interval (low, high]."""

    a: Fraction
    b: Fraction
    whole: ClassVar[bool] = True

    @property
    def all(self) -> tuple[Fraction, Fraction]:
        return self.a, self.b

    def options(self, query: Query[Any], alive: tuple[Fraction, Fraction]) -> list[tuple[Labels, tuple[Fraction, Fraction]]]:
        points = sorted({Fraction(x) for x in _points(query)[:, 0].tolist()})
        cuts = [alive[0], *(x for x in points if alive[0] < x < alive[1]), alive[1]]
        pieces = itertools.pairwise(cuts)  # every threshold of (low, high] labels the points as high does
        return [(_points(query)[:, 0] >= first_float_from(high), (low, high)) for low, high in pieces]

    def after(self, query: Query[Any], answer: Labels, alive: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction] | None:
        low, high = alive
        for x, above in zip(_points(query)[:, 0].tolist(), answer.tolist(), strict=True):
            low, high = (low, min(high, Fraction(x))) if above else (max(low, Fraction(x)), high)
        return (low, high) if low < high else None

    def size(self, alive: tuple[Fraction, Fraction]) -> Fraction:
        return alive[1] - alive[0]

    def contains(self, alive: tuple[Fraction, Fraction], concept: Concept) -> bool:
        return isinstance(concept, Threshold) and alive[0] < concept.t <= alive[1]

    def witness(self, alive: tuple[Fraction, Fraction]) -> Threshold:
        return self._threshold((alive[0] + alive[1]) / 2)

    def every(self, alive: tuple[Fraction, Fraction]) -> list[Concept]:
        """The extremes: a threshold just above the open end, one inside, and the closed end."""
        low, high = alive
        return [self._threshold(t) for t in (low + (high - low) / 10**6, (low + high) / 2, high)]

    def _threshold(self, t: Fraction) -> Threshold:
        return Threshold(t, Box((float(self.a),), (float(self.b),)), {"a": self.a, "b": self.b})


def _points(query: Query[Any]) -> Points:
    if not isinstance(query, Membership):
        raise Undecided(f"the interval of thresholds cannot follow {query.kind} queries")
    return query.points


@dataclass(frozen=True)
class IntervalThresholds:
    """Thresholds t in (a, b], a and b floats."""

    small: Sequence[Mapping[str, Any]] = (
        {"a": Fraction(0), "b": Fraction(1)},
        {"a": Fraction(-3), "b": Fraction(2)},
        {"a": Fraction(1, 2), "b": Fraction(9, 16)},
    )
    medium: Sequence[Mapping[str, Any]] = ()
    scales: Sequence[Mapping[str, Any]] = tuple({"a": 0, "b": 2**i} for i in (0, 1, 2, 4, 8, 16, 32))

    def of_size(self, coins: Coins, *, a: Number = 0, b: Number = 1) -> Threshold:
        """Any of a million thresholds, evenly spaced from a to b, and b among them."""
        low, high = exactly(a, "a"), exactly(b, "b")
        if not low < high or any(Fraction(float(end)) != end for end in (low, high)):
            raise BadArgument(f"an interval (a, b] has floats a < b as its ends; got a = {a} and b = {b}")
        t = low + (high - low) * Fraction(coins.integer(1, STEPS), STEPS)
        return Threshold(t, Box((float(low),), (float(high),)), {"a": low, "b": high})

    def draw(self, choices: Choices) -> Threshold:
        scale = Fraction(2) ** one_of(choices, (0, 3, -12, 12, -50, 20))
        a = scale * choices.integer(-100, 100)
        b = a + scale * choices.integer(1, 1000)
        parts = one_of(choices, (1, 2, 3, 7, 1024, 10**9 + 7))
        t = a + (b - a) * choices.integer(1, parts) / parts
        return Threshold(t, Box((float(a),), (float(b),)), {"a": a, "b": b})

    def space(self, a: Any, b: Any, **_: Any) -> IntervalSpace:
        return IntervalSpace(Fraction(a), Fraction(b))

    def __str__(self) -> str:
        return "thresholds in an interval (a, b]"


@dataclass(frozen=True)
class GridThresholds:
    """The N + 1 thresholds t = 0..N on the grid {0, ..., N - 1}."""

    small: Sequence[Mapping[str, Any]] = tuple({"N": N} for N in (1, 2, 3, 4, 7, 8, 20))
    medium: Sequence[Mapping[str, Any]] = ({"N": 100}, {"N": 255}, {"N": 256})
    scales: Sequence[Mapping[str, Any]] = tuple({"N": N} for N in (1, 3, 15, 63, 255, 1023))

    def of_size(self, coins: Coins, *, N: int) -> Threshold:
        """Any of the N + 1 thresholds."""
        return _on_grid(coins.integer(0, whole(N, "N", least=1)), N)

    def draw(self, choices: Choices) -> Threshold:
        N = choices.integer(1, 1000)
        return _on_grid(choices.integer(0, N), N)

    def space(self, N: int, **_: Any) -> FiniteSpace:
        return _grid_space(N)

    def __str__(self) -> str:
        return "thresholds on a grid of N points"


def _on_grid(t: int, N: int) -> Threshold:
    return Threshold(Fraction(t), Grid(N), {"N": N})


@cache
def _grid_space(N: int) -> FiniteSpace:
    enumerable(N + 1, f"the thresholds on {N} points")
    return FiniteSpace([_on_grid(t, N) for t in range(N + 1)])


LAST = 2**53  # up to here every integer is a float


@dataclass(frozen=True)
class IntegerThresholds:
    """Thresholds t = 1, 2, 3, ... on the positive integers, t not bounded beforehand (but t <= 2**53)."""

    small: Sequence[Mapping[str, Any]] = ({},)
    medium: Sequence[Mapping[str, Any]] = ()
    scales: Sequence[Mapping[str, Any]] = tuple({"t": 2**i} for i in (0, 2, 4, 8, 16, 32))

    def of_size(self, coins: Coins, *, t: int) -> Threshold:
        """The threshold t, which is its own size: nothing is left to the coins."""
        return _positive(whole(t, "t", least=1, most=LAST))

    def draw(self, choices: Choices) -> Threshold:
        highest = one_of(choices, (1, 2, 100, 10**6, LAST))
        near = 2 ** choices.integer(0, 52) + choices.integer(-1, 1)
        t = choices.integer(1, highest)
        return _positive(t if choices.integer(0, 1) else max(1, near))

    def space(self, **_: Any) -> FiniteSpace:
        return _positive_space()

    def __str__(self) -> str:
        return "thresholds on the positive integers"


def _positive(t: int) -> Threshold:
    return Threshold(Fraction(t), Grid(LAST, first=1))


@cache
def _positive_space() -> FiniteSpace:
    """The thresholds up to 64: a finite sub-class that the exact game is played on."""
    return FiniteSpace([_positive(t) for t in range(1, 65)], whole=False)
