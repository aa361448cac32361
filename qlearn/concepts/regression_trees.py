"""The class of regression trees whose leaves have different values: then a value is the name of its leaf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..choices import Choices, Coins
from ..features import numbered, ordinal
from .finite_space import FiniteSpace
from .random_trees import axes_of
from .regressions import Regression
from .tree_classes import NamedTrees, drawn_axes, drawn_tree, named, random_tree
from .trees import Tree

SPREAD = (0.0, 1.0, -1.0, 1e-300, 1e300, 0.1, -7.25, 2.0**52)  # values of leaves, before the next ones of each


@dataclass(frozen=True)
class RegressionTrees:
    """Regression trees on known axes whose leaves have different values, any finite ones."""

    small: Sequence[Mapping[str, Any]] = NamedTrees().small
    medium: Sequence[Mapping[str, Any]] = NamedTrees().medium

    def draw(self, choices: Choices) -> Regression:
        return valued(drawn_tree(choices, drawn_axes(choices), 2), choices.integer(0, 2))

    scales: ClassVar[Sequence[Mapping[str, int]]] = NamedTrees.scales

    def of_size(self, coins: Coins, *, L: int, d: int = 2, N: int | None = None) -> Regression:
        """L leaves by random splits, valued by whole numbers; on floats of [0, 1], or on {0..N - 1}."""
        return valued(random_tree(coins, axes_of(d, N), L), 0)

    def space(self, axes: Axes, **_: Any) -> FiniteSpace:
        """Every tree, with some values each: of those there is no end."""
        trees = NamedTrees().space(axes).concepts
        both = [valued(tree, sort) for tree in trees if isinstance(tree, Tree) for sort in (0, 1)]
        return FiniteSpace(both, axes.points(), whole=False)

    def __str__(self) -> str:
        return "regression trees whose leaves have different values"


def valued(tree: Tree, sort: int) -> Regression:
    """The tree with `different` values in its leaves."""
    return Regression.of(named(tree), different(len(tree.feature), sort)[:, None])


def different(number: int, sort: int) -> NDArray[np.float64]:
    """So many different values: whole numbers, neighbouring floats about 0, or floats of all magnitudes and next ones."""
    k = np.arange(number)
    if sort == 0:
        return k.astype(np.float64)
    if sort == 1:
        return numbered(k - number // 2)
    return numbered(ordinal(np.array(SPREAD)[k % len(SPREAD)]) + k // len(SPREAD))
