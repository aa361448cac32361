"""Hypotheses that scikit-learn has no form for, as its estimators: the hypothesis itself is inside, to the last bit."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils.metaestimators import available_if
from sklearn.utils.validation import check_is_fitted, validate_data

from ..errors import BadArgument
from ..points import Points, Values


class _Kept(BaseEstimator):  # type: ignore[misc]
    """`fit` teaches it nothing: it is what it is.  A clone needs it, as with every estimator, to look at the shape of X."""

    hypothesis: Any
    features: int

    def fit(self, X: Any, y: Any = None) -> Self:
        """X (n_samples, features), of which nothing but the shape matters."""
        self._of_shape(validate_data(self, X, dtype=np.float64))
        return self.ready()

    def ready(self) -> Self:
        """Fitted, without any data."""
        self.n_features_in_ = self.features
        return self

    def _rows(self, X: Any) -> Points:
        check_is_fitted(self)
        return self._of_shape(validate_data(self, X, reset=False, dtype=np.float64))

    def _of_shape(self, X: Points) -> Points:
        if X.shape[1] != self.features:
            raise BadArgument(f"what is kept takes {self.features} features, X has {X.shape[1]}")
        return X


class TwoClasses(ClassifierMixin):  # type: ignore[misc]
    """Which of its `classes_`, no and yes, an input has: as the hypothesis `_says`, of the points that `_rows` makes of X."""

    classes_: NDArray[Any]
    _says: Any
    _rows: Any

    def predict(self, X: Any) -> NDArray[Any]:
        """The classes, shape (n_samples,)."""
        points = self._rows(X)
        found: NDArray[Any] = self.classes_[np.asarray(self._says(points)).astype(np.intp)]
        return found

    @available_if(lambda self: hasattr(self._says, "values"))  # type: ignore[untyped-decorator]
    def decision_function(self, X: Any) -> Values:
        """The hypothesis's own value, shape (n_samples,): at least 0 for yes, the second class."""
        points = self._rows(X)
        return np.asarray(self._says.values(points), np.float64)[:, 0]

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags


class HypothesisClassifier(TwoClasses, _Kept):
    """The hypothesis says which of two `classes`, no and yes, an input has.

    hypothesis  a function of points (batch, d) to bool (batch,); if it has `values`, they are the decision function
    classes     the two classes: no, then yes
    features    d, the number of features

    >>> from qlearn.concepts.half_spaces import HalfSpace
    >>> copy = HypothesisClassifier(HalfSpace(np.array([1.0, -1.0])), ("no", "yes"), 2).ready()
    >>> copy.predict([[2, 1], [1, 2]]).tolist(), copy.decision_function([[2, 1], [1, 2]]).tolist()
    (['yes', 'no'], [1.0, -1.0])

    Raises `NotFittedError` before `fit` or `ready`, `BadArgument` for another number of features.
    """

    def __init__(self, hypothesis: Any, classes: Any, features: int) -> None:
        self.hypothesis = hypothesis
        self.classes = classes
        self.features = features

    def ready(self) -> Self:
        self.classes_ = np.asarray(self.classes)
        return super().ready()

    @property
    def _says(self) -> Any:
        return self.hypothesis


class HypothesisRegressor(RegressorMixin, _Kept):  # type: ignore[misc]
    """The hypothesis's values are what is predicted.

    hypothesis  has `values`, of points (batch, d), shape (batch, outputs)
    features    d, the number of features

    >>> from qlearn.concepts.affine import AffineFunction
    >>> copy = HypothesisRegressor(AffineFunction(np.array([2.0, -1.0]), 3.0), 2).ready()
    >>> copy.predict([[1, 1], [0, 4]]).tolist()
    [4.0, -1.0]

    Raises `NotFittedError` before `fit` or `ready`, `BadArgument` for another number of features.
    """

    def __init__(self, hypothesis: Any, features: int) -> None:
        self.hypothesis = hypothesis
        self.features = features

    def predict(self, X: Any) -> Values:
        """Shape (n_samples,), or (n_samples, outputs) of several outputs."""
        found = np.asarray(self.hypothesis.values(self._rows(X)), np.float64)
        return found[:, 0] if found.shape[1] == 1 else found
