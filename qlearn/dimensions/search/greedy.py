"""A greedy tree of membership queries for classes of any size, all nodes of one depth at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..finite_class import FiniteClass
from ..witnesses import QueryTree, Specifying

Ints = NDArray[np.intp]


def even_tree(c: FiniteClass, along: Specifying | None = None) -> QueryTree:
    """A strategy that splits most evenly at each node: D <= its depth.

    Concepts are kept sorted by the node they are at, so that the labels at all nodes of one depth are counted in one pass.
    While all answers are those of the labelling `along`, only points that specify it are asked, if one of them splits: its way
    is as short as it can be, and the others leave it early or are few.

    >>> even_tree(FiniteClass.of([[0, 0], [0, 1], [1, 1]])).depth
    2
    """
    points: list[Ints] = []
    children: list[Ints] = []
    rows, starts, made = np.arange(c.N), np.zeros(min(1, c.N - 1), np.intp), 0
    way = -1 if along is None else 0  # the node on the labelling's way
    while len(starts):
        sizes = np.diff(np.append(starts, len(rows)))
        ones = np.add.reduceat(c.labels[rows], starts, axis=0, dtype=np.int32)
        uneven = np.abs(2 * ones - sizes[:, None])
        asked = uneven.argmin(axis=1)
        if along is not None and way >= 0:
            asked[way] = _among(along, uneven[way], int(sizes[way]), int(asked[way]))
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
        if along is not None and way >= 0:
            way = _next(2 * way + int(along.labels[asked[way]]), large)
        kept = large[part]
        rows = rows[kept]
        starts = np.cumsum(counts[large]) - counts[large]
    if not points:
        return QueryTree((), (), ())
    both = np.concatenate(children)
    return QueryTree(tuple(np.concatenate(points).tolist()), tuple(both[::2].tolist()), tuple(both[1::2].tolist()))


def _among(along: Specifying, uneven: NDArray[np.int32], size: int, otherwise: int) -> int:
    """The point that splits most evenly among those that specify the labelling, if one splits."""
    points = np.array(along.points, np.intp)
    best = int(points[uneven[points].argmin()]) if len(points) else otherwise
    return best if uneven[best] < size else otherwise


def _next(part: int, large: NDArray[np.bool_]) -> int:
    """The node that this part becomes, or -1 for a leaf."""
    return int(np.count_nonzero(large[:part])) if large[part] else -1


def paths(tree: QueryTree) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each concept with the points asked until it is found: they teach it.

    >>> dict(paths(even_tree(FiniteClass.of([[0, 0], [0, 1], [1, 1]]))))
    {2: (0,), 0: (0, 1), 1: (0, 1)}
    """
    if not tree.points:
        yield 0, ()
        return
    todo: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    while todo:
        node, before = todo.pop()
        asked = (*before, tree.points[node])
        for child in (tree.zero[node], tree.one[node]):
            if child < 0:
                yield ~child, asked
            else:
                todo.append((child, asked))
