"""Decision trees to extract, on features binned and one-hot coded: iris, and data drawn in the shape of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..concepts.sklearn_trees import from_sklearn
from ..concepts.trees import Tree
from ..errors import unknown
from ..points import Points


@dataclass(frozen=True)
class Shape:
    """Rows, classes, the number of bins or choices of each feature, leaves at most, and how loud the noise in labels is."""

    rows: int
    classes: int
    sizes: tuple[int, ...]
    leaves: int | None
    noise: float

    @property
    def columns(self) -> int:
        return sum(self.sizes)


SHAPES: Mapping[
    str, Shape
] = {  # rows, columns and classes as in Tramer et al. 2016, table 3; leaves about path finding / columns
    "adult-like": Shape(48_842, 2, (5,) * 6 + (8, 16, 7, 14, 6, 5, 2, 20), 170, 0.3),
    "steak-like": Shape(331, 5, (2, 4, 5, 5, 5, 5, 5, 5, 2, 2), 130, 0.0),
    "iris": Shape(150, 3, (5,) * 4, None, 0.0),
    "gss-like": Shape(16_127, 3, (5,) * 17 + (4,) * 4, 187, 0.08),
}


@dataclass(frozen=True, eq=False)
class TreeTarget:
    """A tree on bits, held-out rows (n, columns) with their labels, and its accuracy there."""

    tree: Tree
    held: Points
    labels: NDArray[np.intp]
    accuracy: float


@lru_cache(maxsize=4)
def tree_target(name: str, seed: int) -> TreeTarget:
    """scikit-learn's tree, fitted to two thirds of the data; the seed says which.  Of `SHAPES`."""
    from sklearn.tree import DecisionTreeClassifier

    if name not in SHAPES:
        raise unknown("data set", name, SHAPES)
    shape = SHAPES[name]
    X, y = _iris(shape) if name == "iris" else _drawn(name, shape)
    order = np.random.default_rng((4, seed)).permutation(len(X))
    train, held = order[: 2 * len(X) // 3], order[2 * len(X) // 3 :]
    model = DecisionTreeClassifier(max_leaf_nodes=shape.leaves, random_state=seed).fit(X[train], y[train])
    tree = from_sklearn(model, Axes.grid(2, shape.columns))
    assert isinstance(tree, Tree)
    assert tree.classes == shape.classes, "every class is among the rows that it is fitted to"
    return TreeTarget(tree, X[held], y[held], float((tree(X[held]) == y[held]).mean()))


def one_hot(choices: NDArray[np.intp], sizes: tuple[int, ...]) -> Points:
    """A column for each choice of each feature, 1 where it is taken.

    >>> one_hot(np.array([[1, 0]]), (2, 3)).tolist()
    [[0.0, 1.0, 1.0, 0.0, 0.0]]
    """
    return np.hstack([np.eye(size)[choices[:, i]] for i, size in enumerate(sizes)])


def _iris(shape: Shape) -> tuple[Points, Any]:
    from sklearn.datasets import load_iris

    X, y = load_iris(return_X_y=True)
    bins = np.array(shape.sizes)
    places = np.minimum((bins * (X - X.min(axis=0)) / np.ptp(X, axis=0)).astype(np.intp), bins - 1)
    return one_hot(places, shape.sizes), y


def _drawn(name: str, shape: Shape) -> tuple[Points, Any]:
    """Choices of unequal shares; labels by effects of some features, alone and in pairs, and noise."""
    coins = np.random.default_rng((4, sorted(SHAPES).index(name)))
    n = shape.rows
    choices = np.column_stack([coins.choice(size, n, p=coins.dirichlet(np.full(size, 2.0))) for size in shape.sizes])
    scores = np.zeros((n, shape.classes))
    for i in coins.permutation(len(shape.sizes))[:6]:
        j = int(coins.integers(len(shape.sizes)))
        scores += coins.normal(size=(shape.sizes[i], shape.classes))[choices[:, i]]
        pairs = coins.normal(size=(shape.sizes[i], shape.sizes[j], shape.classes))
        scores += 0.5 * pairs[choices[:, i], choices[:, j]]
    y = (scores / scores.std() + shape.noise * coins.gumbel(size=scores.shape)).argmax(axis=1)
    return one_hot(choices, shape.sizes), y
