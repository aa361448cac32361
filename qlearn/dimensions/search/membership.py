"""Membership queries in the worst case: bounds first, then version spaces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...formulas import clg
from ..bracket import Bracket, Effort, Spent
from ..finite_class import FiniteClass
from ..playing import adversary
from ..witnesses import Counted, Searched, Specifying, Witness
from .counter import DEEPEST
from .greedy import even_tree
from .hitting import specifying
from .stars import Centre, centres
from .version_spaces import Deciding

LARGE = 4_000_000  # labels of a class whose labellings are not specified by linear programs
TRIED = 4  # labellings


def membership(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The fewest membership queries that tell all concepts apart in the worst case (D).

    From above the tree that splits most evenly.  From below lg N, the star lemma, and TD(f) for the majority's labels and for
    centres of stars: with answers as f gives them, D queries specify f.  What is left is decided for growing k by a search
    through version spaces; past `effort.positions` of them the bracket stands as far as it got.

    >>> membership(FiniteClass.of([[1, 0, 0], [0, 1, 0], [0, 0, 1]])).value
    2
    """
    effort = effort or Effort()
    stars = centres(c)
    bracket = bounds(c, stars)
    if not bracket.exact and c.N * c.n <= LARGE:
        bracket = _specified(c, bracket, stars, effort)
    return bracket if bracket.exact else _searched(c, bracket, stars, effort)


def bounds(c: FiniteClass, stars: list[Centre] | None = None) -> Bracket:
    """What is known of D before any program or search: the greedy tree, lg N and the star lemma.

    >>> from qlearn.dimensions.families import of_family
    >>> str(bounds(of_family("conjunctions", 5)))
    '32'
    """
    tree, lo = even_tree(c), clg(c.N)
    best = next(iter(centres(c, 1) if stars is None else stars), None)
    if best is not None and best.bound(c.all) > lo:
        return Bracket(best.bound(c.all), tree.depth, best.shown(c), tree)
    return Bracket(lo, tree.depth, Counted("lg N"), tree)


def _specified(c: FiniteClass, bracket: Bracket, stars: list[Centre], effort: Effort) -> Bracket:
    """With a better bound on either side, if some labelling gives one."""
    for f in _labellings(c, stars):
        if bracket.exact:
            break
        lo, hi = bracket.lo, bracket.hi
        fewest = specifying(c, f, Effort(nodes=0))
        if fewest.lo <= lo < fewest.hi:  # branch and bound may raise it
            fewest = specifying(c, f, Effort(nodes=min(effort.nodes, LARGE // (c.N * c.n))))
        if fewest.lo > lo:
            bracket = replace(bracket, lo=fewest.lo, at_least=fewest.at_least)
        assert isinstance(fewest.at_most, Specifying)
        tree = even_tree(c, fewest.at_most)
        if tree.depth < hi:
            bracket = replace(bracket, hi=tree.depth, at_most=tree)
    return bracket


def _labellings(c: FiniteClass, stars: list[Centre]) -> Iterator[NDArray[np.bool_]]:
    yield 2 * c.labels.sum(axis=0) > c.N
    for star in stars[: TRIED - 1]:
        yield star.labels(c)


def _searched(c: FiniteClass, bracket: Bracket, stars: list[Centre], effort: Effort) -> Bracket:
    lo, hi, tree = int(bracket.lo), int(bracket.hi), bracket.at_most
    game = Deciding(c, stars, effort)
    try:
        while lo < min(hi, DEEPEST):
            if game.wins(c.all, lo):
                hi, tree = lo, game.tree()
            else:
                lo += 1
    except Spent:
        pass
    found = lo > bracket.lo
    shown = refuted(c, game, lo, Searched("version spaces", game.counter.count)) if found else bracket.at_least
    return Bracket(lo, hi, shown, tree)


def refuted(c: FiniteClass, game: Deciding, lo: int, searched: Searched) -> Witness:
    """An adversary for lo queries in place of a search, if it is short and the effort that is left is enough to write it."""
    try:
        return adversary(c, game.wins, lo - 1, False, True, proposes=False) or searched
    except Spent:
        return searched
