"""One layer of a game: for all partial labellings at once, whether some query has both its answers in a table, or one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .tables import LOW, UNKNOWN, Words

NEAR = 1 << 15  # words that are worked on while they are near


class Sweep:
    """Finds the labellings from which a query leads into a table, whatever its answer.

    A digit in a word takes two shifts.  Digits above are axes of length 3, and numpy is slow where the slices along an axis
    are short; so the lower half of the axes is worked on in a transposed copy.  Holds two tables of its own.
    """

    def __init__(self, size: int) -> None:
        axes = 0
        while 3**axes < size:
            axes += 1
        self.short = 3 ** (axes // 2)  # words along the axes that are turned
        self._turned = np.empty((self.short, size // self.short), np.uint32)
        self._found = np.empty_like(self._turned)
        self._both = np.empty(NEAR, np.uint32)

    def __call__(self, table: Words, into: Words) -> None:
        """Add to `into` every labelling with an unknown point both of whose answers lead into `table`; they may not be one."""
        self._over(table, into, np.bitwise_and)

    def some(self, table: Words, into: Words) -> None:
        """Add to `into` every labelling with an unknown point one of whose answers leads into `table`; they may not be one."""
        self._over(table, into, np.bitwise_or)

    def every(self, table: Words, into: Words) -> None:
        """Set `into` to the labellings each of whose unknown points has an answer that leads into `table`."""
        into.fill(0)
        self(~table, into)
        np.invert(into, out=into)

    def _over(self, table: Words, into: Words, join: np.ufunc) -> None:
        long = table.size // self.short
        self._low(table, into, join)
        np.copyto(self._turned, table.reshape(long, self.short).T)
        self._found.fill(0)
        self._axes(self._turned, self._found, long, table.size, join)
        turned_back = into.reshape(long, self.short)
        np.bitwise_or(turned_back, self._found.T, out=turned_back)
        self._axes(table, into, self.short, table.size, join)

    def _low(self, table: Words, into: Words, join: np.ufunc) -> None:
        for at in range(0, table.size, NEAR):
            part, found = table[at : at + NEAR], into[at : at + NEAR]
            both = self._both[: part.size]
            for x in range(LOW):
                q = np.uint32(3**x)
                np.left_shift(part, q, out=both)  # (part & part << q) << q: both answers, at the bits that do not know x
                join(both, part, out=both)
                np.left_shift(both, q, out=both)
                np.bitwise_and(both, np.uint32(UNKNOWN[x]), out=both)
                np.bitwise_or(found, both, out=found)

    def _axes(self, table: NDArray[np.uint32], into: NDArray[np.uint32], block: int, size: int, join: np.ufunc) -> None:
        while block < size:
            children, found = table.reshape(-1, 3, block), into.reshape(-1, 3, block)
            step = max(1, NEAR // block)
            for i in range(0, len(children), step):
                for at in range(0, block, NEAR):
                    zero, one = children[i : i + step, 0, at : at + NEAR], children[i : i + step, 1, at : at + NEAR]
                    both = self._both[: zero.size].reshape(zero.shape)
                    join(zero, one, out=both)
                    unknown = found[i : i + step, 2, at : at + NEAR]
                    np.bitwise_or(unknown, both, out=unknown)
            block *= 3
