"""Where to cut an interval so that a box of many of them becomes small with the fewest labels.

A box of n intervals is small enough when the squares of its widths sum to n g**2.  Halving every one leaves widths from
0.7 g to 1.4 g: some were cut for nothing.  Let a width x g cost x**2/(2 ln 2), the price at which one label more buys just
what it is worth, and let C(x) be the least expected cost of all ways to cut it:
C(x) = min(x**2/(2 ln 2), min over f of 1 + f C(f x) + (1 - f) C((1 - f) x)).  Above 8 g halving is as good as anything.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

UNIT = 64  # steps of the table in one g
REACH = 8  # where the table ends, in g


def cut_at(x: float) -> float:
    """The share of an interval of width x g that is best cut off; 0 if it is best left alone.

    >>> [round(cut_at(x), 2) for x in (1.0, 2.0, 2.8, 3.0, 100.0)]
    [0.0, 0.5, 0.39, 0.39, 0.5]
    """
    return 0.5 if x >= REACH else float(_table()[round(x * UNIT)])


@cache
def _table() -> NDArray[np.float64]:
    """The best share for each width in steps of g/UNIT."""
    cost = (np.arange(REACH * UNIT + 1) / UNIT) ** 2 / (2 * math.log(2))
    share = np.zeros(len(cost))
    for width in range(2, len(cost)):
        part = np.arange(1, width // 2 + 1)
        cut = 1 + (part * cost[part] + (width - part) * cost[width - part]) / width
        best = int(cut.argmin())
        if cut[best] < cost[width]:
            cost[width], share[width] = cut[best], part[best] / width
    return share
