"""Lessons made as short as they can be, by search, as far as the effort goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..bracket import Spent
from ..finite_class import FiniteClass, positions
from .counter import Counter
from .covering import Covering, price
from .differences import differences, smallest_first

WRITTEN = 20  # times going through them it takes to write down the differences
FEW = 500  # steps: with fewer for each lesson not all are tried


@dataclass
class Lesson:
    """What is known of one concept: `points` teach it, `packing` are concepts with disjoint differences from it.

    The first of both are `forced`: these points are those at which some concept differs alone.  No lesson has fewer than
    `least` points, by the packing or by search.
    """

    points: tuple[int, ...]
    packing: tuple[int, ...]
    forced: int
    least: int

    @property
    def exact(self) -> bool:
        return self.least == len(self.points)


def shorten(c: FiniteClass, found: Sequence[Lesson], counter: Counter, memory: int) -> None:
    """Each lesson shorter, or shown to be as short as it can be, as far as the counter goes.

    Half of what is left is spread evenly, for the mean and the easiest concept.  The other half goes to what may be the hardest
    ones, one after another.
    """
    everywhere = [i for i, lesson in enumerate(found) if not lesson.exact]
    half = (counter.limit + counter.count) // 2
    if everywhere and (half - counter.count) // len(everywhere) >= FEW:
        for done, i in enumerate(everywhere):
            share = (half - counter.count) // (len(everywhere) - done)
            counter.count += _shorter(c, i, found[i], share, memory)
    for i in _hardest(found):
        counter.count += _shorter(c, i, found[i], counter.limit - counter.count, memory)


def _hardest(found: Sequence[Lesson]) -> Iterable[int]:
    return sorted(
        (i for i, lesson in enumerate(found) if not lesson.exact), key=lambda i: (-len(found[i].points), -found[i].least, i)
    )


def to_size(c: FiniteClass, found: Sequence[Lesson], sizes: Sequence[int], counter: Counter, memory: int) -> None:
    """Each lesson as short as it is known to be possible, as far as the effort goes."""
    for i, (lesson, size) in enumerate(zip(found, sizes, strict=True)):
        lesson.least = size
        if not lesson.exact:
            counter.count += _shorter(c, i, lesson, counter.limit - counter.count, memory)


def _shorter(c: FiniteClass, i: int, lesson: Lesson, most: int, memory: int) -> int:
    """Tries sizes that may be too small, one after another, until some points do; returns the steps taken, at most so many."""
    counter = Counter(most)
    try:
        counter.step(WRITTEN * price(c.N, c.n))
        columns, left = differences(c, i), c.all ^ 1 << i
        forced = lesson.points[: lesson.forced]
        for x in forced:
            left &= ~columns[x]
        covering = Covering(*smallest_first(c, c.labels[i], positions(left, c.N)), memory)
        while not lesson.exact:
            points = covering.within(lesson.least - lesson.forced, counter)
            if points is None:
                lesson.least += 1
            else:
                lesson.points = (*forced, *points)
    except Spent:
        return most
    return counter.count
