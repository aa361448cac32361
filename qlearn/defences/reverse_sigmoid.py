"""Confidences that fool an imitator: the reverse sigmoid of Lee et al. 2019."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..errors import BadAnswer, BadArgument, Refused
from ..points import spell
from ..queries import Query, Value
from .model_behind import Teacher

GAMMA = 0.2
BLUR = 1e-6  # probabilities may be outside [0, 1] by this, from rounding


class ReverseSigmoid:
    """Each probability y of a value query becomes y - beta (S(gamma S^-1(y)) - 1/2), S the logistic function, and each row is
    scaled to sum to 1 again.

    For gamma < 1 one told value belongs to several true ones, so there is no function to invert; but about 1/2 all is nearly
    straight, and an attack that asks there is not fooled (`qlearn.extraction.boundary_values`).  Of two classes the best one
    stays best for beta, gamma <= 1 (not both 1); of more, classes of small probability rise to beta/2 and may overtake it
    (`utility` counts it).  Label and membership queries are passed on: they stay the model's own.  beta = 0 changes nothing.

    >>> from qlearn import teachers
    >>> told = ReverseSigmoid(teachers.Function(lambda X: X), 0.5, gamma=0.5)
    >>> told.answer(Value([[0.9, 0.1], [0.999, 0.001]], 2)).round(3).tolist()
    [[0.775, 0.225], [0.764, 0.236]]

    Raises `BadArgument` for beta outside [0, 1] or gamma not above 0, `Refused` for one output, `BadAnswer` where the
    teacher's values are no probabilities.
    """

    def __init__(self, teacher: Teacher, beta: float, gamma: float = GAMMA) -> None:
        if not (0 <= beta <= 1 and 0 < gamma < math.inf):
            raise BadArgument(f"the reverse sigmoid takes beta from 0 to 1 and gamma above 0, got {beta} and {gamma}")
        self.teacher = teacher
        self.beta = beta
        self.gamma = gamma

    def answer(self, query: Query[Any]) -> Any:
        if not isinstance(query, Value):
            return self.teacher.answer(query)
        if query.outputs == 1:
            raise Refused("reverse-sigmoid: a single value is no distribution over classes; ask for a column a class")
        values = query.accepts(self.teacher.answer(query))
        if (values < -BLUR).any() or (values > 1 + BLUR).any():
            row = int(np.flatnonzero(((values < -BLUR) | (values > 1 + BLUR)).any(axis=1))[0])
            raise BadAnswer(f"reverse-sigmoid: the model told {spell(values[row])} in row {row}, which are no probabilities")
        if not self.beta:
            return values
        from scipy.special import expit, logit

        y = np.clip(values, 0.0, 1.0)
        with np.errstate(divide="ignore"):
            told = y - self.beta * (expit(self.gamma * logit(y)) - 0.5)
        return told / told.sum(axis=1, keepdims=True)
