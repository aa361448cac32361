"""Points with whatever was answered about them: labels, names of leaves, values, and points that a teacher moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ....points import shortened, spell
from ....queries import Counterfactual, Leaf, Value
from ....transcript import Run
from .said import labels


class Answered(NamedTuple):
    """`moved`: a teacher's counterfactual, the nearest point of another label to the point before it in the list."""

    turn: int
    point: NDArray[Any]  # (d,)
    answer: tuple[str, Any]  # of which sort, and what
    moved: bool = False


def answered(run: Run[Any]) -> list[Answered]:
    """All points of a run, in order; a point of which features were kept unknown is none.

    >>> from qlearn import find, run, teachers
    >>> found = run(find("linear.bisection_grid")(N=3), teachers.Function(lambda X: X[:, 0] >= 2))
    >>> [(one.turn, one.point.tolist(), one.answer) for one in answered(found)]
    [(1, [1.0], ('label', False)), (2, [2.0], ('label', True))]
    """
    told = [Answered(fact.turn, fact.point, ("label", fact.label)) for fact in labels(run)]
    return sorted([*told, *_others(run)], key=lambda one: one.turn)


def _others(run: Run[Any]) -> Iterator[Answered]:
    for turn, (query, answer) in enumerate(run.turns, start=1):
        if isinstance(query, Counterfactual):
            yield Answered(turn, query.point, ("label", answer.label))
            if answer.point is not None:
                yield Answered(turn, answer.point, ("label", answer.other), moved=True)
        elif isinstance(query, Leaf | Value):
            sort = query.kind
            known = query.known if isinstance(query, Leaf) else None
            complete = np.ones(len(query.points)) if known is None else known.min(axis=1)
            for point, what, whole in zip(query.points, answer.tolist(), complete.tolist(), strict=True):
                if whole:
                    yield Answered(turn, point, (sort, tuple(what) if sort == "value" else what))


def named(told: Sequence[Answered]) -> tuple[list[int], list[str]]:
    """For each point the number of its answer, and the answers in words: classes in their order, others as they came.

    >>> named([Answered(1, np.zeros(1), ("label", 2)), Answered(2, np.ones(1), ("label", 0))])
    ([1, 0], ['class 0', 'class 2'])
    """
    every = list(dict.fromkeys(one.answer for one in told))
    if all(sort == "label" for sort, _ in every):
        every.sort(key=lambda answer: int(answer[1]))
    number = {answer: i for i, answer in enumerate(every)}
    return [number[one.answer] for one in told], [_words(*answer) for answer in every]


def _words(sort: str, what: Any) -> str:
    if sort == "label":
        return ("outside", "inside")[what] if isinstance(what, bool) else f"class {what}"
    return f"leaf {what}" if sort == "leaf" else f"value {shortened(spell(np.array(what)), 24)}"
