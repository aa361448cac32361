"""D(f), the depth of the best decision tree: between two bounds, then by tables of all sub-cubes."""

from __future__ import annotations

from ..bracket import Bracket, Effort, known
from ..growing import Asked, grown
from ..packed.closing import fewest
from ..packed.tables import Words, constant, fits, holds, splits_into, start
from ..witnesses import Counted, DecisionTree, Searched
from .function import BooleanFunction

TABLES = 6  # of all sub-cubes, at the most at one time


def depth(f: BooleanFunction, below: Bracket, effort: Effort) -> Bracket:
    """D(f): the questions that the best decision tree asks in the worst case.  `below` is of a measure that is no larger.

    A sub-cube takes no question if the function is constant on it, and at most d if some input splits it into two that take at
    most d - 1.  Where the bounds meet no table is made; where the tables do not fit, the bracket from below to n stands.

    >>> from .degree_over_reals import degree
    >>> f = BooleanFunction.parse("0011")
    >>> depth(f, degree(f), Effort()).at_most
    DecisionTree(points=(1,), zero=(-1,), one=(-2,))
    """
    found = Bracket(below.lo, f.n, below.at_least, Counted("n"))
    if found.exact or not fits(f.n, TABLES, effort):
        return found
    goal = constant(f.padded)
    D, enough = fewest(goal, f.n, int(below.lo), f.n)
    at_least = below.at_least if below.lo == D else Searched("all sub-cubes", 3**f.n)
    return known(D, at_least, Counted("n") if enough is None else _tree(f, goal, enough))


def _tree(f: BooleanFunction, goal: Words, enough: Words) -> DecisionTree:
    """On each sub-cube an input both of whose values lead on, until the function is constant."""

    def ask(position: tuple[int, int]) -> int | Asked[tuple[int, int]]:
        state, point = position
        if holds(goal, state):
            return int(f.values[point])
        x = next(x for x in range(f.n) if splits_into(enough, state, x))
        return x, (state - 2 * 3**x, point), (state - 3**x, point | 1 << x)

    return grown(DecisionTree, (start(f.n), 0), ask)
