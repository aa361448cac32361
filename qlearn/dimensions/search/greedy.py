"""A greedy tree of membership queries for classes of any size, all nodes of one depth at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..finite_class import FiniteClass
from ..witnesses import QueryTree

Ints = NDArray[np.intp]


def even_tree(c: FiniteClass) -> QueryTree:
    """A strategy that splits most evenly at each node: D <= its depth.

    Concepts are kept sorted by the node they are at, so that the labels at all nodes of one depth are counted in one pass.

    >>> even_tree(FiniteClass.of([[0, 0], [0, 1], [1, 1]])).depth
    2
    """
    points: list[Ints] = []
    children: list[Ints] = []
    rows, starts, made = np.arange(c.N), np.zeros(min(1, c.N - 1), np.intp), 0
    while len(starts):
        sizes = np.diff(np.append(starts, len(rows)))
        ones = np.add.reduceat(c.labels[rows], starts, axis=0, dtype=np.int32)
        asked = np.abs(2 * ones - sizes[:, None]).argmin(axis=1)
        made += len(starts)
        node = np.repeat(np.arange(len(starts)), sizes)
        part = 2 * node + c.labels[rows, asked[node]]
        order = np.argsort(part, kind="stable")
        rows, part = rows[order], part[order]
        counts = np.bincount(part, minlength=2 * len(starts))
        first = np.cumsum(counts) - counts
        large = counts > 1
        child = np.where(large, made + np.cumsum(large) - 1, ~rows[first])
        points.append(asked)
        children.append(child)
        kept = large[part]
        rows = rows[kept]
        starts = np.cumsum(counts[large]) - counts[large]
    if not points:
        return QueryTree((), (), ())
    both = np.concatenate(children)
    return QueryTree(tuple(np.concatenate(points).tolist()), tuple(both[::2].tolist()), tuple(both[1::2].tolist()))


def depths(c: FiniteClass, tree: QueryTree) -> Ints:
    """For each concept the queries asked until it is found: their points teach it."""
    found = np.zeros(c.N, np.intp)
    for concept, depth in tree.leaves():
        found[concept] = depth
    return found
