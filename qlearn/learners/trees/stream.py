"""A stream of uniform points, labels bought from it by coins, and trees that fit what was bought."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...axes import Axes
from ...concepts.trees import LEAF, Tree
from ...errors import BadArgument
from ...features import Places
from ...formulas import Number, exactly
from ...points import Classes
from ...queries import Label, Query

MOST = 1 << 24  # points; a place in their order is a float of 32 bits, all that scikit-learn's trees look at


class Bought:
    """What was bought of a stream: places, labels and weights 1/p; `drawn` counts all its points, bought or not."""

    def __init__(self, axes: Axes, classes: int, rng: np.random.Generator) -> None:
        self.axes, self.classes, self.rng, self.drawn = axes, classes, rng, 0
        self.places: Places = np.zeros((0, axes.d), np.int64)
        self.labels: Classes = np.zeros(0, np.intp)
        self.weights: NDArray[np.float64] = np.zeros(0)

    def buy(self, places: Places, p: NDArray[np.float64]) -> Generator[Query[Any], Any, Places]:
        """Throw a coin for each of these points, ask the labels where it falls well, and return these points."""
        heads = self.rng.random(len(p)) < p
        places, p = places[heads], p[heads]
        self.drawn += len(heads)
        if len(places):
            labels = yield from Label(self.axes.at(places), self.classes)
            self.places = np.concatenate([self.places, places])
            self.labels = np.concatenate([self.labels, labels])
            self.weights = np.concatenate([self.weights, 1 / p])
        return places

    def error(self, says: Classes) -> float:
        """The weighted error of a hypothesis that says this about the points bought."""
        return math.fsum(self.weights[says != self.labels]) / max(1, self.drawn)

    def inside(self, tree: Tree, weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """The weight of each label in each leaf, shape (nodes, classes)."""
        leaf = tree.leaves(self.axes.at(self.places))
        weights = self.weights if weights is None else weights
        shape = len(tree.feature), self.classes
        found: NDArray[np.float64] = np.bincount(leaf * self.classes + self.labels, weights, shape[0] * shape[1])  # type: ignore[assignment]
        return found.reshape(shape)

    def tree(self, leaves: int, seed: int, times: NDArray[np.int64] | None = None) -> Tree:
        """A tree of at most so many leaves, grown by scikit-learn; `times` says how often each point counts, once if None."""
        weights = self.weights if times is None else self.weights * times
        feature, threshold, left, right, label = _grown(self, leaves, seed, weights)
        grown = Tree(self.axes, self.classes, feature, threshold, left, right, label)
        return replace(grown, label=self.inside(grown, weights).argmax(axis=1))


def chances(gap: NDArray[np.float64], n: NDArray[np.int64], c0: float, floor: float) -> NDArray[np.float64]:
    """The probability to buy the n-th label, n >= 2: 1 up to the gap sqrt(a) + a, then the s with gap = sqrt(a/s) + a/s,
    where a = c0 ln(n)/(n - 1); and never less than the floor.

    >>> chances(np.array([0.0, 0.75, 0.75]), np.array([1001, 1001, 10**6]), 8.0, 0.01).round(3).tolist()
    [1.0, 0.221, 0.01]
    """
    a = c0 * np.log(n) / (n - 1)
    t = 2 * gap / (np.sqrt(1 + 4 * gap) + 1)  # sqrt(a/s), and nothing cancels so
    p: NDArray[np.float64] = np.maximum(floor, a / np.maximum(a, t**2))
    return p


def checked_floor(least: Number) -> float:
    """The floor under p, above 0 and at most 1; `BadArgument` if it is not."""
    floor = exactly(least, "least")
    if not 0 < floor <= 1:
        raise BadArgument(f"least is the smallest probability of buying a label, above 0 and at most 1, got {least}")
    return float(floor)


def checked_constant(c0: Number) -> float:
    """The constant of the threshold, above 0; `BadArgument` if it is not."""
    constant = exactly(c0, "c0")
    if constant <= 0:
        raise BadArgument(f"c0 is a number above 0, the larger the more labels are bought; got {c0}")
    return float(constant)


def _grown(sample: Bought, leaves: int, seed: int, weights: NDArray[np.float64]) -> tuple[NDArray[Any], ...]:
    """Feature, threshold, left, right and label of each node.

    The tree is grown on ranks, for which 32 bits are enough; its threshold lies half way between two values that were bought.
    """
    kept = weights > 0
    if leaves == 1 or not kept.any():
        return np.array([LEAF]), np.zeros(1), np.array([LEAF]), np.array([LEAF]), np.zeros(1, np.intp)
    from sklearn.tree import DecisionTreeClassifier

    values, ranks = zip(*(np.unique(x, return_inverse=True) for x in sample.places[kept].T), strict=True)
    model = DecisionTreeClassifier(max_leaf_nodes=leaves if leaves < kept.sum() else None, random_state=seed)
    model.fit(np.stack(ranks, axis=1).astype(np.float32), sample.labels[kept], weights[kept], check_input=False)
    nodes = model.tree_
    inner = nodes.children_left != LEAF
    feature, threshold = np.where(inner, nodes.feature, LEAF), np.zeros(len(inner))
    for node in np.flatnonzero(inner):
        below = int(nodes.threshold[node])
        a, b = values[feature[node]][below : below + 2].tolist()
        threshold[node] = sample.axes.features[feature[node]].threshold(a + (b - a) // 2)
    return feature, threshold, nodes.children_left.copy(), nodes.children_right.copy(), np.zeros(len(inner), np.intp)
