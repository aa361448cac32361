"""Functions that a row of numbers computes, feature by feature: a compact form of trees with many cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..features import Places
from ..points import Classes, Points
from .grid_functions import Cuts
from .modular import Matrix, independent, times


@dataclass(frozen=True, eq=False)
class GridAutomaton:
    """A state, which is a row of numbers modulo a prime, passes the features; the last leaves one number, a class's code.

    On each feature it is multiplied by the matrix of the interval between two cuts that the place lies in.  The code of the
    class `first` is 1, that of the next one 2, and so on around.  A number that is no code has the label `classes`, which no
    point of a function with these classes has.
    """

    axes: Axes
    cuts: Cuts
    steps: tuple[Matrix, ...]  # for each feature (intervals, numbers before, numbers after)
    classes: int
    first: int

    @property
    def domain(self) -> Axes:
        return self.axes

    @cached_property
    def _ends(self) -> list[NDArray[np.int64]]:
        return [np.array(cuts, np.int64) for cuts in self.cuts]

    def code(self, labels: Classes) -> NDArray[np.int64]:
        return (labels - self.first + 1) % self.classes

    def states(self, places: Places) -> Iterator[Matrix]:
        """The states at the start and after each feature, (batch, numbers)."""
        state = np.ones((len(places), 1), np.int64)
        yield state
        for i, (ends, step) in enumerate(zip(self._ends, self.steps, strict=True)):
            interval = np.searchsorted(ends, places[:, i])
            after = np.empty((len(places), step.shape[2]), np.int64)
            for k in np.unique(interval):
                after[interval == k] = times(state[interval == k], step[k])
            state = after
            yield state

    def __call__(self, points: Points) -> Classes:
        *_, last = self.states(self.axes.place(points))
        number = last[:, 0]
        return np.where(number < self.classes, (number + self.first - 1) % self.classes, self.classes).astype(np.intp)

    def unlike(self, low: Places, high: Places, label: int) -> Iterator[Places]:
        """Places of the box low..high with another label; none exactly if there are none.

        The states that prefixes lead to are followed as far as they are independent, each with a 1 added: all others are
        mixtures of these, with shares that add up to 1, and so are the numbers at the end.
        """
        state, prefixes = np.ones((1, 1), np.int64), np.zeros((1, 0), np.int64)
        for i, (ends, step) in enumerate(zip(self._ends, self.steps, strict=True)):
            first, last = np.searchsorted(ends, [low[i], high[i]]).tolist()
            if first < last:
                kept = independent(np.hstack([state, np.ones((len(state), 1), np.int64)]))
                state, prefixes = state[kept], prefixes[kept]
            places = np.concatenate([low[i : i + 1], ends[first:last] + 1])
            prefixes = np.vstack([np.hstack([prefixes, np.full((len(prefixes), 1), place)]) for place in places])
            state = np.vstack([times(state, step[k]) for k in range(first, last + 1)])
        yield from prefixes[state[:, 0] != self.code(np.array([label]))[0]]

    def key(self) -> bytes:
        shapes = [step.shape for step in self.steps]
        said = repr((self.axes, self.cuts, shapes, self.classes, self.first))
        return said.encode() + b"".join(step.tobytes() for step in self.steps)

    def __str__(self) -> str:
        return f"{max(step.shape[2] for step in self.steps)} states between {sum(map(len, self.cuts))} cuts"
