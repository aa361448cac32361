"""A whole game in one pass over all partial labellings: from which of them queries lead into a table, whatever the answers."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .tables import LOW, UNKNOWN, Words, holds, start

BLOCK = 9  # digits above a word that are worked on together: 3**9 words stay near
# The bits of a word with at least so many unknown digits.
OPEN = tuple(sum(1 << b for b in range(27) if sum(b // 3**x % 3 == 2 for x in range(LOW)) >= least) for least in range(LOW + 2))
# What closes a word: digit 0 among the labels of digit 1, then where that is unknown, and both so for digit 2.
ORDER = (0, 1, 0, 2, 0, 1, 0)


def led(goal: Words, n: int, spare: int) -> Words:
    """The labellings from which queries lead into `goal` while `spare` points are unknown, whatever the answers.

    From u unknown points that takes at most u - spare queries.  A labelling is there if it is in `goal` and leaves that many
    unknown, or if both answers to some query are there.  These have smaller numbers, as a label is less than 'unknown'; so one
    pass in the order of the numbers is enough, however long the game.  Within a block the words with equally many unknown
    digits stand together: none leads to another.

    >>> from .tables import constant, holds, start
    >>> parity = constant(np.array([0, 1, 1, 0, 1, 0, 0, 1], np.bool_))
    >>> [holds(led(parity, 3, spare), start(3)) for spare in (1, 0)]
    [False, True]
    """
    high = max(n - LOW, 0)
    block = _Block(min(high, BLOCK))
    given, found = goal.reshape(-1, block.size), np.empty_like(goal).reshape(-1, block.size)
    for b, row in enumerate(found):
        steps = [3**x for x in range(max(high - BLOCK, 0)) if b // 3**x % 3 == 2]
        np.take(given[b], block.order, out=row, mode="clip")
        block.keep(row, spare - len(steps))
        for step in steps:
            row |= found[b - step] & found[b - 2 * step]
        block.close(row)
    for row in found:
        row[block.order] = row.copy()
    return found.reshape(-1)


def fewest(goal: Words, n: int, lo: int, hi: int) -> tuple[int, Words | None]:
    """The least d from lo on with which queries always lead into `goal`, where hi are enough, and what d lead into.

    One pass decides a d, which leaves n - d points unknown; what is between the bounds is halved.  Without a pass, no table.
    """
    enough = None
    while lo < hi:
        d = (lo + hi) // 2
        if holds(table := led(goal, n, n - d), start(n)):
            enough, hi = table, d
        else:
            lo = d + 1
        del table
    return lo, enough


class _Block:
    """Words whose places differ in the lowest digits only, sorted by how many of these digits are unknown."""

    def __init__(self, digits: int) -> None:
        self.size, self.order, self._levels = _levels(digits)
        self._spare = np.empty(self.size, np.uint32)

    def keep(self, row: Words, least: int) -> None:
        """Only labellings with so many unknown digits in the block and in the word."""
        for unknown, (level, _, _) in enumerate(self._levels):
            row[level] &= np.uint32(OPEN[min(max(least - unknown, 0), LOW + 1)])

    def close(self, row: Words) -> None:
        """Add what leads into the row, within the block."""
        for level, zero, one in self._levels:
            if len(zero):
                row[level] |= np.bitwise_or.reduce(row[zero] & row[one], axis=0)
            part, both = row[level], self._spare[level]
            for x in ORDER:
                q = np.uint32(3**x)
                np.left_shift(part, q, out=both)  # (part & part << q) << q: both answers, at the bits that do not know x
                np.bitwise_and(both, part, out=both)
                np.left_shift(both, q, out=both)
                np.bitwise_and(both, np.uint32(UNKNOWN[x]), out=both)
                np.bitwise_or(part, both, out=part)


Level = tuple[slice, NDArray[np.intp], NDArray[np.intp]]


@cache
def _levels(digits: int) -> tuple[int, NDArray[np.intp], tuple[Level, ...]]:
    """The sorted places, and for each number of unknown digits where they stand, with the places of their zeros and ones."""
    places, axes = np.arange(3**digits), np.arange(digits)[:, None]
    unknown = places // 3**axes % 3 == 2
    order = np.argsort(unknown.sum(axis=0), kind="stable")
    stands = np.argsort(order)
    levels, at = list[Level](), 0
    for u in range(digits + 1):
        these = order[at : at + int((unknown.sum(axis=0) == u).sum())]
        x = np.nonzero(unknown[:, these].T)[1].reshape(len(these), u).T
        levels.append((slice(at, at + len(these)), stands[these - 2 * 3**x], stands[these - 3**x]))
        at += len(these)
    return 3**digits, order, tuple(levels)
