"""Counting what a search looks at, so that the same effort always stops at the same place."""

from __future__ import annotations

from ..bracket import Spent

DEEPEST = 400  # queries: Python's own stack ends soon after


class Counter:
    """Counts steps and raises `Spent` past the limit."""

    def __init__(self, limit: int) -> None:
        self.limit, self.count = limit, 0

    def step(self, by: int = 1) -> None:
        self.count += by
        if self.count > self.limit:
            raise Spent
