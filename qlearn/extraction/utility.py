"""What a defence costs those who use the model as it is meant: labels changed, values changed, rows refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..defences import monitors
from ..defences.model_behind import Teacher, behind, outputs
from ..errors import QlearnError, Refused
from ..points import Points
from ..queries import Batch, Label, Membership, Value
from .fidelity import Fidelity, fidelity


@dataclass(frozen=True)
class Utility:
    """`labels` is the share of rows whose label is told and is the model's own; `values` the mean absolute change of values.

    Rows whose label is refused (`refused` of them) count as lost.  `values` is None where no value is told, or the model has
    none; it is over the rows and columns that are told.
    """

    labels: Fidelity
    refused: int
    values: float | None

    @property
    def loss(self) -> float:
        """The share of rows whose label is lost."""
        return 1 - self.labels.share

    @property
    def interval(self) -> tuple[float, float]:
        """The exact interval of the loss, for the population that the rows are a sample of."""
        return 1 - self.labels.high, 1 - self.labels.low

    def __str__(self) -> str:
        low, high = self.interval
        said = f"{self.loss:.2%} of labels lost ({self.labels.confidence:.0%} interval {low:.2%} to {high:.2%}"
        said += f", {self.labels.asked} rows{f', {self.refused} of them refused' if self.refused else ''}); "
        return said + ("no values told" if self.values is None else f"values off by {self.values:.3g} on average")


def utility(defended: Teacher, rows: Points, *, model: Any = None) -> Utility:
    """Ask a defended teacher and its model about the same rows, shape (n, d), and compare.

    `model` is by default the teacher behind all defences.  A batch that is refused is asked about again row by row, and where
    a monitor watches, rows are asked singly from the first.  Answers that are drawn afresh are asked for once a row, so the
    interval is over the rows and over what was drawn.

    >>> from qlearn import defences, teachers
    >>> from qlearn.extraction.demos import demo
    >>> model, rows = demo("breast-cancer/logistic")
    >>> print(utility(defences.parse(["rounding=1", "flips=0.1"])(teachers.Estimator(model), seed=0), rows))
    9.14% of labels lost (95% interval 6.90% to 11.81%, 569 rows); values off by 0.104 on average

    Raises whatever the model raises about labels.
    """
    model = behind(defended) if model is None else model
    classes, many = getattr(model, "classes", None), outputs(model)
    about: Any = Membership(rows) if classes is None or len(classes) == 2 else Label(rows, len(classes))
    own = about.accepts(model.answer(about))
    said, answered = told(defended, about, singly=bool(monitors(defended)))
    same = np.zeros(len(rows), np.bool_)
    same[answered] = said == own[answered]
    return Utility(fidelity(same), int((~answered).sum()), _value_change(defended, model, Value(rows, many)))


def _value_change(defended: Teacher, model: Any, query: Value) -> float | None:
    try:
        own = query.accepts(model.answer(query))
    except QlearnError:
        return None  # a model without values
    said, answered = told(defended, query, singly=bool(monitors(defended)))
    return float(np.abs(said - own[answered]).mean()) if answered.any() else None


def told(defended: Teacher, query: Batch[Any], *, singly: bool = False) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """The answers that are given, and which rows they are about, bool (batch,): if refused together, rows are asked singly."""
    if not singly:
        try:
            return query.accepts(defended.answer(query)), np.ones(query.cost, np.bool_)
        except Refused:
            pass
    answers, answered = [], np.zeros(query.cost, np.bool_)
    for i in range(query.cost):
        one = query.only([i])
        try:
            answers.append(one.accepts(defended.answer(one)))
            answered[i] = True
        except Refused:
            continue
    return np.concatenate(answers) if answers else np.empty(0), answered
