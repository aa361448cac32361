"""Tell labels, no values: the server that the paper assumes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..errors import Refused
from ..queries import Label, Membership, Query, Value
from .model_behind import Teacher


class LabelOnly:
    """Membership and label queries are answered as they were; all others are refused.

    With `one_hot` a value query with a column a class is answered by 1 for the best class and 0 for all others (of equal
    ones the first is best), for clients that read probabilities.

    >>> from qlearn import teachers
    >>> soft = teachers.Function(lambda X: np.stack([1 - X[:, 0], X[:, 0]], axis=1))
    >>> LabelOnly(soft, one_hot=True).answer(Value([[0.2], [0.9]], 2)).tolist()
    [[1.0, 0.0], [0.0, 1.0]]

    Raises `Refused`.
    """

    def __init__(self, teacher: Teacher, *, one_hot: bool = False) -> None:
        self.teacher = teacher
        self.one_hot = one_hot

    def answer(self, query: Query[Any]) -> Any:
        if isinstance(query, Membership | Label):
            return self.teacher.answer(query)
        if not isinstance(query, Value) or not self.one_hot:
            raise Refused(f"label-only: this teacher tells labels only; it answers no {query.kind} queries")
        if query.outputs == 1:
            raise Refused("label-only: a single value cannot be told as a label; ask for a column a class, or for the label")
        values = query.accepts(self.teacher.answer(query))
        told = np.zeros_like(values)
        told[np.arange(len(told)), values.argmax(axis=1)] = 1.0
        return told
