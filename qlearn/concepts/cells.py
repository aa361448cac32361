"""Functions that are constant on boxes: their cells, where two of them differ, and what a counterfactual may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..box_queries import Counterfactual, Explanation
from ..features import Places
from ..formulas import total
from ..points import Points

CHUNK = 1 << 22  # comparisons of coordinates that are made at once


@dataclass(frozen=True, eq=False)
class Cells:
    """Boxes of places, both ends inside, disjoint and together the whole domain, each with its label."""

    low: Places  # (cells, d)
    high: Places  # (cells, d)
    label: NDArray[Any]  # (cells,)

    def __len__(self) -> int:
        return len(self.label)

    @cached_property
    def cuts(self) -> tuple[NDArray[np.int64], ...]:
        """For each feature the places c, in order, so that a side lies between c and c + 1."""
        last = self.high.max(axis=0)
        return tuple(np.unique(self.high[self.high[:, i] < last[i], i]) for i in range(self.low.shape[1]))


@runtime_checkable
class Boxed(Protocol):
    """A function with classes 0..K-1, or of truth values, that is constant on cells."""

    @property
    def axes(self) -> Axes: ...

    @property
    def cells(self) -> Cells: ...

    def __call__(self, points: Points, /) -> NDArray[Any]: ...


@runtime_checkable
class Searched(Protocol):
    """A function on axes that needs no cells to find where in a box it has another label."""

    @property
    def axes(self) -> Axes: ...

    def unlike(self, low: Places, high: Places, label: int, /) -> Iterator[Places]:
        """Places of the box with another label, each of shape (d,); none exactly if there are none."""


def overlaps(one: Cells, other: Cells) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """All pairs of cells that have a place in common, some at a time."""
    rows = max(1, CHUNK // max(1, other.low.size))
    for start in range(0, len(one), rows):
        part = slice(start, start + rows)
        low = np.maximum(one.low[part, None], other.low)
        high = np.minimum(one.high[part, None], other.high)
        mine, theirs = np.nonzero((low <= high).all(axis=2))
        yield mine + start, theirs


def differing(one: Boxed, other: Boxed) -> Iterator[tuple[Places, Places]]:
    """Boxes of places, disjoint, that together are where the two functions differ: low ends (m, d) and high ends."""
    mine, theirs = one.cells, other.cells
    for i, j in overlaps(mine, theirs):
        apart = mine.label[i] != theirs.label[j]
        i, j = i[apart], j[apart]
        if len(i):
            yield np.maximum(mine.low[i], theirs.low[j]), np.minimum(mine.high[i], theirs.high[j])


def disagreement(one: Boxed, other: Boxed) -> Fraction:
    """The probability, exactly, that the two differ at a point drawn uniformly from their axes."""
    boxes = (pair for low, high in differing(one, other) for pair in zip(low, high, strict=True))
    return sum((one.axes.share(low, high) for low, high in boxes), Fraction(0))


def points_of_difference(one: Boxed, hypothesis: Any) -> Iterator[NDArray[Any]] | None:
    """Two points of each box where the hypothesis differs, its corners; None if it is of another sort."""
    if isinstance(hypothesis, Searched) and hypothesis.axes == one.axes:
        boxes = zip(one.cells.low, one.cells.high, one.cells.label.tolist(), strict=True)
        return (one.axes.at(place[None])[0] for box in boxes for place in hypothesis.unlike(*box))
    if not isinstance(hypothesis, Boxed) or hypothesis.axes != one.axes:
        return None
    ends = (end for pair in differing(one, hypothesis) for end in pair)
    return (point for end in ends for point in one.axes.at(end))


def explanations(concept: Boxed, query: Counterfactual) -> Iterator[Explanation]:
    """Every legal answer, the nearest point first: the projections of the point on cells with another label.

    A point that no coordinate of which could have been moved less is the projection on its own cell: the coordinates that
    moved lie on the cell's side, for one place back the label is another, and the others did not move.
    """
    axes, cells = concept.axes, concept.cells
    x, low, high = axes.place(np.array([query.point, query.low, query.high]))
    label = int(concept(query.point[None])[0])
    there = (cells.label != label) & (np.maximum(cells.low, low) <= np.minimum(cells.high, high)).all(axis=1)
    if not there.any():
        yield Explanation(label)
        return
    nearest = np.clip(x, np.maximum(cells.low[there], low), np.minimum(cells.high[there], high))
    points = axes.at(nearest)
    away = ((points - query.point) ** 2).sum(axis=1)
    for j in np.lexsort(((nearest != x).sum(axis=1), away)):
        moved = np.flatnonzero(nearest[j] != x)
        back = np.repeat(nearest[j][None], len(moved), axis=0)
        back[np.arange(len(moved)), moved] += np.sign(x - nearest[j])[moved]
        if (concept(axes.at(back)) == label).all():
            yield Explanation(label, points[j], int(cells.label[there][j]))


def sizes_of(concept: Boxed) -> dict[str, int]:
    """The sizes that bounds on trees are stated in.

    d features of at most N places; s cuts, t of them at most on one feature; P cells of the grid that the cuts make, A sides
    between neighbouring ones.
    """
    many = [len(cuts) for cuts in concept.cells.cuts]
    P = int(np.prod([m + 1 for m in many], dtype=object))
    A = total(lambda i: many[i] * (P // (many[i] + 1)), 0, len(many) - 1)
    return {"d": concept.axes.d, "N": concept.axes.N, "s": sum(many), "t": max(many), "P": P, "A": int(A)}
