"""Sub-cubes that cover all points, from a table of them that holds too many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .closing import OPEN
from .tables import LOW, UNKNOWN, ZERO, Words

Whole = NDArray[np.int64]


def cover(table: Words, n: int, known: int) -> tuple[str, ...]:
    """Of the sub-cubes in the table those with at most so many known labels, a few of them that cover all points.

    As text, one sign an input, '-' where it is not known.  Each point has some sub-cube in the table that holds it: the caller
    knows.  Not the fewest that there could be: point after point, what covers it is taken unless it is covered already.

    >>> from .tables import constant
    >>> cover(constant(np.array([0, 1, 1, 1, 0, 1, 1, 1], np.bool_)), 3, 2)
    ('00-', '1--', '-1-')
    """
    chosen = _of_each(_roomy(table, n, n - known), n)
    digits = chosen[:, None] // 3 ** np.arange(n) % 3
    corners = np.where(digits == 2, 0, digits) @ (1 << np.arange(n))
    covered, taken = np.zeros(1 << n, np.bool_), list[int]()
    for x in range(1 << n):
        if not covered[x]:
            covered[_points(int(corners[x]), np.flatnonzero(digits[x] == 2))] = True
            taken.append(x)
    signs = np.array(["0", "1", "-"])
    return tuple("".join(signs[row]) for row in digits[taken])


def _points(corner: int, free: NDArray[np.intp]) -> Whole:
    points = np.array([corner])
    for i in free.tolist():
        points = np.concatenate((points, points + (1 << i)))
    return points


def _roomy(table: Words, n: int, least: int) -> Words:
    """The sub-cubes with at least so many unknown labels.  Digits of a word that stand for no point are taken as known."""
    unknown = np.zeros(1, np.int8)
    for _ in range(n - LOW):
        unknown = np.concatenate([unknown, unknown, unknown + 1]).astype(np.int8)
    for x in range(n, LOW):
        table = table & np.uint32(ZERO[x])
    kept: Words = table & np.array(OPEN, np.uint32)[np.clip(least - unknown, 0, LOW + 1)]
    return kept


def _of_each(table: Words, n: int) -> Whole:
    """For each point a sub-cube in the table that holds it, with few labels known; shape (2**n,).

    Digit by digit the table is opened: what does not know it stands for both labels.  Then back, from the points: each leaves a
    digit unknown if that was in the table.
    """
    high, low_stages = max(n - LOW, 0), list[Words]()
    for i in range(LOW):
        low_stages.append(table)
        q, unknown = np.uint32(3**i), table & np.uint32(UNKNOWN[i])
        table = table | unknown >> q | unknown >> (q + q)
    stages = [table]
    for t in range(high - 1, -1, -1):  # the highest place first: what is made of it becomes the highest bit
        thirds = stages[-1].reshape(-1, 3, 3**t)
        stages.append((thirds[:, :2] | thirds[:, 2:]).reshape(-1))
    x: Whole = np.arange(1 << max(n, LOW))
    word, bit = np.zeros_like(x), np.zeros_like(x)
    for i in range(LOW):
        bit += 3**i * (x >> i & 1)
    for t in range(high):  # stages[-2 - t] knows 'unknown' at the t + 1 lowest places
        free = word + 3**t * 2
        open_ = _has(stages[-2 - t], 3 ** (t + 1) * (x >> (LOW + t + 1)) + free, bit)
        word = np.where(open_, free, word + 3**t * (x >> (LOW + t) & 1))
    for i in range(LOW - 1, -1, -1):
        free = bit + 3**i * (2 - (x >> i & 1))
        bit = np.where(_has(low_stages[i], word, free), free, bit)
    whole: Whole = 27 * word + bit
    return whole[: 1 << n]


def _has(table: Words, words: Whole, bits: Whole) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (table[words] >> bits.astype(np.uint32) & 1).astype(np.bool_)
    return found
