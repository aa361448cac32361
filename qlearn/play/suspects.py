"""Candidates asked about by sets, of a teacher who may lie once: Ulam's game in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..concepts.dictators import Dictator
from ..concepts.lies import Lies, LyingSpace
from ..queries import Query
from .matter import plain, yes_or_no

LIES = 1


class Suspects:
    """The numbers 1, ..., N.  What remains: how many answers each of them would make lies."""

    def __init__(self, N: int) -> None:
        self.N = N
        self.concepts = tuple(str(i + 1) for i in range(N))
        self.space = LyingSpace([Dictator(i, N) for i in range(N)], LIES)

    @property
    def all(self) -> Lies:
        return self.space.all

    def after(self, query: Query[Any], answer: Any, alive: Lies) -> Lies | None:
        return self.space.after(query, answer, alive)

    def left(self, alive: Lies) -> list[int]:
        return self.space.remaining(alive)

    def fits(self, query: Query[Any], answer: Any, concept: int) -> bool:
        return bool(self.space.concepts[concept](query.points)[0] == answer[0])  # type: ignore[attr-defined]

    def question(self, query: Query[Any]) -> str:
        return f"Is it one of {ranges(np.flatnonzero(query.points[0]).tolist())}?"  # type: ignore[attr-defined]

    def wants(self, query: Query[Any]) -> str:
        return "y or n; you may lie once in the whole game"

    def read(self, query: Query[Any], text: str) -> Any:
        return np.array([yes_or_no(text)])

    def answered(self, query: Query[Any], answer: Any) -> str:
        return "yes" if answer[0] else "no"

    def found(self, hypothesis: Any) -> str:
        number: int = hypothesis.i
        return self.concepts[number]

    def named(self, text: str) -> int | None:
        return {name: i for i, name in enumerate(self.concepts)}.get(plain(text))


def ranges(numbers: Sequence[int]) -> str:
    """Numbers from 0 on as the reader counts them, from 1 on, with those in a row written as one.

    >>> ranges([0, 1, 2, 4, 6, 7]), ranges([])
    ('1-3, 5, 7, 8', 'nothing')
    """
    runs: list[list[int]] = []
    for i in numbers:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    parts = [[f"{run[0] + 1}-{run[-1] + 1}"] if len(run) > 2 else [str(i + 1) for i in run] for run in runs]
    return ", ".join(name for part in parts for name in part) or "nothing"
