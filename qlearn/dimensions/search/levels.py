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
        if sure(c, k) > counter.limit - counter.count:
            return
        try:
            taught = singled_out(c, k, c.all, sum(1 << i for i in tried), counter)
        except Spent:
            return
        for i in tried:
            if i in taught:
                found[i].points = taught[i]
            else:
                found[i].least = k + 1


def sure(c: FiniteClass, k: int) -> int:
    """Going through all sets of k labels takes no more steps."""
    return comb(c.n, k - 1) * min(1 << (k - 1), c.N) * price(c.N, c.n // k)


def singled_out(c: FiniteClass, k: int, whole: Concepts, among: Concepts, counter: Counter) -> dict[int, tuple[int, ...]]:
    """The concepts `among` those of a sub-class that at most k labels single out in it, each with their points.

    Points that do so, and of which none can be spared, divide what those before them leave, in every order: others are not
    followed.

    >>> c = FiniteClass.of([[0, 0], [0, 1], [1, 1]])
    >>> singled_out(c, 1, c.all, c.all, Counter(10))
    {2: (0,), 0: (1,)}
    """
    found: dict[int, tuple[int, ...]] = {}

    def visit(space: Concepts, first: int, chosen: tuple[int, ...]) -> None:
        counter.step(price(c.N, c.n - first))
        size = space.bit_count()
        for x in range(first, c.n):
            one = space & c.ones[x]
            count = one.bit_count()
            for part, parted in ((one, count), (None, size - count)):
                if parted == 1 or (0 < parted < size and len(chosen) < k - 1):
                    kept = (space ^ one if part is None else part) & among
                    if kept and parted == 1:
                        found.setdefault(kept.bit_length() - 1, (*chosen, x))
                    elif kept:
                        visit(space ^ one if part is None else part, x + 1, (*chosen, x))

    if whole.bit_count() > 1:
        visit(whole, 0, ())
    return found
