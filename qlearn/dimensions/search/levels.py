"""All lessons of k points at once, for k = 1, 2, ...: the concepts that have one, and a bound for those that have none."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

from ..bracket import Spent
from ..finite_class import Concepts, FiniteClass
from .counter import DEEPEST, Counter
from .covering import price
from .shortening import Lesson


def go_through(c: FiniteClass, found: Sequence[Lesson], counter: Counter) -> None:
    """Goes through the version spaces of k labels while their number surely fits in what the counter has left.

    A version space of one concept is a lesson of this concept.  A concept in none of those of k labels needs more than k.
    """
    for k in range(1, min(c.n, DEEPEST)):
        if all(lesson.exact for lesson in found):
            return
        tried = [i for i, lesson in enumerate(found) if lesson.least == k and not lesson.exact]
        if not tried:
            continue
        if comb(c.n, k - 1) * min(2 ** (k - 1), c.N) * price(c.N, c.n // k) > counter.limit - counter.count:
            return
        try:
            singled = _singled(c, k, sum(1 << i for i in tried), counter)
        except Spent:
            return
        for i in tried:
            if i in singled:
                found[i].points = singled[i]
            else:
                found[i].least = k + 1


def _singled(c: FiniteClass, k: int, among: Concepts, counter: Counter) -> dict[int, tuple[int, ...]]:
    """Concepts that some k labels single out, with their points; of those that no k - 1 do."""
    found: dict[int, tuple[int, ...]] = {}

    def visit(space: Concepts, first: int, chosen: tuple[int, ...]) -> None:
        counter.step(price(c.N, c.n - first))
        last, size = len(chosen) == k - 1, space.bit_count()
        for x in range(first, c.n + len(chosen) + 1 - k):
            one = space & c.ones[x]
            if last:
                count = one.bit_count()
                if count == 1:
                    found[one.bit_length() - 1] = (*chosen, x)
                if count == size - 1:
                    found[(space ^ one).bit_length() - 1] = (*chosen, x)
            elif one and one != space:
                for part in (space ^ one, one):
                    if part & among:
                        visit(part, x + 1, (*chosen, x))

    visit(c.all, 0, ())
    return found
