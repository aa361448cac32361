"""Fewest points that meet every difference of a concept from others: sets of differences as bits, one set a point."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest

from ..bracket import Spent
from .counter import DEEPEST, Counter

Differences = int  # a set of them, a bit for each


LIGHT = 32  # so many steps here count as one position of an effort: no more is done at each than to count some bits


class Covering:
    """Searches for points that meet all differences but `spare`, where `columns[x]` are those that hold point x.

    Lower bits stand for smaller differences: a point of the lowest must be chosen, of the lowest two if one is spared.  A state
    is what is not met yet, however it came about, so what k points cannot meet is remembered for every order of the points
    before.  It is lost at once if the k points that meet most of it do not meet, together, as many as there are.
    """

    def __init__(self, columns: Sequence[Differences], every: Differences, memory: int, spare: int = 0) -> None:
        self.columns, self.every, self.spare = columns, every, spare
        self.room = memory // (every.bit_length() // 8 + 200)
        self.lost: dict[Differences, int] = {}  # so many points are not enough
        self.cost = price(every.bit_length(), len(columns))

    def within(self, k: int, counter: Counter) -> tuple[int, ...] | None:
        """Points that do, at most k; None if there are none.  Raises `Spent`.

        >>> Covering([0b011, 0b110, 0b101], 0b111, 1 << 20).within(2, Counter(10))
        (0, 2)
        """
        if k > DEEPEST:
            raise Spent
        return self._from(self.every, k, counter)

    def _from(self, left: Differences, k: int, counter: Counter) -> tuple[int, ...] | None:
        size = left.bit_count()
        if size <= self.spare:
            return ()
        if self.lost.get(left, 0) >= k:
            return None
        counter.step(self.cost)
        counts = [(left & column).bit_count() for column in self.columns]
        if sum(nlargest(k, counts)) >= size - self.spare:
            first = left & -left
            if self.spare:
                first |= left & -(left ^ first)
            ways = {left & ~column: x for x, column in enumerate(self.columns) if column & first}
            for rest in sorted(ways, key=int.bit_count):
                found = self._from(rest, k - 1, counter)
                if found is not None:
                    return (ways[rest], *found)
        if len(self.lost) < self.room:
            self.lost[left] = k
        return None


def price(differences: int, points: int) -> int:
    """What going once through the columns counts: 1 for about two microseconds of work."""
    return 1 + points * (differences + 500) // 2**15


def greedy_cover(columns: Sequence[Differences], left: Differences, most: int | None = None) -> list[int]:
    """Points that meet all, each time one that meets most of what is left; or only more points than `most`."""
    chosen: list[int] = []
    while left and (most is None or len(chosen) <= most):
        x = max(range(len(columns)), key=lambda x: (left & columns[x]).bit_count())
        chosen.append(x)
        left &= ~columns[x]
    return chosen


def needed(columns: Sequence[Differences], chosen: Sequence[int], every: Differences) -> list[int]:
    """Of points that meet all, some that do so too and of which none can be spared; the last ones stay.

    >>> needed([0b001, 0b011, 0b110], [0, 1, 2], 0b111)
    [1, 2]
    """
    after = [0]
    for x in reversed(chosen):
        after.append(after[-1] | columns[x])
    kept, met = [], 0
    for x, rest in zip(chosen, reversed(after[:-1]), strict=True):
        if every & ~(met | rest):
            kept.append(x)
            met |= columns[x]
    return kept
