"""Whether a class has a complete tree of mistakes of some depth, by going through version spaces."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..bracket import Effort
from ..finite_class import Concepts, FiniteClass, bits, members, positions
from ..growing import Asked, grown
from ..witnesses import MistakeTree
from .counter import Counter

SMALL = 128  # concepts that are not renumbered
SHARE = 4  # a version space is renumbered where it is so small a part
COST = 14  # a step is 2**14 labels, or a version space with less


class Part(NamedTuple):
    """A version space within a universe."""

    universe: Universe
    space: Concepts


class Universe:
    """A version space with concepts of its own numbers, so that sets of them are short; and what was found of those in it."""

    def __init__(self, concepts: NDArray[np.intp], labels: NDArray[np.bool_], points: NDArray[np.intp]) -> None:
        columns: dict[Concepts, int] = {}
        self.all = (1 << len(concepts)) - 1
        for i, column in enumerate(labels.T):
            ones = bits(column)
            if 0 < ones < self.all and self.all ^ ones not in columns:
                columns.setdefault(ones, i)
        kept = list(columns.values())
        self.concepts, self.points, self.labels = concepts, points[kept], labels[:, kept]
        self.ones = tuple(columns)
        self.size = len(concepts)
        self.cost = 1 + (self.size * len(self.ones) >> COST)
        self.least: dict[Concepts, tuple[int, int]] = {}  # a depth that there is, and the column that starts it
        self.most: dict[Concepts, int] = {}

    def part(self, space: Concepts) -> Part:
        """The version space, in a universe of its own where that is worth it."""
        size = space.bit_count()
        if self.size <= SMALL or size * SHARE > self.size:
            return Part(self, space)
        own = positions(space, self.size)
        within = Universe(self.concepts[own], self.labels[own], self.points)
        return Part(within, within.all)


class Mistakes:
    """Decides whether a version space has a tree of mistakes of depth k: two parts at some point with trees of depth k - 1.

    A tree of depth k has 2**k leaves, so each part needs 2**(k-1) concepts.  The most even splits come first; of a `width` only
    as many are tried at each version space: then what is found stands, and what is not found means nothing.  What is known is
    kept while there is room: it is only to be quick.
    """

    def __init__(self, c: FiniteClass, counter: Counter, effort: Effort, width: int | None = None) -> None:
        self.counter, self.width = counter, width
        self.room, self.kept = effort.memory // 2, 0
        self.root = Universe(np.arange(c.N), c.labels, np.arange(c.n))

    def has(self, k: int) -> bool:
        """Has the class a tree of depth k?  Raises `Spent`."""
        return self._has(Part(self.root, self.root.all), k)

    def tree(self, k: int) -> MistakeTree:
        """A tree of depth k, once it is known to be there.  What was not kept of it is searched for again."""
        self.counter = Counter(1 << 62)

        def ask(position: tuple[Part, int]) -> int | Asked[tuple[Part, int]]:
            (universe, space), deep = position
            if not deep:
                return int(universe.concepts[members(space)[0]])
            universe, space = universe.part(space)
            column = self._column(universe, space, deep)
            assert column is not None
            one = space & universe.ones[column]
            return int(universe.points[column]), (Part(universe, space ^ one), deep - 1), (Part(universe, one), deep - 1)

        return grown(MistakeTree, (Part(self.root, self.root.all), k), ask)

    def _has(self, part: Part, k: int) -> bool:
        universe, space = part
        size = space.bit_count()
        if k <= 1 or size < 1 << k:
            return size >= 1 << k
        if universe.least.get(space, (0, 0))[0] >= k:
            return True
        if universe.most.get(space, k) < k:
            return False
        found = self._column(*universe.part(space), k)
        if self._keeps(universe):
            if found is None:
                universe.most[space] = k - 1
            else:
                universe.least[space] = (k, found)
        return found is not None

    def _column(self, universe: Universe, space: Concepts, k: int) -> int | None:
        """The column of a point where a tree of depth k may start."""
        depth, known = universe.least.get(space, (0, 0))
        if depth >= k:
            return known
        self.counter.step(universe.cost)
        for _, smaller, larger, column in self._splits(universe, space, 1 << (k - 1))[: self.width]:
            if self._has(Part(universe, smaller), k - 1) and self._has(Part(universe, larger), k - 1):
                return column
        return None

    def _splits(self, universe: Universe, space: Concepts, least: int) -> list[tuple[int, Concepts, Concepts, int]]:
        """Each split into two parts with so many concepts at least, once; the most even first."""
        whole = space.bit_count()
        found: dict[Concepts, tuple[int, Concepts, Concepts, int]] = {}
        for column, ones in enumerate(universe.ones):
            part = space & ones
            size = part.bit_count()
            if least <= size <= whole - least:
                other = space ^ part
                if size > whole - size or (2 * size == whole and part > other):
                    part, other, size = other, part, whole - size
                found.setdefault(part, (-size, part, other, column))
        return sorted(found.values(), key=lambda s: (s[0], s[3]))

    def _keeps(self, universe: Universe) -> bool:
        self.kept += universe.size // 7 + 200
        return self.kept <= self.room
