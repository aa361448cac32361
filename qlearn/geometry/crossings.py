"""Two orders of the same things: how many pairs change places between them, and a pair drawn from these."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ranks = NDArray[np.int64]


def overtaken(order: Ranks) -> Ranks:
    """For each entry of a permutation of 0..n-1, how many larger ones stand before it.

    Sorted by one binary digit after another, the highest first: an entry has its digit 0 where a larger one of the same
    higher digits has 1, and entries of the same higher digits stand side by side in their first order.

    >>> overtaken(np.array([2, 0, 3, 1])).tolist()
    [0, 1, 0, 2]
    """
    n = len(order)
    places, found = np.arange(n), np.zeros(n, np.int64)
    values, origin = order.astype(np.int64), np.arange(n)
    for digit in reversed(range(max(1, (n - 1).bit_length()))):
        one = (values >> digit) & 1
        start = (values >> (digit + 1)) << (digit + 1)
        ones = np.cumsum(one) - one
        ones -= ones[start]
        found[origin] += np.where(one, 0, ones)
        target = np.where(one, start + (1 << digit) + ones, places - ones)
        moved, from_where = np.empty_like(values), np.empty_like(origin)
        moved[target], from_where[target] = values, origin
        values, origin = moved, from_where
    return found


def crossings(one: Ranks, other: Ranks) -> int:
    """How many pairs stand in different orders by these ranks."""
    return int(overtaken(other[np.argsort(one)]).sum())


def drawn(one: Ranks, other: Ranks, most: int, rng: np.random.Generator) -> tuple[Ranks, Ranks]:
    """Pairs (i, j) with i before j by `one` and after it by `other`: all of them if few things, else some, drawn uniformly."""
    n = len(one)
    if n * n <= 4 * most:
        i, j = np.nonzero((one[:, None] < one) & (other[:, None] > other))
        return i, j
    i, j = rng.integers(0, n, (2, 4 * most))
    crossing = (one[i] < one[j]) & (other[i] > other[j])
    if crossing.sum() >= most // 32:
        return i[crossing], j[crossing]
    return _rare(one, other, most // 32, rng)


def _rare(one: Ranks, other: Ranks, most: int, rng: np.random.Generator) -> tuple[Ranks, Ranks]:
    """The same where hardly any pair crosses: j drawn by how many overtake it, then one of these."""
    by_one = np.argsort(one)
    counts = np.empty(len(one), np.int64)
    counts[by_one] = overtaken(other[by_one])
    if not counts.any():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    ends = np.cumsum(counts)
    wanted = np.arange(ends[-1]) if ends[-1] <= most else np.unique(rng.integers(0, ends[-1], most))
    js = np.searchsorted(ends, wanted, side="right")
    pairs = [(_before(one, other, int(j))[ends[j] - k - 1], int(j)) for j, k in zip(js, wanted.tolist(), strict=True)]
    i, j = np.array(pairs, np.int64).T
    return i, j


def _before(one: Ranks, other: Ranks, j: int) -> Ranks:
    return np.flatnonzero((one < one[j]) & (other > other[j]))
