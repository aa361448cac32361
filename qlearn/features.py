"""A feature and the places where it can be asked: real with a tolerance, integer, categorical, or every float."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import BadArgument

Places = NDArray[np.int64]  # (batch, d)
FEW = 1 << 12  # floats, where each is thought of


def ordinal(x: NDArray[Any] | float, single: bool = False) -> Places:
    """Floats by number, in their order: neighbouring floats have neighbouring numbers, and 0.0 has the number 0."""
    bits = np.asarray(x, np.float32).view(np.int32).astype(np.int64) if single else np.asarray(x, np.float64).view(np.int64)
    least = np.int64(-(2**31)) if single else np.int64(-(2**63))
    return np.where(bits < 0, least - bits, bits)


def numbered(n: Places, single: bool = False) -> NDArray[np.float64]:
    """The float of this number."""
    least = np.int64(-(2**31)) if single else np.int64(-(2**63))
    bits = np.where(n < 0, least - n, n)
    return bits.astype(np.int32).view(np.float32).astype(np.float64) if single else bits.view(np.float64)


@dataclass(frozen=True)
class Reals:
    """[low, high] in so many equal steps: a threshold is found up to one of them."""

    low: float
    high: float
    steps: int

    def __post_init__(self) -> None:
        if not (np.isfinite(self.low) and np.isfinite(self.high) and self.low <= self.high and self.steps >= 0):
            raise BadArgument(f"a real feature has finite low <= high and steps >= 0, got {self}")
        gap = (self.high - self.low) / max(1, self.steps)
        fine = bool(self.steps) and gap < 4 * np.spacing(max(abs(self.low), abs(self.high)))
        if (self.steps == 0) != (self.low == self.high) or fine or not np.isfinite(gap):
            raise BadArgument(f"{self.steps} steps from {self.low} to {self.high} are not so many floats far enough apart")

    @property
    def size(self) -> int:
        return self.steps + 1

    def at(self, place: Places) -> NDArray[np.float64]:
        found: NDArray[np.float64] = self.low + (self.high - self.low) * (place / max(1, self.steps))
        return found

    def place(self, x: NDArray[Any]) -> Places:
        """The nearest place."""
        if not self.steps:
            return np.zeros(np.shape(x), np.int64)
        return np.rint(np.clip((x - self.low) / (self.high - self.low), 0, 1) * self.steps).astype(np.int64)

    def threshold(self, place: int) -> float:
        """What separates this place from the next one."""
        ends = self.at(np.array([place, place + 1]))
        return float(ends.sum() / 2)

    def share(self, first: int, last: int) -> Fraction:
        """How much of the uniform law on the places lies from one to another."""
        return Fraction(last - first + 1, self.size)


@dataclass(frozen=True)
class Integers:
    """first, first + 1, ..., last."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not -(2**53) <= self.first <= self.last <= 2**53:
            raise BadArgument(f"an integer feature has first <= last, both of at most 2**53 in size, got {self}")

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    def at(self, place: Places) -> NDArray[np.float64]:
        return (self.first + place).astype(np.float64)

    def place(self, x: NDArray[Any]) -> Places:
        places: Places = np.rint(np.clip(x, self.first, self.last)).astype(np.int64) - self.first
        return places

    def threshold(self, place: int) -> float:
        return self.first + place + 0.5

    def share(self, first: int, last: int) -> Fraction:
        return Fraction(last - first + 1, self.size)


@dataclass(frozen=True)
class Categories(Integers):
    """0, 1, ..., last, whose order means nothing."""

    first: int = 0
    last: int = 1


@dataclass(frozen=True)
class Floats:
    """Every float from low to high, of 64 bits or, `single`, of 32: thresholds are found bit for bit."""

    low: float
    high: float
    single: bool = False

    def __post_init__(self) -> None:
        if not (np.isfinite(self.low) and np.isfinite(self.high) and self.low <= self.high):
            raise BadArgument(f"a feature of floats has finite low <= high, got {self}")
        if self.single and any(end != float(np.float32(end)) for end in (self.low, self.high)):
            raise BadArgument(f"the ends are floats of 32 bits themselves, got {self}")
        if self.size >= 2**63:
            raise BadArgument(f"there are 2**63 floats from {self.low} to {self.high}; take those of 32 bits, single=True")

    @property
    def size(self) -> int:
        return int(ordinal(self.high, self.single)) - self._first + 1

    @cached_property
    def _first(self) -> int:
        return int(ordinal(self.low, self.single))

    def at(self, place: Places) -> NDArray[np.float64]:
        return numbered(place + self._first, self.single)

    def place(self, x: NDArray[Any]) -> Places:
        places: Places = ordinal(np.clip(x, self.low, self.high), self.single) - self._first
        return places

    def reached(self, shares: NDArray[np.float64]) -> Places:
        """The places of these shares of the way up, above 0: a float stands for all numbers down to the float before it."""
        if self.size <= FEW:  # then what is between two floats is much
            ends = self.at(np.arange(self.size)) - self.low
            return np.searchsorted(ends[:-1] / max(ends[-1], 5e-324), shares)
        x = self.low + (self.high - self.low) * shares
        place = self.place(x)
        return np.minimum(place + (self.at(place) < x), self.size - 1)

    def threshold(self, place: int) -> float:
        return float(self.at(np.array([place]))[0])

    def share(self, first: int, last: int) -> Fraction:
        """By length: the float of a place stands for all numbers down to the float before it."""
        if self.low == self.high:
            return Fraction(1)
        begin, end = self.at(np.array([max(0, first - 1), last])).tolist()
        return (Fraction(end) - Fraction(begin)) / (Fraction(self.high) - Fraction(self.low))


Axis = Reals | Integers | Categories | Floats
