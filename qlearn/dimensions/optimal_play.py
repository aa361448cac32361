"""The best next query from any version space of a small class, by plain recursion over version spaces.

What is left of the class is a set of concepts; queries are counted until one is left.  Each position is worked out once, with
a move that attains its value, so the table of positions is an optimal strategy.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..errors import BadArgument
from ..formulas import clg
from .finite_class import Concepts, FiniteClass, members
from .search.splits import splits

POSITIONS = 200_000  # of one class, for one game; a position takes about 300 bytes
Move = tuple[int | None, int | None]  # the point of a membership query, or the concept that is proposed


class OptimalPlay:
    """The exact games on one class, from any of its version spaces V: how many more queries, and which is next.

    `littlestone`: equivalence queries with any hypothesis.  `membership`: labels of points.  `proper`: equivalence queries
    whose hypotheses are of the class.  `both`: the last two, counted together.

    Why a hypothesis need not be looked at unless it is in V: it is wrong where a label is known already, and a teacher who
    says so again gives nothing away.

    >>> play = OptimalPlay(FiniteClass.of([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]]))
    >>> V = play.c.all
    >>> play.littlestone(V), play.membership(V)[0], play.proper(V)[0], play.both(V)
    (1, 3, 1, (1, (None, 3)))

    `BadArgument` for a class whose game has more than 200,000 positions.
    """

    def __init__(self, c: FiniteClass) -> None:
        self.c = c
        self._reaches: dict[tuple[Concepts, int], bool] = {}
        self._games: dict[str, dict[Concepts, tuple[int, Move]]] = {"membership": {}, "proper": {}, "both": {}}

    # ---- equivalence queries with any hypothesis ---------------------------------------------------------------
    def littlestone(self, V: Concepts) -> int:
        """The Littlestone dimension: the depth of the deepest complete tree whose every path a concept of V follows; or -1."""
        L = -1
        while self.reaches(V, L + 1):
            L += 1
        return L

    def reaches(self, V: Concepts, k: int) -> bool:
        """Whether V has a complete tree of depth k; both parts at its root have one of depth k - 1."""
        if k < 2:
            return V.bit_count() > k  # two distinct concepts differ somewhere
        if V.bit_count() < 1 << k:
            return False
        key = (V, k)
        if key not in self._reaches:
            self._room(len(self._reaches), "Littlestone dimension")
            self._reaches[key] = any(
                self.reaches(way.smaller, k - 1) and self.reaches(way.larger, k - 1) for way in splits(self.c, V)
            )
        return self._reaches[key]

    # ---- membership queries ------------------------------------------------------------------------------------
    def membership(self, V: Concepts) -> tuple[int, Move]:
        """How many labels of points, and the first point."""
        if V.bit_count() < 2:
            return 0, (None, None)
        memo = self._games["membership"]
        if V not in memo:
            self._room(len(memo), "game of membership queries")
            memo[V] = self._best_point(V)
        return memo[V]

    def _best_point(self, V: Concepts) -> tuple[int, Move]:
        ways = splits(self.c, V)
        most = V.bit_count() - 1  # each label excludes a concept
        move: Move = (ways[0].point, None)
        # An adversary who keeps the larger part loses no more concepts at a time than the smaller part of the evenest split.
        least = max(clg(V.bit_count()), -(-most // ways[0].smaller.bit_count()))
        for _, large, small, x in ways:
            if most == least or 1 + clg(large.bit_count()) >= most:
                break  # the other splits are less even
            needed = 1 + self.membership(large)[0]
            if needed < most:
                needed = max(needed, 1 + self.membership(small)[0])
            if needed < most:
                most, move = needed, (x, None)
        return most, move

    # ---- equivalence queries with hypotheses of the class ------------------------------------------------------
    def proper(self, V: Concepts) -> tuple[int, Move]:
        """How many equivalence queries whose hypotheses are of the class, and the first; a last yes is not counted."""
        if V.bit_count() < 2:
            return 0, (None, None)
        memo = self._games["proper"]
        if V not in memo:
            self._room(len(memo), "game of equivalence queries")
            memo[V] = self._best_concept(V, "proper", V.bit_count(), (None, None), self.littlestone(V))
        return memo[V]

    # ---- both --------------------------------------------------------------------------------------------------
    def both(self, V: Concepts) -> tuple[int, Move]:
        """How many queries, of labels or with hypotheses of the class, and the first; a last yes is not counted."""
        if V.bit_count() < 2:
            return 0, (None, None)
        memo = self._games["both"]
        if V not in memo:
            self._room(len(memo), "game of both kinds of queries")
            most, move = V.bit_count(), (None, None)  # type: tuple[int, Move]
            for _, large, small, x in splits(self.c, V):
                needed = 1 + self.both(large)[0]
                if needed < most:
                    needed = max(needed, 1 + self.both(small)[0])
                if needed < most:
                    most, move = needed, (x, None)
                if most == 1:
                    break
            memo[V] = self._best_concept(V, "both", most, move, 1)
        return memo[V]

    def _best_concept(self, V: Concepts, game: str, most: int, move: Move, least: int) -> tuple[int, Move]:
        """What an equivalence query makes of a position that takes at most `most` otherwise, and at least `least`."""
        value = self.proper if game == "proper" else self.both
        for _, h, left in sorted(self._proposals(V)):
            if most == least:
                break
            worst = 0
            for W in left:
                worst = max(worst, value(W)[0])
                if 1 + worst >= most:
                    break
            else:
                most, move = 1 + worst, (None, h)
        return most, move

    def _proposals(self, V: Concepts) -> Iterator[tuple[int, int, list[Concepts]]]:
        """Each concept of V with what its counterexamples leave, largest first; before it the size of the largest."""
        sides = [(ones & V, zeros & V) for ones, zeros in zip(self.c.ones, self.c.zeros, strict=True)]
        for h in members(V):
            counterexamples = {zeros if ones >> h & 1 else ones for ones, zeros in sides} - {0}
            left = sorted(counterexamples, key=lambda W: (-W.bit_count(), W))
            yield left[0].bit_count(), h, left

    # ---- what the games share ----------------------------------------------------------------------------------
    def _room(self, taken: int, what: str) -> None:
        if taken >= POSITIONS:
            raise BadArgument(
                f"the {what} on {self.c} has more than {POSITIONS:,} positions; take a smaller class,"
                " or finite.halving or finite.greedy, which need no optimum"
            )


@lru_cache(maxsize=64)
def play_on(table: tuple[tuple[int, ...], ...]) -> OptimalPlay:
    """The games on a table, whose positions are kept for the next who asks: they depend on the table alone."""
    return OptimalPlay(FiniteClass.of(table))
