"""How far a sweep is, and how fast."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Progress:
    """How far a sweep is: cells in all, those that were there before, and those of now by status."""

    name: str
    cells: int
    before: int
    found: Counter[str] = field(default_factory=Counter)
    first: float | None = None  # when the first of now ended: processes take a while to start
    last: float = 0.0

    @property
    def now(self) -> int:
        return sum(self.found.values())

    @property
    def done(self) -> int:
        return self.before + self.now

    def ended(self, status: str) -> None:
        """One cell more has ended."""
        self.found[status] += 1
        self.last = time.monotonic()
        self.first = self.last if self.first is None else self.first

    @property
    def rate(self) -> float | None:
        """Cells a second since the first one ended; None before the second has."""
        return (self.now - 1) / (self.last - self.first) if self.first is not None and self.last > self.first else None

    @property
    def seconds_left(self) -> float | None:
        """At this rate."""
        return None if self.rate is None else (self.cells - self.done) / self.rate

    def __str__(self) -> str:
        kinds = ", ".join(f"{count} {status}" for status, count in sorted(self.found.items()))
        return f"{self.name}: {self.done} of {self.cells} cells, {self.before} of them from before" + (kinds and f"; {kinds}")
