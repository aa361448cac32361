"""Whether k membership queries are enough, by going through version spaces."""

from __future__ import annotations

from collections.abc import Sequence

from ..bracket import Effort, Spent
from ..finite_class import Concepts, FiniteClass
from ..growing import Asked, grown
from ..witnesses import QueryTree
from .counter import Counter
from .splits import Split, splits
from .stars import Centre


class Deciding:
    """Decides which version spaces are identified by k queries, and remembers it.

    What is enough is the strategy: where memory does not hold it, the search is `Spent`.  What is not enough is remembered only
    to be quick, and given up first.

    A space is lost at once with more than 2**k concepts, or with a star of more than k; it is won with at most k + 1 concepts
    or at most k different splits.  A star of exactly k around a concept that is possible forces the first query to cut it:
    else all k neighbours are left, with k - 1 queries to go.
    """

    def __init__(self, c: FiniteClass, stars: Sequence[Centre], effort: Effort) -> None:
        self.c, self.stars, self.counter = c, stars, Counter(effort.positions)
        self.room = effort.memory // (c.N // 4 + 400)  # entries: a set twice, and what Python adds
        self.least: dict[Concepts, int] = {}
        self.most: dict[Concepts, tuple[int, int]] = {}  # queries that are enough, and the first; -1: any that split

    def wins(self, space: Concepts, k: int) -> bool:
        """Are k queries enough?  Raises `Spent`."""
        size = space.bit_count()
        if size <= k + 1:
            return True
        if size > 1 << k or self.least.get(space, 0) > k:
            return False
        if space in self.most and self.most[space][0] <= k:
            return True
        self.counter.step()
        bound, star = self._star(space, k)
        if bound > k:
            self._keep_least(space, bound)
            return False
        ways = splits(self.c, space)
        if len(ways) <= k:
            self._keep_most(space, len(ways), -1)
            return True
        return self._searched(space, k, ways, star if bound == k else None)

    def _searched(self, space: Concepts, k: int, ways: list[Split], star: Centre | None) -> bool:
        centre = 1 << star.own if star is not None and star.own >= 0 else 0
        near = space & star.neighbours if star is not None else 0
        for way in ways:
            if way.size > 1 << (k - 1):
                break  # the most even come first
            if space & centre and not near & ~(way.larger if way.larger & centre else way.smaller):
                continue
            if self.least.get(way.larger, 0) >= k or self.least.get(way.smaller, 0) >= k:
                continue
            if self.wins(way.larger, k - 1) and self.wins(way.smaller, k - 1):
                self._keep_most(space, k, way.point)
                return True
        self._keep_least(space, k + 1)
        return False

    def _star(self, space: Concepts, k: int) -> tuple[int, Centre | None]:
        """The best star's bound, as far as it matters."""
        best, found = 0, None
        for star in self.stars:
            if star.neighbours.bit_count() <= best or best > k:
                break
            if (bound := star.bound(space)) > best:
                best, found = bound, star
        return best, found

    def _keep_least(self, space: Concepts, k: int) -> None:
        if not self._full or space in self.least:
            self.least[space] = max(k, self.least.get(space, 0))

    def _keep_most(self, space: Concepts, k: int, point: int) -> None:
        if self._full and space not in self.most:
            raise Spent
        self.most[space] = (k, point)

    @property
    def _full(self) -> bool:
        return len(self.least) + len(self.most) >= self.room

    def tree(self) -> QueryTree:
        """The strategy that the last win of the whole class found: the remembered first queries, then any that split."""

        def ask(position: tuple[Concepts, bool]) -> int | Asked[tuple[Concepts, bool]]:
            space, guided = position
            if not space & (space - 1):
                return space.bit_length() - 1
            _, point = self.most.get(space, (0, -1)) if guided else (0, -1)
            x = point if point >= 0 else splits(self.c, space)[0].point
            return x, (space & self.c.zeros[x], point >= 0), (space & self.c.ones[x], point >= 0)

        return grown(QueryTree, (self.c.all, True), ask)
