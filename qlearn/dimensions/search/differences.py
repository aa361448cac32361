"""How other concepts differ from one, as sets of points and, for each point, as sets of concepts."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..finite_class import Concepts, FiniteClass, positions

Rows = NDArray[np.intp]


def differences(c: FiniteClass, i: int) -> list[Concepts]:
    """For each point the concepts that differ there from concept i."""
    return [c.zeros[x] if label else c.ones[x] for x, label in enumerate(c.labels[i].tolist())]


def smallest_first(c: FiniteClass, f: NDArray[np.bool_], rows: Rows) -> tuple[list[int], int]:
    """The differences of these concepts from f renumbered, the smallest first: a set of them for each point, and all."""
    table = c.labels[rows] ^ f
    packed = np.packbits(table[np.argsort(table.sum(axis=1), kind="stable")].T, axis=1, bitorder="little")
    return [int.from_bytes(column.tobytes(), "little") for column in packed], (1 << len(rows)) - 1


def disjoint(c: FiniteClass, i: int, others: Concepts) -> list[int]:
    """Of these others some with disjoint differences from concept i, each time the one with the smallest that fits.

    >>> disjoint(FiniteClass.of([[0, 0, 0], [1, 1, 0], [1, 0, 1], [0, 0, 1]]), 0, 0b1110)
    [3, 1]
    """
    left = positions(others, c.N)
    words = _words(c)
    sets = words[left] ^ words[i]
    sizes = np.bitwise_count(sets).sum(axis=1, dtype=np.int64)
    found = []
    while len(left):
        j = int(sizes.argmin())
        found.append(int(left[j]))
        apart = ~(sets & sets[j]).any(axis=1)
        left, sets, sizes = left[apart], sets[apart], sizes[apart]
    return found


@lru_cache(maxsize=2)
def _words(c: FiniteClass) -> NDArray[np.uint64]:
    """The labels as machine words, as many for each concept as its points take."""
    packed = np.packbits(c.labels, axis=1, bitorder="little")
    filled = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8)))
    return filled.view(np.uint64)
