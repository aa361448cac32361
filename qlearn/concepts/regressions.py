"""Regression trees and forests: at each leaf stands a value, and the mean of the trees is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..box_queries import Counterfactual, Explanation
from ..errors import BadArgument
from ..points import Classes, Labels, Points, Values
from .cells import Cells, apart, corners, points_of_difference, sizes_of
from .explaining import explanations
from .forests import Votes, checked, combined, mean, product, spelt, voices
from .trees import Tree


@dataclass(frozen=True, eq=False)
class Regression:
    """The mean of what the trees' leaves say, shape (batch, outputs); one tree is the usual regression tree.

    As a classifier it says which of all its values a point has: their number in `table`.
    """

    axes: Axes
    trees: tuple[Tree, ...]
    votes: tuple[Votes, ...]

    def __post_init__(self) -> None:
        checked(self.axes, self.trees, self.votes)
        if len({votes.shape[1] for votes in self.votes}) > 1:
            raise BadArgument(f"all trees have the same number of outputs, got shapes {[v.shape for v in self.votes]}")

    @classmethod
    def of(cls, tree: Tree, table: NDArray[np.float64]) -> Regression:
        """The regression tree whose leaves have the values that their labels number, `table` of shape (labels, outputs)."""
        return cls(tree.axes, (tree,), (table[tree.label],))

    @property
    def domain(self) -> Axes:
        return self.axes

    @property
    def outputs(self) -> int:
        return int(self.votes[0].shape[1])

    @property
    def classes(self) -> int:
        """How many labels a label query must allow for."""
        return max(2, len(self.table))

    @property
    def given(self) -> Mapping[str, Any]:
        return {"axes": self.axes, "outputs": self.outputs}

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """Those of `cells.sizes_of`, and K different values."""
        return {**sizes_of(self), "K": len(self.table)}

    def values(self, points: Points) -> Values:
        return mean(self.trees, self.votes, points) + 0.0  # one zero, not two

    @cached_property
    def _number(self) -> Mapping[bytes, int]:
        return {row.tobytes(): k for k, row in enumerate(self.table)}

    def __call__(self, points: Points) -> Classes:
        try:
            return np.array([self._number[row.tobytes()] for row in self.values(points)], np.intp)
        except KeyError:
            raise BadArgument("a point between two places has a value that no place has; ask for values there") from None

    def leaves(self, points: Points, known: Labels | None = None) -> NDArray[np.int64]:
        return combined(self.trees, points, known)

    @cached_property
    def _numbered(self) -> tuple[Cells, Values]:
        low, high, said = product(self.axes, self.trees, self.votes)
        table, label = np.unique(said + 0.0, axis=0, return_inverse=True)
        return Cells(low, high, label.ravel()), table

    @property
    def cells(self) -> Cells:
        return self._numbered[0]

    @property
    def table(self) -> Values:
        """Its different values in order, shape (labels, outputs)."""
        return self._numbered[1]

    def disagreements(self, hypothesis: Any) -> Iterator[NDArray[Any]] | None:
        """Where a regression has another value, or a classifier another label."""
        if not isinstance(hypothesis, Regression):
            return points_of_difference(self, hypothesis)
        if hypothesis.axes != self.axes or hypothesis.outputs != self.outputs:
            return None
        _, number = np.unique(np.concatenate([self.table, hypothesis.table]), axis=0, return_inverse=True)
        mine, theirs = np.split(number.ravel(), [len(self.table)])
        own, other = self.cells, hypothesis.cells
        boxes = apart(Cells(own.low, own.high, mine[own.label]), Cells(other.low, other.high, theirs[other.label]))
        return corners(self.axes, boxes)

    def explanations(self, query: Counterfactual) -> Iterator[Explanation]:
        return explanations(self, query)

    def key(self) -> bytes:
        return b"regression" + repr(self.axes).encode() + spelt(self.trees, self.votes)

    def __str__(self) -> str:
        return voices(self.trees, self.votes)
