"""Which boxes a tree splits a box into, seen from their corners.

A leaf is a box: if two opposite corners of a box have one name, all of it has.  And on a walk from a point of a leaf towards
a corner, one coordinate after the other, the name is the leaf's own up to some step and another's from then on.
"""

from __future__ import annotations

import bisect

import numpy as np

from ...features import Places
from ...points import Labels
from ...queries import Dialogue
from .leaves import Heard

Box = tuple[Places, Places]


class Region:
    """A box of places, all of them with the same features known, and the leaves found in it.

    `cuts` are the places of the cuts known on each feature, in order; what is found is added.
    """

    def __init__(self, heard: Heard, low: Places, high: Places, known: Labels, cuts: list[list[int]]) -> None:
        self.heard, self.cuts = heard, cuts
        self.known = None if known.all() else known
        self.low, self.high = np.where(known, low, 0), np.where(known, high, 0)
        self.found: dict[int, Box] = {}
        self._said: dict[bytes, int] = {}
        self._lows, self._highs = np.empty((0, len(low)), np.int64), np.empty((0, len(low)), np.int64)

    def leaves(self) -> Dialogue[dict[int, Box]]:
        """All leaves, from the low corner on; across each of their sides is a point of another."""
        stack = [self.low]
        while stack:
            x = stack.pop()
            name = yield from self._name(x)
            if name not in self.found:
                box, across = yield from _Leaf(self, x, name).explored()
                self.found[name] = box
                self._lows, self._highs = np.vstack([self._lows, box[0]]), np.vstack([self._highs, box[1]])
                stack += across
        return self.found

    def _name(self, x: Places) -> Dialogue[int]:
        """The name at x; asked only if it has not been, and x is in no leaf found."""
        key = x.tobytes()
        if key not in self._said:
            inside = np.flatnonzero(((self._lows <= x) & (x <= self._highs)).all(axis=1))
            if len(inside):
                return list(self.found)[int(inside[0])]
            self._said[key] = int((yield from self.heard.ask(x[None], self.known))[0])
        return self._said[key]

    def own(self, x: Places, name: int) -> Dialogue[bool]:
        return (yield from self._name(x)) == name

    def beside(self, low: Places, high: Places) -> list[tuple[int, bool, int]]:
        """The leaves found from which only one coordinate parts the box low .. high: that one, whether above, and its place."""
        below, above = self._highs < low, self._lows > high
        one = np.flatnonzero((below | above).sum(axis=1) == 1)
        features = (below | above)[one].argmax(axis=1)
        ups = above[one, features]
        places = np.where(ups, self._lows[one, features], self._highs[one, features])
        return list(zip(features.tolist(), ups.tolist(), places.tolist(), strict=True))


class _Leaf:
    """A leaf being explored: `inner` is spanned by points of it, none of it is outside `outer` (each low ends, high ends)."""

    def __init__(self, region: Region, x: Places, name: int) -> None:
        self.region, self.name = region, name
        self.inner = x.copy(), x.copy()
        self.outer = region.low.copy(), region.high.copy()

    def explored(self) -> Dialogue[tuple[Box, list[Places]]]:
        """Its box, and points across the sides that were searched for."""
        across: list[Places] = []
        for up in (False, True):
            while True:
                self._shrink()
                here, end = self.inner[up], self.outer[up]
                if (here == end).all() or (yield from self.region.own(end, self.name)):
                    break
                i = yield from self._coordinate(here, end)
                outside = here.copy()
                here[i], outside[i] = yield from self._side(here, i, end[i])
                end[i] = here[i]
                across.append(outside)
        return self.outer, across

    def _shrink(self) -> None:
        """A leaf found, which only coordinate i parts from points of this one, is beyond a side of it on i."""
        for i, up, place in self.region.beside(*self.inner):
            if up:
                self.outer[1][i] = min(self.outer[1][i], place - 1)
            else:
                self.outer[0][i] = max(self.outer[0][i], place + 1)

    def _coordinate(self, here: Places, end: Places) -> Dialogue[int]:
        """The first coordinate that leads out of the leaf on a walk from `here` to `end`; `here` is taken on as far as it.

        First come the coordinates with a known cut on the way, one by one; the others are one step, until it leads out.
        """
        moving = np.flatnonzero(here != end).tolist()
        likely = [i for i in moving if self._between(i, here[i], end[i])]
        rest = [i for i in moving if i not in likely]
        steps = [[i] for i in likely] + ([rest] if rest else [])
        while len(steps) > 1 or len(steps[0]) > 1:
            if len(steps) == 1:
                steps = [[i] for i in steps[0]]
            half = steps[: (len(steps) + 1) // 2]
            moved, there = [i for step in half for i in step], here.copy()
            there[moved] = end[moved]
            if (yield from self.region.own(there, self.name)):
                here[:] = there
                steps = steps[len(half) :]
            else:
                steps = half
        return steps[0][0]

    def _between(self, i: int, one: int, other: int) -> list[int]:
        """The known cuts on feature i between two places."""
        cuts = self.region.cuts[i]
        return cuts[bisect.bisect_left(cuts, min(one, other)) : bisect.bisect_left(cuts, max(one, other))]

    def _side(self, here: Places, i: int, end: int) -> Dialogue[tuple[int, int]]:
        """The last place inside and the first outside, from `here` to `end` on feature i; the side may be a known cut."""
        there = here.copy()
        inside, outside = int(here[i]), int(end)
        up = 1 if outside > inside else -1
        cuts = self._between(i, inside, outside)[::up]
        # one of the places just before and just after a known cut is inside, the other outside, if it is the side
        ends = [(c, c + 1)[::up] for c in cuts]
        first, last = 0, len(ends)
        while first < last:
            middle = (first + last) // 2
            there[i] = ends[middle][0]
            if there[i] == inside or (yield from self.region.own(there, self.name)):
                inside, first = int(there[i]), middle + 1
            else:
                outside, last = int(there[i]), middle
        if first:
            there[i] = ends[first - 1][1]
            if there[i] != outside and (yield from self.region.own(there, self.name)):
                inside = int(there[i])
            else:
                outside = int(there[i])
        while abs(outside - inside) > 1:
            there[i] = (inside + outside) // 2
            if (yield from self.region.own(there, self.name)):
                inside = int(there[i])
            else:
                outside = int(there[i])
        if (cut := min(inside, outside)) not in self.region.cuts[i]:
            bisect.insort(self.region.cuts[i], cut)
        return inside, outside
