"""Whether some k points are shattered, by going through sets of points."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from ..bracket import Effort
from ..finite_class import FiniteClass, members
from .cells import Cells, Pairs, Points, neighbours
from .cliques import Graph
from .counter import Counter
from .symmetry import Symmetries

Found = tuple[int, ...] | None

WAYS = 4


class State(NamedTuple):
    """Cells of the chosen points but the last one, x, and the points that may follow."""

    cells: Cells
    x: int | None
    points: Points


class Shattering:
    """Depth first: to the chosen points are added those that the pairs allow, while these hold a clique of the size wanted.

    Where to begin is a matter of pigeonholes.  If the points are put into m groups, one group has ceil(r/m) of any r points: so
    only sets that begin within one group need be gone through, and these are few if m is large.  They should be about as large
    as sets are when they die: larger ones are more, and smaller ones are each made larger in too many ways.  Points that a
    symmetry of the class exchanges need not all be tried: what holds of one set holds of its image.
    """

    def __init__(self, c: FiniteClass, counter: Counter, effort: Effort) -> None:
        self.n = c.n
        self.pairs = Pairs(c, counter, effort)
        self.symmetries = Symmetries(c, counter)

    def find(self, k: int) -> Found:
        """k points that are shattered; None if there are none.  Raises `Spent`."""
        if k == 0:
            return ()
        whole = State(self.pairs.whole(), None, np.arange(self.n))
        if k == 1:
            return next(((x,) for x in range(self.n) if self.pairs.columns[x].any() and not self.pairs.columns[x].all()), None)
        return self._up_to_symmetry((), whole, k)

    def _up_to_symmetry(self, chosen: tuple[int, ...], state: State, r: int) -> Found:
        """One point of each orbit, while symmetries that fix the chosen points make orbits few."""
        orbits = self.symmetries.orbits(chosen, state.points.tolist()) if r > 2 else []
        if not orbits or 2 * len(orbits) > len(state.points):
            found = self._covered(state, r)
            return None if found is None else chosen + found
        cells, left = tuple(self.pairs.split(state.cells, state.x)), state.points
        for orbit in orbits:
            x = orbit[0]
            found = self._up_to_symmetry((*chosen, x), State(cells, x, left[left != x]), r - 1)
            if found is not None:
                return found
            left = left[~np.isin(left, orbit)]
        return None

    def _covered(self, state: State, r: int) -> Found:
        depth = self._dies_after(state, r)
        if not depth:
            return None
        m = -(-r // max(1, depth - 1))
        for group in self._groups(state.points.tolist(), m):
            found = self._search(state, r, group, -(-r // m))
            if found is not None:
                return found
        return None

    def _groups(self, points: list[int], m: int) -> list[frozenset[int]]:
        """Points in m groups of about one size, those together that mostly agree or mostly differ: such sets die soonest."""
        alike = np.abs(self.symmetries.products)
        groups, left = [], list(points)
        for g in range(m, 0, -1):
            group = [left.pop(0)] if left else []
            for _ in range((len(left) + 1) // g - 1):
                group.append(left.pop(int(alike[np.ix_(left, group)].sum(axis=1).argmax())))
            groups.append(frozenset(group))
        return groups

    def _dies_after(self, state: State, r: int) -> int:
        """How many points are chosen until no more may be: the most on a few ways, each going on as straight as it can."""
        most = 0
        for way in islice(self._ways(state, r, None), WAYS):
            depth, at = 1, way
            while depth < r - 1:
                further = next(self._ways(at, r - depth, None), None)
                if further is None:
                    break
                depth, at = depth + 1, further
            most = max(most, depth)
        return most

    def _search(self, state: State, r: int, group: frozenset[int], inside: int) -> Found:
        """r of the points; the next `inside` of them are in the group."""
        if r == 1:
            assert state.x is not None
            last = self.pairs.last(state.cells, state.x, state.points)
            return (int(last[0]),) if len(last) else None
        for way in self._ways(state, r, group if inside > 0 else None):
            assert way.x is not None
            if r == 2:
                return way.x, int(way.points[0])
            found = self._search(way, r - 1, group, inside - 1)
            if found is not None:
                return (way.x, *found)
        return None

    def _ways(self, state: State, r: int, group: frozenset[int] | None) -> Iterator[State]:
        """Each point that may come next, of the group if there is one, with those that may follow it."""
        if len(state.points) < r:
            return
        cells, points, allowed = self.pairs.allowed(state.cells, state.x, state.points, r)
        if not len(points):
            return
        graph, left = Graph(neighbours(allowed)), (1 << len(points)) - 1
        if not graph.may_hold(left, r):
            return
        first = graph.uncoloured(left, r - 1) if group is None else left
        degrees = allowed.sum(axis=1)
        for v in sorted(members(first), key=lambda v: (int(degrees[v]), v)):  # few neighbours first: they are dropped soon
            if group is not None and int(points[v]) not in group:
                continue
            left &= ~(1 << v)
            near = left & graph.neighbours[v]
            if graph.may_hold(near, r - 1):
                yield State(cells, int(points[v]), points[members(near)])
