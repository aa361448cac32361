"""What an answer to a counterfactual query says, in places: the labels of some of them, and cuts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...axes import Axes
from ...errors import BadAnswer, Inconsistent
from ...features import Places
from ...points import spell
from ...queries import Counterfactual, Dialogue


@dataclass(frozen=True, eq=False)
class Explained:
    """The label of x, and y with another label in the same box; `y` is None where the whole box has the label of x."""

    x: Places  # (d,)
    y: Places | None  # (d,)
    label: int
    other: int

    @cached_property
    def moved(self) -> NDArray[np.intp]:
        """The features in which y differs from x."""
        return np.flatnonzero(self.x != self.y) if self.y is not None else np.zeros(0, np.intp)

    @cached_property
    def told(self) -> tuple[Places, NDArray[np.int64]]:
        """Places and their labels: x, y, and y with one moved feature a place nearer to x, which has the label of x."""
        if self.y is None:
            return self.x[None], np.array([self.label])
        places = np.vstack([self.x, self.y, np.repeat(self.y[None], len(self.moved), axis=0)])
        places[2 + np.arange(len(self.moved)), self.moved] += np.sign(self.x - self.y)[self.moved]
        labels = np.full(len(places), self.label)
        labels[1] = self.other
        return places, labels


def explained(axes: Axes, classes: int, x: Places, low: Places, high: Places) -> Dialogue[Explained]:
    """Ask for a counterfactual to the place x within a box of places; `BadAnswer` if it lies at no place."""
    point, first, last = axes.at(np.array([x, low, high]))
    said = yield from Counterfactual(point, first, last, classes)
    if said.point is None or said.other is None:
        return Explained(x, None, said.label, said.label)
    y = axes.place(said.point[None])
    if not np.array_equal(axes.at(y)[0], said.point):
        raise BadAnswer(
            f"counterfactual: asked for the nearest other label within {spell(first)} .. {spell(last)}, the teacher said"
            f" {spell(said.point)}, which lies between the places of these axes.  A teacher who goes a little too far is what"
            " the reduction +snapped is for; one who is exact needs axes of Floats"
        )
    return Explained(x, y[0], said.label, said.other)


@dataclass(frozen=True, eq=False)
class Seen:
    """The places in a box whose labels are known."""

    places: Places  # (seen, d)
    labels: NDArray[np.int64]  # (seen,)

    def within(self, low: Places, high: Places) -> Self:
        inside = ((low <= self.places) & (self.places <= high)).all(axis=1)
        return type(self)(self.places[inside], self.labels[inside])

    def and_from(self, axes: Axes, said: Explained) -> Seen:
        """With what an answer about the same box says; `Inconsistent` if that cannot be, after what is known."""
        places, labels = said.told
        apart = self.labels[:, None] != labels
        if said.y is not None:
            apart &= (self.places[:, None] == places).all(axis=2)
        for i, j in np.argwhere(apart):
            before, now = axes.at(np.array([self.places[i], places[j]]))
            what = f"{spell(now)}" if said.y is not None else f"all of a box that holds {spell(now)} and {spell(before)}"
            raise Inconsistent(
                f"the teacher says now that {what} has label {labels[j]}; by what it said before {spell(before)} has label"
                f" {self.labels[i]}.  No function gives both answers: ask the model itself for that label to see which of them"
                " is wrong.  If it is the earlier one, its point was not nearest in each coordinate, as +snapped makes it"
            )
        if said.y is None:
            return self
        return Seen(np.vstack([self.places, places]), np.concatenate([self.labels, labels]))
