"""What is known of a function of words for `multiplicity`: prefixes and suffixes whose values make a regular matrix."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

import numpy as np

from ...concepts.modular import Matrix, inverse, times
from ...concepts.multiplicity_automata import EMPTY, MultiplicityAutomaton
from ...errors import Inconsistent
from ...queries import Label, Query
from ...words import rows_of, spelled


class HankelMatrix:
    """A part of the matrix that has the value of x y in row x and column y, its rank as large as its size.

    The empty word comes first among the rows and the columns; its value counts as 1 if it is 0.
    """

    def __init__(self, k: int, p: int) -> None:
        self.k, self.p = k, p
        self.prefixes, self.suffixes = [EMPTY], [EMPTY]
        self.known: Matrix = np.empty((0, 0), np.int64)  # the part itself, set with each automaton
        self._values: dict[bytes, int] = {}

    @property
    def starts(self) -> bool:
        """Whether the empty word has a value other than 0."""
        return self._values[EMPTY] != 0

    def values(self, words: Sequence[bytes]) -> Generator[Query[Any], Any, Matrix]:
        """The values of these words, each asked once; 1 for the empty word if its own is 0."""
        new = [word for word in dict.fromkeys(words) if word not in self._values]
        if new:
            said = yield from Label(rows_of(new), self.p)
            self._values.update(zip(new, said.tolist(), strict=True))
        return np.array([self._values[word] or (word == EMPTY) for word in words], np.int64)

    def tell(self, word: bytes, value: int) -> None:
        """A value that was not asked; `Inconsistent` if it is known to be another."""
        if self._values.setdefault(word, value) != value:
            raise Inconsistent(f"{spelled(word)} had the value {self._values[word]} before, and now {value}")

    def automaton(self) -> Generator[Query[Any], Any, MultiplicityAutomaton]:
        """What the matrix says: the prefixes' states are the unit rows, and a letter leads to a mixture of them."""
        rows = [*self.prefixes, *(x + bytes([a + 1]) for a in range(self.k) for x in self.prefixes)]
        r = len(self.prefixes)
        cells = (yield from self.values([x + y for x in rows for y in self.suffixes])).reshape(self.k + 1, r, r)
        self.known = cells[0]
        step = times(cells[1:], inverse(self.known, self.p), self.p)
        return MultiplicityAutomaton(self.p, np.eye(1, r, dtype=np.int64)[0], step, self.known[:, 0])

    def grow(self, prefix: bytes, suffix: bytes) -> None:
        """A prefix that is no mixture of the others, as this suffix shows; without its first letter it is known."""
        self.prefixes.append(prefix)
        self.suffixes.append(suffix)
