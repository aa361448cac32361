"""From leaves to their tree: boxes with names, split again and again where none of them is cut."""

from __future__ import annotations

from math import prod

import numpy as np

from ..axes import Axes
from ..errors import Inconsistent
from ..features import Places
from ..points import spell
from .cells import Cells, overlaps
from .tree_classes import Split, grown
from .trees import Tree


def tree_of(axes: Axes, leaves: Cells) -> Tree:
    """A tree whose leaves are these boxes, labelled by their names; as shallow as even splits make it.

    That it is found shows that the boxes are disjoint and fill the domain.  Raises `Inconsistent` for boxes that overlap,
    leave a place out, or cannot be got by splitting; the message says which.

    >>> two = Cells(np.array([[0], [3]]), np.array([[2], [4]]), np.array([7, 5]))
    >>> print(tree_of(Axes.grid(5, 1), two))
    (x1 <= 2.5 ? 7 : 5)
    """

    def split(low: Places, high: Places) -> Split | int:
        inside = np.flatnonzero(((leaves.low >= low) & (leaves.high <= high)).all(axis=1))
        if len(inside) == 1 and (leaves.low[inside[0]] == low).all() and (leaves.high[inside[0]] == high).all():
            return int(leaves.label[inside[0]])
        found = _evenest(leaves.low[inside], leaves.high[inside])
        if found is None:
            raise Inconsistent(_fault(axes, leaves, low, high))
        return found

    return grown(axes, max(2, int(leaves.label.max()) + 1), split)


def _evenest(low: Places, high: Places) -> Split | None:
    """The split that cuts no box and leaves most nearly as many on one side as on the other; None if there is none."""
    order = np.argsort(low, axis=0, kind="stable")
    begins = np.take_along_axis(low, order, axis=0)
    ended = np.maximum.accumulate(np.take_along_axis(high, order, axis=0), axis=0)
    row, feature = np.nonzero(ended[:-1] < begins[1:])
    if not len(row):
        return None
    best = np.argmin(np.abs(2 * (row + 1) - len(low)))
    return int(feature[best]), int(ended[row[best], feature[best]])


def _fault(axes: Axes, leaves: Cells, low: Places, high: Places) -> str:
    """Why boxes, of which those within low .. high cannot be split, are not the leaves of a tree."""
    for mine, others in overlaps(leaves, leaves):
        twice = np.flatnonzero(mine < others)
        if len(twice):
            i, j = int(mine[twice[0]]), int(others[twice[0]])
            there = axes.at(np.maximum(leaves.low[i], leaves.low[j])[None])[0]
            return f"the leaves {leaves.label[i]} and {leaves.label[j]} both contain {spell(there)}"
    held = sum(prod(sides) for sides in (leaves.high - leaves.low + 1).tolist())
    if held < prod(axes.sizes):
        ends = " .. ".join(spell(end) for end in axes.at(np.array([low, high])))
        return (
            f"the {len(leaves)} leaves found hold {held} of {prod(axes.sizes)} places; some are missing within the box {ends}"
        )
    inside = leaves.label[((leaves.low >= low) & (leaves.high <= high)).all(axis=1)]
    return f"no split keeps the leaves {', '.join(map(str, inside[:9].tolist()))} whole: they are no tree's"
