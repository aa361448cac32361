"""Axes of asked sizes, and trees and boxes on them drawn with asked numbers of leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

import numpy as np

from ..axes import Axes
from ..choices import Coins
from ..errors import BadArgument
from ..features import Floats, Places
from ..formulas import whole

MOST = 2**53  # places of an integer feature, all of which are floats


def axes_of(d: int, N: int | None) -> Axes:
    """d features, each 0, 1, ..., N - 1; without an N, each every float of [0, 1]."""
    whole(d, "d", 1)
    return Axes((Floats(0.0, 1.0),) * d) if N is None else Axes.grid(whole(N, "N", 1, MOST), d)


def random_cuts(coins: Coins, axes: Axes, L: int) -> Callable[[Places, Places], tuple[int, int] | None]:
    """For `tree_classes.grown`: how to cut the box of each node, asked in preorder, so that there are L leaves; None at a leaf.

    The feature is any that can be cut, the place uniform in the box, and how many leaves come to lie on either side is uniform
    too, as far as there are places: as it is where one leaf after another, any of them, is split.
    """
    if not 1 <= whole(L, "L", 1) <= prod(axes.sizes):
        raise BadArgument(f"L = {L} leaves are asked for, and {axes} has {prod(axes.sizes)} points; take fewer, or a larger N")
    waiting = [L]

    def cut(low: Places, high: Places) -> tuple[int, int] | None:
        leaves = waiting.pop()
        if leaves == 1:
            return None
        wide = np.flatnonzero(low < high)
        i = int(wide[coins.integer(0, len(wide) - 1)])
        c = min(int(axes.uniform(coins.rng, low, high)[i]), int(high[i]) - 1)
        sides = (high - low + 1).tolist()
        below = prod(sides) // sides[i] * (c + 1 - int(low[i]))
        left = coins.integer(max(1, leaves - prod(sides) + below), min(leaves - 1, below))
        waiting.extend((leaves - left, left))
        return i, c

    return cut


def random_labels(coins: Coins, K: int) -> Iterator[int]:
    """Uniform labels, but no two alike in succession: then of two leaves that one node parts, the labels differ."""
    label = coins.integer(0, whole(K, "K", 2) - 1)
    while True:
        yield label
        label = (label + coins.integer(1, K - 1)) % K


def random_box(coins: Coins, axes: Axes) -> Places:
    """The low and the high end of a box between two uniform places, shape (2, d)."""
    ends: Places = np.sort(axes.drawn(coins.rng, 2), axis=0)
    return ends
