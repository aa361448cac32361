"""What labels of a monotone function say of other points, and the two points that show a function is not monotone."""

from __future__ import annotations

from ...concepts.masks import point_of, singletons
from ...errors import Inconsistent
from ...points import spell
from ...queries import Dialogue, Membership


class MonotoneAnswers:
    """Points of n bits as sets of variables: the least that were accepted, and the greatest that were rejected."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.accepted: list[int] = []
        self._lacking: list[int] = []  # what each of the greatest rejected points is 0 at

    @property
    def everything(self) -> int:
        return (1 << self.n) - 1

    def label(self, x: int) -> bool | None:
        """The label of a point, if one follows."""
        if any(x & lacking == 0 for lacking in self._lacking):
            return False
        return True if any(a & ~x == 0 for a in self.accepted) else None

    def hear(self, x: int, label: bool) -> None:
        """Take down a label; `Inconsistent`, with the two points, if no monotone function gives it and those before."""
        lacking = self.everything & ~x
        if label:
            below = next((r for r in self._lacking if x & r == 0), None)
            if below is not None:
                raise self._torn(x, self.everything & ~below)
            self.accepted = [a for a in self.accepted if x & ~a] + [x]
        else:
            above = next((a for a in self.accepted if a & ~x == 0), None)
            if above is not None:
                raise self._torn(above, x)
            self._lacking = [r for r in self._lacking if lacking & ~r] + [lacking]

    def ask(self, x: int) -> Dialogue[bool]:
        """The label of a point: the teacher is asked unless it follows."""
        known = self.label(x)
        if known is None:
            (known,) = (yield from Membership(point_of(x, self.n)[None])).tolist()
            self.hear(x, known)
        return known

    def shrink(self, x: int) -> Dialogue[int]:
        """From an accepted point to a least one below it: one pass, since what could not be dropped never can."""
        for variable in singletons(x):
            if (yield from self.ask(x ^ variable)):
                x ^= variable
        return x

    def grow(self, x: int) -> Dialogue[int]:
        """From a rejected point to a greatest one above it."""
        for variable in singletons(self.everything & ~x):
            if not (yield from self.ask(x | variable)):
                x |= variable
        return x

    def _torn(self, accepted: int, rejected: int) -> Inconsistent:
        low, high = (spell(point_of(x, self.n)) for x in (accepted, rejected))
        return Inconsistent(
            f"the target is not monotone: {low} is accepted and {high},"
            " which is 1 wherever that point is, is rejected; a function that falls somewhere needs another learner"
        )
