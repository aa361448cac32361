"""Labels that follow from those known: where all concepts that are left agree at an unknown point.

A labelling that leaves some label open which follows is worth in every game what the longer one is.
"""

from __future__ import annotations

import numpy as np

from .sweep import Sweep
from .tables import EVERY, LOW, UNKNOWN, Words


class Implied:
    """Of a class, whose labellings that some concept has are a table."""

    def __init__(self, some: Words, sweep: Sweep) -> None:
        self.none = ~some & np.uint32(EVERY)
        self.short = sweep.short
        self._turned = np.ascontiguousarray(self.none.reshape(-1, self.short).T)

    def closed(self, sweep: Sweep) -> Words:
        """The labellings from which no label follows that they leave open."""
        found = np.zeros_like(self.none)
        sweep.some(self.none, found)
        return ~found & np.uint32(EVERY)

    def spread(self, table: Words) -> None:
        """Add to `table`, which holds what no concept has, each labelling whose implied labels lead into it.

        Point after point: where one of the two labels is no concept's, what holds with the other one holds without it.
        """
        for x in range(LOW):
            q = np.uint32(3**x)
            implied = (self.none | self.none << q) << q & np.uint32(UNKNOWN[x])
            table |= (table & table << q) << q & implied
        turned = np.ascontiguousarray(table.reshape(-1, self.short).T)
        _axes(turned, self._turned, table.size // self.short, table.size)
        np.copyto(table.reshape(-1, self.short), turned.T)
        _axes(table, self.none, self.short, table.size)


def _axes(table: Words, none: Words, block: int, size: int) -> None:
    while block < size:
        here, empty = table.reshape(-1, 3, block), none.reshape(-1, 3, block)
        here[:, 2] |= here[:, 0] & here[:, 1] & (empty[:, 0] | empty[:, 1])
        block *= 3
