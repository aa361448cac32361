"""A teacher made of a fitted scikit-learn estimator."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..concepts.forests import Forest
from ..concepts.regressions import Regression
from ..concepts.sklearn_trees import from_sklearn
from ..concepts.trees import Tree
from ..errors import BadAnswer, BadArgument
from ..points import Points
from ..queries import Counterfactual, Explanation, Label, Leaf, Membership, Query, Value


class Estimator:
    """Any fitted scikit-learn classifier, regressor or pipeline.

    membership  predict(X) == positive, the model's second class unless you name another
    label       the position of predict(X) in `classes_`
    value       `output`: predict_proba (a column a class), decision_function, or predict for a regressor
    leaf        of a tree apply(X), a missing feature stopping the walk; of a forest a number for each combination of leaves
    counterfactual  the nearest one, exactly, for a tree or forest on these `axes`

    By default `output` is predict_proba for a classifier that has it, else decision_function; predict for a regressor.
    Points were found finite by the query's own gate, so scikit-learn need not look again.
    Raises `BadArgument` for an estimator that is unfitted, or neither classifier nor regressor.
    """

    def __init__(self, model: Any, *, positive: Any = None, output: str | None = None, axes: Axes | None = None) -> None:
        from sklearn.base import is_classifier, is_regressor
        from sklearn.exceptions import NotFittedError
        from sklearn.utils.validation import check_is_fitted

        if isinstance(model, type) or not (hasattr(model, "predict") and (is_classifier(model) or is_regressor(model))):
            what = f"the class {model.__name__}" if isinstance(model, type) else f"a {type(model).__name__}"
            raise BadArgument(f"Estimator takes a fitted scikit-learn classifier, regressor or pipeline, got {what}")
        try:
            check_is_fitted(model)
        except NotFittedError:
            raise BadArgument(f"this {type(model).__name__} is not fitted; call its fit(X, y) first") from None
        self.model = model
        self.classes: NDArray[Any] | None = np.asarray(model.classes_) if is_classifier(model) else None
        self.positive = positive
        if positive is not None and (self.classes is None or positive not in self.classes.tolist()):
            raise BadArgument(f"positive={positive!r} is no class of this model; it has {self._named_classes}")
        self.output = output or self._usual_output()
        if output is not None:
            self._need_output()
        self.axes = axes
        if axes is not None:
            _ = self._concept  # what cannot be read is refused at once

    @property
    def d(self) -> int | None:
        """The number of features, where the model says it."""
        return getattr(self.model, "n_features_in_", None)

    def answer(self, query: Query[Any]) -> Any:
        if isinstance(query, Counterfactual):
            return self._explanation(query)
        if not isinstance(query, Membership | Label | Value | Leaf):
            raise BadAnswer(f"a scikit-learn model cannot answer {query.kind} queries, only those about points, and a tree's")
        if self.d is not None and query.points.shape[1] != self.d:
            raise BadArgument(f"the model takes {self.d} features, the learner asks about points of {query.points.shape[1]}")
        if isinstance(query, Leaf):
            return self._concept.leaves(query.points, query.known)
        if isinstance(query, Value):
            self._need_output()
            return self._ask(self.output, query.points)
        said = self._ask("predict", query.points)
        if isinstance(query, Membership):
            return said == self._positive
        return self._positions(said, query.classes)

    @cached_property
    def _concept(self) -> Tree | Forest | Regression:
        """The tree or forest itself; without axes its cells mean nothing, but the names of its leaves do."""
        return from_sklearn(self.model, self.axes or Axes.grid(1, self.d or 1))

    def _explanation(self, query: Counterfactual) -> Explanation:
        if self.axes is None:
            raise BadAnswer("a counterfactual is nearest on known axes; give those of the learner: Estimator(model, axes=...)")
        concept = self._concept
        if query.classes != concept.classes:
            raise BadArgument(f"the learner asks for {query.classes} classes; the model has {concept.classes}")
        if query.point.shape != (concept.axes.d,):
            raise BadArgument(f"the model takes {concept.axes.d} features, the learner asks about {query.point.shape[0]}")
        return next(concept.explanations(query))

    def _ask(self, method: str, points: Points) -> Any:
        from sklearn import config_context

        with config_context(assume_finite=True):
            return getattr(self.model, method)(points)

    def _need_output(self) -> None:
        if not hasattr(self.model, self.output):
            name = type(self.model).__name__
            raise BadArgument(f"this {name} has no {self.output}; it cannot answer value queries that way")

    @cached_property
    def _positive(self) -> Any:
        if self.positive is not None:
            return self.positive
        if self.classes is None or len(self.classes) != 2:
            raise BadArgument(f"membership needs two classes or positive=...; the model has {self._named_classes}")
        return self.classes[1]

    def _positions(self, said: NDArray[Any], classes: int) -> NDArray[np.intp]:
        if self.classes is None or len(self.classes) != classes:
            raise BadArgument(f"the learner asks for {classes} classes; the model has {self._named_classes}")
        return np.searchsorted(self.classes, said)

    @property
    def _named_classes(self) -> str:
        return "no classes, it is a regressor" if self.classes is None else f"the classes {self.classes.tolist()}"

    def _usual_output(self) -> str:
        if self.classes is None:
            return "predict"
        return "predict_proba" if hasattr(self.model, "predict_proba") else "decision_function"
