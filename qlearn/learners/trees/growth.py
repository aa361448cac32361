"""A witness tree while it grows: every answer is kept, and each wrong label is followed to a cut and a witness of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from ...axes import Axes
from ...concepts.tree_classes import Split, grown
from ...concepts.trees import Tree
from ...errors import Inconsistent
from ...features import Places
from ...points import Points, spell
from ...queries import Dialogue, Query
from .hybrids import Line, bisected, narrowed
from .regions import Region, Regions
from .witnesses import UNDRAWN, Witnesses

L = TypeVar("L")


class Growth:
    """`about(points)` is the question that is asked about points (batch, d); its answers are labels, integers."""

    def __init__(
        self, axes: Axes, about: Callable[[Points], Query[Any]], seed: int, likely: Sequence[Sequence[int]] = ()
    ) -> None:
        self.axes, self.about, self.likely = axes, about, likely
        self.rng = np.random.default_rng(seed)
        self.locate = self._bisect  # how a new cut of a line is found
        self.known = Witnesses(axes.d)
        self.regions = Regions(self.known, axes.last)

    def ask(self, x: Places, law: int = UNDRAWN) -> Dialogue[int]:
        """The label at these places; what was asked before is not asked again."""
        label = self.known.label(x)
        if label is None:
            (said,) = yield from self.about(self.axes.at(x[None]))
            label = int(said)
            self.told(x, label, law)
        return label

    def anywhere(self) -> Places:
        """A uniform place."""
        return self.axes.uniform(self.rng, 0 * self.axes.last, self.axes.last)

    def told(self, x: Places, label: int, law: int = UNDRAWN) -> None:
        """Take down the label of a point; `Inconsistent` if it had another."""
        before = self.known.label(x)
        if before is None:
            self.regions.add_point(self.known.add(x, label, law))
        elif before != label:
            point = spell(self.axes.at(x[None])[0])
            raise Inconsistent(
                f"{point} was labelled {before}, and now {label}; a witness tree needs labels that do not change"
            )

    def settle(self) -> Dialogue[None]:
        """Search in impure leaves until there are none."""
        while (pair := self.impure_pair()) is not None:
            line = yield from narrowed(self.known, self.ask, *pair, self.rng.permutation(self.axes.d))
            if line.b - line.a > 1:
                yield from self.locate(line)
            else:
                self.witnessed(line.feature, line.a, line.at)

    def _bisect(self, line: Line) -> Dialogue[None]:
        line = yield from bisected(self.ask, line, self.likely[line.feature] if self.likely else ())
        self.witnessed(line.feature, line.a, line.at)

    def witnessed(self, feature: int, place: int, at: Places) -> None:
        """Take down that the label changes there, between a place and the next one."""
        self.regions.add_witness(self.known.witness(feature, place, at))

    def impure_pair(self) -> tuple[Places, Places] | None:
        """Two points of an impure leaf with different labels, in as few coordinates as there are; None without such a leaf."""
        leaf = self.regions.impure_leaf()
        if leaf is None:
            return None
        points, labels = self.known.points[leaf.points], self.known.labels[leaf.points]
        k = int(self.rng.integers(len(points)))
        others = points[labels != labels[k]]
        return points[k].copy(), others[np.argmin((others != points[k]).sum(axis=1))].copy()

    def follow(self, x: Places, law: int = UNDRAWN) -> Dialogue[bool]:
        """Ask at these places; whether the hypothesis was right.  If not, find out why."""
        expected = self.regions.leaf(x).label
        if (yield from self.ask(x, law)) == expected:
            return True
        yield from self.settle()
        return False

    def tree(self, classes: int) -> Tree:
        """The hypothesis.  An impure leaf, which only a dialogue cut short leaves behind, has its commonest label."""
        return grown(self.axes, classes, self.splits(self.label))

    def splits(self, leaf: Callable[[Region], L]) -> Callable[[Places, Places], Split | L]:
        """How each box of the hypothesis is split, or what `leaf` says of a region that is not."""
        at = {node.box: node for node in (*self.regions.inner(), *self.regions.leaves())}

        def split(low: Places, high: Places) -> Split | L:
            node = at[low.tobytes() + high.tobytes()]
            if not node.is_leaf:
                return int(self.known.feature[node.cut]), int(self.known.place[node.cut])
            return leaf(node)

        return split

    def label(self, leaf: Region) -> int:
        """The label of a leaf, the commonest of its points if they have several."""
        if leaf.label is not None or not leaf.points:
            return leaf.label or 0
        return int(np.bincount(self.known.labels[leaf.points]).argmax())
