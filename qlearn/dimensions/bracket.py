"""A value as far as it is known: between two numbers, each with what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .witnesses import Searched, Witness

Number = int | Fraction


@dataclass(frozen=True)
class Bracket:
    """lo <= value <= hi.  `at_least` shows that the value is at least lo, `at_most` that it is at most hi."""

    lo: Number
    hi: Number
    at_least: Witness
    at_most: Witness

    @property
    def exact(self) -> bool:
        return self.lo == self.hi

    @property
    def value(self) -> Number | None:
        """The value if it is known."""
        return self.lo if self.exact else None

    def meet(self, other: Bracket) -> Bracket:
        """What both know together; where they know the same, by what can be looked at rather than by a search."""
        lower = max(self, other, key=lambda b: (b.lo, not isinstance(b.at_least, Searched)))
        upper = min(self, other, key=lambda b: (b.hi, isinstance(b.at_most, Searched)))
        return Bracket(lower.lo, upper.hi, lower.at_least, upper.at_most)

    def __str__(self) -> str:
        return str(self.lo) if self.exact else f"{self.lo} to {self.hi}"


@dataclass(frozen=True)
class Effort:
    """How much may be spent on one value; counted, so that the same effort always finds the same.

    `tables`: the most points for which all 3**n partial labellings are tabled.  `positions`: how many version spaces a search
    may look at.  `nodes`: of a branch-and-bound tree.  `memory`: bytes that tables and memos may take.
    """

    tables: int = 16
    positions: int = 200_000
    nodes: int = 20_000
    memory: int = 2 << 30


class Spent(Exception):
    """A search has used up its effort; its caller keeps the bracket that stands."""


def known(value: Any, at_least: Witness, at_most: Witness) -> Bracket:
    """A value that is known exactly."""
    return Bracket(value, value, at_least, at_most)
