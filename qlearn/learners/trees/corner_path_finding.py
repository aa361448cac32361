"""Path finding from corner to corner: few questions, whatever the number of features."""

from __future__ import annotations

import numpy as np

from ...axes import Axes
from ...catalogue import proves
from ...concepts.tree_classes import NamedTrees
from ...concepts.trees import Tree
from ...formulas import Size, clg, smallest
from ...queries import Dialogue, Leaf
from ...theorems import Bound, Theorem
from .corners import Region
from .leaves import Heard, same_leaves


def sides_and_cuts(d: Size, N: Size, s: Size, t: Size, L: Size, F: Size) -> Size:
    """What it takes to find all sides of leaves but the L - 1 that are crossed to new leaves, and to bisect each cut once."""
    return (F - (L - 1)) * (2 + clg(smallest(d, s + 1)) + clg(t + 1)) + s * (clg(d) + clg(N - 1))


@proves(
    Theorem(
        learns=NamedTrees(),
        claim="A tree with L leaves is found with two leaf queries each, 2 + clg(min(d, s + 1)) + clg(t + 1) for all but L - 1"
        " of the leaves' F sides, and clg(d) + clg(N - 1) for each of its s cuts.",
        bounds=(Bound(Leaf, "at most", lambda d, N, s, t, L, F: 2 * L + sides_and_cuts(d, N, s, t, L, F)),),
        guarantee=same_leaves,
        cite=("tramer2016",),
        derives={"d": lambda a: a["axes"].d, "N": lambda a: a["axes"].N},
    )
)
def corner_path_finding(axes: Axes) -> Dialogue[Tree]:
    """Find a tree whose teacher names the leaf that a point is in, from corner to corner of its leaves.

    Problem: find at every place the name of its leaf, when no two leaves have one name.
    Idea: if two opposite corners of a box have one name, the box is within that leaf.  A corner with another name betrays a
    side: bisect over the coordinates in which it differs from a point of the leaf, then on one line, over known cuts first.
    Theorem: at most 2 L + (F - (L - 1)) (2 + clg(min(d, s + 1)) + clg(t + 1)) + s (clg(d) + clg(N - 1)) leaf queries: L
    leaves with F sides inside the domain, s cuts, t of one feature at most, N places of a feature at most.
    Proof: A leaf is a box, so its opposite corners decide, and on a walk towards a corner its name ends once.  The walk goes
    first over the features with a known cut on the way, at most s, then over the others as one step, which costs clg(d) more
    only if it leads to a new cut.  Each leaf but the first has a side that was crossed to it, at no cost; all leaves are
    found as in trees.path_finding, for each side of each leaf is crossed somewhere.
    Source: Tramer et al. 2016 for path finding; the corners, the walks and the count are this library's.

    A leaf found is not asked about again; and where one coordinate alone parts it from points of another leaf, it ends that
    one.  The tree's labels are the teacher's names, which may be any integers.  At the end its leaves, each with both its
    corners asked, must fill the domain, and every answer is held against it.  So two leaves of one name are found out, unless
    some tree whose names differ gives all the answers too: to see it then would take more questions.

    >>> from qlearn import run, teachers
    >>> axes = Axes.grid(9, 20)
    >>> names = lambda X: np.where(X[:, 0] <= 3, 7, np.where(X[:, 1] <= 5, 8, 9))
    >>> found = run(corner_path_finding(axes), teachers.Function(names))
    >>> print(found.hypothesis, found.ledger["leaf"])
    (x1 <= 3.5 ? 7 : (x2 <= 5.5 ? 8 : 9)) 16

    Raises `BadArgument` if `axes` are none, `Inconsistent` if no tree with different names in its leaves gives the answers.
    """
    heard = Heard(axes)
    region = Region(heard, np.zeros(axes.d, np.int64), axes.last, np.ones(axes.d, np.bool_), [[] for _ in axes.features])
    leaves = yield from region.leaves()
    low, high = zip(*leaves.values(), strict=True)
    return heard.tree(low, high, list(leaves))
