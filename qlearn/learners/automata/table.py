"""The observation table: words as rows, suffixes as columns, and in each cell the label of the two joined.

Above stand the upper words, which are to become states; below them, as rows like them, each upper word with one letter more.
A row is kept as one whole number, a digit for each column, so that two rows are compared at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...concepts.automata import Automaton
from ...queries import Dialogue
from ...words import alphabet
from .answers import Answers


class Table:
    """A table over k letters.  `begun` asks its first cells; no word is ever asked twice.

    Its first columns are given, and how many labels there are: by default the empty suffix, and accepted or not.
    """

    def __init__(self, k: int, columns: Sequence[bytes] = (b"",), answers: Answers | None = None, labels: int = 2) -> None:
        self.k, self.base = alphabet(k), labels
        self.letters = [bytes([a]) for a in range(1, self.k + 1)]
        self.upper = [b""]
        self.columns = [*columns]
        self.rows: dict[bytes, int] = {}  # word -> its cells as digits, the newest column's last
        self.answers = answers or Answers()

    def begun(self) -> Dialogue[None]:
        """The empty word above, the letters below, the first columns."""
        yield from self._filled([b"", *self.letters])

    def raised(self, words: Sequence[bytes]) -> Dialogue[list[bytes]]:
        """Rows, or what becomes a row by another of them, go up; the new rows below them are filled, and returned."""
        self.upper += words
        new = [word + a for word in words for a in self.letters]
        yield from self._filled(new)
        return new

    def widened(self, column: bytes) -> Dialogue[None]:
        """One column more, filled in a single round."""
        labels = yield from self.answers.of([word + column for word in self.rows])
        self.columns.append(column)
        self.rows = {word: row * self.base + label for (word, row), label in zip(self.rows.items(), labels, strict=True)}

    def closed(self) -> Dialogue[None]:
        """Rows unlike all upper ones go up, one of each kind, until there are none: then every step leads to a state."""
        known = {self.rows[word] for word in self.upper}
        looked_at = list(self.rows)
        while looked_at:
            unlike: dict[int, bytes] = {}
            for word in looked_at:
                if self.rows[word] not in known:
                    unlike.setdefault(self.rows[word], word)
            known |= unlike.keys()
            looked_at = (yield from self.raised(list(unlike.values()))) if unlike else []

    def states(self) -> tuple[list[bytes], list[list[int]]]:
        """The different upper rows of a closed table, each by its first word, and which of them each letter leads to."""
        rows, words = self.rows, dict[int, bytes]()
        for word in self.upper:
            words.setdefault(rows[word], word)
        state = {row: q for q, row in enumerate(words)}
        return [*words.values()], [[state[rows[word + a]] for a in self.letters] for word in words.values()]

    def hypothesis(self) -> Automaton:
        """The automaton whose states are the different upper rows of a closed table."""
        words, step = self.states()
        return Automaton(np.array(step), np.array([self.answers.known[word] for word in words]))

    def _filled(self, words: Sequence[bytes]) -> Dialogue[None]:
        """New rows, asked for in all columns."""
        wide = len(self.columns)
        labels = yield from self.answers.of([word + column for word in words for column in self.columns])
        rows = [0] * len(words)
        for j in range(wide):
            rows = [row * self.base + label for row, label in zip(rows, labels[j::wide], strict=True)]
        self.rows.update(zip(words, rows, strict=True))
