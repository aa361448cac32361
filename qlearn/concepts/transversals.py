"""Minimal transversals of families of sets: the least sets that meet every one, by multiplication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .masks import singletons


def meeting(transversals: Sequence[int], edge: int) -> list[int]:
    """The minimal sets that also meet `edge`, from the minimal transversals of the sets before it.

    A transversal that misses the edge gets one member of it.  No two of these contain one another; what may be smaller is one
    that meets the edge by itself.
    """
    through = [t for t in transversals if t & edge]
    missing = [t for t in transversals if not t & edge]
    for singleton in singletons(edge) if missing else ():
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
