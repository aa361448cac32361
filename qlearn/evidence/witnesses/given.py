"""The class that a file gives, as sets of concepts, and a count of the work that may be done on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

STEPS = 10_000_000  # of checking a file: a hostile one is not worked on for longer


class Refused(Exception):
    """The witness does not show what it should; says why."""


class Unshown(Exception):
    """The file alone does not show it, and working it out again is too much."""


@dataclass
class Work:
    """Counts steps, and stops at a limit."""

    left: int = STEPS

    def step(self, cost: int = 1) -> None:
        self.left -= cost
        if self.left < 0:
            raise Unshown("checking it takes too many steps")


@dataclass
class Given:
    """Rows of text, '0110', one a concept."""

    rows: Sequence[str]
    work: Work = field(default_factory=Work)

    @property
    def N(self) -> int:
        return len(self.rows)

    @property
    def n(self) -> int:
        return len(self.rows[0])

    @cached_property
    def everyone(self) -> int:
        return (1 << self.N) - 1

    @cached_property
    def labelled(self) -> tuple[tuple[int, int], ...]:
        """For each point the concepts that label it 0, and those that label it 1, a bit for each."""
        ones = [int("".join(row[x] for row in reversed(self.rows)), 2) for x in range(self.n)]
        return tuple((self.everyone ^ one, one) for one in ones)

    @cached_property
    def place(self) -> dict[str, int]:
        """Which concept has these labels."""
        return {row: i for i, row in enumerate(self.rows)}

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """Each concept's labels as the digits of a number."""
        return tuple(int(row, 2) for row in self.rows)

    def agree(self, labels: str, points: Iterable[int], alive: int | None = None) -> int:
        """The concepts that label these points so."""
        left = self.everyone if alive is None else alive
        for x in points:
            self.work.step()
            left &= self.labelled[self.point(x)][labels[x] == "1"]
        return left

    def point(self, x: int) -> int:
        if not 0 <= x < self.n:
            raise Refused(f"there is no point {x}")
        return x

    def concept(self, i: int) -> int:
        if not 0 <= i < self.N:
            raise Refused(f"there is no concept {i}")
        return i

    def labels(self, text: str) -> str:
        if len(text) != self.n or set(text) - {"0", "1"}:
            raise Refused(f"{text[:40]!r} is no labelling of {self.n} points")
        return text

    def distinct(self, numbers: Sequence[int], what: str) -> None:
        if len(set(numbers)) != len(numbers):
            raise Refused(f"it names a {what} twice")


def members(alive: int) -> list[int]:
    """The concepts of a set."""
    found = []
    while alive:
        found.append((alive & -alive).bit_length() - 1)
        alive &= alive - 1
    return found
