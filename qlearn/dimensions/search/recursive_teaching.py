"""The recursive teaching dimension: teach the easiest concepts first, then forget them."""

from __future__ import annotations

from ..bracket import Bracket, Effort, Spent
from ..finite_class import FiniteClass, members
from ..witnesses import Plan, Subclass
from .certificates import fewest, greedy
from .counter import Counter


def teaching_recursive(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The least k such that some order of teaching needs at most k points for each concept against those after it.

    Removing all concepts of least teaching number, again and again, is optimal: what remains at the dearest step is a
    sub-class in which all need so much.  Past `effort.positions` the plan goes on with greedy sets: a bracket.

    >>> teaching_recursive(FiniteClass.of([[0, 0], [1, 0], [0, 1]])).value
    1
    """
    counter = Counter((effort or Effort()).positions)
    left, order = list(range(c.N)), []
    lo, hi, hardest = 0, 0, tuple(range(c.N))
    while left:
        try:
            taught = [(fewest(_against(c, i, left), counter), i) for i in left]
            least = min(points.bit_count() for points, _ in taught)
            if least > lo:
                lo, hardest = least, tuple(left)
            taught = [(points, i) for points, i in taught if points.bit_count() == least]
        except Spent:
            taught, rest = [], list(left)
            for i in left:
                taught.append((greedy(_against(c, i, rest)), i))
                rest.remove(i)
        hi = max(hi, *(points.bit_count() for points, _ in taught))
        order += [(i, tuple(members(points))) for points, i in taught]
        gone = {i for _, i in taught}
        left = [i for i in left if i not in gone]
    return Bracket(lo, hi, Subclass(hardest), Plan(tuple(order)))


def _against(c: FiniteClass, i: int, left: list[int]) -> list[int]:
    return [c.keys[j] ^ c.keys[i] for j in left if j != i]
