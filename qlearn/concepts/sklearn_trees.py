"""Trees and forests that scikit-learn has fitted, read bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..errors import BadArgument
from .forests import Forest, Votes
from .regressions import Regression
from .trees import LEAF, Tree

READ = "DecisionTree, ExtraTree, RandomForest and ExtraTrees, classifiers and regressors"


def from_sklearn(model: Any, axes: Axes) -> Tree | Forest | Regression:
    """A fitted tree or forest as a concept on these axes: a `Tree`, a `Forest`, or for regressors a `Regression`.

    Thresholds are taken bit for bit, and points are rounded to floats of 32 bits first, as scikit-learn does; so it agrees
    with `model.predict` on every float.  Class k is the k-th of `model.classes_`, and the nodes keep their numbers: a leaf's
    name is what `model.apply` says.  (A forest fitted with n_jobs > 1 adds its trees in an order that is not always the
    same; scikit-learn may then round a tie in another way.)

    >>> from sklearn.tree import DecisionTreeClassifier
    >>> model = DecisionTreeClassifier().fit([[0.0], [1.0]], ["no", "yes"])
    >>> print(from_sklearn(model, Axes.box([0], [1], tol=1e-3)))
    (x1 <= 0.5 ? 0 : 1)

    Raises `BadArgument` for a model that is not fitted, of another sort, of another number of features, of several outputs of
    classes, or that asks if a value is missing; and for axes beyond the floats of 32 bits.
    """
    from sklearn.base import is_classifier
    from sklearn.ensemble._forest import BaseForest
    from sklearn.exceptions import NotFittedError
    from sklearn.tree import BaseDecisionTree
    from sklearn.utils.validation import check_is_fitted

    if not isinstance(model, BaseForest | BaseDecisionTree) or not hasattr(model, "predict"):
        raise BadArgument(f"trees and forests are read from {READ}; a {type(model).__name__} is none of them")
    try:
        check_is_fitted(model)
    except NotFittedError:
        raise BadArgument(f"this {type(model).__name__} is not fitted; call its fit(X, y) first") from None
    _fit_axes(model, axes)
    fitted = [one.tree_ for one in getattr(model, "estimators_", [model])]
    if not is_classifier(model):
        votes = tuple(tree.value[:, :, 0].copy() for tree in fitted)
        return Regression(axes, tuple(_tree(tree, axes, np.zeros(tree.node_count, np.intp), 2) for tree in fitted), votes)
    if model.n_outputs_ != 1:
        raise BadArgument(f"this {type(model).__name__} has {model.n_outputs_} outputs of classes; fit one model for each")
    classes = max(2, len(model.classes_))
    said = [_shares(tree, classes) for tree in fitted]
    trees = [_tree(tree, axes, votes.argmax(axis=1), classes) for tree, votes in zip(fitted, said, strict=True)]
    return trees[0] if isinstance(model, BaseDecisionTree) else Forest(axes, classes, tuple(trees), tuple(said))


def _fit_axes(model: Any, axes: Axes) -> None:
    if model.n_features_in_ != axes.d:
        raise BadArgument(f"the model takes {model.n_features_in_} features, the axes have {axes.d}")
    ends = axes.at(np.array([np.zeros(axes.d, np.int64), axes.last]))
    if (np.abs(ends) > np.finfo(np.float32).max).any():
        raise BadArgument("scikit-learn's trees take floats of 32 bits, at most 3.4e38 in size; these axes reach beyond")


def _shares(tree: Any, classes: int) -> Votes:
    """What each node says of each class; a model of one class never says the second."""
    own: Votes = tree.value[:, 0, :]
    return np.pad(own, ((0, 0), (0, classes - own.shape[1]))) if own.shape[1] < classes else own.copy()


def _tree(tree: Any, axes: Axes, label: NDArray[np.intp], classes: int) -> Tree:
    inner = tree.children_left != -1
    odd = np.flatnonzero(inner & ~np.isfinite(tree.threshold))
    if len(odd):
        raise BadArgument(f"node {odd[0]} asks if a value is missing (NaN); fill missing values in before the model is fitted")
    return Tree(
        axes,
        classes,
        np.where(inner, tree.feature, LEAF).astype(np.intp),
        np.where(inner, tree.threshold, 0.0),
        tree.children_left.astype(np.intp),
        tree.children_right.astype(np.intp),
        label.astype(np.intp),
        single=True,
    )
