"""Labelled data as the teacher: a learner proposes, and a row that it gets wrong is the counterexample."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from ..catalogue import Learner, Learning, find
from ..driver import run
from ..errors import BadArgument, Inconsistent, OutOfBudget, SizeConflict
from ..extraction.hypothesis_copies import TwoClasses
from ..formulas import whole
from ..points import Labels, Points
from ..queries import Equivalence
from ..teachers import Sample
from ..transcript import Run
from .told import as_points, told


class CounterexampleClassifier(TwoClasses, BaseEstimator):  # type: ignore[misc]
    """A learner of the catalogue that is taught by labelled rows: it proposes, and they contradict it while they can.

    Problem: a learner that asks equivalence queries wants a teacher, and there are only data.
    Idea: a row that the hypothesis labels wrongly is a counterexample; if no row is, the hypothesis fits all of them.
    Theorem: if some concept of the learner's class gives the rows their labels, the learner's bound holds, and the hypothesis
    fits every row.  Nothing is said of other points.
    Proof: The rows are a domain, and a counterexample among them is a legal answer for that concept.
    Source: Littlestone 1988, who makes learners from counterexamples and on-line learners of each other; keeping the best
    hypothesis where no concept fits is Gallant's pocket, 1990.

    learner        a name in the catalogue, such as 'linear.perceptron', 'kernels.perceptron', 'boolean.elimination',
                   'boolean.winnow', 'linear.halving', or a `Learner`; it asks equivalence queries, or membership of rows
    arguments      what the learner is told beyond what the rows tell (`told`), such as {"p": 3} or {"g": "1/10"}
    max_iter       how many hypotheses are proposed at most; None: as many as the learner likes
    fit_intercept  whether a coordinate that is always 1 is added for learners of half-spaces through 0

    If no concept fits, `fit` keeps the hypothesis that errs on fewest rows and warns (`ConvergenceWarning`); with max_iter=None
    it raises `Inconsistent` instead.  A perceptron is told a margin g such that (R/g)**2 + 1 = max_iter, unless g is given.

    Fitted, it has `hypothesis_`, `n_iter_` (hypotheses proposed), `queries_` (how many of each kind), `bound_` (the theorem's,
    None if its sizes are not known), `errors_` (rows that `hypothesis_` gets wrong), `run_` (every turn), `classes_` and
    `n_features_in_`.

    >>> from sklearn.datasets import load_iris
    >>> X, y = load_iris(return_X_y=True)
    >>> found = CounterexampleClassifier().fit(X, y == 0)
    >>> found.n_iter_, found.bound_, found.errors_, found.score(X, y == 0)
    (6, 1000, 0, 1.0)

    Raises `BadArgument`, a `ValueError`, for an argument that the learner lacks and rows that are no points of its domain;
    `BadAnswer` for a learner that asks about other points than rows.
    """

    def __init__(
        self,
        learner: str | Learner[..., Any] = "linear.perceptron",
        *,
        arguments: Mapping[str, Any] | None = None,
        max_iter: int | None = 1000,
        fit_intercept: bool = True,
    ) -> None:
        self.learner = learner
        self.arguments = arguments
        self.max_iter = max_iter
        self.fit_intercept = fit_intercept

    def fit(self, X: Any, y: Any) -> CounterexampleClassifier:
        """X (n_samples, n_features), y (n_samples,) of two classes, the second in sorted order being yes."""
        X, y = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(y)
        self.classes_, labels = np.unique(y, return_inverse=True)
        if len(self.classes_) > 2:
            raise ValueError("Only binary classification is supported. The type of the target is multiclass.")
        if len(self.classes_) < 2:
            raise BadArgument(f"two classes are told apart; y contains only one class, {self.classes_.tolist()}")
        self._learn(X, labels.astype(np.bool_))
        return self

    @property
    def _says(self) -> Any:
        return getattr(self, "hypothesis_", None)

    def _rows(self, X: Any) -> Points:
        check_is_fitted(self)
        return as_points(self._learner, validate_data(self, X, reset=False, dtype=np.float64), self.fit_intercept)

    @property
    def _learner(self) -> Learner[..., Any]:
        return find(self.learner) if isinstance(self.learner, str) else self.learner

    def _learn(self, X: Points, labels: Labels) -> None:
        learner, limit = self._learner, self.max_iter
        if Equivalence not in learner.theorem.kinds:
            raise BadArgument(f"{learner.name} proposes nothing that rows could contradict; a model can teach it: qlearn.run")
        points = as_points(learner, X, self.fit_intercept)
        learning = learner(**{**told(learner, points, limit, self.arguments or {}), **(self.arguments or {})})
        sample = Sample(points, labels)
        budget = None if limit is None else {"equivalence": whole(limit, "max_iter", least=1)}
        try:
            self.run_ = run(learning, sample, budget=budget)
            self.hypothesis_ = self.run_.hypothesis
        except (Inconsistent, OutOfBudget) as fault:
            if limit is None:
                fault.args = (f"{fault}.  A max_iter keeps the hypothesis that errs on fewest rows",)
                raise
            self.run_ = fault.run
            self.hypothesis_ = self._pocket(sample)
        self.errors_ = _errors(self.hypothesis_, sample)
        self.queries_ = dict(self.run_.ledger)
        self.n_iter_ = self.run_.ledger[Equivalence]
        self.bound_ = _bound(learning, self.run_)
        if self.errors_:
            warnings.warn(
                f"{learner.name} proposed {self.n_iter_} hypotheses, and none fits all rows: kept is one that errs on"
                f" {self.errors_} of {len(X)}.  Perhaps no concept of its class fits them, or max_iter={limit} is too few",
                ConvergenceWarning,
                stacklevel=3,
            )

    def _pocket(self, sample: Sample) -> Any:
        """Of the hypotheses that were proposed the first that errs on fewest rows."""
        proposed = [turn.query.hypothesis for turn in self.run_.turns if isinstance(turn.query, Equivalence)]
        if not proposed:
            raise BadArgument("nothing was proposed before the learner gave up: give it more to ask")
        return min(proposed, key=lambda hypothesis: _errors(hypothesis, sample))


def _bound(learning: Learning[Any], done: Run[Any]) -> int | None:
    """What the theorem says of the number of hypotheses; None if it is stated in sizes that only a target has."""
    bound = next(bound for bound in learning.learner.theorem.bounds if bound.kind is Equivalence)
    try:
        return bound.at(**learning.sizes(None, done.turns))
    except SizeConflict:
        return None


def _errors(hypothesis: Any, sample: Sample) -> int:
    return int((hypothesis(sample.points) != sample.labels).sum())
