"""What an answer to a counterfactual query says, in places: labels of some of them, and cuts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...axes import Axes
from ...errors import BadAnswer, Inconsistent
from ...features import Places
from ...points import spell
from ...queries import Counterfactual, Dialogue


@dataclass(frozen=True)
class Explained:
    """The label of x, and y with another label in the same box; `y` is None where the whole box has the label of x."""

    x: Places  # (d,)
    y: Places | None  # (d,)
    label: int
    other: int

    @property
    def moved(self) -> NDArray[np.intp]:
        """The features in which y differs from x."""
        return np.flatnonzero(self.x != self.y) if self.y is not None else np.zeros(0, np.intp)

    @property
    def back(self) -> Places:
        """y with one moved feature a place nearer to x, for each of them, shape (moved, d): all have the label of x."""
        assert self.y is not None
        places = np.repeat(self.y[None], len(self.moved), axis=0)
        places[np.arange(len(self.moved)), self.moved] += np.sign(self.x - self.y)[self.moved]
        return places


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


@dataclass(frozen=True)
class Seen:
    """The places in a box whose labels are known."""

    places: Places  # (seen, d)
    labels: NDArray[np.int64]  # (seen,)

    def within(self, low: Places, high: Places) -> Self:
        inside = ((low <= self.places) & (self.places <= high)).all(axis=1)
        return type(self)(self.places[inside], self.labels[inside])

    def and_from(self, axes: Axes, said: Explained) -> Seen:
        """With what an answer about the same box says; `Inconsistent` if that cannot be, after what is known."""
        whole = said.y is None
        contradicts = (self.labels != said.label) & (whole | (self.places == said.x).all(axis=1))
        if said.y is not None:
            contradicts |= (self.labels != said.other) & (self.places == said.y).all(axis=1)
            for place in said.back:
                contradicts |= (self.labels != said.label) & (self.places == place).all(axis=1)
        if contradicts.any():
            place, label = (known[contradicts][0] for known in (self.places, self.labels))
            where = "everywhere in a box with" if whole else f"for {spell(axes.at(said.x[None])[0])}, in a box with"
            raise Inconsistent(
                f"the teacher says label {said.label} {where} {spell(axes.at(place[None])[0])}, and what it said before gives"
                f" that point another label than this answer does: it was {label}.  No function gives both answers; ask the"
                " model for the labels of both points to see which answer is wrong"
            )
        if said.y is None:
            return self
        places = np.vstack([self.places, said.x, said.y, said.back])
        return Seen(places, np.concatenate([self.labels, [said.label, said.other], np.full(len(said.back), said.label)]))
