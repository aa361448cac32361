"""The threshold dimension: the longest row of points on which the class holds the thresholds."""

from __future__ import annotations

from ..bracket import Bracket, Effort, Spent
from ..finite_class import FiniteClass, members
from ..witnesses import Chain, Counted, Searched
from .counter import Counter

Row = tuple[tuple[int, int], ...]  # (point, concept), the first threshold first


def threshold(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The largest k with points x_1..x_k and concepts c_1..c_k such that c_i labels x_j by 1 exactly if j >= i.

    The first concept must be 1 on all points that follow and the first point 0 for all concepts that follow.  A first concept
    inside another one, and a first point whose ones hold another's, need not be tried.  Exact until positions are spent.

    >>> threshold(FiniteClass.of([[0, 0], [0, 1], [1, 1]])).value
    2
    """
    counter = Counter((effort or Effort()).positions)
    memo: dict[tuple[int, int], Row] = {}
    longest: Row = ()

    def row(concepts: int, points: int, before: Row) -> Row:
        nonlocal longest
        if len(before) > len(longest):
            longest = before
        if (concepts, points) in memo:
            return memo[concepts, points]
        counter.step()
        best: Row = ()
        most = min(concepts.bit_count(), points.bit_count())
        for i in _largest(c, concepts, points):
            counter.step()
            here = points & c.keys[i]
            for x in _rarest(c, concepts, here):
                if len(best) == most:
                    break
                after = row(concepts & c.zeros[x], here & ~(1 << x), (*before, (x, i)))
                if len(after) + 1 > len(best):
                    best = ((x, i), *after)
        memo[concepts, points] = best
        return best

    hi = min(c.N, c.n)
    try:
        longest = row(c.all, (1 << c.n) - 1, ())
    except Spent:
        return Bracket(len(longest), hi, _chain(longest), Counted("n" if hi == c.n else "trivial"))
    return Bracket(len(longest), len(longest), _chain(longest), Searched("rows of thresholds", counter.count))


def _chain(row: Row) -> Chain:
    return Chain(tuple(x for x, _ in row), tuple(i for _, i in row))


def _largest(c: FiniteClass, concepts: int, points: int) -> list[int]:
    """Concepts whose ones among the points no other's hold; one of equals, none that is 0 throughout."""
    kept: list[tuple[int, int]] = []
    for i in sorted(members(concepts), key=lambda i: (-(c.keys[i] & points).bit_count(), i)):
        ones = c.keys[i] & points
        if ones and all(ones & ~other for other, _ in kept):
            kept.append((ones, i))
    return [i for _, i in kept]


def _rarest(c: FiniteClass, concepts: int, points: int) -> list[int]:
    """Points whose ones among the concepts hold no other's; one of equals."""
    kept: list[tuple[int, int]] = []
    for x in sorted(members(points), key=lambda x: ((c.ones[x] & concepts).bit_count(), x)):
        ones = c.ones[x] & concepts
        if all(other & ~ones for other, _ in kept):
            kept.append((ones, x))
    return [x for _, x in kept]
