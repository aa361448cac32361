"""Only the best class's confidence is told."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..errors import Refused
from ..queries import Query, Value
from .model_behind import Teacher


class TopOne:
    """Of a value query's columns the largest keeps its value (of equal ones the first), and all others share what is left.

    They share it evenly, so that the row sums to what it summed to and nothing but the best class and its confidence is told.
    Of two classes that is all there is: nothing changes.  Other answers are passed on.

    >>> from qlearn import teachers
    >>> TopOne(teachers.Function(lambda X: X)).answer(Value([[0.5, 0.4, 0.1]], 3)).tolist()
    [[0.5, 0.25, 0.25]]

    Raises `Refused` for a value query of one output, which has no best class.
    """

    def __init__(self, teacher: Teacher) -> None:
        self.teacher = teacher

    def answer(self, query: Query[Any]) -> Any:
        if not isinstance(query, Value):
            return self.teacher.answer(query)
        if query.outputs == 1:
            raise Refused("top-1: a single value has no best class; ask for a column a class")
        values = query.accepts(self.teacher.answer(query))
        if query.outputs == 2:
            return values
        rows, best = np.arange(len(values)), values.argmax(axis=1)
        kept = values[rows, best]
        told = np.repeat(((values.sum(axis=1) - kept) / (query.outputs - 1))[:, None], query.outputs, axis=1)
        told[rows, best] = kept
        return told
