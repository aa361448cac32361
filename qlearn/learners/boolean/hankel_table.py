"""What is known of a function on the cube for `hankel`: between variables, prefixes and suffixes that tell states apart."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

import numpy as np

from ...concepts.layered_automata import LayeredAutomaton
from ...concepts.modular import Matrix, inverse, times
from ...errors import Inconsistent
from ...points import spell
from ...queries import Membership, Query

VALUES = (b"\0", b"\1")  # of a variable


class HankelTable:
    """Before and after each variable equally many prefixes and suffixes, whose labels are a regular matrix modulo 2.

    The first of each are the parts of one point that is labelled true.  Points and their parts are written as `bytes`.
    """

    def __init__(self, point: bytes) -> None:
        self.n = n = len(point)
        self.prefixes = [[point[:j]] for j in range(n + 1)]
        self.suffixes = [[point[j:]] for j in range(n + 1)]
        self.known: list[Matrix] = [np.ones((1, 1), np.int64)] * (n + 1)  # the matrices themselves
        self._labels = {point: 1}
        self._inverse = self.known.copy()
        self._cells: list[Matrix] = [np.ones((2, 1, 1), np.int64)] * n  # a variable's value, prefix before, suffix after it
        self._open = set(range(n))  # the variables whose cells are to be asked

    def labels(self, points: Sequence[bytes]) -> Generator[Query[Any], Any, Matrix]:
        """The labels of points, 0 or 1, each asked once."""
        new = [point for point in dict.fromkeys(points) if point not in self._labels]
        if new:
            labels = yield from Membership(np.frombuffer(b"".join(new), np.uint8).reshape(-1, self.n))
            self._labels.update(zip(new, labels.astype(int).tolist(), strict=True))
        return np.array([self._labels[point] for point in points], np.int64)

    def tell(self, point: bytes, label: int) -> None:
        """A label that was not asked; `Inconsistent` if it is known to be another."""
        if self._labels.setdefault(point, label) != label:
            said = spell(np.frombuffer(point, np.uint8))
            raise Inconsistent(f"{said} was labelled {self._labels[point]} before, and now {label}")

    def automaton(self) -> Generator[Query[Any], Any, LayeredAutomaton]:
        """Each value of a variable leads a prefix to the sum of prefixes that has its labels on the known suffixes."""
        for j in sorted(self._open):
            rows, columns = self.prefixes[j], self.suffixes[j + 1]
            cells = yield from self.labels([x + value + y for value in VALUES for x in rows for y in columns])
            self._cells[j] = cells.reshape(2, len(rows), len(columns))
        for j in sorted(self._open):  # what was asked tells these labels, too
            square = yield from self.labels([x + y for x in self.prefixes[j] for y in self.suffixes[j]])
            self.known[j] = square.reshape(len(self.prefixes[j]), -1)
            self._inverse[j] = inverse(self.known[j], 2)
        self._open.clear()
        return LayeredAutomaton(tuple(times(cells, self._inverse[j + 1], 2) for j, cells in enumerate(self._cells)))

    def grow(self, j: int, prefix: bytes, suffix: bytes) -> None:
        """A prefix of j variables that is no sum of the others, as this suffix shows."""
        self.prefixes[j].append(prefix)
        self.suffixes[j].append(suffix)
        self._open |= {j - 1, j}
