"""The hypothesis held against the answers above its leaves: what it gets wrong there is a counterexample unasked for."""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from ...queries import Dialogue
from .counterexample_analysis import refuted
from .discrimination_tree import DiscriminationTree

LEFT_OUT = 63  # chances in a row at most, after many checks that found nothing


class Repair:
    """The answers that a tree holds for its states, laid out so that a hypothesis is held against all of them at once.

    Each answer says whether a state's access word with a suffix is in the language.  The hypothesis' own labels are worked out
    for all states and all ends of the suffixes, the shorter ends first.
    """

    def __init__(self, tree: DiscriminationTree) -> None:
        self._tree = tree
        self._column = {b"": 0}  # of each end of a suffix
        self._ends: list[tuple[int, int]] = []  # of column 1 and the others: the first letter - 1, and the column of the rest
        self._rows = array("q"), array("q"), array("q")  # of each answer: state, column, 0 or 1
        self._suffixes: list[bytes] = []
        self._read: list[int] = []  # of each state: how many answers of its path are among the rows
        self._skip = self._gap = 0

    def mended(self) -> Dialogue[None]:
        """Split leaves until the hypothesis gives every answer of the tree; now and then, if that has found nothing so far."""
        if self._skip:
            self._skip -= 1
            return
        found = False
        while wrong := self._wrong():
            found = True
            for state, suffix in wrong:
                yield from refuted(self._tree, state, suffix)
        self._gap = 0 if found else min(2 * self._gap + 1, LEFT_OUT)
        self._skip = self._gap

    def _wrong(self) -> list[tuple[int, bytes]]:
        """States and suffixes for which the hypothesis gives another answer than the tree holds, short suffixes first."""
        self._take_in()
        states, columns, answers = map(np.array, self._rows)
        wrong = np.flatnonzero(self._labels()[columns, states] != answers)
        return sorted(((self._rows[0][i], self._suffixes[i]) for i in wrong.tolist()), key=lambda found: len(found[1]))

    def _take_in(self) -> None:
        """Answers that have come since."""
        paths = self._tree.paths
        self._read += [1] * (len(paths) - len(self._read))  # the root's answers are what the states accept
        for state, path in enumerate(paths):
            for suffix, answer in path[self._read[state] :]:
                for column, number in zip(self._rows, (state, self._numbered(suffix), answer), strict=True):
                    column.append(number)
                self._suffixes.append(suffix)
            self._read[state] = len(path)

    def _numbered(self, suffix: bytes) -> int:
        """The column of a suffix; all of its ends get one."""
        for start in range(len(suffix) - 1, -1, -1):
            if suffix[start:] not in self._column:
                self._ends.append((suffix[start] - 1, self._column[suffix[start + 1 :]]))
                self._column[suffix[start:]] = len(self._ends)
        return self._column[suffix]

    def _labels(self) -> NDArray[np.bool_]:
        """What the hypothesis says of each end of a suffix, read from each state: shape (columns, states)."""
        step = np.array(self._tree.step).reshape(-1, self._tree.k).T.copy()
        labels = np.empty((len(self._ends) + 1, step.shape[1]), np.bool_)
        labels[0] = self._tree.accepts
        for column, (letter, rest) in enumerate(self._ends, 1):
            labels[column] = labels[rest, step[letter]]
        return labels
