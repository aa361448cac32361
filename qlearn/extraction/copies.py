"""A learned hypothesis as a scikit-learn estimator, ready to be used and saved."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..concepts.affine import AffineFunction, Softmax
from ..concepts.box_half_spaces import AnchoredHalfSpace
from ..concepts.forests import Forest
from ..concepts.half_spaces import ScaledHalfSpace
from ..concepts.regressions import Regression
from ..concepts.trees import Tree
from ..errors import BadArgument
from .tree_copies import to_sklearn


def as_estimator(hypothesis: Any, classes: NDArray[Any] | None, features: int | None = None) -> Any:
    """A fitted scikit-learn estimator that is the hypothesis, ready to predict, to be cloned, pickled and saved.

    It is logistic for `Softmax`, linear for a half-space or an affine function, a tree or forest for one; anything else (kernel
    machines, polynomials, Gaussian networks, conjunctions) is kept inside a `HypothesisClassifier` or `HypothesisRegressor`.
    `classes` are the original's labels in their order, the second of two meaning yes; None for a regressor.  `features` is
    how many an input has, for a hypothesis that does not say so itself.

    >>> import numpy as np, qlearn
    >>> disc = qlearn.teachers.Function(lambda X: 1 - (X**2).sum(axis=1))
    >>> found = qlearn.run(qlearn.find("kernels.polynomial")(d=2, p=2), disc)
    >>> as_estimator(found.hypothesis, None).predict([[0.0, 0.5]]).round(9).tolist()
    [0.75]
    >>> as_estimator(found.hypothesis, np.array(["outside", "inside"])).predict([[0.0, 0.5]]).tolist()
    ['inside']

    Raises `BadArgument` for a hypothesis that is no function of points, or whose inputs have nobody knows how many features.
    """
    from sklearn.linear_model import LinearRegression, LogisticRegression
    from sklearn.svm import LinearSVC

    if isinstance(hypothesis, Tree | Forest | Regression):
        return to_sklearn(hypothesis, classes)
    if isinstance(hypothesis, Softmax):
        W, b = hypothesis.W, hypothesis.b
        if len(b) == 2:
            W, b = W[1:] - W[:1], b[1:] - b[:1]
        return _fitted(LogisticRegression(), W, b, classes)
    if isinstance(hypothesis, AffineFunction | ScaledHalfSpace | AnchoredHalfSpace):
        if classes is None:
            return _fitted(LinearRegression(), hypothesis.w, hypothesis.b, None)
        return _fitted(LinearSVC(), hypothesis.w[None], np.array([hypothesis.b]), classes)
    return _kept(hypothesis, classes, features)


def _kept(hypothesis: Any, classes: NDArray[Any] | None, features: int | None) -> Any:
    from .hypothesis_copies import HypothesisClassifier, HypothesisRegressor

    d = features if features is not None else getattr(getattr(hypothesis, "domain", None), "d", None)
    if d is None or not (callable(hypothesis) if classes is not None else hasattr(hypothesis, "values")):
        raise BadArgument(
            f"a {type(hypothesis).__name__} has no form as a scikit-learn estimator: that takes a function of points, with"
            " values for a regressor, and the number of features"
        )
    if classes is None:
        return HypothesisRegressor(hypothesis, d).ready()
    if len(classes) != 2:
        raise BadArgument(f"a {type(hypothesis).__name__} says no or yes; {len(classes)} classes were named")
    return HypothesisClassifier(hypothesis, classes, d).ready()


def _fitted(model: Any, coef: Any, intercept: Any, classes: NDArray[Any] | None) -> Any:
    model.coef_, model.intercept_, model.n_features_in_ = coef, intercept, coef.shape[-1]
    if classes is not None:
        model.classes_ = classes
    return model


def save(model: Any, path: Path) -> Path:
    """Write the estimator as a skops file (no pickle inside), whole or not at all."""
    from skops import io

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(io.dumps(model))
        os.replace(part.name, path)
    except OSError as error:
        raise BadArgument(f"cannot write the copy to {path}: {error.strerror}; choose another place with --out") from None
    return path
