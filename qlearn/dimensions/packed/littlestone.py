"""The Littlestone dimension, exactly, with a tree of mistakes."""

from __future__ import annotations

import numpy as np

from ..bracket import Bracket, Effort
from ..finite_class import FiniteClass
from ..growing import Asked, grown
from ..witnesses import Counted, MistakeTree, Searched
from .sweep import Sweep
from .tables import Words, affordable, counts_of, holds, splits_into, start


def littlestone(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The depth of the deepest complete tree of points whose every path some concept follows.

    A partial labelling has depth 0 if some concept has it, and d if some point's two labels both lead to depth d - 1.  Raises
    `BadArgument` where the tables would be too large.

    >>> from qlearn.dimensions.families import of_family
    >>> littlestone(of_family("thresholds", 7)).value
    3
    """
    affordable(c.n, c.n + 4, effort or Effort(), "the Littlestone dimension")
    layers = [counts_of(c)[0]]
    sweep = Sweep(layers[0].size)
    while holds(layers[-1], start(c.n)):
        layers.append(np.zeros_like(layers[-1]))
        sweep(layers[-2], layers[-1])
    depth = len(layers) - 2
    most = Counted("lg N") if 2 << depth > c.N else Searched("all partial labellings", 3**c.n)
    return Bracket(depth, depth, _mistakes(c, layers, depth), most)


def _mistakes(c: FiniteClass, layers: list[Words], depth: int) -> MistakeTree:
    """At each labelling a point both of whose labels lead to the next layer, down to any concept that is left."""

    def ask(position: tuple[int, int, int]) -> int | Asked[tuple[int, int, int]]:
        state, left, deep = position
        if not deep:
            return left.bit_length() - 1
        x = next(x for x in range(c.n) if splits_into(layers[deep - 1], state, x))
        return x, (state - 2 * 3**x, left & c.zeros[x], deep - 1), (state - 3**x, left & c.ones[x], deep - 1)

    return grown(MistakeTree, (start(c.n), c.all, depth), ask)
