"""Looking for what a hypothesis misses: uniform points, samples of each leaf, and cuts moved across others."""

from __future__ import annotations

import numpy as np

from ...features import Places
from ...queries import Dialogue
from .growth import Growth
from .leaf_samples import CORNER, MIXED, LeafSamples
from .regions import Region
from .witnesses import UNDRAWN

LEVELS = 3  # the first ones settle the top of the tree cheaply


class Probes:
    """So many `corners` and `mixed` points in each leaf, `spread` uniform ones a leaf, and pairs of cuts up to `reach` apart.

    A leaf keeps the points that were drawn in it when it was part of a larger one; uniform points count as mixed ones.
    """

    def __init__(self, growth: Growth, corners: int, mixed: int, spread: int, reach: int) -> None:
        self.growth, self.each, self.spread, self.reach = growth, {CORNER: corners, MIXED: mixed}, spread, reach
        self._samples = LeafSamples(growth.axes, growth.rng)
        self._uniform = 0
        self._moved: set[tuple[int, int]] = set()

    def look(self) -> Dialogue[None]:
        """Go on until all leaves have had their share and no pair of cuts is left."""
        for level in range(1, LEVELS + 1):
            share = level / LEVELS
            while True:
                yield from self.everywhere(share * self.spread)
                yield from self.in_leaves(share)
                if not (yield from self.across()) and self._uniform >= self._wanted(share * self.spread):
                    break

    def _wanted(self, spread: float) -> float:
        return spread * self.growth.regions.many_leaves

    def everywhere(self, spread: float) -> Dialogue[None]:
        """Uniform points, so many a leaf."""
        while self._uniform < self._wanted(spread):
            self._uniform += 1
            yield from self.growth.follow(self.growth.anywhere(), MIXED)

    def in_leaves(self, share: float) -> Dialogue[None]:
        """This share of the corners and of the mixed points in each leaf, or all places of a small one."""
        left = self.growth.regions.leaves()
        while left:
            leaf = left.pop()
            for law, all_ in self.each.items():
                each, tries = round(share * all_), 0
                while leaf.alive and leaf.is_leaf and leaf.sampled[law] < each and tries < 4 * each:
                    tries += 1  # a place that was asked before counts for nothing, and a small leaf has few
                    yield from self.growth.follow(self._samples.draw(leaf.low, leaf.high, law), law)
            left += self.growth.regions.fresh_leaves()

    def rows(self, places: Places, each: int) -> Dialogue[bool]:
        """Ask so many of these places in each leaf that holds any; whether the hypothesis was right at all of them."""
        growth = self.growth
        taken: dict[int, int] = {}
        for x in places:
            leaf = growth.regions.leaf(x)
            if taken.setdefault(id(leaf), 0) < each:
                taken[id(leaf)] += 1
                if not (yield from growth.follow(x)):
                    return False
        return True

    def across(self) -> Dialogue[bool]:
        """Does a cut below another one act on that one's other side too?  Each pair is tried once.  Whether it is so."""
        found = False
        for node in self.growth.regions.inner():
            cut = node.cut
            for other in self._one_sided(node) if node.alive else ():
                if node.alive and node.cut == cut and (place := self._other_side(node, other)) is not None:
                    found |= yield from self._acts(other, place)
        return found

    def _one_sided(self, node: Region) -> list[int]:
        """The cuts within reach below a node, on other features, whose witnesses are all on one side of the node's cut."""
        known = self.growth.known
        which = np.array(node.witnesses, np.intp)
        of, left = known.of[which], known.left[which, node.cut]
        both = set(of[left].tolist()) & set(of[~left].tolist())
        found: dict[int, None] = {}
        stack = [(child, 1) for child in (node.below, node.above)]
        while stack:
            child, depth = stack.pop()
            if child is None or child.is_leaf:
                continue
            cut = child.cut
            if cut not in both and known.feature[cut] != known.feature[node.cut] and (node.cut, cut) not in self._moved:
                found[cut] = None
            if depth < self.reach:
                stack += [(child.below, depth + 1), (child.above, depth + 1)]
        return list(found)

    def _other_side(self, node: Region, other: int) -> Places | None:
        """A witness of the other cut moved just across the node's; None if by now it has one there."""
        known = self.growth.known
        which = np.array(node.witnesses, np.intp)
        mine = which[known.of[which] == other]
        left = known.left[mine, node.cut]
        if not len(mine) or (left.any() and not left.all()):
            return None
        self._moved.add((node.cut, other))
        place: Places = known.positions[mine[self.growth.rng.integers(len(mine))]].copy()
        place[known.feature[node.cut]] = known.place[node.cut] + int(left[0])
        return place

    def _acts(self, cut: int, at: Places) -> Dialogue[bool]:
        """Whether the cut acts there, or the labels there are wrong otherwise."""
        growth = self.growth
        i, c = int(growth.known.feature[cut]), int(growth.known.place[cut])
        expected, said = [], []
        for place in (c, c + 1):
            at[i] = place
            expected.append(growth.regions.leaf(at).label)
            said.append((yield from growth.ask(at.copy(), UNDRAWN)))
        if said[0] != said[1]:
            growth.witnessed(i, c, at)
        yield from growth.settle()
        return said != expected
