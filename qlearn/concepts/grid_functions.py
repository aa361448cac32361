"""Functions that are constant between cuts: each feature is cut at some places, and each cell of that grid has its label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..features import Places
from ..points import Points
from .cells import Cells, points_of_difference

Cuts = tuple[tuple[int, ...], ...]  # for each feature the places c, in order, so that a side lies between c and c + 1


@dataclass(frozen=True, eq=False)
class GridFunction:
    """A label for each cell; the cells are numbered so that those of the last feature follow each other.

    Features without a cut cost nothing: a thousand features may have three cuts.
    """

    axes: Axes
    cuts: Cuts
    labels: NDArray[Any]  # (cells,)

    @classmethod
    def everywhere(cls, axes: Axes, labels: NDArray[Any]) -> GridFunction:
        """One cell, with the one label given."""
        return cls(axes, ((),) * axes.d, labels)

    @property
    def domain(self) -> Axes:
        return self.axes

    @cached_property
    def _cut(self) -> list[tuple[int, NDArray[np.int64]]]:
        """The features that are cut, and where."""
        return [(i, np.array(cuts, np.int64)) for i, cuts in enumerate(self.cuts) if cuts]

    def number(self, places: Places) -> NDArray[np.intp]:
        """The number of the cell that each place lies in."""
        number = np.zeros(len(places), np.intp)
        for i, cuts in self._cut:
            number = number * (len(cuts) + 1) + np.searchsorted(cuts, places[:, i])
        return number

    def box(self, number: NDArray[np.intp]) -> tuple[Places, Places]:
        """The lowest and the highest place of each of these cells."""
        low = np.zeros((len(number), self.axes.d), np.int64)
        high = np.repeat(self.axes.last[None], len(number), axis=0)
        for i, cuts in reversed(self._cut):
            number, at = np.divmod(number, len(cuts) + 1)
            low[:, i] = np.concatenate([[0], cuts + 1])[at]
            high[:, i] = np.concatenate([cuts, self.axes.last[i : i + 1]])[at]
        return low, high

    def __call__(self, points: Points) -> NDArray[Any]:
        return self.labels[self.number(self.axes.place(points))]

    @cached_property
    def cells(self) -> Cells:
        return Cells(*self.box(np.arange(len(self.labels))), self.labels)

    def cut(self, i: int, c: int) -> tuple[GridFunction, NDArray[np.intp]]:
        """The same function with one more cut, and the numbers of the cells just above it."""
        at = sum(c > other for other in self.cuts[i])
        before = prod(len(cuts) + 1 for cuts in self.cuts[:i])
        layers = self.labels.reshape(before, len(self.cuts[i]) + 1, -1)
        labels = np.insert(layers, at + 1, layers[:, at], axis=1)
        above = np.arange(labels.size).reshape(labels.shape)[:, at + 1].ravel()
        cuts = (*self.cuts[:i], (*self.cuts[i][:at], c, *self.cuts[i][at:]), *self.cuts[i + 1 :])
        return GridFunction(self.axes, cuts, labels.ravel()), above

    def relabelled(self, number: NDArray[np.intp], labels: NDArray[Any]) -> GridFunction:
        """Other labels for these cells."""
        changed = self.labels.copy()
        changed[number] = labels
        return GridFunction(self.axes, self.cuts, changed)

    def disagreements(self, hypothesis: Any) -> Iterator[NDArray[Any]] | None:
        return points_of_difference(self, hypothesis)

    def key(self) -> bytes:
        return repr((self.axes, self.cuts, self.labels.dtype.str)).encode() + self.labels.tobytes()

    def __str__(self) -> str:
        return f"{len(self.labels)} cells between {sum(map(len, self.cuts))} cuts"
