"""Values to a few decimals: what Tramer et al. 2016 tried first."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..errors import BadArgument
from ..queries import Query, Value
from .model_behind import Teacher

MOST = 15  # decimals of a float64 below 1


class Rounded:
    """Value queries are answered to `places` decimals, half to even; other answers are passed on.

    Each value is rounded by itself, and probabilities are not made to sum to 1 again: a sum of 0.99 is no information that the
    rounded columns do not hold, and a client who needs a distribution can divide.

    >>> from qlearn import teachers
    >>> Rounded(teachers.Function(lambda X: X / 3), 2).answer(Value([[1.0], [2.0]])).tolist()
    [[0.33], [0.67]]

    Raises `BadArgument` for a number of decimals that is not from 0 to 15.
    """

    def __init__(self, teacher: Teacher, places: int) -> None:
        if isinstance(places, bool) or not isinstance(places, int) or not 0 <= places <= MOST:
            raise BadArgument(f"rounding is to 0 to {MOST} decimals, got {places!r}")
        self.teacher = teacher
        self.places = places

    def answer(self, query: Query[Any]) -> Any:
        answer = self.teacher.answer(query)
        if not isinstance(query, Value):
            return answer
        return np.round(query.accepts(answer), self.places) + 0.0  # no -0.0, which would tell a sign
