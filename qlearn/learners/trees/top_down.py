"""A tree from its root down, by points that have only some of their features."""

from __future__ import annotations

import numpy as np

from ...axes import Axes
from ...catalogue import proves
from ...concepts.tree_classes import NamedTrees
from ...concepts.trees import Tree
from ...errors import Inconsistent
from ...features import Places
from ...formulas import clg
from ...points import Labels, spell
from ...queries import Dialogue, Leaf
from ...theorems import Bound, Theorem
from .corner_path_finding import sides_and_cuts
from .corners import Box, Region
from .leaves import ADVICE, Heard, same_leaves

Node = tuple[int, Box, Labels]  # its name, the box of places that lead to it, and the features known there


@proves(
    Theorem(
        learns=NamedTrees(),
        claim="A tree is found from its root down with 6 L - 4 + (L - 1) clg(d) leaf queries, and for all but L - 1 of the"
        " leaves' F sides 2 + clg(min(d, s + 1)) + clg(t + 1), and for each of its s cuts clg(d) + clg(N - 1).",
        bounds=(
            Bound(
                Leaf,
                "at most",
                lambda d, N, s, t, L, F: 6 * L - 4 + (L - 1) * clg(d) + sides_and_cuts(d, N, s, t, L, F),
            ),
        ),
        guarantee=same_leaves,
        cite=("tramer2016",),
        derives={"d": lambda a: a["axes"].d, "N": lambda a: a["axes"].N},
    )
)
def top_down(axes: Axes) -> Dialogue[Tree]:
    """Find a tree from its root down, asking about points that lack features.

    Problem: find at every place the name of its leaf, when all nodes have different names, and a point of which some features
    are missing is answered by the node where the walk down cannot go on.
    Idea: at a node, learn by bisection which of the missing features makes the walk go on; with that feature known, the walk
    stops at nodes that are the leaves of a smaller tree, found from corner to corner as by trees.corner_path_finding.
    Theorem: at most 6 L - 4 + (L - 1) clg(d) + (F - (L - 1)) (2 + clg(min(d, s + 1)) + clg(t + 1)) + s (clg(d) + clg(N - 1))
    leaf queries: L leaves with F sides inside the domain, s cuts, t of one feature at most, N places at most.
    Proof: At most L - 1 nodes where a walk stops are no leaves; to see so takes one query a node, and clg(d) more give the
    feature.  Each node where a walk stops, but for the first, is found once, with two corners.  A side is searched for in the
    first box of a path that has it, and some leaf below has it too, so F counts enough; a cut is bisected once.
    Source: Tramer et al. 2016, section 4.2, the top-down approach, which tries one feature after the other; the bisection,
    the corners and the count are this library's.

    The teacher must answer `Leaf(points, known)`, and name inner nodes as well as leaves: a scoring service for records with
    gaps.  A feature that is used again further down is known there, so the walk passes such nodes; corners find them.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tree_classes import grown, named
    >>> axes = Axes.grid(9, 2)
    >>> target = named(grown(axes, 2, lambda low, high: (0, 3) if low[0] <= 3 < high[0] else int(low[0])))
    >>> found = run(top_down(axes), teachers.Honest(target))
    >>> print(found.hypothesis, found.ledger["leaf"])
    (x1 <= 3.5 ? 1 : 2) 10

    Raises `BadArgument` if `axes` are none, `Inconsistent` if no tree with different names in its nodes gives the answers.
    """
    heard = Heard(axes)
    whole, nothing = (np.zeros(axes.d, np.int64), axes.last), np.zeros(axes.d, np.bool_)
    cuts: list[list[int]] = [[] for _ in axes.features]
    name = int((yield from heard.ask(whole[0][None], nothing))[0])
    stack: list[Node] = [(name, whole, nothing)]
    leaves, seen = dict[int, Box](), {name}
    while stack:
        name, box, known = stack.pop()
        feature = yield from _feature(heard, name, box[0], known)
        if feature is None:
            leaves[name] = box
            continue
        more = known.copy()
        more[feature] = True
        found = yield from Region(heard, *box, more, cuts).leaves()
        if again := sorted(seen & set(found)):
            raise Inconsistent(_twice(heard, again[0], box, feature))
        seen |= set(found)
        stack += [(child, _unless(more, ends, whole), more) for child, ends in found.items()]
    low, high = zip(*leaves.values(), strict=True)
    return heard.tree(low, high, list(leaves))


def _feature(heard: Heard, name: int, x: Places, known: Labels) -> Dialogue[int | None]:
    """The feature that the node lacks, where the walk of x stops; None if all features do not lead on: it is a leaf."""
    missing = np.flatnonzero(~known).tolist()
    if not missing or not (yield from _goes_on(heard, name, x, known, missing)):
        return None
    while len(missing) > 1:
        half = missing[: (len(missing) + 1) // 2]
        missing = half if (yield from _goes_on(heard, name, x, known, half)) else missing[len(half) :]
    return int(missing[0])


def _goes_on(heard: Heard, name: int, x: Places, known: Labels, more: list[int]) -> Dialogue[bool]:
    """Whether the walk goes on past the node of this name if these features are known too."""
    all_known = known.copy()
    all_known[more] = True
    return bool((yield from heard.ask(x[None], None if all_known.all() else all_known))[0] != name)


def _unless(known: Labels, box: Box, whole: Box) -> Box:
    """The box on the features known, everything on the others."""
    low, high = (np.where(known, end, all_) for end, all_ in zip(box, whole, strict=True))
    return low, high


def _twice(heard: Heard, name: int, box: Box, feature: int) -> str:
    ends = " .. ".join(spell(end) for end in heard.axes.at(np.array(box)))
    return (
        f"leaf: in the box {ends}, with x{feature + 1} known besides what leads there, the walk stopped at node {name}, where"
        f" another walk stops as well.  {ADVICE}; inner nodes need names of their own too"
    )
