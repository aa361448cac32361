"""Forests: what the leaves of several trees say is added, and the class with the largest sum is the label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..box_queries import Counterfactual, Explanation
from ..errors import BadArgument, Undecided
from ..features import Places
from ..points import Classes, Labels, Points, Values
from .cells import Cells, overlaps, points_of_difference, sizes_of
from .explaining import explanations
from .trees import LEAF, Tree, written

ENTRIES = 1 << 23  # coordinates of cells that are written down

Votes = NDArray[np.float64]  # (nodes, outputs): what a tree says at each node; only its leaves matter


def hard(tree: Tree) -> Votes:
    """A whole vote for the label of each leaf."""
    return np.eye(tree.classes)[tree.label]


def mean(trees: Sequence[Tree], votes: Sequence[Votes], points: Points) -> Values:
    """What the trees say of each point, added in this order and divided by their number, shape (batch, outputs).

    So it is rounded as scikit-learn rounds it; `product` must add in the same way.
    """
    sums = np.zeros((len(points), votes[0].shape[1]))
    for tree, own in zip(trees, votes, strict=True):
        sums += own[tree.leaves(points)]
    return sums / len(trees)


def product(axes: Axes, trees: Sequence[Tree], votes: Sequence[Votes]) -> tuple[Places, Places, Values]:
    """The boxes where every tree stays in one leaf, low and high ends (cells, d), and the trees' mean there.

    Grown tree by tree; of two boxes that do not meet nothing is kept.  Raises `Undecided` if there are too many.
    """
    low, high, leaf = trees[0].paths
    sums = votes[0][leaf] + 0.0
    for tree, own in zip(trees[1:], votes[1:], strict=True):
        below, above, leaf = tree.paths
        met = []
        size = 0
        for pair in overlaps(Cells(low, high, np.zeros(len(low))), Cells(below, above, leaf)):
            met.append(pair)
            size += len(pair[0]) * axes.d
            if size > ENTRIES:
                raise Undecided(
                    f"these {len(trees)} trees have more than {ENTRIES // axes.d} cells together, too many to write down; to"
                    " compare two such forests ask qlearn.concepts.comparing.difference_by_z3, which lists no cells"
                )
        i, j = (np.concatenate(part) for part in zip(*met, strict=True))
        low, high = np.maximum(low[i], below[j]), np.minimum(high[i], above[j])
        sums = sums[i] + own[leaf[j]]
    return low, high, sums / len(trees)


@dataclass(frozen=True, eq=False)
class Forest:
    """The label is the class that the trees' leaves value highest in the mean, the first of several.

    `votes` says for each tree what its nodes say of each class, shape (nodes, classes).  Their floats are added tree by tree
    and then divided, as scikit-learn does it; so ties and rounding fall as they do there.  With whole votes (`hard`) it is
    the class that most trees choose.
    """

    axes: Axes
    classes: int
    trees: tuple[Tree, ...]
    votes: tuple[Votes, ...]

    def __post_init__(self) -> None:
        checked(self.axes, self.trees, self.votes)
        if any(votes.shape[1] != self.classes for votes in self.votes):
            raise BadArgument(f"each node votes on the {self.classes} classes, got shapes {[v.shape for v in self.votes]}")

    @property
    def domain(self) -> Axes:
        return self.axes

    @property
    def given(self) -> Mapping[str, Any]:
        return {"axes": self.axes, "classes": self.classes}

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """Those of `cells.sizes_of`, and K classes."""
        return {**sizes_of(self), "K": self.classes}

    def values(self, points: Points) -> Values:
        """The mean of what the trees say, shape (batch, classes)."""
        return mean(self.trees, self.votes, points)

    def __call__(self, points: Points) -> Classes:
        labels: Classes = self.values(points).argmax(axis=1)
        return labels

    def leaves(self, points: Points, known: Labels | None = None) -> NDArray[np.int64]:
        """One number for each combination of leaves: the leaves of one tree that has each tree below every leaf of the last.

        With unknown features the walk down that tree stops; the trees that it does not come to stand at their roots.
        """
        return combined(self.trees, points, known)

    @cached_property
    def cells(self) -> Cells:
        low, high, said = product(self.axes, self.trees, self.votes)
        return Cells(low, high, said.argmax(axis=1))

    def disagreements(self, hypothesis: Any) -> Iterator[NDArray[Any]] | None:
        return points_of_difference(self, hypothesis)

    def explanations(self, query: Counterfactual) -> Iterator[Explanation]:
        return explanations(self, query)

    def key(self) -> bytes:
        return repr((self.axes, self.classes)).encode() + spelt(self.trees, self.votes)

    def __str__(self) -> str:
        return voices(self.trees, self.votes)


def checked(axes: Axes, trees: Sequence[Tree], votes: Sequence[Votes]) -> None:
    """`BadArgument` for trees that cannot be added up."""
    if not trees or len(trees) != len(votes):
        raise BadArgument(f"a forest has one tree or more, each with its votes; got {len(trees)} and {len(votes)}")
    for t, (tree, own) in enumerate(zip(trees, votes, strict=True)):
        if tree.axes != axes:
            raise BadArgument(f"the trees of a forest are on its axes; tree {t} is on {tree.axes}")
        if own.ndim != 2 or len(own) != len(tree.feature) or not np.isfinite(own).all():
            raise BadArgument(f"votes are finite, a row a node; tree {t} has {len(tree.feature)} nodes, votes {own.shape}")


def combined(trees: Sequence[Tree], points: Points, known: Labels | None) -> NDArray[np.int64]:
    """The leaves of all trees as one number; `Undecided` where 64 bits are not enough for it."""
    if int(np.prod([len(tree.feature) for tree in trees], dtype=object)) > 2**63 - 1:
        raise Undecided(f"the leaves of {len(trees)} trees have more combinations than there are names of 64 bits")
    name, walking = np.zeros(len(points), np.int64), np.ones(len(points), np.bool_)
    for tree in trees:
        node = np.where(walking, tree.leaves(points, known), 0)
        name = name * len(tree.feature) + node
        walking &= tree.feature[node] == LEAF
    return name


def spelt(trees: Sequence[Tree], votes: Sequence[Votes]) -> bytes:
    """The bytes of trees and what their leaves say; labels, and votes of other nodes, mean nothing."""
    found = []
    for tree, own in zip(trees, votes, strict=True):
        said = np.where(tree.feature[:, None] == LEAF, own, 0.0)
        arrays = (tree.feature, tree.threshold + 0.0, tree.left, tree.right, said + 0.0)
        found.append(repr((own.shape, tree.single)).encode() + b"".join(a.tobytes() for a in arrays))
    return b"".join(found)


def voices(trees: Sequence[Tree], votes: Sequence[Votes], most: int = 200) -> str:
    """The trees as one line, each leaf by what it says."""
    parts: list[str] = []
    for t, (tree, own) in enumerate(zip(trees, votes, strict=True)):
        if sum(map(len, parts)) >= most:
            return " + ".join([*parts, f"{len(trees) - t} more"])
        said = ["/".join(f"{v:.4g}" for v in row) for row in own.tolist()]
        parts.append(written(tree, 0, most, said.__getitem__))
    return " + ".join(parts)
