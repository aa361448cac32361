"""A model that is fitted and then learned by queries: what predicts is the copy."""

from __future__ import annotations

import numbers
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, MetaEstimatorMixin, RegressorMixin, clone, is_classifier
from sklearn.frozen import FrozenEstimator
from sklearn.tree import BaseDecisionTree
from sklearn.utils import check_random_state, get_tags
from sklearn.utils.metaestimators import available_if
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from ..domains import Box
from ..driver import Budget
from ..extraction.extract import extract
from ..extraction.kernel_extraction import is_machine
from ..extraction.tree_extraction import learned_as_tree
from ..extraction.tree_victims import is_tree
from ..points import Points, Values


class _Extracted(MetaEstimatorMixin, BaseEstimator):  # type: ignore[misc]
    """What the classifier and the regressor have in common: both are fitted by `qlearn.extract`."""

    def __init__(
        self,
        estimator: Any,
        *,
        learner: str | None = None,
        oracle: str | None = None,
        eps: Any = None,
        budget: Budget | None = None,
        box: Box | None = None,
        step: float = 1.0,
        tol: Any = None,
        gamma: float | None = None,
        judge: int | None = None,
        random_state: Any = 0,
    ) -> None:
        self.estimator = estimator
        self.learner = learner
        self.oracle = oracle
        self.eps = eps
        self.budget = budget
        self.box = box
        self.step = step
        self.tol = tol
        self.gamma = gamma
        self.judge = judge
        self.random_state = random_state

    def predict(self, X: Any) -> NDArray[Any]:
        """What the copy says, shape (n_samples,)."""
        found: NDArray[Any] = self._copied().predict(self._rows(X))
        return found

    @property
    def _frozen(self) -> bool:
        return isinstance(self.estimator, FrozenEstimator)

    @property
    def _model(self) -> Any:
        """The inner estimator, fitted or not."""
        return self.estimator.estimator if self._frozen else self.estimator

    def _learn(self, X: Points, y: NDArray[Any] | None, fit_params: dict[str, Any]) -> None:
        """Fit a clone of the inner estimator, or take the frozen one as it is, and learn it by queries."""
        model = self._model if self._frozen else clone(self.estimator).fit(X, y, **fit_params)
        self.estimator_ = model
        self.extraction_ = extract(
            model, X, box=self.box, oracle=self._asked, learner=self.learner, eps=self.eps, budget=self.budget, step=self.step,
            tol=self.tol, gamma=self.gamma, judge=self.judge, seed=_seed(self.random_state),
        )  # fmt: skip
        self.copy_ = self.extraction_.copy
        self.run_ = self.extraction_.run
        self.hypothesis_ = self.run_.hypothesis
        self.queries_ = dict(self.run_.ledger)
        self.bound_ = self.extraction_.bound
        assert self.extraction_.data is not None
        self.fidelity_ = self.extraction_.data.share

    @property
    def _asked(self) -> str | None:
        """The oracle: what was named, or what the model tells a learner most by.

        Confidences of a tree or a Gaussian machine are no logistic model's, and leaves may share a value.
        """
        model = self._model
        if self.oracle is not None or self.learner is not None:
            return self.oracle
        if isinstance(model, BaseDecisionTree):
            return "leaf"
        return "label" if is_classifier(model) and (is_tree(model) or is_machine(model)) else None

    @property
    def _as_tree(self) -> bool:
        return learned_as_tree(self._model, self._asked or "value", self.learner, None)

    def _copied(self) -> Any:
        check_is_fitted(self)
        return self.copy_

    def _rows(self, X: Any) -> Points:
        rows: Points = validate_data(self, X, reset=False, dtype=np.float64)
        return rows


def _seed(random_state: Any) -> int:
    """An int is the seed itself; None and a generator draw one."""
    if isinstance(random_state, numbers.Integral):
        return int(random_state)
    return int(check_random_state(random_state).randint(2**31))


