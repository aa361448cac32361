"""The recursive teaching dimension: teach the easiest concepts first, then forget them."""

from __future__ import annotations

from collections.abc import Callable

from ..bracket import Bracket, Effort, Spent
from ..finite_class import Concepts, FiniteClass, members, positions
from ..witnesses import Plan, Subclass
from .counter import Counter
from .covering import LIGHT, Covering, greedy_cover, needed, price
from .differences import differences, smallest_first
from .lessons import lessons
from .levels import singled_out, sure
from .shortening import WRITTEN

Points = tuple[int, ...]


def teaching_recursive(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The least k such that some order of teaching needs at most k points for each concept against those after it.

    With at most k points any concept that can be taught may be taught now: what is forgotten makes no other one harder.  So
    easy lessons are taken as they are found.  Where none is, all concepts are gone through; if none has a lesson, what is left
    is a sub-class in which all need more, and k grows.  It starts with what the easiest concept needs, and with the lessons
    that the teaching dimension has found.  Past the effort the plan goes on with these: a bracket.

    >>> teaching_recursive(FiniteClass.of([[0, 0], [1, 0], [0, 1]])).value
    1
    """
    plan = _Plan(c, effort or Effort())
    k, certain = min(lesson.least for lesson in plan.lessons), True
    lo, hardest = k, c.all
    while plan.left & (plan.left - 1):
        try:
            if plan.known(k) or plan.greedily(k) or (certain and plan.surely(k)):
                continue
        except Spent:
            if plan.bounding.count > plan.bounding.limit:
                plan.finish()
                break
            certain = False
        k += 1
        if certain:
            lo, hardest = k, plan.left
    order = (*plan.order, *((i, ()) for i in members(plan.left)))
    hi = max(len(points) for _, points in order)
    return Bracket(lo, hi, Subclass(tuple(members(hardest))), Plan(order))


class _Plan:
    """What has been taught in which order, and what is left.  Going on and searching have an effort each."""

    def __init__(self, c: FiniteClass, effort: Effort) -> None:
        self.c, self.memory = c, effort.memory
        self.lessons = lessons(c, effort).each
        self.easiest = sorted(range(c.N), key=lambda i: len(self.lessons[i].points))
        self.bounding, self.searching = Counter(LIGHT * effort.positions), Counter(LIGHT * effort.positions)
        self.left: Concepts = c.all
        self.order: list[tuple[int, Points]] = []

    def known(self, k: int) -> bool:
        """Teaches those whose lesson is known to be so short; whether there was any."""
        short = [i for i in self.easiest if self.left >> i & 1 and len(self.lessons[i].points) <= k]
        for i in short:
            self._teach(i, self.lessons[i].points)
        return bool(short)

    def greedily(self, k: int) -> bool:
        """Teaches what greedily chosen points single out, at most k of them; whether there was any."""
        return self._each(lambda i: self._greedy(i, k))

    def surely(self, k: int) -> bool:
        """Teaches what any k points single out; whether there was any.  Raises `Spent`."""
        if sure(self.c, k) <= self.searching.limit // 8:
            taught = singled_out(self.c, k, self.left, self.left, self.searching)
            for i, points in taught.items():
                self._teach(i, points)
            return bool(taught)
        return self._each(lambda i: self._searched(i, k))

    def finish(self) -> None:
        """Teaches the rest, the easiest first, by what is still needed of their lessons."""
        for i in self.easiest:
            if self.left >> i & 1:
                points = self.lessons[i].points
                self._teach(i, tuple(needed(differences(self.c, i), points, self.left ^ 1 << i)))

    def _each(self, lesson: Callable[[int], Points | None]) -> bool:
        before = self.left
        for i in members(before):
            points = lesson(i)
            if points is not None:
                self._teach(i, points)
        return self.left != before

    def _teach(self, i: int, points: Points) -> None:
        self.order.append((i, points))
        self.left &= ~(1 << i)

    def _greedy(self, i: int, k: int) -> Points | None:
        columns, others = differences(self.c, i), self.left ^ 1 << i
        self.bounding.step(price(self.c.N, self.c.n) * (k + 1))
        points = greedy_cover(columns, others, k)
        return tuple(points) if len(points) <= k else None

    def _searched(self, i: int, k: int) -> Points | None:
        self.searching.step(WRITTEN * price(self.c.N, self.c.n))
        rows = positions(self.left ^ 1 << i, self.c.N)
        return Covering(*smallest_first(self.c, self.c.labels[i], rows), self.memory).within(k, self.searching)
