"""A decision tree from the names of its leaves: the witness tree, each leaf certified by two opposite corners."""

from __future__ import annotations

import numpy as np

from ...axes import Axes
from ...catalogue import proves
from ...concepts.tree_classes import NamedTrees
from ...concepts.trees import Tree
from ...errors import Inconsistent
from ...features import Places
from ...formulas import whole
from ...points import spell
from ...queries import Dialogue, Leaf
from ...theorems import Bound, LowerBound, Theorem, exact
from .growth import Growth
from .witness_tree import searched


@proves(
    Theorem(
        learns=NamedTrees(),
        claim="A tree with named leaves is found exactly.  The bound is a cap; what is asked is about as much as corner path"
        " finding asks.",
        bounds=(Bound(Leaf, "at most", lambda d, N, s, t, P, A, checks: 1 + searched(d, N, s, t, A) + 2 * P + checks),),
        lower=LowerBound(Leaf, lambda L: L, "A leaf that was not asked may be split."),
        guarantee=exact,
        cite=("tramer2016",),
        settings={"checks": (0, 3)},
    )
)
def witness_ids(axes: Axes, checks: int = 0, seed: int = 0) -> Dialogue[Tree]:
    """Learn a decision tree that names the leaf of each point, in no particular order.

    Problem: the answer is the name of a leaf, another one for each leaf; find the tree.
    Idea: take the names for labels and grow a witness tree.  A leaf of the hypothesis is right if the names at its lowest and
    its highest corner are its own.
    Theorem: exact.  Leaf queries at most 1 + A (2 clg(d) + 2 clg(t + 1)) + s clg(N - 1) + 2 P + checks, where s cuts, t of
    them at most on one feature, make P cells with A sides.
    Proof: Searches cost as in the witness tree: each ends at a side between two cells that no earlier one ended at.  A corner
    is the lowest or the highest point of a box between known cuts, which are true ones; so it is the lowest or the highest
    such point of its cell, and no point is asked twice.  A leaf is a box, so it holds all of a box whose corners it holds.
    Source: ours; Tramer et al. 2016 for the oracle.

    Names that are not unique are found out where the leaves of one name are no box together, or one of so many `checks`, drawn
    uniformly, is in another leaf than it should be; else the tree fits all that was said.

    >>> from qlearn import run, teachers
    >>> from qlearn.choices import Coins
    >>> from qlearn.concepts.tree_classes import NamedTrees
    >>> from qlearn.oracle import agree
    >>> target = NamedTrees().draw(Coins(3))
    >>> found = run(witness_ids(target.axes), teachers.Honest(target))
    >>> target.sizes["L"], agree(target, found.hypothesis)
    (3, True)

    Raises `BadArgument` for a negative seed; `Inconsistent` if one point is given two names, or two leaves one name.
    """
    growth = Growth(axes, Leaf, whole(seed, "seed", least=0))
    regions = growth.regions
    yield from growth.follow((axes.last + 1) // 2)
    left = [regions.root, *regions.leaves()]
    while left:
        leaf = left.pop()
        for corner in (leaf.low, leaf.high):
            if leaf.alive and leaf.is_leaf:
                yield from growth.follow(corner)
        left += regions.fresh_leaves()
    tree = growth.tree(int(growth.known.labels.max()) + 1)
    _one_box_each(tree)
    for x in axes.drawn(growth.rng, whole(checks, "checks", least=0)):
        if (yield from growth.ask(x)) != regions.leaf(x).label:
            raise _two_leaves(int(growth.known.labels[-1]), axes, x, x)
    return tree


def _one_box_each(tree: Tree) -> None:
    """`Inconsistent` if the leaves of one name are no box together: then the name stands for two."""
    low, high, leaf = tree.paths
    boxes: dict[int, tuple[Places, Places, int]] = {}
    for a, b, name in zip(low, high, tree.label[leaf].tolist(), strict=True):
        first, last, filled = boxes.get(name, (a, b, 0))
        boxes[name] = np.minimum(a, first), np.maximum(b, last), filled + _places(a, b)
    for name, (a, b, filled) in boxes.items():
        if _places(a, b) != filled:
            raise _two_leaves(name, tree.axes, a, b)


def _two_leaves(name: int, axes: Axes, a: Places, b: Places) -> Inconsistent:
    one, other = (spell(end) for end in axes.at(np.array([a, b])))
    return Inconsistent(
        f"the leaf named {name} is at {one} and at {other}, and in no one box: two leaves have one name.  Where names are not"
        " unique, learn from labels: trees.witness_tree"
    )


def _places(low: Places, high: Places) -> int:
    return int(np.prod([b - a + 1 for a, b in zip(low.tolist(), high.tolist(), strict=True)], dtype=object))
