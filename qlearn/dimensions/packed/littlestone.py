"""The Littlestone dimension, exactly, with a tree of mistakes."""

from __future__ import annotations

import numpy as np

from ..bracket import Bracket, Effort
from ..finite_class import FiniteClass
from ..witnesses import Counted, MistakeTree, Searched
from .sweep import Sweep
from .tables import Words, affordable, counts, holds, indicator, start


def littlestone(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The depth of the deepest complete tree of points whose every path some concept follows.

    A partial labelling has depth 0 if some concept has it, and d if some point's two labels both lead to depth d - 1.  Raises
    `BadArgument` where the tables would be too large.

    >>> from qlearn.dimensions.families import of_family
    >>> littlestone(of_family("thresholds", 7)).value
    3
    """
    affordable(c.n, c.n + 4, effort or Effort(), "the Littlestone dimension")
    layers = [counts(indicator(np.array(c.keys, np.int64), c.n))[0]]
    sweep = Sweep(layers[0].size)
    while holds(layers[-1], start(c.n)):
        layers.append(np.zeros_like(layers[-1]))
        sweep(layers[-2], layers[-1])
    depth = len(layers) - 2
    most = Counted("lg N") if 2 << depth > c.N else Searched("all partial labellings", 3**c.n)
    return Bracket(depth, depth, _mistakes(c, layers, depth), most)


def _mistakes(c: FiniteClass, layers: list[Words], depth: int) -> MistakeTree:
    points: list[int] = []
    children: list[list[int]] = []
    todo = [(start(c.n), c.all, depth, -1, 0)] if depth else []
    while todo:
        state, left, deep, parent, side = todo.pop()
        if parent >= 0:
            children[parent][side] = len(points) if deep else ~(left.bit_length() - 1)
        if not deep:
            continue
        x = next(x for x in range(c.n) if _tree(layers[deep - 1], state, x))
        todo += [
            (state - 3**x, left & c.ones[x], deep - 1, len(points), 1),
            (state - 2 * 3**x, left & c.zeros[x], deep - 1, len(points), 0),
        ]
        points.append(x)
        children.append([0, 0])
    return MistakeTree(tuple(points), tuple(a for a, _ in children), tuple(b for _, b in children))


def _tree(below: Words, state: int, x: int) -> bool:
    return state // 3**x % 3 == 2 and holds(below, state - 3**x) and holds(below, state - 2 * 3**x)
