"""D, the exact number of membership queries in the worst case, with a strategy that needs no more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..bracket import Bracket, Effort, known
from ..finite_class import FiniteClass
from ..growing import Asked, grown
from ..search.membership import bounds as before_any_search
from ..search.membership import refuted
from ..search.stars import centres
from ..search.version_spaces import Deciding
from ..witnesses import QueryTree, Searched, Witness
from .closing import fewest
from .tables import EVERY, Words, affordable, counts_of, splits_into, start

TABLES = 6  # of all partial labellings, at the most at one time
SEARCHED = 20_000  # version spaces for an adversary


def membership(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The least depth of a tree of questions that finds each concept, by looking at all partial labellings.

    A partial labelling takes no query if at most one concept has it, and at most d if some question leads, whatever the
    answer, to one that takes at most d - 1.  Raises `BadArgument` where the tables would be too large.

    >>> from qlearn.dimensions.families import of_family
    >>> membership(of_family("halfspaces-cube", 3)).value
    8
    """
    bounds = before_any_search(c)
    if bounds.exact:
        return bounds
    affordable(c.n, TABLES, effort or Effort(), "D")
    one = ~counts_of(c)[1] & np.uint32(EVERY)
    D, enough = fewest(one, c.n, int(bounds.lo), int(bounds.hi))
    at_least = bounds.at_least if bounds.lo == D else _refuted(c, D, effort or Effort())
    return known(D, at_least, bounds.at_most if enough is None else _strategy(c, enough))


def _refuted(c: FiniteClass, lo: int, effort: Effort) -> Witness:
    """An adversary for lo queries, if one is found soon: the tables hold no queries less than the whole game's."""
    game = Deciding(c, centres(c), replace(effort, positions=min(effort.positions, SEARCHED)))
    return refuted(c, game, lo, Searched("all partial labellings", 3**c.n))


def _strategy(c: FiniteClass, enough: Words) -> QueryTree:
    """At each labelling a question both of whose answers lead on, until one concept is left."""

    def ask(position: tuple[int, int]) -> int | Asked[tuple[int, int]]:
        state, left = position
        if left.bit_count() == 1:
            return left.bit_length() - 1
        x = next(x for x in range(c.n) if 0 != left & c.ones[x] != left and splits_into(enough, state, x))
        return x, (state - 2 * 3**x, left & c.zeros[x]), (state - 3**x, left & c.ones[x])

    return grown(QueryTree, (start(c.n), c.all), ask)
