"""The trees and forests that the benchmarks learn: scikit-learn's on its own data, and random ones."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from sklearn import datasets
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

from qlearn.axes import Axes
from qlearn.concepts.sklearn_trees import from_sklearn
from qlearn.concepts.trees import LEAF, Tree
from qlearn.features import Floats

TOL = 1e-5


@cache
def scaled(name: str) -> tuple[Any, Any]:
    """The data, each feature from 0 to 1, and the classes."""
    if name == "classification":
        X, y = datasets.make_classification(2000, 20, n_informative=8, flip_y=0.05, random_state=0)
    else:
        X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    return (X - X.min(axis=0)) / (np.ptp(X, axis=0) + 1e-12), y


def stepped(d: int) -> Axes:
    return Axes.box([0.0] * d, [1.0] * d, TOL)


def singles(d: int) -> Axes:
    """Every float of 32 bits."""
    return Axes((Floats(0.0, 1.0, single=True),) * d)


@cache
def fitted(name: str, depth: int | None) -> DecisionTreeClassifier:
    X, y = scaled(name)
    return DecisionTreeClassifier(max_depth=depth, random_state=0).fit(X, y)


def tree(name: str, depth: int | None, axes: Any = stepped) -> Any:
    model = fitted(name, depth)
    return from_sklearn(model, axes(model.n_features_in_))


@cache
def forest(name: str, trees: int, depth: int) -> Any:
    X, y = scaled(name)
    return from_sklearn(RandomForestClassifier(trees, max_depth=depth, random_state=0).fit(X, y), singles(X.shape[1]))


@cache
def random_tree(d: int, leaves: int, classes: int, seed: int, parts: int = 0) -> Tree:
    """A random leaf is split again and again on a random feature, at a uniform threshold or at one of k/parts; the new leaves
    have two different classes."""
    rng = np.random.default_rng(seed)
    rows: list[list[Any]] = [[LEAF, 0.0, LEAF, LEAF, int(rng.integers(classes))]]
    boxes = {0: (np.zeros(d), np.ones(d))}
    for _ in range(100 * leaves):
        if len(boxes) == leaves:
            break
        node, i = int(rng.choice(list(boxes))), int(rng.integers(d))
        low, high = boxes[node]
        grid = [k / parts for k in range(1, parts) if low[i] < k / parts < high[i]]
        if parts and not grid:
            continue
        t = float(rng.choice(grid)) if parts else float(rng.uniform(low[i], high[i]))
        del boxes[node]
        below, above = high.copy(), low.copy()
        below[i] = above[i] = t
        labels = rng.permutation(classes)[:2]
        rows[node][:4] = [i, t, len(rows), len(rows) + 1]
        boxes[len(rows)], boxes[len(rows) + 1] = (low, below), (above, high)
        rows += [[LEAF, 0.0, LEAF, LEAF, int(label)] for label in labels]
    feature, threshold, left, right, label = (np.array(column) for column in zip(*rows, strict=True))
    return Tree(stepped(d), classes, feature, threshold, left, right, label)
