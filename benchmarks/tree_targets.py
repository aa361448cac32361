"""Decision trees of the size and shape of those in published attacks: their data are not at hand, so others stand in.

Only iris is itself.  Of adult-like, gss-like and steak-like the number of rows, features, classes and leaves and the sorts of
features are like the originals'; the labels follow effects of the values, some of them in pairs, and noise.  Those of
steak-like are nearly noise alone, as the original's seem to be, and its tree, grown to the end on 331 rows, has 135 leaves
where the original's has 193.  Seeds are fixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from qlearn.axes import Axes
from qlearn.concepts.trees import LEAF, Tree
from qlearn.features import Categories, Integers, Reals

STEPS = 100_000  # of a real feature
Feature = Any

ADULT: tuple[Feature, ...] = (
    Integers(17, 90), Reals(12285.0, 1484705.0, STEPS), Integers(1, 16), Reals(0.0, 99999.0, STEPS),
    Reals(0.0, 4356.0, STEPS), Integers(1, 99), Categories(0, 8), Categories(0, 15), Categories(0, 6), Categories(0, 14),
    Categories(0, 5), Categories(0, 4), Categories(0, 1), Categories(0, 41),
)  # fmt: skip
STEAK: tuple[Feature, ...] = (Integers(18, 90), Integers(0, 150), *(Categories(0, 1 + k % 8) for k in range(38)))
GSS: tuple[Feature, ...] = (
    Integers(18, 89), Integers(1972, 2012), Integers(0, 20), Integers(0, 8), Reals(0.0, 200000.0, STEPS),
    *(Categories(0, 1 + k % 7) for k in range(96)),
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A tree, and the rows (m, d) that it was fitted to."""

    name: str
    tree: Tree
    rows: Any


@cache
def targets() -> dict[str, Target]:
    """Name to target, the smallest first."""
    found = (
        iris(),
        like("steak-like", STEAK, rows=331, classes=5, leaves=193, noise=20.0, seed=1),
        like("gss-like", GSS, rows=16127, classes=3, leaves=159, noise=1.0, seed=2),
        like("adult-like", ADULT, rows=32561, classes=2, leaves=200, noise=0.7, seed=3),
    )
    return {target.name: target for target in found}


def iris() -> Target:
    from sklearn.datasets import load_iris

    X, y = load_iris(return_X_y=True)
    axes = Axes(tuple(Reals(float(a), float(b), STEPS) for a, b in zip(X.min(axis=0), X.max(axis=0), strict=True)))
    return Target("iris", fitted(axes, 3, X, y, None), X)


def like(name: str, features: tuple[Feature, ...], rows: int, classes: int, leaves: int, noise: float, seed: int) -> Target:
    axes, rng = Axes(features), np.random.default_rng([2020, seed])
    X = np.column_stack([column(feature, rows, rng) for feature in features])
    scores = np.zeros((rows, classes))
    for i in rng.permutation(len(features))[: max(6, len(features) // 3)]:
        scores += effect(features[i], X[:, i], classes, rng)
        j = int(rng.integers(len(features)))
        scores += effect(features[i], X[:, i], classes, rng) * effect(features[j], X[:, j], classes, rng)
    y = (scores / scores.std() + noise * rng.gumbel(size=scores.shape)).argmax(axis=1)
    return Target(name, fitted(axes, classes, X, y, leaves), X)


def column(feature: Feature, rows: int, rng: np.random.Generator) -> Any:
    """Values as data have them: reals are mostly small, integers near the middle, categories of unequal size."""
    if isinstance(feature, Reals):
        x = feature.low + (feature.high - feature.low) * rng.beta(0.6, 4.0, rows)
        return feature.at(feature.place(x))
    if isinstance(feature, Categories):
        return rng.choice(feature.size, rows, p=rng.dirichlet(np.ones(feature.size)))
    return feature.first + np.rint((feature.size - 1) * rng.beta(2.0, 3.0, rows))


def effect(feature: Feature, x: Any, classes: int, rng: np.random.Generator) -> Any:
    """What a value adds to the score of each class: steps, at categories or at a few thresholds, shape (rows, classes)."""
    if isinstance(feature, Categories):
        return rng.normal(size=(feature.size, classes))[x.astype(int)]
    parts = np.searchsorted(np.sort(rng.choice(x, 4)), x)
    return rng.normal(size=(5, classes))[parts]


def fitted(axes: Axes, classes: int, X: Any, y: Any, leaves: int | None) -> Tree:
    """scikit-learn's tree of at most so many leaves, as a tree on the axes."""
    from sklearn.tree import DecisionTreeClassifier

    model = DecisionTreeClassifier(max_leaf_nodes=leaves, random_state=0).fit(X, y)
    nodes = model.tree_
    inner = nodes.children_left != LEAF
    feature, threshold = np.where(inner, nodes.feature, LEAF), np.where(inner, nodes.threshold, 0.0)
    label = model.classes_[nodes.value[:, 0].argmax(axis=1)].astype(np.intp)
    return Tree(axes, classes, feature, threshold, nodes.children_left, nodes.children_right, label, single=True)


if __name__ == "__main__":
    for target in targets().values():
        sizes = target.tree.sizes
        print(target.name, {name: sizes[name] for name in "dNstLK"}, np.bincount(target.tree(target.rows)))
