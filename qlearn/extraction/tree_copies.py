"""Trees, forests and regressions as fitted scikit-learn estimators: to predict, print, draw and save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..concepts.forests import Forest, Votes, hard
from ..concepts.regressions import Regression
from ..concepts.trees import LEAF, Tree
from ..errors import BadArgument
from ..points import Points

NODES = 1 << 18  # a tree whose nodes have several parents is written out in full, up to so many nodes


def to_sklearn(concept: Tree | Forest | Regression, classes: Any = None, data: Points | None = None) -> Any:
    """A fitted DecisionTree or RandomForest, classifier or regressor, that is the concept on all places of its axes.

    `classes` are the names of the classes, by default 0, 1, ...  Thresholds stay as they are bit for bit where scikit-learn,
    which rounds points to floats of 32 bits, then does what the concept does at every place; else the threshold is the
    place left of the cut, rounded.  `data`, shape (m, d), says how many samples each node has; without data each leaf
    counts as one sample.  scikit-learn's trees say something for a missing value (NaN): the copy sends it to the right.

    >>> from qlearn.concepts.tree_classes import of_labels
    >>> model = to_sklearn(of_labels(Axes.grid(2, 1), 2, np.array([0, 1])), ["no", "yes"])
    >>> model.predict([[0], [1]]).tolist(), model.tree_.threshold[0].item()
    (['no', 'yes'], 0.5)

    Raises `BadArgument` for another number of classes, for data of another shape, and where two neighbouring places that the
    concept tells apart are the same float of 32 bits.
    """
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    own: Mapping[str, Any]
    if isinstance(concept, Regression):
        if classes is not None:
            raise BadArgument("a regression has no classes to be named")
        own, single, several = {"n_outputs_": concept.outputs}, DecisionTreeRegressor, RandomForestRegressor
        trees, votes = concept.trees, concept.votes
    else:
        own, single, several = _named(concept, classes), DecisionTreeClassifier, RandomForestClassifier
        trees, votes = ((concept,), (hard(concept),)) if isinstance(concept, Tree) else (concept.trees, concept.votes)
    rows = None if data is None else _rows(concept.axes, data)
    classifies = not isinstance(concept, Regression)
    copies = [
        _fitted(single(), _written(tree, says, rows, classifies), own, concept.axes)
        for tree, says in zip(trees, votes, strict=True)
    ]
    if len(copies) == 1 and not isinstance(concept, Forest):
        return copies[0]
    for copy in copies if classifies else ():
        copy.classes_ = np.arange(concept.classes, dtype=np.float64)  # as scikit-learn numbers them inside a forest
    forest = several(n_estimators=len(copies))
    forest.estimator_, forest.estimators_, forest.n_features_in_ = single(), copies, concept.axes.d
    return _with(forest, own)


def _named(concept: Tree | Forest, classes: Any) -> Mapping[str, Any]:
    names = np.arange(concept.classes) if classes is None else np.asarray(classes)
    if names.shape != (concept.classes,) or len(np.unique(names)) != len(names):
        raise BadArgument(f"the concept has {concept.classes} classes, each with a name of its own; got {names.tolist()}")
    return {"classes_": names, "n_classes_": len(names), "n_outputs_": 1}


def _rows(axes: Axes, data: Any) -> Points:
    rows = np.asarray(data, np.float64)
    if rows.ndim != 2 or rows.shape[1] != axes.d:
        raise BadArgument(f"data have shape (m, {axes.d}), got {rows.shape}")
    return rows


def _with(model: Any, attributes: Mapping[str, Any]) -> Any:
    for name, value in attributes.items():
        setattr(model, name, value)
    return model


def _fitted(model: Any, state: Mapping[str, Any], own: Mapping[str, Any], axes: Axes) -> Any:
    from sklearn.tree._tree import Tree as Fitted

    classes = np.full(own["n_outputs_"], own.get("n_classes_", 1), np.intp)
    model.tree_ = Fitted(axes.d, classes, own["n_outputs_"])
    model.tree_.__setstate__(state)
    model.n_features_in_ = model.max_features_ = axes.d
    return _with(model, own)


def _written(tree: Tree, votes: Votes, rows: Points | None, classifies: bool) -> Mapping[str, Any]:
    """The state of scikit-learn's tree: nodes in order from the root, left before right, each with one parent."""
    order, left, right, depth = _unfolded(tree)
    inner = left != LEAF
    flat = replace(tree, feature=tree.feature[order], threshold=tree.threshold[order], left=left, right=right, label=order)
    count = (~inner).astype(np.float64)
    if rows is not None:
        count = np.bincount(flat.leaves(rows), minlength=len(order)).astype(np.float64)
    value, impurity = _summed(votes[order], count, left, right, classifies)
    columns = {
        "left_child": left,
        "right_child": right,
        "feature": np.where(inner, flat.feature, -2),
        "threshold": np.where(inner, thresholds(tree)[order], -2.0),
        "impurity": impurity,
        "n_node_samples": count,
        "weighted_n_node_samples": count,
    }
    nodes = np.zeros(len(order), _kind())
    for name, column in columns.items():
        nodes[name] = column
    values = np.ascontiguousarray(value[:, None, :] if classifies else value[:, :, None])
    return {"nodes": nodes, "values": values, "max_depth": int(depth.max()), "node_count": len(order)}


