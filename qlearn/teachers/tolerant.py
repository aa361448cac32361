"""A teacher whose counterfactuals lie a little beyond the cut, as those of a solver with a tolerance do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from ..choices import Coins
from ..concepts.cells import Boxed
from ..errors import BadArgument
from ..queries import Counterfactual, Query


class Teacher(Protocol):
    @property
    def concept(self) -> Any: ...

    def answer(self, query: Any, /) -> Any: ...


class Tolerant:
    """Another teacher's counterfactuals, each coordinate that moved moved on by up to `tol` of its feature's width.

    The shift is drawn from the seed, ends at a place inside the box, and is halved until the label is still the other one.
    A theorem for exact counterfactuals promises nothing here.  Other answers are passed on as they are.

    >>> from qlearn import Counterfactual, teachers
    >>> from qlearn.axes import Axes
    >>> from qlearn.concepts.tree_classes import of_labels
    >>> target = of_labels(Axes.grid(9, 1), 2, np.array([0, 0, 0, 1, 1, 1, 1, 1, 1]))
    >>> query = Counterfactual(np.zeros(1), np.zeros(1), np.full(1, 8.0), 2)
    >>> print(teachers.Honest(target).answer(query), "|", Tolerant(teachers.Honest(target), tol=0.5).answer(query))
    0, but 1 at [3] | 0, but 1 at [6]

    Raises `BadArgument` for a tolerance that is no share, and for a teacher whose concept is not constant on boxes.
    """

    def __init__(self, teacher: Teacher, tol: float, seed: int = 0) -> None:
        if not 0 <= tol <= 1:
            raise BadArgument(f"a tolerance is a share of a feature's width, from 0 to 1, got {tol}")
        if not isinstance(getattr(teacher, "concept", None), Boxed):
            raise BadArgument("Tolerant takes a teacher whose concept is a tree or a forest: Tolerant(Honest(tree), tol)")
        self.teacher = teacher
        self.concept: Boxed = teacher.concept
        self.tol = tol
        self._coins = Coins(seed)

    def answer(self, query: Query[Any]) -> Any:
        answer = self.teacher.answer(query)
        if not isinstance(query, Counterfactual) or answer.point is None:
            return answer
        axes = self.concept.axes
        first, last = axes.at(np.array([np.zeros(axes.d, np.int64), axes.last]))
        away = np.sign(answer.point - query.point) * (last - first) * self.tol * self._coins.rng.random(axes.d)
        while True:
            place = axes.place(np.clip(answer.point + away, query.low, query.high)[None])
            point = np.clip(axes.at(place), query.low, query.high)
            if self.concept(point)[0] == answer.other or not away.any():
                return replace(answer, point=point[0])
            away = np.where(np.abs(away) > np.spacing(np.abs(answer.point)), away / 2, 0.0)
