"""Path finding: from each leaf across its sides, until no new leaf is met."""

from __future__ import annotations

import numpy as np

from ...axes import Axes
from ...box_queries import Names
from ...catalogue import proves
from ...concepts.tree_classes import NamedTrees
from ...concepts.trees import Tree
from ...features import Places
from ...formulas import clg
from ...queries import Dialogue, Leaf
from ...theorems import Bound, Theorem
from .leaves import Heard, same_leaves


@proves(
    Theorem(
        learns=NamedTrees(),
        claim="A tree with L leaves on d features of at most N places is found with 1 + d L (2 clg(N - 1) + 1) leaf queries.",
        bounds=(Bound(Leaf, "at most", lambda d, L, N: 1 + d * L * (2 * clg(N - 1) + 1)),),
        guarantee=same_leaves,
        cite=("tramer2016",),
        derives={"d": lambda a: a["axes"].d, "N": lambda a: a["axes"].N},
    )
)
def path_finding(axes: Axes) -> Dialogue[Tree]:
    """Find a tree whose teacher names the leaf that a point is in.

    Problem: find at every place the name of its leaf, when no two leaves have one name.
    Idea: from a point of a new leaf go down and up on each feature: bisect where the line leaves the leaf, and go on from the
    first point outside.
    Theorem: at most 1 + d L (2 clg(N - 1) + 1) leaf queries, where the tree has L leaves.
    Proof: A leaf is a box, so a line meets it in an interval, whose end is bisected with 1 + clg w queries in w steps.  The
    ways down and up have N - 1 steps together, so one of the two needs a query less than clg(N - 1).  If at some split only
    one side had known leaves, it would have all of its leaves (induction), one of them next to the split, and the step
    across was taken.
    Source: Tramer et al. 2016, algorithm 1, which finds all leaves on each line (trees.line_search); here only neighbours.

    The tree's labels are the teacher's names, which may be any integers.  At the end its leaves must fill the domain, and
    every answer is held against it.  So two leaves of one name are found out, unless some tree whose names differ gives all
    the answers too: to see it then would take more questions.

    >>> from qlearn import run, teachers
    >>> axes = Axes.grid(9, 2)
    >>> names = lambda X: np.where(X[:, 0] <= 3, 7, np.where(X[:, 1] <= 5, 8, 9))
    >>> found = run(path_finding(axes), teachers.Function(names))
    >>> print(found.hypothesis, found.ledger["leaf"])
    (x1 <= 3.5 ? 7 : (x2 <= 5.5 ? 8 : 9)) 23

    Raises `BadArgument` if `axes` are none, `Inconsistent` if no tree with different names in its leaves gives the answers.
    """
    heard = Heard(axes)
    start = np.zeros(axes.d, np.int64)
    name = int((yield from heard.ask(start[None]))[0])
    stack, boxes = [(start, name)], dict[int, tuple[Places, Places]]()
    while stack:
        x, name = stack.pop()
        if name in boxes:
            continue
        inside, outside, after = yield from _ways(heard, x, name)
        boxes[name] = inside[0], inside[1]
        for (up, i), other in np.ndenumerate(after):
            if other != name:
                y = x.copy()
                y[i] = outside[up, i]
                stack.append((y, int(other)))
    low, high = zip(*boxes.values(), strict=True)
    return heard.tree(low, high, list(boxes))


def _ways(heard: Heard, x: Places, name: int) -> Dialogue[tuple[Places, Places, Names]]:
    """On the ways down (row 0) and up (row 1) on each feature: the last place of x's leaf, the next one, and the name there.

    All ways are gone side by side.  Where the leaf ends with the domain there is no next place, and the name is its own.
    """
    inside, outside = np.array([x, x]), np.array([np.zeros_like(x), heard.axes.last])
    after = np.full(inside.shape, name)
    asked, place = inside != outside, outside
    while asked.any():
        there = np.repeat(x[None], asked.sum(), axis=0)
        there[np.arange(len(there)), np.nonzero(asked)[1]] = place[asked]
        said = np.full(inside.shape, name)
        said[asked] = yield from heard.ask(there)
        own = asked & (said == name)
        inside = np.where(own, place, inside)
        outside, after = np.where(asked & ~own, place, outside), np.where(asked & ~own, said, after)
        asked = np.abs(outside - inside) > 1
        place = inside + (outside - inside) // 2
    return inside, outside, after
