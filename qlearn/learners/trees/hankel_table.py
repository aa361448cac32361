"""What is known of a function for `hankel`: cuts, and between features prefixes and suffixes that tell states apart."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...axes import Axes
from ...concepts.grid_automata import GridAutomaton
from ...concepts.modular import PRIME, Matrix, inverse
from ...errors import Inconsistent
from ...features import Places
from ...points import Classes
from ...queries import Label, Query


class Memory:
    """The labels of places, each asked once."""

    def __init__(self, axes: Axes, classes: int) -> None:
        self.axes, self.classes = axes, classes
        self._known: dict[bytes, int] = {}

    def ask(self, places: Places) -> Generator[Query[Any], Any, Classes]:
        keys = [place.tobytes() for place in places]
        new = {key: i for i, key in enumerate(keys) if key not in self._known}
        if new:
            labels = yield from Label(self.axes.at(places[list(new.values())]), self.classes)
            self._known.update(zip(new, labels.tolist(), strict=True))
        return np.array([self._known[key] for key in keys])

    def tell(self, place: Places, label: int) -> None:
        """A label that was not asked; `Inconsistent` if it is known to be another."""
        if self._known.setdefault(place.tobytes(), label) != label:
            known = self._known[place.tobytes()]
            raise Inconsistent(f"the place {place.tolist()} was labelled {known} before, and now {label}")


class Table:
    """For each feature i the first places of its intervals, prefixes that end before it and suffixes that begin after it.

    prefixes[i + 1] and suffixes[i] are equally many; the codes of their combinations are a regular matrix.
    """

    def __init__(self, axes: Axes) -> None:
        lowest = np.zeros((1, axes.d), np.int64)
        self.axes = axes
        self.letters = [lowest[0, :1] for _ in range(axes.d)]
        self.prefixes = [lowest[:, :i] for i in range(axes.d)]
        self.suffixes = [lowest[:, i + 1 :] for i in range(axes.d)]
        self._steps: dict[int, Matrix] = {}

    @property
    def open(self) -> list[int]:
        """The features whose labels are to be asked."""
        return [i for i in range(self.axes.d) if i not in self._steps]

    def words(self, i: int) -> Places:
        """Every prefix with every letter and every suffix."""
        return joined(self.prefixes[i], self.letters[i][:, None], self.suffixes[i])

    def pairs(self, i: int) -> Places:
        """Every prefix that ends with feature i, with every suffix."""
        return joined(self.prefixes[i + 1], self.suffixes[i])

    def fill(self, i: int, words: NDArray[np.int64], pairs: NDArray[np.int64] | None) -> None:
        """The codes of the words and of the pairs: each letter's matrix expresses what follows it by what is known."""
        codes = words.reshape(len(self.prefixes[i]), len(self.letters[i]), -1).transpose(1, 0, 2)
        if pairs is not None:
            codes = codes @ inverse(pairs.reshape(len(self.prefixes[i + 1]), -1))
        self._steps[i] = np.ascontiguousarray(codes) % PRIME

    def rounded(self, place: Places) -> Places:
        """The first place of each interval that it lies in, shape (d,)."""
        return np.array([own[np.searchsorted(own, x, "right") - 1] for own, x in zip(self.letters, place, strict=True)])

    def cut(self, i: int, c: int) -> None:
        self.letters[i] = np.sort(np.append(self.letters[i], c + 1))
        del self._steps[i]

    def tell_apart(self, i: int, prefix: Places, suffix: Places) -> None:
        """A prefix that ends with feature i, and a suffix by which it is no mixture of the others."""
        self.prefixes[i + 1] = np.vstack([self.prefixes[i + 1], prefix])
        self.suffixes[i] = np.vstack([self.suffixes[i], suffix])
        del self._steps[i], self._steps[i + 1]

    def automaton(self, classes: int, first: int) -> GridAutomaton:
        cuts = tuple(tuple((own[1:] - 1).tolist()) for own in self.letters)
        return GridAutomaton(self.axes, cuts, tuple(self._steps[i] for i in range(self.axes.d)), classes, first)


def joined(*parts: Places) -> Places:
    """Every combination of rows of the parts, side by side; the last part's rows follow each other."""
    many = [len(part) for part in parts]
    which = np.indices(many).reshape(len(many), -1)
    return np.hstack([part[rows] for part, rows in zip(parts, which, strict=True)])
