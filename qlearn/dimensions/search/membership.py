"""Membership queries in the worst case: bounds first, then version spaces."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...formulas import clg
from ..bracket import Bracket, Effort, Spent, known
from ..finite_class import FiniteClass
from ..witnesses import Counted, QueryTree, Searched, Witness
from .greedy import even_tree
from .hitting import specifying
from .stars import Centre, centres
from .version_spaces import DEEPEST, Deciding

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
    if c.N == 1:
        return known(0, Counted("trivial"), QueryTree((), (), ()))
    tree, stars = even_tree(c), centres(c)
    lo, shown = lower(c, tree.depth, stars, effort)
    if lo == tree.depth:
        return known(lo, shown, tree)
    return _searched(c, Bracket(lo, tree.depth, shown, tree), stars, effort)


def lower(c: FiniteClass, enough: int, stars: list[Centre], effort: Effort) -> tuple[int, Witness]:
    """The best bound from below without a search, sought up to `enough`."""
    lo: int = clg(c.N)
    shown: Witness = Counted("lg N")
    if stars and stars[0].bound(c.all) > lo:
        lo, shown = stars[0].bound(c.all), stars[0].shown(c)
    if c.N * c.n > LARGE:
        return lo, shown
    for f in _labellings(c, stars):
        if lo >= enough:
            break
        fewest = specifying(c, f, Effort(nodes=0))
        if fewest.lo <= lo < fewest.hi:  # branch and bound may raise it
            fewest = specifying(c, f, Effort(nodes=min(effort.nodes, LARGE // (c.N * c.n))))
        if fewest.lo > lo:
            lo, shown = int(fewest.lo), fewest.at_least
    return lo, shown


def _labellings(c: FiniteClass, stars: list[Centre]) -> Iterator[NDArray[np.bool_]]:
    yield 2 * c.labels.sum(axis=0) > c.N
    for star in stars[: TRIED - 1]:
        yield star.labels(c)


def _searched(c: FiniteClass, bracket: Bracket, stars: list[Centre], effort: Effort) -> Bracket:
    lo, hi = int(bracket.lo), int(bracket.hi)
    shown, tree = bracket.at_least, bracket.at_most
    game = Deciding(c, stars, effort)
    try:
        while lo < min(hi, DEEPEST):
            if game.wins(c.all, lo):
                return known(lo, shown, game.tree())
            lo += 1
            shown = Searched("version spaces", game.counter.count)
    except Spent:
        pass
    return Bracket(lo, hi, shown, tree)
