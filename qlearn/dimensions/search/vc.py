"""The VC dimension beyond tables: a shattered set by climbing, and none larger by going through sets of points."""

from __future__ import annotations

from dataclasses import replace
from math import comb

from ...formulas import floor_lg
from ..bracket import Bracket, Effort, Spent
from ..finite_class import FiniteClass
from ..witnesses import Counted, Searched, Shattered
from .climbing import climbed
from .counter import Counter
from .shattering import Shattering

FIRST = 4_000  # steps of climbing before the search


def vc(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The size of the largest set of points on which all labellings occur.

    From below: Sauer's lemma, and sets found by climbing.  From above: k points need 2**k concepts.  Then the largest k that is
    not excluded is searched for, and the next smaller one where there is none: large sets need large cells, so they are the
    quickest to refute.  Past `effort.positions`, or where less is left than the last size took, climbing goes on for as many
    steps, and the bracket stands.

    >>> from qlearn.dimensions.families import of_family
    >>> bracket = vc(of_family("halfspaces-grid", 5))
    >>> bracket.value, len(bracket.at_least.points)
    (3, 3)
    """
    effort = effort or Effort()
    bracket = raised(c, bounds(c), min(FIRST, effort.positions))
    if not bracket.exact:
        bracket = _searched(c, bracket, effort)
    return bracket if bracket.exact else raised(c, bracket, effort.positions)


def bounds(c: FiniteClass) -> Bracket:
    """What counting says: Sauer's lemma from below, lg N or n from above.

    >>> str(bounds(FiniteClass.of([[0, 0], [0, 1], [1, 1]])))
    '1'
    """
    lo, subsets = 0, 1
    while subsets < c.N:
        lo += 1
        subsets += comb(c.n, lo)
    hi, by = min((floor_lg(c.N), "lg N"), (c.n, "n"))
    return Bracket(lo, hi, Counted("Sauer"), Counted(by))


def raised(c: FiniteClass, bracket: Bracket, steps: int) -> Bracket:
    """With a larger shattered set, if climbing finds one; a set instead of Sauer's lemma if it is as large."""
    start = bracket.at_least.points if isinstance(bracket.at_least, Shattered) else ()
    points = climbed(c, int(bracket.hi), steps, start)
    return bracket if len(points) < bracket.lo else replace(bracket, lo=len(points), at_least=Shattered(points))


def _searched(c: FiniteClass, bracket: Bracket, effort: Effort) -> Bracket:
    counter, before = Counter(effort.positions), 0
    try:
        search = Shattering(c, counter, effort)
        while not bracket.exact and counter.limit - counter.count >= counter.count - before:
            k, before = int(bracket.hi), counter.count
            points = search.find(k)
            if points is not None:
                return replace(bracket, lo=k, at_least=Shattered(tuple(sorted(points))))
            bracket = replace(bracket, hi=k - 1, at_most=Searched("sets of points", counter.count))
    except Spent:
        pass
    return bracket
