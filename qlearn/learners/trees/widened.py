"""A box around a leaf, as large as the hypothesis allows: overlapping boxes certify a function that is no small tree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...features import Places
from .regions import Region


def unlike(leaf: Region, leaves: Sequence[Region]) -> tuple[Places, Places]:
    """The low and the high ends of the leaves with another label, (others, d) each."""
    others = [other for other in leaves if other.label != leaf.label]
    d = len(leaf.low)
    return np.array([x.low for x in others]).reshape(-1, d), np.array([x.high for x in others]).reshape(-1, d)


def widened(leaf: Region, lows: Places, highs: Places, last: Places, rng: np.random.Generator) -> tuple[Places, Places]:
    """The leaf's box, its sides pushed outwards one after the other in a random order, each up to a leaf with another label."""
    low, high = leaf.low.copy(), leaf.high.copy()
    if not len(lows):
        return 0 * last, last.copy()
    apart = (lows > high) | (highs < low)  # on which features another leaf is beside the box
    many = apart.sum(axis=1)
    for side in rng.permutation(2 * len(last)):
        i, up = int(side) // 2, bool(side % 2)
        alone = (many == 1) & apart[:, i]  # only this feature keeps them apart
        if up:
            ahead = lows[alone & (lows[:, i] > high[i]), i]
            high[i] = ahead.min() - 1 if len(ahead) else last[i]
        else:
            behind = highs[alone & (highs[:, i] < low[i]), i]
            low[i] = behind.max() + 1 if len(behind) else 0
        beside = (lows[:, i] > high[i]) | (highs[:, i] < low[i])
        many += beside.astype(int) - apart[:, i]
        apart[:, i] = beside
    return low, high
