"""D, the exact number of membership queries in the worst case, with a strategy that needs no more."""

from __future__ import annotations

import numpy as np

from ..bracket import Bracket, Effort
from ..finite_class import FiniteClass
from ..search.membership import bounds as before_any_search
from ..witnesses import QueryTree, Searched
from .sweep import Sweep
from .tables import EVERY, Words, affordable, counts, holds, indicator, start


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
    found = Bracket(tree.depth, tree.depth, Searched("all partial labellings", 3**c.n), tree)
    return bounds.meet(found)


def solved(c: FiniteClass) -> list[Words]:
    """layers[d]: the partial labellings from which d membership queries are enough; up to the one that knows nothing."""
    two = counts(indicator(np.array(c.keys, np.int64), c.n))[1]
    layers, sweep = [~two & np.uint32(EVERY)], Sweep(two.size)
    while not holds(layers[-1], start(c.n)):
        layers.append(layers[-1].copy())
        sweep(layers[-2], layers[-1])
    return layers


def _strategy(c: FiniteClass, layers: list[Words]) -> QueryTree:
    """At each labelling a question both of whose answers are a layer below; nodes in the order in which they are met."""
    points: list[int] = []
    children: list[list[int]] = []
    todo = [(start(c.n), c.all, -1, 0)]
    while todo:
        state, left, parent, side = todo.pop()
        if left.bit_count() == 1:
            if parent >= 0:
                children[parent][side] = ~(left.bit_length() - 1)
            continue
        if parent >= 0:
            children[parent][side] = len(points)
        depth = next(d for d, layer in enumerate(layers) if holds(layer, state))
        x = next(x for x in range(c.n) if _both(layers[depth - 1], state, x, left, c))
        todo += [(state - 3**x, left & c.ones[x], len(points), 1), (state - 2 * 3**x, left & c.zeros[x], len(points), 0)]
        points.append(x)
        children.append([0, 0])
    return QueryTree(tuple(points), tuple(a for a, _ in children), tuple(b for _, b in children))


def _both(below: Words, state: int, x: int, left: int, c: FiniteClass) -> bool:
    """Whether the point is unknown, divides those that are left, and both answers lead into the table."""
    unknown = state // 3**x % 3 == 2
    return bool(unknown and 0 != left & c.ones[x] != left and holds(below, state - 3**x) and holds(below, state - 2 * 3**x))
