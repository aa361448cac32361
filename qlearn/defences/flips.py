"""Answers turned round now and then: afresh at every asking, or once and for all by a secret key."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Coins
from ..errors import BadArgument, Refused
from ..points import Points
from ..queries import Label, Membership, Query, Value
from ..teachers.heard import NOISE
from ..teachers.keyed import keyed_uniforms
from .model_behind import Teacher

Numbers = NDArray[np.float64]


class Flips:
    """Each row's answer is that of another class with probability `rate`, which one being drawn evenly.

    membership  the label is flipped: `teachers.Noisy`, to the bit
    label       the class is another of the K
    value       the best column changes places with another class's; a single value changes its sign

    Without a `key` rows are drawn afresh at every asking, and a majority vote finds the truth (Proposition 1 of the paper).
    With one a point's answers are turned once and for all, alike for labels and values, by `keyed_uniforms`: asking again
    gains nothing, but neighbours of a point still vote.  Other queries are refused: their answers would tell the truth.

    >>> from qlearn import teachers
    >>> model, points = teachers.Function(lambda X: X[:, 0] > 0), np.linspace(1, 2, 1000)[:, None]
    >>> turned = Flips(model, 0.25, key=b"secret").answer(Membership(points))
    >>> bool(200 < (~turned).sum() < 300)
    True

    Raises `BadArgument` for a rate that is no probability, `Refused` for other kinds of queries.
    """

    def __init__(self, teacher: Teacher, rate: float, seed: int = 0, *, key: bytes | None = None) -> None:
        if not 0 <= rate <= 1:
            raise BadArgument(f"a rate of flips is a probability, got {rate}")
        if key is not None:
            keyed_uniforms(np.zeros((1, 1)), key)  # a key that is none is refused at once
        self.teacher = teacher
        self.rate = rate
        self.key = key
        self._coins = Coins(seed, NOISE)

    def rates(self, points: Points) -> Numbers:
        """How likely each row's answer is turned, shape (batch,)."""
        return np.full(len(points), self.rate)

    def answer(self, query: Query[Any]) -> Any:
        if not isinstance(query, Membership | Label | Value):
            raise Refused(f"flips: {query.kind} queries are not answered, they would tell the truth about what is flipped")
        points = query.points
        answer = query.accepts(self.teacher.answer(query))
        u = self._coins.rng.random(len(points)) if self.key is None else keyed_uniforms(points, self.key)
        return turned(query, answer, u, self.rates(points))


def turned(query: Membership | Label | Value, answer: Any, u: Numbers, rates: Numbers) -> Any:
    """The answer with rows turned where u < rate; which other class it is, is in u as well."""
    wrong = u < rates
    if isinstance(query, Membership):
        return answer ^ wrong
    if isinstance(query, Value) and query.outputs == 1:
        return np.where(wrong[:, None], -answer, answer)
    classes = query.classes if isinstance(query, Label) else query.outputs
    share = np.divide(u, rates, out=np.zeros_like(u), where=wrong)  # uniform in [0, 1) among those that are turned
    step = np.minimum(share * (classes - 1), classes - 2).astype(np.intp) + 1
    if isinstance(query, Label):
        return np.where(wrong, (answer + step) % classes, answer)
    rows, best = np.flatnonzero(wrong), answer[wrong].argmax(axis=1)
    other = (best + step[wrong]) % classes
    told = answer.copy()
    told[rows, best], told[rows, other] = answer[rows, other], answer[rows, best]
    return told
