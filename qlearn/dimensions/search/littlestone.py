"""The Littlestone dimension beyond tables: trees of mistakes that split evenly, then all version spaces."""

from __future__ import annotations

from dataclasses import replace

from ..bracket import Bracket, Effort, Spent
from ..finite_class import FiniteClass
from ..witnesses import Searched
from .counter import Counter
from .mistakes import Mistakes
from .vc import FIRST, bounds, raised

SMALL = 8  # version spaces that take as long as one position elsewhere
WIDTHS = (1, 2, 4)


def littlestone(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The depth of the deepest complete tree of points whose every path some concept follows.

    A shattered set is such a tree, so what climbing and Sauer's lemma say holds from below; and a tree of depth k needs 2**k
    concepts.  Trees are then sought with a few even splits for each version space, deeper and deeper; what is left is decided
    by all splits, the greatest depth first.  Past `effort.positions` the bracket stands as far as it got.

    >>> from qlearn.dimensions.families import of_family
    >>> littlestone(of_family("thresholds", 63)).value
    6
    """
    effort = effort or Effort()
    bracket = raised(c, bounds(c), min(FIRST, effort.positions))
    for width in WIDTHS:
        bracket = _deeper(c, bracket, effort, width)
    return bracket if bracket.exact else _searched(c, bracket, effort)


def _deeper(c: FiniteClass, bracket: Bracket, effort: Effort, width: int) -> Bracket:
    """With the trees that so many splits for each version space find, each deeper than the last."""
    search = Mistakes(c, Counter(SMALL * effort.positions // 8), effort, width)
    try:
        while not bracket.exact and search.has(int(bracket.lo) + 1):
            bracket = replace(bracket, lo=bracket.lo + 1, at_least=search.tree(int(bracket.lo) + 1))
    except Spent:
        pass
    return bracket


def _searched(c: FiniteClass, bracket: Bracket, effort: Effort) -> Bracket:
    counter = Counter(SMALL * effort.positions // 2)
    search = Mistakes(c, counter, effort)
    try:
        while not bracket.exact:
            k = int(bracket.hi)
            if search.has(k):
                return replace(bracket, lo=k, at_least=search.tree(k))
            bracket = replace(bracket, hi=k - 1, at_most=Searched("version spaces", counter.count))
    except Spent:
        pass
    return bracket
