"""A tree that knows which of its leaves are certain: what a learner returns that may be stopped early."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..features import Places
from .tree_classes import Split, grown
from .trees import Tree


@dataclass(frozen=True, eq=False)
class CertifiedTree(Tree):
    """A tree, and for each node whether it is a leaf all of whose places are known to have its label, shape (nodes,)."""

    certified: NDArray[np.bool_] = field(kw_only=True)
    partly: Fraction = field(kw_only=True, default=Fraction(0))  # of the law, certain in leaves that are not all certain

    @cached_property
    def share(self) -> Fraction:
        """How much of the uniform law lies where the tree is known to be right, in certified leaves and partly in others."""
        low, high, leaf = self.paths
        sure = self.certified[leaf]
        return sum((self.axes.share(a, b) for a, b in zip(low[sure], high[sure], strict=True)), self.partly)

    @property
    def complete(self) -> bool:
        """Whether all leaves are certified."""
        return bool(self.certified[self.paths[2]].all())

    def key(self) -> bytes:
        return super().key() + self.certified.tobytes()


@dataclass(frozen=True)
class Leaf:
    """What is known of a box that is not split: the label of one of its places at least; of all of them if certified."""

    label: int
    certified: bool


def certified_tree(
    axes: Axes, classes: int, known: Callable[[Places, Places], Split | Leaf], partly: Fraction = Fraction(0)
) -> CertifiedTree:
    """The tree that asks `known` about the box of each node: a split of it, or the leaf that it is."""

    def split(low: Places, high: Places) -> Split | int:
        found = known(low, high)
        return 2 * found.label + found.certified if isinstance(found, Leaf) else found

    tree = grown(axes, classes, split)  # each label with a bit more, which tells the certified leaves
    label, certified = tree.label // 2, tree.label % 2 == 1
    return CertifiedTree(
        axes,
        classes,
        tree.feature,
        tree.threshold,
        tree.left,
        tree.right,
        label.astype(np.intp),
        certified=certified,
        partly=partly,
    )
