"""Path finding: from each leaf across its sides, until no new leaf is met."""

from __future__ import annotations

import numpy as np

from ...axes import Axes
from ...catalogue import proves
from ...concepts.tree_classes import NamedTrees
from ...concepts.trees import Tree
from ...dialogue import lockstep
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
        ways = [_way(heard, x, name, i, up) for i in range(axes.d) for up in (False, True)]
        found = yield from lockstep(ways)
        boxes[name] = np.array([inside for inside, _ in found[::2]]), np.array([inside for inside, _ in found[1::2]])
        stack += [after for _, after in found if after is not None]
    low, high = zip(*boxes.values(), strict=True)
    return heard.tree(low, high, list(boxes))


def _way(heard: Heard, x: Places, name: int, i: int, up: bool) -> Dialogue[tuple[int, tuple[Places, int] | None]]:
    """The last place of x's leaf on this way, and the first point outside with its name, if there is one."""
    inside, outside = int(x[i]), int(heard.axes.last[i]) if up else 0
    if inside == outside:
        return inside, None
    there = yield from _at(heard, x, i, outside)
    if there == name:
        return outside, None
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        said = yield from _at(heard, x, i, middle)
        if said == name:
            inside = middle
        else:
            outside, there = middle, said
    x = x.copy()
    x[i] = outside
    return inside, (x, there)


def _at(heard: Heard, x: Places, i: int, place: int) -> Dialogue[int]:
    """The name where feature i of x is changed."""
    x = x.copy()
    x[i] = place
    return int((yield from heard.ask(x[None]))[0])