def _summed(
    votes: Votes, count: NDArray[np.float64], left: NDArray[np.intp], right: NDArray[np.intp], classifies: bool
) -> tuple[Votes, NDArray[np.float64]]:
    """The mean of what the samples below each node are told, and its impurity (Gini, or variance); fills in `count`."""
    inner = left != LEAF
    with np.errstate(over="ignore", invalid="ignore"):  # of huge values: only pictures show the impurity
        value, square = votes * count[:, None], votes**2 * count[:, None]
        for node in np.flatnonzero(inner)[::-1].tolist():  # children come after their parents
            for kept in (count, value, square):
                kept[node] = kept[left[node]] + kept[right[node]]
        value, square = (kept / np.maximum(count, 1)[:, None] for kept in (value, square))
        impurity = 1 - (value**2).sum(axis=1) if classifies else (square - value**2).mean(axis=1)
    value[~inner] = votes[~inner]
    return value, np.maximum(np.nan_to_num(impurity), 0)


def _kind() -> np.dtype[Any]:
    """How this scikit-learn keeps a node."""
    from sklearn.tree import DecisionTreeClassifier

    kind: np.dtype[Any] = DecisionTreeClassifier().fit([[0.0], [1.0]], [0, 1]).tree_.__getstate__()["nodes"].dtype
    return kind


def _unfolded(tree: Tree) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Which node stands at each place of the tree written out, its children's places (-1 at a leaf), and its depth."""
    rows: list[list[int]] = []
    stack = [(0, -1, 0, 0)]
    while stack:
        node, parent, side, depth = stack.pop()
        if parent >= 0:
            rows[parent][side] = len(rows)
        if tree.feature[node] != LEAF:
            stack += [(int(tree.right[node]), len(rows), 2, depth + 1), (int(tree.left[node]), len(rows), 1, depth + 1)]
        rows.append([node, LEAF, LEAF, depth])
        if len(rows) > NODES:
            raise BadArgument(f"nodes of this tree have several parents; written out it has more than {NODES} nodes")
    order, left, right, depths = np.array(rows, np.intp).T
    return order, left, right, depths


def thresholds(tree: Tree) -> NDArray[np.float64]:
    """Thresholds, shape (nodes,), that do with points rounded to 32 bits what the tree does at all places, where there are any.

    Raises `BadArgument` where there are none.
    """
    found = tree.threshold.copy()
    for node in np.flatnonzero(tree.feature != LEAF) if not tree.single else ():
        i, c = int(tree.feature[node]), int(tree.last_left[node])
        last = int(tree.axes.last[i])
        ends = tree.axes.features[i].at(np.clip([c, c + 1], 0, last))
        if np.abs(ends).max() > np.finfo(np.float32).max:
            raise BadArgument(f"scikit-learn's trees take floats of 32 bits, at most 3.4e38 in size; x{i + 1} reaches beyond")
        below, above = ends.astype(np.float32).astype(np.float64).tolist()
        below, above = (below if c >= 0 else -np.inf), (above if c < last else np.inf)
        if not below < above:
            raise BadArgument(
                f"places {c} and {c + 1} of x{i + 1}, between which node {node} cuts, are the same float of 32 bits, {below!r};"
                " scikit-learn cannot tell them apart"
            )
        if not below <= found[node] < above:
            found[node] = below if c >= 0 else np.nextafter(above, -np.inf)
    return found
