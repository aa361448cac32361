"""Points drawn in a leaf so that what it may hide shows: corners and mixtures, each followed by the point opposite.

A pair of opposite points lies on both sides of any cut through the leaf.  A piece behind k cuts of different features holds a
corner row with probability 2**-k and a mixed row with 4**-k at least, however small it is.
"""

from __future__ import annotations

import numpy as np

from ...axes import Axes
from ...features import Places

CORNER, MIXED = 0, 1
LAWS = ((1 / 2, 1 / 2), (1 / 4, 1 / 4))  # of a corner row and a mixed row: how often a coordinate is the low end, and the high


class LeafSamples:
    """The next point to ask in a box."""

    def __init__(self, axes: Axes, rng: np.random.Generator) -> None:
        self.axes, self.rng = axes, rng
        self._opposite: dict[bytes, Places] = {}

    def draw(self, low: Places, high: Places, law: int) -> Places:
        box = bytes([law]) + low.tobytes() + high.tobytes()
        if box in self._opposite:
            return self._opposite.pop(box)
        ends_low, ends_high = LAWS[law]
        u = self.rng.random(len(low))
        x = self.axes.uniform(self.rng, low, high)
        x = np.where(u < ends_low, low, np.where(u < ends_low + ends_high, high, x))
        self._opposite[box] = self.axes.mirrored(x, low, high)
        return x
