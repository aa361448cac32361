"""What may be answered to a counterfactual query about a function that is constant on boxes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..box_queries import Counterfactual, Explanation
from ..features import Places
from ..points import Points
from .cells import Boxed

FIRST = 16  # candidates that are looked at before all are sorted
BATCH = 1 << 12  # candidates that are tested at once, at most


def explanations(concept: Boxed, query: Counterfactual) -> Iterator[Explanation]:
    """Every legal answer, the nearest point first: the projections of the point on cells with another label.

    A point that no coordinate of which could have been moved less is the projection on its own cell: the coordinates that
    moved lie on the cell's side, for one place back the label is another, and the others did not move.  Distances are
    rounded; so each candidate is tested by this, which is exact.
    """
    axes, cells = concept.axes, concept.cells
    x, low, high = axes.place(np.array([query.point, query.low, query.high]))
    label = int(concept(query.point[None])[0])
    away = np.where(cells.label == label, np.inf, _distances(concept, query.point, x, low, high))
    candidates = np.flatnonzero(away < np.inf)
    if not len(candidates):
        yield Explanation(label)
        return
    for some in _nearest_first(away, candidates):
        nearest = np.clip(x, np.maximum(cells.low[some], low), np.minimum(cells.high[some], high))
        order = np.lexsort(((nearest != x).sum(axis=1), away[some]))
        size = start = 0
        while start < len(order):
            size = min(max(1, 4 * size), BATCH)
            batch = order[start : start + size]
            start += size
            points = axes.at(nearest[batch])
            for k in np.flatnonzero(_no_less(concept, x, nearest[batch], points, label)):
                yield Explanation(label, points[k], int(cells.label[some[batch[k]]]))


def _distances(concept: Boxed, point: NDArray[np.float64], x: Places, low: Places, high: Places) -> NDArray[np.float64]:
    """The squared distance of the point to the part of each cell in the box, up to a factor; infinite if there is none."""
    gaps = []
    for i, first, last, which in concept.cells.sides:
        begin, end = np.maximum(first, low[i]), np.minimum(last, high[i])
        at = concept.axes.features[i].at(np.clip(x[i], begin, np.maximum(begin, end)))
        gaps.append((np.where(begin <= end, np.abs(at / 2 - point[i] / 2), np.inf), which))
    largest = max((float(gap[gap < np.inf].max(initial=0)) for gap, _ in gaps), default=0.0)
    away = np.zeros(len(concept.cells))
    for gap, which in gaps:
        away += (np.ldexp(gap, -np.frexp(largest)[1]) ** 2)[which]  # a factor of two rounds nothing, and nothing overflows
    return away


def _nearest_first(away: NDArray[np.float64], candidates: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """The few nearest candidates, then all others: most often the first is asked for and no more."""
    if len(candidates) <= FIRST:
        yield candidates
        return
    reach = np.partition(away[candidates], FIRST)[FIRST]
    near = away[candidates] <= reach
    yield candidates[near]
    yield candidates[~near]


def _no_less(concept: Boxed, x: Places, nearest: Places, points: Points, label: int) -> NDArray[np.bool_]:
    """For each candidate (batch, d) whether every coordinate that moved, one place back, gives the label again."""
    row, feature = np.nonzero(nearest != x)
    back = points[row]
    for i in np.unique(feature):
        mine = np.flatnonzero(feature == i)
        place = nearest[row[mine], i]
        back[mine, i] = concept.axes.features[i].at(place + np.sign(x[i] - place))
    passes = np.ones(len(nearest), np.bool_)
    passes[row[concept(back) != label]] = False
    return passes
