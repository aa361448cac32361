"""The hypothesis of a witness tree: regions split at witnessed cuts until all points asked in a region have one label.

A node's cut acts inside its region only.  So the cut that really splits a region is on neither side of any other cut but its
own children's: it crosses nobody.  It crosses every cut that was wrongly chosen in its place, as soon as that has witnesses on
both sides.  Hence the rule: split at the cut that crosses fewest, and look again whenever a witness is added.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...features import Places
from .witnesses import Indices, Witnesses


class Region:
    """A box of places, both ends inside: a leaf with its points, or a cut and two regions."""

    __slots__ = ("above", "alive", "below", "cut", "high", "label", "low", "points", "sampled", "witnesses")

    def __init__(self, low: Places, high: Places) -> None:
        self.low, self.high = low, high
        self.cut = -1
        self.below: Region | None = None
        self.above: Region | None = None
        self.points: list[int] = []  # of a leaf
        self.sampled = [0, 0]  # of a leaf: its points by the law that they were drawn by
        self.label: int | None = None  # of a leaf: None while its points have several
        self.witnesses: list[int] = []
        self.alive = True

    @property
    def is_leaf(self) -> bool:
        return self.cut < 0

    @property
    def box(self) -> bytes:
        return self.low.tobytes() + self.high.tobytes()


class Regions:
    """The tree of regions over the whole domain."""

    def __init__(self, known: Witnesses, last: Places) -> None:
        self.known = known
        self.root = Region(np.zeros_like(last), last)
        self._impure: list[Region] = []
        self.many_leaves = 1
        self._fresh: list[Region] = []

    def impure_leaf(self) -> Region | None:
        """A leaf whose points have several labels, if there is one."""
        while self._impure:
            leaf = self._impure[-1]
            if leaf.alive and leaf.is_leaf and leaf.label is None:
                return leaf
            self._impure.pop()
        return None

    def fresh_leaves(self) -> list[Region]:
        """The leaves that are new since this was last asked, and still there."""
        fresh, self._fresh = [leaf for leaf in self._fresh if leaf.alive and leaf.is_leaf], []
        return fresh

    def leaf(self, x: Places) -> Region:
        node = self.root
        while not node.is_leaf:
            assert node.below is not None
            assert node.above is not None
            node = node.below if x[self.known.feature[node.cut]] <= self.known.place[node.cut] else node.above
        return node

    def leaves(self, node: Region | None = None) -> list[Region]:
        """The leaves below a node, from left to right."""
        found, stack = list[Region](), [node or self.root]
        while stack:
            top = stack.pop()
            if top.is_leaf:
                found.append(top)
            else:
                assert top.above is not None
                assert top.below is not None
                stack += [top.above, top.below]
        return found

    def inner(self, node: Region | None = None) -> list[Region]:
        """The regions below a node that are split, each before those below it."""
        found, stack = list[Region](), [node or self.root]
        while stack:
            top = stack.pop()
            if not top.is_leaf:
                assert top.above is not None
                assert top.below is not None
                stack += [top.above, top.below]
                found.append(top)
        return found

    def add_point(self, k: int) -> Region:
        """Put a point into its leaf."""
        leaf = self.leaf(self.known.points[k])
        leaf.points.append(k)
        if (law := self.known.sampled[k]) >= 0:
            leaf.sampled[law] += 1
        label = int(self.known.labels[k])
        if len(leaf.points) == 1:
            leaf.label = label
        elif leaf.label is not None and leaf.label != label:
            leaf.label = None
            self._impure.append(leaf)
        return leaf

    def add_witness(self, w: int) -> None:
        """Tell all regions on its way; build again, from the first one where another cut now crosses fewer."""
        node, cut = self.root, self.known.of[w]
        while True:
            node.witnesses.append(w)
            if node.is_leaf or not self._still_best(node):
                self._rebuild(node)
                return
            if node.cut == cut:
                return
            child = node.below if self.known.left[w, node.cut] else node.above
            assert child is not None
            node = child

    def _still_best(self, node: Region) -> bool:
        cuts, cross = self.crossed(node.witnesses)
        return bool(cross[cuts == node.cut][0] == cross.min())

    def crossed(self, witnesses: list[int]) -> tuple[Indices, NDArray[np.int64]]:
        """The cuts of these witnesses, and how many others each of them has on both its sides."""
        which = np.array(witnesses, np.intp)
        of = self.known.of[which]
        order = np.argsort(of, kind="stable")
        cuts, starts = np.unique(of[order], return_index=True)
        if len(cuts) == 1:
            return cuts, np.zeros(1, np.int64)
        left = np.packbits(self.known.left[np.ix_(which[order], cuts)], axis=1)  # eight cuts at once
        some, all_ = np.bitwise_or.reduceat(left, starts), np.bitwise_and.reduceat(left, starts)
        both: NDArray[np.uint8] = np.unpackbits((some & ~all_).view(np.uint8), axis=1, count=len(cuts))
        np.fill_diagonal(both, 0)
        return cuts, both.sum(axis=0, dtype=np.int64)

    def _rebuild(self, node: Region) -> None:
        points = np.array([k for leaf in self.leaves(node) for k in leaf.points], np.intp)
        for old in [*self.leaves(node), *self.inner(node)]:
            old.alive = False
            self.many_leaves -= old.is_leaf
        node.below, node.above, node.alive = None, None, True
        stack = [(node, points)]
        while stack:
            region, points = stack.pop()
            labels = self.known.labels[points]
            if region.witnesses and (labels != labels[0]).any():
                region.cut = self._chosen(region.witnesses, points)
                stack += self._split(region, points)
            else:
                self._settled(region, points)

    def _settled(self, region: Region, points: Indices) -> None:
        """Make a leaf of it."""
        region.cut = -1
        self.many_leaves += 1
        region.points = points.tolist()
        region.sampled = [int((self.known.sampled[points] == law).sum()) for law in (0, 1)]
        labels = self.known.labels[points]
        pure = len(points) > 0 and bool((labels == labels[0]).all())
        region.label = int(labels[0]) if pure else None
        (self._fresh if pure else self._impure).append(region)

    def _chosen(self, witnesses: list[int], points: Indices) -> int:
        """The cut that crosses fewest; of several the one that separates the labels best (Gini)."""
        cuts, cross = self.crossed(witnesses)
        cuts = cuts[cross == cross.min()]
        if len(cuts) == 1:
            return int(cuts[0])
        sample = points[self.known.sampled[points] >= 0]
        if len(np.unique(self.known.labels[sample])) < 2:
            sample = points
        left = self.known.points[sample][:, self.known.feature[cuts]] <= self.known.place[cuts]
        _, label = np.unique(self.known.labels[sample], return_inverse=True)
        one_hot = np.eye(label.max() + 1)[label]
        below = left.T.astype(float) @ one_hot  # (cuts, labels)
        above = one_hot.sum(axis=0) - below
        purity = sum((part**2).sum(axis=1) / np.maximum(1, part.sum(axis=1)) for part in (below, above))
        return int(cuts[np.argmax(purity)])

    def _split(self, region: Region, points: Indices) -> list[tuple[Region, Indices]]:
        known, cut = self.known, region.cut
        i, c = int(known.feature[cut]), int(known.place[cut])
        low, high = region.low.copy(), region.high.copy()
        low[i], high[i] = c + 1, c
        region.below, region.above = Region(region.low, high), Region(low, region.high)
        which = np.array(region.witnesses, np.intp)
        which = which[known.of[which] != cut]
        left = known.left[which, cut]
        region.below.witnesses, region.above.witnesses = which[left].tolist(), which[~left].tolist()
        region.points = []
        side = known.points[points, i] <= c
        return [(region.above, points[~side]), (region.below, points[side])]
