"""The statistical query dimension under the uniform law on the points."""

from __future__ import annotations

import numpy as np

from ..bracket import Bracket, Effort, Spent
from ..finite_class import FiniteClass, bits
from ..witnesses import Counted, Searched, Uncorrelated
from .counter import Counter

BLOCK = 256  # concepts whose products with all are found at once


def statistical(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The largest d with d concepts of which each two, written as signs, have a mean product of at most 1/d in size.

    What works for d works for d - 1, so d grows until no clique of d concepts is left.  It is at most n: the matrix of
    products is diagonally dominant, so d such concepts are independent vectors.  Exact until `effort.positions` are spent.

    >>> statistical(FiniteClass.of([[0, 0], [0, 1], [1, 0], [1, 1]])).value
    2
    """
    counter = Counter((effort or Effort()).positions)
    most = min(c.N, c.n)
    found: tuple[int, ...] = (0,)
    try:
        while len(found) < most:
            d = len(found) + 1
            more = _clique(_graph(c, d, counter), c.all, d, counter)
            if more is None:
                return Bracket(d - 1, d - 1, Uncorrelated(found), Searched("cliques", counter.count))
            found = more
    except Spent:
        pass
    return Bracket(len(found), most, Uncorrelated(found), Counted("n" if most == c.n else "trivial"))


def _graph(c: FiniteClass, d: int, counter: Counter) -> list[int]:
    """For each concept, those with a mean product of at most 1/d with it."""
    signs = np.where(c.labels, 1, -1).astype(np.float32)  # sums of n of them are exact
    graph = list[int]()
    for at in range(0, c.N, BLOCK):
        counter.step(1 + (c.N * c.n >> 10))
        near = np.abs(signs[at : at + BLOCK] @ signs.T) <= c.n // d
        near[np.arange(len(near)), np.arange(at, at + len(near))] = False
        graph += [bits(row) for row in near]
    return graph


def _clique(graph: list[int], among: int, size: int, counter: Counter) -> tuple[int, ...] | None:
    """`size` concepts of `among` that are pairwise joined, or None."""
    if size == 0:
        return ()
    if among.bit_count() < size:
        return None
    counter.step()
    for colour, i in reversed(_coloured(graph, among)):
        if colour < size:
            return None
        among &= ~(1 << i)
        rest = _clique(graph, among & graph[i], size - 1, counter)
        if rest is not None:
            return (i, *rest)
    return None


def _coloured(graph: list[int], among: int) -> list[tuple[int, int]]:
    """Each concept with a colour that no joined one shares: a clique has at most as many as there are colours."""
    placed, colour = [], 0
    while among:
        colour, free = colour + 1, among
        while free:
            i = (free & -free).bit_length() - 1
            placed.append((colour, i))
            among &= ~(1 << i)
            free &= ~(graph[i] | 1 << i)
    return placed
