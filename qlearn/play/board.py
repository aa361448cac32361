"""A finite class in the reader's words: its points have names, its concepts too, and what remains is a set of bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from ..dimensions.finite_class import Concepts, FiniteClass, bits, members
from ..errors import BadAnswer
from ..points import Points, shortened
from ..queries import Counterexample, Equivalence, Query
from .matter import NO, YES, plain, yes_or_no


@dataclass(frozen=True, eq=False)
class Board:
    """Concepts and points of `c` by name; `rows` are the same points as the learner writes them, (n, d).

    `asks` and `proposes` are questions with {} for a name; the points lie `across` in a row when they are drawn.
    """

    c: FiniteClass
    rows: Points
    concepts: tuple[str, ...]
    asks: str
    proposes: str = "Is it {}?"
    across: int = 0
    yes_no: ClassVar[tuple[str, str]] = ("no", "yes")

    @property
    def all(self) -> Concepts:
        return self.c.all

    def after(self, query: Query[Any], answer: Any, alive: Concepts) -> Concepts | None:
        if isinstance(query, Equivalence) and answer is None:
            return alive & (1 << self._number(query.hypothesis)) or None
        if isinstance(query, Equivalence):
            return self.labelled(self.column(answer.point), bool(answer.label), alive) or None
        return self.labelled(self._asked(query), bool(answer[0]), alive) or None

    def labelled(self, x: int, label: bool, alive: Concepts) -> Concepts:
        """The concepts with this label at the point x."""
        return alive & (self.c.ones[x] if label else self.c.zeros[x])

    def left(self, alive: Concepts) -> list[int]:
        return members(alive)

    def fits(self, query: Query[Any], answer: Any, concept: int) -> bool:
        return bool((self.after(query, answer, self.all) or 0) >> concept & 1)

    def question(self, query: Query[Any]) -> str:
        if isinstance(query, Equivalence):
            return self.proposes.format(self.found(query.hypothesis))
        return self.asks.format(self.c.points[self._asked(query)])

    def wants(self, query: Query[Any]) -> str:
        if isinstance(query, Equivalence):
            return f"y if it is; if not, a point where it is wrong, such as {self.c.points[-1]}"
        return "y or n"

    def read(self, query: Query[Any], text: str) -> Any:
        if not isinstance(query, Equivalence):
            return np.array([yes_or_no(text)])
        word = plain(text)
        x = self.point(text)
        if x is not None:
            said = bool(query.hypothesis(self.rows[x][None])[0])
            return Counterexample(self.rows[x], not said)
        if word in YES:
            return None
        why = "a no needs a point where it is wrong" if word in NO else f"{shortened(text, 40)!r} is no point here"
        raise BadAnswer(f"{why}: type y, or one of {some(self.c.points)}")

    def answered(self, query: Query[Any], answer: Any) -> str:
        if not isinstance(query, Equivalence):
            return self.yes_no[bool(answer[0])]
        if answer is None:
            return "yes"
        return self.wrong_at(self.column(answer.point), bool(answer.label))

    def wrong_at(self, x: int, label: bool) -> str:
        """A counterexample in words."""
        return f"no: at {self.c.points[x]} it is {self.yes_no[label]}"

    def found(self, hypothesis: Any) -> str:
        return self.concepts[self._number(hypothesis)]

    def named(self, text: str) -> int | None:
        return self._names.get(plain(text))

    def point(self, text: str) -> int | None:
        """The number of the point with this name."""
        return self._points.get(plain(text))

    def column(self, row: Points) -> int:
        """The number of a point that a learner wrote down."""
        return self._columns[tuple(np.asarray(row, float).tolist())]

    def _asked(self, query: Query[Any]) -> int:
        return self.column(query.points[0])  # type: ignore[attr-defined]

    def _number(self, hypothesis: Any) -> int:
        return self._keys[bits(np.asarray(hypothesis(self.rows), np.bool_))]

    @cached_property
    def _keys(self) -> dict[int, int]:
        return {key: i for i, key in enumerate(self.c.keys)}

    @cached_property
    def _columns(self) -> dict[tuple[float, ...], int]:
        return {tuple(row): x for x, row in enumerate(self.rows.astype(float).tolist())}

    @cached_property
    def _names(self) -> dict[str, int]:
        numbers = {f"#{i + 1}": i for i in range(len(self.concepts))}
        return {**numbers, **{plain(name): i for i, name in enumerate(self.concepts)}}

    @cached_property
    def _points(self) -> dict[str, int]:
        return {plain(name): x for x, name in enumerate(self.c.points)}


def some(names: Sequence[str], most: int = 8) -> str:
    """A list that is cut where it is long.

    >>> some(["a", "b", "c", "d"], 3), some(["a", "b"])
    ('a, b, ..., d', 'a, b')
    """
    return ", ".join(names if len(names) <= most else [*names[: most - 1], "...", names[-1]])
