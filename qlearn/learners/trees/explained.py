"""A witness tree that grows by counterfactuals: each moved coordinate of an answer is a cut to the last bit, and a witness."""

from __future__ import annotations

import heapq
import itertools

import numpy as np

from ...axes import Axes
from ...errors import Inconsistent
from ...features import Places
from ...points import spell
from ...queries import Counterfactual, Dialogue, Label
from .certified_boxes import CertifiedBoxes
from .growth import Growth
from .hybrids import Line
from .leaf_samples import CORNER, MIXED, LeafSamples
from .regions import Region
from .widened import widened


class Explained:
    """`growth` is told by counterfactuals, and asks labels where `labels` allows it: m in each box before it is certified."""

    def __init__(self, axes: Axes, classes: int, labels: bool, m: int, seed: int) -> None:
        self.axes, self.classes, self.labels, self.m = axes, classes, labels, m
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
        if (yield from self.ask(centre, first, last)):
            return
        self._push([*regions.leaves()])
        while True:
            yield from self.settle()
            self._push(regions.fresh_leaves())
            if (leaf := self._next()) is None:
                return
            yield from self._certify(leaf)

    def ask(self, x: Places, low: Places, high: Places) -> Dialogue[bool]:
        """Is the box all of one label?  If not, take down what the answer shows."""
        point, first, last = self.axes.at(np.array([x, low, high]))
        said = yield from Counterfactual(point, first, last, self.classes)
        self.growth.told(x, said.label)
        if said.point is None:
            self.certified.add(low, high, said.label)
            return True
        assert said.other is not None
        self._learn(x, said.label, self.axes.place(said.point[None])[0], said.other)
        return False

    def _learn(self, x: Places, label: int, y: Places, other: int) -> None:
        """Each moved coordinate, one place back, has the first label again: a cut, a witness and a free label."""
        growth = self.growth
        growth.told(y, other)
        before = growth.known.m
        for i in np.flatnonzero(x != y).tolist():
            back = y.copy()
            back[i] += 1 if y[i] < x[i] else -1
            growth.told(back, label)
            c = int(min(y[i], back[i]))
            growth.witnessed(i, c, y)
        if growth.known.m == before:
            point = spell(self.axes.at(y[None])[0])
            raise Inconsistent(f"a counterfactual at {point} that moves no coordinate from one place to another says nothing")

    def settle(self) -> Dialogue[None]:
        """Follow points of one region with different labels to a cut."""
        growth = self.growth
        if self.labels:
            yield from growth.settle()
            return
        while (leaf := growth.regions.impure_leaf()) is not None:
            pair = growth.impure_pair()
            assert pair is not None
            if (yield from self.ask(pair[0], leaf.low, leaf.high)):
                raise self._two_labels(pair)

    def _on(self, line: Line) -> Dialogue[None]:
        """A new cut of this line, by one counterfactual."""
        ends = line.point(line.a), line.point(line.b)
        if (yield from self.ask(ends[0], *ends)):
            raise self._two_labels(ends)

    def _two_labels(self, ends: tuple[Places, Places]) -> Inconsistent:
        one, other = (spell(point) for point in self.axes.at(np.array(ends)))
        return Inconsistent(f"{one} and {other} have different labels, but a box that holds both is said to have one")

    def _certify(self, leaf: Region) -> Dialogue[None]:
        """Is a box around a leaf all of one label?  Where labels are allowed, they are asked first, once for each box."""
        growth = self.growth
        low, high = widened(leaf, list(growth.regions.leaves()), self.axes.last, growth.rng)
        self._push([leaf])
        if self.m and (box := low.tobytes() + high.tobytes()) not in self._probed:
            self._probed.add(box)
            for j in range(self.m):
                law = (CORNER, MIXED)[j // 2 % 2]
                if not (yield from growth.follow(self._samples.draw(low, high, law), law)):
                    return
        yield from self.ask(self._samples.draw(low, high, MIXED), low, high)

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
