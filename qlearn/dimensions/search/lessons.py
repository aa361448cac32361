"""For every concept of a class points that single it out, and disjoint differences that show how few they can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..bracket import Effort, Spent
from ..finite_class import FiniteClass
from .counter import Counter
from .covering import LIGHT, greedy_cover, needed, price
from .differences import differences, disjoint
from .greedy import even_tree, paths
from .levels import go_through
from .shortening import Lesson, shorten, to_size
from .stars import neighbours


@dataclass(frozen=True)
class Taught:
    """A lesson for each concept, and how many positions were searched for them."""

    each: tuple[Lesson, ...]
    positions: int


@lru_cache(maxsize=2)
def lessons(c: FiniteClass, effort: Effort, sizes: tuple[int, ...] | None = None) -> Taught:
    """Bounds for every concept, then search where they do not meet; `sizes`: how few points each needs, where that is known.

    A point at which another concept differs alone is in every lesson.  What these points leave is met greedily, and bounded by
    a first fit of disjoint differences.  Concepts that the effort does not reach are taught by their way in a greedy tree.
    Kept for the next value of the same class.

    >>> [lesson.points for lesson in lessons(FiniteClass.of([[0, 0, 0], [0, 1, 1], [1, 1, 1]]), Effort()).each]
    [(1,), (0, 1), (0,)]
    """
    near, found = neighbours(c), list[Lesson]()
    bounding, searching = Counter(LIGHT * effort.positions), Counter(LIGHT * effort.positions)
    try:
        for i in range(c.N):
            found.append(_greedy(c, i, near[i], bounding))
    except Spent:
        found += _on_ways(c, near, len(found), effort)
    if sizes is None:
        go_through(c, found, searching)
        shorten(c, found, searching, effort.memory)
    else:
        to_size(c, found, sizes, searching, effort.memory)
    return Taught(tuple(found), searching.count)


def _greedy(c: FiniteClass, i: int, near: Sequence[tuple[int, int]], counter: Counter) -> Lesson:
    columns, left = differences(c, i), c.all ^ 1 << i
    forced = tuple(x for x, _ in near)
    for x in forced:
        left &= ~columns[x]
    counter.step(price(c.N, len(forced)))
    packing = [j for _, j in near]
    points: list[int] = []
    if left:
        packing += disjoint(c, i, left)
        points = greedy_cover(columns, left)
        counter.step(price(c.N, c.n) * (len(points) + 1))
        points = needed(columns, points, left)
    return Lesson((*forced, *points), tuple(packing), len(forced), len(packing))


def _on_ways(c: FiniteClass, near: Sequence[Sequence[tuple[int, int]]], start: int, effort: Effort) -> list[Lesson]:
    """The lessons from `start` on by their ways in the greedy tree, without needless points as far as the effort goes."""
    made: dict[int, Lesson] = {}
    counter = Counter(LIGHT * effort.positions)
    for i, way in paths(even_tree(c)):
        if i >= start:
            forced = {x for x, _ in near[i]}
            points = [x for x, _ in near[i]] + [x for x in way if x not in forced]
            try:
                counter.step(price(c.N, 2 * len(way)))
                points = needed(differences(c, i), points, c.all ^ 1 << i)
            except Spent:
                pass
            packing = tuple(j for _, j in near[i]) or ((0 if i else 1,) if c.N > 1 else ())
            made[i] = Lesson(tuple(points), packing, len(near[i]), len(packing))
    return [made[i] for i in range(start, c.N)]
