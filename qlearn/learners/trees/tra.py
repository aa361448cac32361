"""Trees, and all that is constant on boxes, from counterfactuals: divide at each cut that an answer shows."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ...axes import Axes
from ...catalogue import proves
from ...concepts.certified_trees import CertifiedTree, Leaf, certified_tree
from ...concepts.tree_classes import Split, Trees
from ...errors import OutOfBudget
from ...features import Places
from ...formulas import ceiling, whole
from ...queries import Counterfactual, Dialogue
from ...theorems import Bound, LowerBound, Theorem, exact
from .counterfactuals import Explained, Seen, explained


@proves(
    Theorem(
        learns=Trees(),
        claim="A function that is constant on the P cells of a grid is found with at most 2 P - 1 counterfactuals.",
        bounds=(Bound(Counterfactual, "at most", lambda P: 2 * P - 1),),
        lower=LowerBound(
            Counterfactual,
            lambda P: ceiling(Fraction(1, 2) * P),
            "Let neighbouring cells all differ.  A teacher who always moves one coordinate, just across the cell's side, shows"
            " two cells with an answer, and one where there is none to give; a cell not shown may have another label.",
        ),
        guarantee=exact,
        cite=("khouna2025",),
        derives={"d": lambda a: a["axes"].d, "N": lambda a: a["axes"].N},
    )
)
def tra(axes: Axes, classes: int) -> Dialogue[CertifiedTree]:
    """Learn a tree, a forest or any function that is constant on boxes, from counterfactuals.

    Problem: each answer gives a point's label, and a nearest point of another label in a box around it, or says that the box
    has none.
    Idea: ask the centre of a box.  Each coordinate in which the answer moved lies just across a true cut: divide the box at
    all of them, and go on with the parts.  A box without a counterfactual is a leaf.
    Theorem: with s_i cuts on feature i, P = (s_1 + 1) ... (s_d + 1), at most 2 P - 1 counterfactual queries; every leaf is
    certain.  Attained; every learner needs P/2.
    Proof: One place back, a coordinate that moved gives the first label again, so a cut lies there, and a box's sides are true
    cuts throughout.  Divided, a box falls into parts that are unions of grid cells, at least two.  So the boxes form a
    tree of at most P leaves, each inner one with two children or more: 2 P - 1 boxes, one query each.
    Source: Khouna, Ferry and Vidal 2025, the algorithm TRA, for ensembles of trees; the constant is worked out here.

    Who knows the function already and splits the grid into boxes of one label needs n + 1 boxes, a query each, if there are
    n cuts and each parts two labels somewhere (with boxes that overlap it can be fewer).  TRA asks at most (2 P - 1)/(n + 1)
    times as much: 7/3 for one cut on each of two features, and in general the most for cuts spread evenly over the features.

    The largest box is asked first, so that a refused budget leaves as much as possible certain: the tree's `certified` leaves
    are right, and hold the `share` of the uniform law, exactly.  Each other leaf has the label of one of its places, once
    anything was answered.

    >>> from qlearn import run, teachers
    >>> from qlearn.axes import Axes
    >>> from qlearn.concepts.tree_classes import grown
    >>> axes = Axes.grid(8, 2)
    >>> target = grown(axes, 2, lambda low, high: (0, 2) if high[0] - low[0] > 6 else int(low[0] > 2))
    >>> found = run(tra(axes, 2), teachers.Honest(target))
    >>> str(found.hypothesis), found.ledger["counterfactual"], target.sizes["P"]
    ('(x1 <= 2.5 ? 0 : 1)', 3, 2)
    >>> stopped = run(tra(axes, 2), teachers.Honest(target), budget=2).hypothesis
    >>> str(stopped), stopped.certified.tolist(), stopped.share
    ('(x1 <= 2.5 ? 0 : 1)', [False, False, True], Fraction(5, 8))

    Raises `BadArgument` if `classes` is below 2, `BadAnswer` for a counterfactual between the places of the axes, and
    `Inconsistent` if an answer contradicts another.
    """
    whole(classes, "classes", least=2)
    boxes = _Boxes(axes)
    while boxes.open:
        box = boxes.largest()
        try:
            said = yield from explained(axes, classes, centre(axes, box.low, box.high), box.low, box.high)
        except OutOfBudget:
            break
        boxes.divide(box, said)
    return certified_tree(axes, classes, lambda low, high: boxes.known[_name(low, high)])


def centre(axes: Axes, low: Places, high: Places) -> Places:
    """The place in the middle of a box, by length: between floats the middle by number would lie near 0."""
    ends = axes.at(np.array([low, high]))
    middle: Places = np.clip(axes.place(ends[:1] / 2 + ends[1:] / 2)[0], low, high)
    return middle


@dataclass(frozen=True)
class _Box:
    low: Places
    high: Places
    seen: Seen


class _Boxes:
    """What became of each box: a split, or a leaf; and those that are still to be asked, the largest first."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.known: dict[bytes, Split | Leaf] = {}
        self.open: list[tuple[Fraction, int, _Box]] = []
        nothing = Seen(np.zeros((0, axes.d), np.int64), np.zeros(0, np.int64))
        self._add(_Box(np.zeros(axes.d, np.int64), axes.last, nothing), 0)

    def largest(self) -> _Box:
        return self.open[0][2]

    def divide(self, box: _Box, said: Explained) -> None:
        """The largest box, its query answered: cut once for each feature that moved, the part that holds y cut on."""
        seen = box.seen.and_from(self.axes, said)
        heapq.heappop(self.open)
        low, high = box.low, box.high
        if said.y is None:
            self.known[_name(low, high)] = Leaf(said.label, True)
            return
        for i in said.moved.tolist():
            cut = int(said.y[i]) - int(said.x[i] < said.y[i])
            self.known[_name(low, high)] = i, cut
            below, above = high.copy(), low.copy()
            below[i], above[i] = cut, cut + 1
            if said.x[i] <= cut:
                self._add(_Box(low, below, seen.within(low, below)), said.label)
                low = above
            else:
                self._add(_Box(above, high, seen.within(above, high)), said.label)
                high = below
        self._add(_Box(low, high, seen.within(low, high)), said.other)

    def _add(self, box: _Box, label: int) -> None:
        self.known[_name(box.low, box.high)] = Leaf(label, False)
        heapq.heappush(self.open, (-self.axes.share(box.low, box.high), len(self.known), box))


def _name(low: Places, high: Places) -> bytes:
    return low.tobytes() + high.tobytes()
