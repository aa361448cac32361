"""Minimal transversals of families of sets: the least sets that meet every one, by multiplication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray


def as_sets(rows: NDArray[np.bool_]) -> list[int]:
    """Each row as an integer: bit i says whether i is in the set."""
    return [int.from_bytes(row.tobytes(), "little") for row in np.packbits(rows, axis=1, bitorder="little")]


def as_rows(sets: Sequence[int], n: int) -> NDArray[np.bool_]:
    """Sets of numbers below n as rows of flags, shape (sets, n)."""
    octets = b"".join(each.to_bytes(-(-n // 8), "little") for each in sets)
    packed = np.frombuffer(octets, np.uint8).reshape(len(sets), -(-n // 8))
    return np.unpackbits(packed, axis=1, count=n, bitorder="little").astype(np.bool_)


def members(each: int) -> list[int]:
    """The singletons that a set is made of, the least first."""
    found = []
    while each:
        found.append(each & -each)
        each &= each - 1
    return found


def meeting(transversals: Sequence[int], edge: int) -> list[int]:
    """The minimal sets that also meet `edge`, from the minimal transversals of the sets before it.

    A transversal that misses the edge gets one member of it.  No two of these contain one another; what may be smaller is one
    that meets the edge by itself.
    """
    through = [t for t in transversals if t & edge]
    missing = [t for t in transversals if not t & edge]
    for singleton in members(edge) if missing else ():
        smaller = [t for t in through if t & singleton]
        grown = [t | singleton for t in missing]
        through += [t for t in grown if not any(s & ~t == 0 for s in smaller)]
    return through


def minimal_transversals(edges: Iterable[int]) -> list[int]:
    """All least sets that meet every edge: the empty set if there is no edge, none if an edge is empty.

    >>> minimal_transversals([0b011, 0b110])
    [2, 5]
    """
    found = [0]
    for edge in edges:
        found = meeting(found, edge)
    return found
