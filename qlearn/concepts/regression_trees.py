"""Regression trees: a tree whose leaves have real values; and the class of those whose values are all different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..choices import Choices
from ..features import numbered, ordinal
from ..points import Points, Values
from .cells import Boxed, Cells, points_of_difference
from .finite_space import FiniteSpace
from .tree_classes import NamedTrees, drawn_axes, drawn_tree, named
from .trees import Tree

SPREAD = (0.0, 1.0, -1.0, 1e-300, 1e300, 0.1, -7.25, 2.0**52)  # values of leaves, before the next ones of each


@dataclass(frozen=True, eq=False)
class RegressionTree:
    """A tree and the value of each of its nodes, shape (nodes,); those of nodes that are no leaves mean nothing."""

    tree: Tree
    value: NDArray[np.float64]

    @property
    def axes(self) -> Axes:
        return self.tree.axes

    domain = axes

    @property
    def given(self) -> Mapping[str, Any]:
        return {"axes": self.axes}

    @property
    def sizes(self) -> Mapping[str, int]:
        """Those of the tree with the values for labels, but no K."""
        return {name: size for name, size in named(self.tree).sizes.items() if name != "K"}

    @cached_property
    def cells(self) -> Cells:
        low, high, leaf = self.tree.paths
        return Cells(low, high, self.value[leaf])

    def values(self, points: Points) -> Values:
        """The value of each point's leaf, shape (batch, 1)."""
        return self(points)[:, None]

    def __call__(self, points: Points) -> NDArray[np.float64]:
        found: NDArray[np.float64] = self.value[self.tree.leaves(points)]
        return found

    def disagreements(self, hypothesis: Any) -> Iterator[NDArray[Any]] | None:
        return points_of_difference(cast(Boxed, self), hypothesis)  # its labels are values

    def key(self) -> bytes:
        return b"values" + self.tree.key() + (self.value + 0.0).tobytes()

    def __str__(self) -> str:
        leaves = np.unique(self.tree.paths[2])
        return f"{named(self.tree)} with " + ", ".join(f"{leaf}: {self.value[leaf]:.6g}" for leaf in leaves[:8].tolist())


@dataclass(frozen=True)
class RegressionTrees:
    """Regression trees on known axes whose leaves have different values, any finite ones."""

    small: Sequence[Mapping[str, Any]] = NamedTrees().small
    medium: Sequence[Mapping[str, Any]] = NamedTrees().medium

    def draw(self, choices: Choices) -> RegressionTree:
        tree = drawn_tree(choices, drawn_axes(choices), 2)
        return RegressionTree(tree, different(len(tree.feature), choices.integer(0, 2)))

    def space(self, axes: Axes, **_: Any) -> FiniteSpace:
        """Every tree, with some values each: of those there is no end."""
        trees = NamedTrees().space(axes).concepts
        both = [RegressionTree(t, different(len(t.feature), sort)) for t in trees if isinstance(t, Tree) for sort in (0, 1)]
        return FiniteSpace(both, axes.points(), whole=False)

    def __str__(self) -> str:
        return "regression trees whose leaves have different values"


def different(number: int, sort: int) -> NDArray[np.float64]:
    """So many different values: whole numbers, neighbouring floats about 0, or floats of all magnitudes and next ones."""
    k = np.arange(number)
    if sort == 0:
        return k.astype(np.float64)
    if sort == 1:
        return numbered(k - number // 2)
    return numbered(ordinal(np.array(SPREAD)[k % len(SPREAD)]) + k // len(SPREAD))
