"""What learners by the names of leaves share: every answer is kept, and the tree found is held to all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...axes import Axes
from ...box_queries import Leaf, Names
from ...concepts.cells import Cells
from ...concepts.partitions import tree_of
from ...concepts.trees import Tree
from ...errors import BadArgument, Inconsistent
from ...features import Places
from ...points import Labels, spell
from ...queries import Dialogue
from ...theorems import Guarantee, exact

ADVICE = (
    "No tree whose leaves have different names gives these answers.  The teacher must name leaves, not what they say"
    " (two leaves may say the same), always in the same way, and split only on these axes"
)
same_leaves = Guarantee("at every place the hypothesis gives the name of the target's leaf", exact.holds)


class Heard:
    """All answers about complete points."""

    def __init__(self, axes: Axes) -> None:
        if not isinstance(axes, Axes):
            raise BadArgument(f"axes are an Axes, such as Axes.grid(N, d) or Axes.box(low, high, tol); got {axes!r}")
        self.axes = axes
        self._places: list[Places] = []
        self._names: list[Names] = []

    def ask(self, places: Places, known: Labels | None = None) -> Dialogue[Names]:
        """The names at places (m, d), of which the features that are not `known` mean nothing; None: all are known."""
        names = yield from Leaf(self.axes.at(places), None if known is None else np.broadcast_to(known, places.shape))
        if known is None:
            self._places.append(places.copy())
            self._names.append(names)
        return names

    def tree(self, low: Sequence[Places], high: Sequence[Places], names: Sequence[int]) -> Tree:
        """The tree with these leaves; `Inconsistent` if there is none, or if it does not say what the teacher did."""
        try:
            found = tree_of(self.axes, Cells(np.array(low), np.array(high), np.array(names)))
        except Inconsistent as fault:
            raise Inconsistent(f"leaf: {fault}.  {ADVICE}") from None
        points, said = self.axes.at(np.concatenate(self._places)), np.concatenate(self._names)
        wrong = np.flatnonzero(found(points) != said)
        if len(wrong):
            at, says = points[wrong[0]], found(points[wrong[:1]])[0]
            raise Inconsistent(
                f"leaf: {said[wrong[0]]} was said at {spell(at)}, which is between places named {says}.  {ADVICE}"
            )
        return found
