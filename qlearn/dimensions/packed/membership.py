"""D, the exact number of membership queries in the worst case, with a strategy that needs no more."""

from __future__ import annotations

import numpy as np

from ..bracket import Bracket, Effort
from ..finite_class import Concepts, FiniteClass
from ..growing import Asked, grown
from ..playing import adversary
from ..search.membership import bounds as before_any_search
from ..witnesses import QueryTree, Searched, Witness
from .sweep import Sweep
from .tables import EVERY, Words, affordable, counts_of, holds, splits_into, start


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
    affordable(c.n, c.n + 4, effort or Effort(), "D")
    layers = solved(c)
    tree = _strategy(c, layers)
    assert tree.depth == len(layers) - 1
    shown = bounds.at_least if bounds.lo == tree.depth else _refuted(c, layers)
    return bounds.meet(Bracket(tree.depth, tree.depth, shown, tree))


def _refuted(c: FiniteClass, layers: list[Words]) -> Witness:
    """An adversary who answers so that one query less is not enough, if it is short."""

    def wins(space: Concepts, k: int) -> bool:
        return holds(layers[k], sum(3**x * _digit(c, space, x) for x in range(c.n)))

    shown = adversary(c, wins, len(layers) - 2, False, True, proposes=False)
    return shown or Searched("all partial labellings", 3**c.n)


def _digit(c: FiniteClass, space: Concepts, x: int) -> int:
    """The label at x if it is known, 2 if it is not."""
    ones = space & c.ones[x]
    return 2 if 0 != ones != space else int(ones != 0)


def solved(c: FiniteClass) -> list[Words]:
    """layers[d]: the partial labellings from which d membership queries are enough; up to the one that knows nothing."""
    _, two = counts_of(c)
    layers, sweep = [~two & np.uint32(EVERY)], Sweep(two.size)
    while not holds(layers[-1], start(c.n)):
        layers.append(layers[-1].copy())
        sweep(layers[-2], layers[-1])
    return layers


def _strategy(c: FiniteClass, layers: list[Words]) -> QueryTree:
    """At each labelling a question both of whose answers are a layer below."""

    def ask(position: tuple[int, int]) -> int | Asked[tuple[int, int]]:
        state, left = position
        if left.bit_count() == 1:
            return left.bit_length() - 1
        depth = next(d for d, layer in enumerate(layers) if holds(layer, state))
        x = next(x for x in range(c.n) if 0 != left & c.ones[x] != left and splits_into(layers[depth - 1], state, x))
        return x, (state - 2 * 3**x, left & c.zeros[x]), (state - 3**x, left & c.ones[x])

    return grown(QueryTree, (start(c.n), c.all), ask)
