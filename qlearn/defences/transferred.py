"""Answer from a model of another class, fitted to the model's own answers on the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..errors import BadArgument, Refused
from ..points import Points
from ..queries import Label, Membership, Query, Value
from .model_behind import Teacher, data_rows


class Transferred:
    """A scikit-learn model in the place of the teacher's own, by default a decision tree.

    It is fitted, when it is first asked, to the teacher's answers on the rows of data: to labels for membership and label
    queries, and for values with a column a class, which are then its `predict_proba`; to the values themselves for a value
    query of one output.  `classifier` and `regressor` make unfitted models.  An attack on the class of the model then finds
    no model of that class; one on the class of the substitute finds the substitute, and so the model up to their difference.

    >>> from qlearn import teachers
    >>> rows = np.linspace(-1, 1, 41)[:, None]
    >>> tree = Transferred(teachers.Function(lambda X: X[:, 0] >= 0.5), rows)
    >>> tree.answer(Membership([[0.4], [0.6]])).tolist()
    [False, True]

    Raises `BadArgument` for data that are none or a depth below 1, `Refused` for other kinds of queries.
    """

    def __init__(
        self,
        teacher: Teacher,
        rows: Points,
        *,
        depth: int | None = 5,
        classifier: Callable[[], Any] | None = None,
        regressor: Callable[[], Any] | None = None,
    ) -> None:
        if depth is not None and depth < 1:
            raise BadArgument(f"a tree's depth is at least 1, got {depth}")
        self.teacher = teacher
        self.depth = depth
        self._rows = data_rows(rows, "another model in the model's place")
        self._classifier: Callable[[], Any] = classifier or self._tree
        self._regressor: Callable[[], Any] = regressor or self._regression_tree
        self._fitted: dict[tuple[str, int], Any] = {}

    def answer(self, query: Query[Any]) -> Any:
        if isinstance(query, Membership):
            return self._model("membership", 0).predict(query.points)
        if isinstance(query, Label):
            return self._model("label", query.classes).predict(query.points)
        if not isinstance(query, Value):
            raise Refused(f"another model in the model's place answers no {query.kind} queries")
        if query.outputs == 1:
            return self._model("value", 1).predict(query.points)
        model = self._model("label", query.outputs)
        told = np.zeros((len(query.points), query.outputs))
        told[:, model.classes_] = model.predict_proba(query.points)
        return told

    def _model(self, kind: str, many: int) -> Any:
        """The substitute for questions of a kind, fitted once."""
        if (kind, many) not in self._fitted:
            about: Any = Label(self._rows, many) if kind == "label" else Membership(self._rows)
            about = Value(self._rows) if kind == "value" else about
            answers = about.accepts(self.teacher.answer(about))
            model: Any = self._regressor() if kind == "value" else self._classifier()
            self._fitted[kind, many] = model.fit(self._rows, answers[:, 0] if kind == "value" else answers)
        return self._fitted[kind, many]

    def _tree(self) -> Any:
        from sklearn.tree import DecisionTreeClassifier

        return DecisionTreeClassifier(max_depth=self.depth, random_state=0)

    def _regression_tree(self) -> Any:
        from sklearn.tree import DecisionTreeRegressor

        return DecisionTreeRegressor(max_depth=self.depth, random_state=0)
