"""Classes of forests and of regression trees, to draw targets from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from ..axes import Axes
from ..choices import Choices, one_of
from ..features import Integers
from .finite_space import FiniteSpace
from .forests import Forest, Votes, hard
from .regressions import Regression
from .tree_classes import Trees, drawn_axes, drawn_tree
from .trees import Tree


@dataclass(frozen=True)
class Forests:
    """Forests on known axes, judged by their labels.  Every labelling of the places is one, of a single tree."""

    small: Sequence[Mapping[str, Any]] = Trees().small
    medium: Sequence[Mapping[str, Any]] = Trees().medium

    def draw(self, choices: Choices) -> Forest:
        axes, classes = drawn_axes(choices), choices.integer(2, 4)
        trees = tuple(drawn_tree(choices, axes, classes) for _ in range(choices.integer(1, 3)))
        whole = choices.integer(0, 1) == 0
        return Forest(axes, classes, trees, tuple(hard(tree) if whole else drawn_votes(choices, tree) for tree in trees))

    def space(self, axes: Axes, classes: int, **_: Any) -> FiniteSpace:
        """That of the trees: as functions there are no others."""
        return Trees().space(axes, classes)

    def __str__(self) -> str:
        return "forests"


def drawn_votes(choices: Choices, tree: Tree) -> Votes:
    """Shares of a few samples, as in a leaf of a fitted tree: sums of them are rounded, and tie."""
    counts = np.array([[choices.integer(0, 3) for _ in range(tree.classes)] for _ in tree.feature], np.float64)
    counts[counts.sum(axis=1) == 0, 0] = 1
    shares: Votes = counts / counts.sum(axis=1, keepdims=True)
    return shares


@dataclass(frozen=True)
class Regressions:
    """Regression trees on known axes, judged by their values; `most` is the number of trees of which the mean is taken."""

    most: int = 1
    small: Sequence[Mapping[str, Any]] = tuple(
        {"axes": axes, "outputs": 1}
        for axes in (Axes.grid(1, 1), Axes.grid(4, 1), Axes.grid(2, 2), Axes((Integers(0, 2), Integers(0, 1))))
    )
    medium: Sequence[Mapping[str, Any]] = ({"axes": Axes.grid(3, 2), "outputs": 1},)

    def draw(self, choices: Choices) -> Regression:
        axes, outputs = drawn_axes(choices), choices.integer(1, 2)
        trees = tuple(drawn_tree(choices, axes, 2) for _ in range(choices.integer(1, self.most)))
        size = one_of(choices, (1.0, 1e-300, 1e300, 1 / 3))
        few = one_of(choices, (3, 1000))  # then values repeat
        votes = tuple(
            np.array([[size * choices.integer(-few, few) / 1000 for _ in range(outputs)] for _ in tree.feature])
            for tree in trees
        )
        return Regression(axes, trees, votes)

    def space(self, axes: Axes, **_: Any) -> FiniteSpace:
        """The sub-class of one tree with the values 0 and 1: an exact game needs finitely many answers."""
        return _of_two_values(axes)

    def __str__(self) -> str:
        return "regression trees" if self.most == 1 else "means of regression trees"


@cache
def _of_two_values(axes: Axes) -> FiniteSpace:
    table = np.array([[0.0], [1.0]])
    trees = [Regression.of(tree, table) for tree in Trees().space(axes, 2).concepts]  # type: ignore[arg-type]
    return FiniteSpace(trees, whole=False)
