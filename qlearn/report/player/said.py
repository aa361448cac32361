"""Turns in words, short enough for ten thousand of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...driver import describe
from ...points import shortened, spell
from ...queries import Batch, Comparison, Counterexample, Digits, Equivalence, Example, Query
from ...transcript import Run, Turn
from ...words import Words, spelled, word_of

ROWS = 12  # of a question about many rows
LONG = 160  # characters
Spelling = Callable[[Any], str]


def said(run: Run[Any], concept: Any = None) -> dict[str, Any]:
    """The questions and answers, column by column: `asked`, `said`, and `rows` of those turns that are about several."""
    point = _spelling(run.hypothesis if concept is None else concept)
    columns: dict[str, Any] = {"asked": [], "said": [], "rows": {}}
    for i, turn in enumerate(run.turns):
        columns["asked"].append(shortened(question(turn.query, point), LONG))
        columns["said"].append(shortened(answer(turn, point), LONG))
        if rows := _rows(turn, point):
            columns["rows"][i] = rows
    return columns


def question(query: Query[Any], point: Spelling = spell) -> str:
    """What is asked; its kind is said beside it.

    >>> from qlearn import Membership
    >>> question(Membership(np.zeros((2, 3))))
    '[0, 0, 0] and 1 more'
    """
    if isinstance(query, Equivalence):
        return f"is it {query.hypothesis}?"
    if isinstance(query, Batch) and not isinstance(query, Comparison):
        more = f" and {len(query.points) - 1} more" if len(query.points) > 1 else ""
        return point(query.points[0]) + more
    return describe(query)


def answer(turn: Turn, point: Spelling = spell) -> str:
    """What the teacher said.

    >>> from qlearn import Membership
    >>> answer(Turn(Membership(np.zeros((2, 3))), np.array([True, False])))
    'yes, no'
    """
    query, what = turn
    if isinstance(query, Batch | Digits):
        return _listed([_one(each, point) for each in list(what)[:ROWS]], len(what), ", ")
    if isinstance(query, Example):
        pairs = zip(what[0][:ROWS], what[1].tolist(), strict=False)
        return _listed([f"{point(x)} is {_one(y, point)}" for x, y in pairs], len(what[0]), "; ")
    if isinstance(what, np.ndarray):
        return _listed([point(x) for x in what[:ROWS]], len(what), "; ")
    return _one(what, point)


def _listed(parts: Sequence[str], many: int, between: str) -> str:
    return between.join(parts) + (f"{between}… ({many} in all)" if many > len(parts) else "")


def _rows(turn: Turn, point: Spelling) -> list[list[str]]:
    """The first rows of a question about several, each with its answer."""
    query, what = turn
    if not isinstance(query, Batch | Digits) or len(query.points) < 2:
        return []
    spells = [shortened(point(x) if isinstance(x, np.ndarray) else x, LONG) for x in query.points[:ROWS]]
    if isinstance(query, Comparison):
        spells = [f"{x} or {point(y)}" for x, y in zip(spells, query.others, strict=False)]
    more = [[f"and {len(query.points) - ROWS} more", ""]] if len(query.points) > ROWS else []
    return [[x, _one(y, point)] for x, y in zip(spells, list(what), strict=False)] + more


def _one(what: Any, point: Spelling) -> str:
    """An answer about one row, or a whole one."""
    if what is None or isinstance(what, bool | np.bool_):
        return "yes" if what is None or what else "no"
    if isinstance(what, Counterexample):
        return f"no: {point(what.point)} is labelled {what.label}"
    if isinstance(what, np.ndarray):
        return ", ".join(f"{x:.6g}" for x in what.ravel()[:ROWS].tolist())
    return f"{what:.6g}" if isinstance(what, float | np.floating) else str(what)


def _spelling(concept: Any) -> Spelling:
    """How the points of a concept's domain are written: words as words."""
    return _word if isinstance(getattr(concept, "domain", None), Words) else spell


def _word(row: NDArray[Any]) -> str:
    return spelled(word_of(row))
