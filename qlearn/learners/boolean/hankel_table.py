"""What is known of a function on the cube for `hankel`: between variables, prefixes and suffixes that tell states apart."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...concepts.layered_automata import LayeredAutomaton
from ...concepts.modular import Matrix, inverse, times
from ...errors import Inconsistent
from ...points import spell
from ...queries import Membership, Query

Bits = NDArray[np.uint8]


class HankelTable:
    """Before and after each variable equally many prefixes and suffixes, whose labels are a regular matrix modulo 2.

    The first of each are the parts of one point that is labelled true.
    """

    def __init__(self, point: Bits) -> None:
        n = len(point)
        self.prefixes = [point[None, :j] for j in range(n + 1)]
        self.suffixes = [point[None, j:] for j in range(n + 1)]
        self._labels = {point.tobytes(): 1}
        self._inverse: list[Matrix] = [np.ones((1, 1), np.int64)] * (n + 1)
        self.known = self._inverse.copy()  # the matrices themselves
        self._cells: list[Matrix] = [np.ones((2, 1, 1), np.int64)] * n  # prefix, variable's value, suffix after it
        self._open = set(range(n))  # the variables whose cells are to be asked

    def labels(self, points: Bits) -> Generator[Query[Any], Any, Matrix]:
        """The labels of points, 0 or 1, each asked once."""
        keys = [point.tobytes() for point in points]
        new = {key: i for i, key in enumerate(keys) if key not in self._labels}
        if new:
            labels = yield from Membership(points[list(new.values())])
            self._labels.update(zip(new, labels.astype(int).tolist(), strict=True))
        return np.array([self._labels[key] for key in keys], np.int64)

    def tell(self, point: Bits, label: int) -> None:
        """A label that was not asked; `Inconsistent` if it is known to be another."""
        if self._labels.setdefault(point.tobytes(), label) != label:
            raise Inconsistent(f"{spell(point)} was labelled {self._labels[point.tobytes()]} before, and now {label}")

    def automaton(self) -> Generator[Query[Any], Any, LayeredAutomaton]:
        """Each value of a variable leads a prefix to the sum of prefixes that has its labels on the known suffixes."""
        for j in sorted(self._open):
            values = np.arange(2, dtype=np.uint8)[:, None]
            rows, middle, columns = self.prefixes[j], values, self.suffixes[j + 1]
            cells = yield from self.labels(_joined(_joined(middle, rows)[:, [*range(1, j + 1), 0]], columns))
            self._cells[j] = cells.reshape(2, len(rows), len(columns))
        for j in sorted(self._open):
            self.known[j] = yield from self.square(j)
            self._inverse[j] = inverse(self.known[j], 2)
        self._open.clear()
        return LayeredAutomaton(tuple(times(cells, self._inverse[j + 1], 2) for j, cells in enumerate(self._cells)))

    def square(self, j: int) -> Generator[Query[Any], Any, Matrix]:
        """The labels of all prefixes with all suffixes."""
        labels = yield from self.labels(_joined(self.prefixes[j], self.suffixes[j]))
        return labels.reshape(len(self.prefixes[j]), -1)

    def grow(self, j: int, prefix: Bits, suffix: Bits) -> None:
        """A prefix of j variables that is no sum of the others, as this suffix shows."""
        self.prefixes[j] = np.vstack([self.prefixes[j], prefix])
        self.suffixes[j] = np.vstack([self.suffixes[j], suffix])
        self._open |= {j - 1, j}


def _joined(first: Bits, second: Bits) -> Bits:
    """Every row of one with every row of the other, side by side; the other's rows follow each other."""
    return np.hstack([np.repeat(first, len(second), axis=0), np.tile(second, (len(first), 1))])
