"""A witness tree that grows by counterfactuals: each moved coordinate of an answer is a cut to the last bit, and a witness."""

from __future__ import annotations

import heapq
import itertools
from fractions import Fraction

import numpy as np

from ...axes import Axes
from ...concepts.certified_trees import CertifiedTree, Leaf, certified_tree
from ...errors import Inconsistent
from ...features import Places
from ...points import spell
from ...queries import Dialogue, Label
from .certified_boxes import CertifiedBoxes
from .counterfactuals import explained
from .growth import Growth
from .hybrids import Line
from .leaf_samples import CORNER, MIXED, LeafSamples
from .regions import Region
from .widened import unlike, widened

ORDERS = 8  # in which a box is widened, to take the largest


class Certifying:
    """`growth` is told by counterfactuals, and asks labels if `m` is a number: so many in each box before it is certified."""

    def __init__(self, axes: Axes, classes: int, m: int | None, seed: int) -> None:
        self.axes, self.classes, self.m = axes, classes, m
        self.growth = Growth(axes, lambda points: Label(points, classes), seed)
        self.growth.locate = self._on
        self.certified = CertifiedBoxes(axes.d)
        self._samples = LeafSamples(axes, self.growth.rng)
        self._probed: set[bytes] = set()
        self._heap: list[tuple[float, int, Region]] = []
        self._number = itertools.count()

    def run(self) -> Dialogue[None]:
        """Until every leaf is inside certified boxes of its label."""
        regions, first, last = self.growth.regions, 0 * self.axes.last, self.axes.last
        centre = self.axes.place(self.axes.at(np.array([first, last])).mean(axis=0)[None])[0]
        yield from self.ask(centre, first, last)
        while True:
            yield from self.settle()
            self._push(regions.fresh_leaves())
            if (leaf := self._next()) is None:
                return
            yield from self._certify(leaf)

    def ask(self, x: Places, low: Places, high: Places) -> Dialogue[bool]:
        """Is the box all of one label?  If not, take down what the answer shows: for each moved feature a cut and a witness."""
        said = yield from explained(self.axes, self.classes, x, low, high)
        for place, label in zip(*said.told, strict=True):
            self.growth.told(place, int(label))
        if said.y is None:
            self.certified.add(low, high, said.label)
            for corner in (low, high):  # free labels, where the hypothesis will feel the box
                self.growth.told(corner.copy(), said.label)
            return True
        for i in said.moved.tolist():
            self.growth.witnessed(i, int(said.y[i]) - int(x[i] < said.y[i]), said.y)
        return False

    def settle(self) -> Dialogue[None]:
        """Follow points of one region with different labels to a cut."""
        growth = self.growth
        if self.m is not None:
            yield from growth.settle()
            return
        while (leaf := growth.regions.impure_leaf()) is not None:
            x = growth.known.points[leaf.points[0]].copy()
            if (yield from self.ask(x, leaf.low, leaf.high)):
                y = next(k for k in leaf.points if growth.known.labels[k] != growth.known.label(x))
                one, other = map(spell, self.axes.at(np.array([x, growth.known.points[y]])))
                raise Inconsistent(f"{one} and {other} have different labels, but a box that holds both is said to have one")

    def _on(self, line: Line) -> Dialogue[None]:
        """A new cut of this line, by one counterfactual.  Ends that are said to have one label are refused by `told`."""
        ends = line.point(line.a), line.point(line.b)
        yield from self.ask(ends[0], *ends)

    def _certify(self, leaf: Region) -> Dialogue[None]:
        """Is a box around a leaf all of one label?  Where labels are allowed, they are asked first, once for each box."""
        growth = self.growth
        others = unlike(leaf, growth.regions.leaves())
        boxes = [widened(leaf, *others, self.axes.last, growth.rng) for _ in range(ORDERS)]
        low, high = max(boxes, key=lambda box: self.axes.log_volume(*box))
        self._push([leaf])
        if self.m and (box := low.tobytes() + high.tobytes()) not in self._probed:
            self._probed.add(box)
            for j in range(self.m):
                law = (CORNER, MIXED)[j // 2 % 2]
                if not (yield from growth.follow(self._samples.draw(low, high, law), law)):
                    return
        yield from self.ask(self._samples.draw(low, high, MIXED), low, high)

    def tree(self) -> CertifiedTree:
        """The hypothesis; the leaves that are inside certified boxes are certain."""

        def found(leaf: Region) -> Leaf:
            return Leaf(self.growth.label(leaf), leaf.label is not None and not self._uncovered(leaf))

        return certified_tree(self.axes, self.classes, self.growth.splits(found), self._partly())

    def _partly(self) -> Fraction:
        """How much of the uniform law is certain in leaves that are not certain as a whole."""
        open_ = [leaf for leaf in self.growth.regions.leaves() if leaf.label is not None and self._uncovered(leaf)]
        covered = (self.certified.covered(leaf.low, leaf.high, leaf.label or 0, self.axes) for leaf in open_)
        return sum(covered, Fraction(0))

    def _push(self, leaves: list[Region]) -> None:
        for leaf in leaves:
            heapq.heappush(self._heap, (-self.axes.log_volume(leaf.low, leaf.high), next(self._number), leaf))

    def _next(self) -> Region | None:
        """The largest leaf that is not certified."""
        while self._heap:
            _, _, leaf = heapq.heappop(self._heap)
            if leaf.alive and leaf.is_leaf and leaf.label is not None and self._uncovered(leaf):
                return leaf
        return None

    def _uncovered(self, leaf: Region) -> bool:
        assert leaf.label is not None
        return self.certified.uncovered(leaf.low, leaf.high, leaf.label) is not None