def _copy_has(method: str, expected: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Whether the copy has the method; before there is one, whether it is expected to."""
    return lambda self: hasattr(self.copy_, method) if hasattr(self, "copy_") else expected(self)


class ExtractedClassifier(ClassifierMixin, _Extracted):  # type: ignore[misc]
    """A classifier that is fitted to the data, then learned by queries; the copy that was learned is what predicts.

    Problem: which model a pipeline, a search over parameters or a report ends in should be one that was learned by counting
    queries, with a theorem behind it.
    Idea: `fit` fits a clone of `estimator` (or takes a `FrozenEstimator` as it is: then y is not needed), and `qlearn.extract`
    learns that in the box of the data.

    estimator      a classifier of scikit-learn's interface
    learner, oracle, eps, budget, box, step, tol, gamma, judge   as `qlearn.extract` takes them; None is its usual choice,
                   but a tree is asked the names of its leaves, a forest of trees and a Gaussian machine (give a budget) labels
    random_state   the seed of questions drawn at random, by default 0; None draws another each time

    Fitted, it has `estimator_` (the model that was asked), `copy_` (a scikit-learn estimator), `hypothesis_`, `run_` (every
    turn), `queries_` (how many of each kind), `bound_` (the theorem's, None where there is none), `fidelity_` (on which share
    of the rows of X copy and model agree), `extraction_` (all that is known of the copy), `classes_`, `n_features_in_`.

    >>> from sklearn.datasets import load_iris
    >>> from sklearn.linear_model import LogisticRegression
    >>> X, y = load_iris(return_X_y=True)
    >>> found = ExtractedClassifier(LogisticRegression(max_iter=1000)).fit(X, y)
    >>> found.queries_, found.bound_, found.fidelity_
    ({'value': 5}, 5, 1.0)

    By labels a half-space or a Gaussian kernel machine is learned, so of two classes; `OneVsRestClassifier` makes more of
    them.  Trees and softmax models are learned with all their classes.  Rows are passed on as arrays, without names of columns.

    Raises what `qlearn.extract` does: `BadArgument`, a `ValueError`, for what does not fit together, `OutOfBudget` for a budget
    below the need, `Inconsistent` for a model that is found to be none of its class.
    """

    def fit(self, X: Any, y: Any = None, **fit_params: Any) -> ExtractedClassifier:
        """X (n_samples, n_features), y (n_samples,); `fit_params` go to the inner estimator's own `fit`."""
        if self._frozen and y is None:
            X = validate_data(self, X, dtype=np.float64)
        else:
            X, y = validate_data(self, X, y, dtype=np.float64)
            check_classification_targets(y)
            if not self._knows_many and len(np.unique(y)) > 2:
                raise ValueError("Only binary classification is supported. The type of the target is multiclass.")
        self._learn(X, y, fit_params)
        self.classes_ = self.estimator_.classes_
        return self

    @available_if(_copy_has("predict_proba", lambda self: self._knows_many))  # type: ignore[untyped-decorator]
    def predict_proba(self, X: Any) -> Values:
        """The copy's confidences, shape (n_samples, n_classes); there for softmax models, trees and forests."""
        found: Values = self._copied().predict_proba(self._rows(X))
        return found

    @available_if(_copy_has("decision_function", lambda self: not self._as_tree))  # type: ignore[untyped-decorator]
    def decision_function(self, X: Any) -> Values:
        """The copy's score, shape (n_samples,), or (n_samples, n_classes) of more than two classes."""
        found: Values = self._copied().decision_function(self._rows(X))
        return found

    @property
    def _knows_many(self) -> bool:
        """Whether what is learned has all classes of the model, and not two alone."""
        return self._as_tree or (self._asked in (None, "value") and hasattr(self._model, "predict_proba"))

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = self._knows_many and get_tags(self.estimator).classifier_tags.multi_class
        return tags


class ExtractedRegressor(RegressorMixin, _Extracted):  # type: ignore[misc]
    """A regressor that is fitted to the data, then learned by value queries; the copy that was learned is what predicts.

    As `ExtractedClassifier`, with the same parameters and attributes.  A linear model takes d + 1 values, a regression tree
    about as many as its leaves times their depth times the digits of a threshold.

    >>> from sklearn.datasets import load_diabetes
    >>> from sklearn.linear_model import Ridge
    >>> X, y = load_diabetes(return_X_y=True)
    >>> found = ExtractedRegressor(Ridge()).fit(X, y)
    >>> found.queries_, found.fidelity_
    ({'value': 11}, 1.0)
    """

    def fit(self, X: Any, y: Any = None, **fit_params: Any) -> ExtractedRegressor:
        """X (n_samples, n_features), y (n_samples,); `fit_params` go to the inner estimator's own `fit`."""
        if self._frozen and y is None:
            X = validate_data(self, X, dtype=np.float64)
        else:
            X, y = validate_data(self, X, y, dtype=np.float64, y_numeric=True)
        self._learn(X, y, fit_params)
        return self
