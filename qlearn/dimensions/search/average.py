"""The least average number of membership queries, each concept as likely as any other."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ..bracket import Bracket, Effort, Spent
from ..finite_class import FiniteClass
from ..growing import Asked, grown
from ..witnesses import Counted, QueryTree, Searched
from .counter import DEEPEST, Counter


def average_membership(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The least mean depth of a tree of membership queries that tells all concepts apart.

    A version space costs its size plus what its parts cost, so optimal trees have optimal parts.  No binary tree with N leaves
    has less total depth than the most even one, which bounds every part.  Past `effort.positions` a greedy tree remains.

    >>> average_membership(FiniteClass.of([[0, 0], [1, 0], [0, 1]])).value
    Fraction(5, 3)
    """
    counter = Counter((effort or Effort()).positions)
    memo: dict[int, tuple[int, int]] = {}
    try:
        total = _least(c, c.all, memo, counter, DEEPEST)
    except Spent:
        tree = greedy_tree(c)
        total = sum(depth for _, depth in tree.leaves())
        return Bracket(Fraction(even(c.N), c.N), Fraction(total, c.N), Counted("lg N"), tree)
    value = Fraction(total, c.N)
    shown = Counted("lg N") if total == even(c.N) else Searched("version spaces", counter.count)
    return Bracket(value, value, shown, _asking(c, lambda space: memo[space][1]))


def even(leaves: int) -> int:
    """The least total depth of a binary tree with so many leaves.

    >>> [even(k) for k in (1, 2, 3, 4)]
    [0, 2, 5, 8]
    """
    floor = leaves.bit_length() - 1
    return leaves * floor + 2 * (leaves - (1 << floor))


def _splits(c: FiniteClass, space: int) -> list[tuple[int, int, int, int]]:
    """Each split once: (least total depth, point, zeros, ones), the best bound first."""
    found: dict[int, tuple[int, int, int, int]] = {}
    for x in range(c.n):
        one = space & c.ones[x]
        zero = space ^ one
        if one and zero and one not in found and zero not in found:
            bound = space.bit_count() + even(one.bit_count()) + even(zero.bit_count())
            found[one] = (bound, x, zero, one)
    return sorted(found.values())


def _least(c: FiniteClass, space: int, memo: dict[int, tuple[int, int]], counter: Counter, levels: int) -> int:
    if not space & (space - 1):
        return 0
    if space in memo:
        return memo[space][0]
    if not levels:
        raise Spent
    counter.step()
    best: tuple[int, int] | None = None
    for bound, x, zero, one in _splits(c, space):
        if best and bound >= best[0]:
            break
        first = _least(c, zero, memo, counter, levels - 1)
        if best and space.bit_count() + first + even(one.bit_count()) >= best[0]:
            continue
        total = space.bit_count() + first + _least(c, one, memo, counter, levels - 1)
        if not best or total < best[0]:
            best = (total, x)
    assert best is not None  # concepts are distinct, so two or more are split by some point
    memo[space] = best
    return best[0]


def greedy_tree(c: FiniteClass) -> QueryTree:
    """Each query splits most evenly: a strategy whose depth bounds every game with membership queries."""
    return _asking(c, lambda space: _splits(c, space)[0][1])


def _asking(c: FiniteClass, point: Callable[[int], int]) -> QueryTree:
    """The tree that asks this point of each version space."""

    def ask(space: int) -> int | Asked[int]:
        if not space & (space - 1):
            return space.bit_length() - 1
        x = point(space)
        return x, space & c.zeros[x], space & c.ones[x]

    return grown(QueryTree, c.all, ask)
