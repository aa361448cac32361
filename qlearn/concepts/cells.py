"""Functions that are constant on boxes: their cells, and where two of them differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..errors import BadArgument
from ..features import Places
from ..formulas import total
from ..points import Points

CHUNK = 1 << 22  # comparisons of coordinates that are made at once


class Sides(NamedTuple):
    """The intervals of one feature, both ends inside, and which of them each cell has, shape (cells,)."""

    feature: int
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    which: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Cells:
    """Boxes of places, both ends inside, disjoint and together the whole domain, each with its label."""

    low: Places  # (cells, d)
    high: Places  # (cells, d)
    label: NDArray[Any]  # (cells,)

    def __len__(self) -> int:
        return len(self.label)

    @cached_property
    def sides(self) -> tuple[Sides, ...]:
        """The features that cells are narrower in than the domain, each with the intervals that the cells have there."""
        last = self.high.max(axis=0)
        found = []
        for i in np.flatnonzero((self.low > 0).any(axis=0) | (self.high < last).any(axis=0)):
            ends = np.column_stack([self.low[:, i], self.high[:, i]])
            intervals, which = np.unique(ends, axis=0, return_inverse=True)
            found.append(Sides(int(i), intervals[:, 0], intervals[:, 1], which.ravel()))
        return tuple(found)

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
    cut = [sides.feature for sides in other.sides]  # along the other features every pair has a place in common
    low, high = other.low[:, cut], other.high[:, cut]
    rows = max(1, CHUNK // max(1, len(other), low.size))
    for start in range(0, len(one), rows):
        part = slice(start, start + rows)
        meet = np.ones((len(one.low[part]), len(other)), np.bool_)
        for k, i in enumerate(cut):
            meet &= (one.low[part, i, None] <= high[:, k]) & (low[:, k] <= one.high[part, i, None])
        mine, theirs = np.nonzero(meet)
        yield mine + start, theirs


def apart(mine: Cells, theirs: Cells) -> Iterator[tuple[Places, Places]]:
    """Boxes of places, disjoint, that together are where the labels differ: low ends (m, d) and high ends."""
    for i, j in overlaps(mine, theirs):
        differ = mine.label[i] != theirs.label[j]
        i, j = i[differ], j[differ]
        if len(i):
            yield np.maximum(mine.low[i], theirs.low[j]), np.minimum(mine.high[i], theirs.high[j])


def differing(one: Boxed, other: Boxed) -> Iterator[tuple[Places, Places]]:
    """Boxes of places, disjoint, that together are where the two functions differ: low ends (m, d) and high ends.

    Raises `BadArgument` for functions on different axes.
    """
    if one.axes != other.axes:
        raise BadArgument(f"functions are compared on the same axes, got {one.axes} and {other.axes}")
    return apart(one.cells, other.cells)


def disagreement(one: Boxed, other: Boxed) -> Fraction:
    """The probability, exactly, that the two differ at a point drawn uniformly from their axes."""
    boxes = (pair for low, high in differing(one, other) for pair in zip(low, high, strict=True))
    return sum((one.axes.share(low, high) for low, high in boxes), Fraction(0))


def disagreement_on(one: Boxed, other: Boxed, points: Points) -> Fraction:
    """The share, exactly, of these rows that the two label differently."""
    if not len(points):
        raise BadArgument("the share of no rows says nothing; give one row or more")
    return Fraction(int(np.count_nonzero(one(points) != other(points))), len(points))


def points_of_difference(one: Boxed, hypothesis: Any) -> Iterator[NDArray[Any]] | None:
    """Two points of each box where the hypothesis differs, its corners; None if it is of another sort."""
    if isinstance(hypothesis, Searched) and hypothesis.axes == one.axes:
        boxes = zip(one.cells.low, one.cells.high, one.cells.label.tolist(), strict=True)
        return (one.axes.at(place[None])[0] for box in boxes for place in hypothesis.unlike(*box))
    if not isinstance(hypothesis, Boxed) or hypothesis.axes != one.axes:
        return None
    return corners(one.axes, differing(one, hypothesis))


def corners(axes: Axes, boxes: Iterator[tuple[Places, Places]]) -> Iterator[NDArray[Any]]:
    """Both ends of boxes of places, as points."""
    ends = (end for pair in boxes for end in pair)
    return (point for end in ends for point in axes.at(end))


def without(a: Places, b: Places, low: Places, high: Places) -> list[tuple[Places, Places]]:
    """What the box a..b has outside another box that it meets, in pieces."""
    a, b, pieces = a.copy(), b.copy(), []
    for i in np.flatnonzero((low > a) | (high < b)):
        if low[i] > a[i]:
            end = b.copy()
            end[i] = low[i] - 1
            pieces.append((a.copy(), end))
            a[i] = low[i]
        if high[i] < b[i]:
            begin = a.copy()
            begin[i] = high[i] + 1
            pieces.append((begin, b.copy()))
            b[i] = high[i]
    return pieces


def sizes_of(concept: Boxed) -> dict[str, int]:
    """The sizes that bounds on trees are stated in.

    d features of at most N places; s cuts, t of them at most on one feature; P cells of the grid that the cuts make, A sides
    between neighbouring ones; L cells of its own, with F sides that are no sides of the domain.
    """
    low, high = concept.cells.low > 0, concept.cells.high < concept.axes.last
    own = {"L": len(concept.cells), "F": int(low.sum() + high.sum())}
    many = [len(cuts) for cuts in concept.cells.cuts]
    P = int(np.prod([m + 1 for m in many], dtype=object))
    A = total(lambda i: many[i] * (P // (many[i] + 1)), 0, len(many) - 1)
    return {"d": concept.axes.d, "N": concept.axes.N, "s": sum(many), "t": max(many), "P": P, "A": int(A), **own}
