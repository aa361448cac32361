"""What labels say of a function whose accepted points are closed under intersection."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Any

from ...errors import Inconsistent
from ...queries import Query
from .known import Known


@dataclass
class Intersections(Known):
    """For each point known to be rejected, what the known accepted points above it have in common; None if there are none.

    Any accepted point above it has this, as far as is known.  If it is the point itself, the labels are of no such function.
    """

    common: dict[int, int | None] = field(default_factory=dict)

    def note(self, x: int, label: bool) -> None:
        super().note(x, label)
        if label:
            for y, shared in self.common.items():
                if not y & ~x:
                    self.common[y] = x if shared is None else shared & x
        else:
            above = self._above(x)
            self.common[x] = reduce(and_, above) if above else None

    def _above(self, y: int) -> list[int]:
        return [x for x, label in self.labels.items() if label and not y & ~x]

    def closed(self) -> Generator[Query[Any], Any, None]:
        """`Inconsistent` if no such function has these labels: some more are asked then, to name three points."""
        for y, shared in self.common.items():
            if shared == y:
                break
        else:
            return
        x, *others = self._above(y)
        for other in others:
            if not (yield from self.ask(x & other)):
                raise Inconsistent(
                    f"{self.spelled(x)} and {self.spelled(other)} are labelled True, but {self.spelled(x & other)}, where both"
                    f" are 1, False: no Horn formula gives these answers"
                )
            x &= other
