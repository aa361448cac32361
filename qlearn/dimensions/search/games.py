"""The exact games with proper equivalence queries, by version spaces: with and without membership queries."""

from __future__ import annotations

from collections import Counter as Counts
from collections.abc import Callable

from ..bracket import Bracket, Effort, Spent, known
from ..finite_class import FiniteClass, members
from ..playing import Wins, adversary, strategy
from ..witnesses import Counted, Searched, Witness
from .average import greedy_tree
from .counter import DEEPEST, Counter

Writer = Callable[[FiniteClass, Wins, int, bool, bool], Witness | None]


class Game:
    """Can the learner be left with one concept after k queries?  `proper`: hypotheses are concepts; `asks`: membership too.

    No loop runs over hypotheses.  Where a counterexample with label 1 at x would be too good for the teacher, a hypothesis
    must say 1 at x: each point so forces labels, and it is asked which concepts are left.  A hypothesis outside the version
    space is useless, as the teacher may repeat a counterexample.
    """

    def __init__(self, c: FiniteClass, proper: bool, asks: bool, counter: Counter) -> None:
        self.c, self.proper, self.asks, self.counter = c, proper, asks, counter
        self.least: dict[int, int] = {}  # at least so many queries
        self.most: dict[int, int] = {}
        self.mistakes = Game(c, False, False, counter) if proper and not asks else None

    def wins(self, space: int, k: int) -> bool:
        """Are k queries enough?"""
        size = space.bit_count()
        if size - 1 <= k or (not self.proper and size < 2 << k):
            return True
        if k == 0 or self.least.get(space, 0) > k:
            return False
        if self.most.get(space, size) <= k:
            return True
        self.counter.step()
        if self.proper and space not in self.least:
            self.least[space] = around(self.c, space)
        won = self.least.get(space, 0) <= k and not self._outgrown(space, k) and self._searched(space, k)
        if won:
            self.most[space] = k
        else:
            self.least[space] = max(k + 1, self.least.get(space, 0))
        return won

    def _outgrown(self, space: int, k: int) -> bool:
        """Is the Littlestone dimension above k?  It bounds no game with membership queries."""
        return self.mistakes is not None and not self.mistakes.wins(space, k)

    def _searched(self, space: int, k: int) -> bool:
        splits = self._splits(space)
        if self.asks and any(self.wins(big, k - 1) and self.wins(small, k - 1) for small, big in splits):
            return True
        hypotheses = space
        for small, big in splits:
            lost_small = bool(hypotheses & ~small) and not self.wins(small, k - 1)
            if self.proper:
                # a counterexample that leaves `part` is possible exactly if the hypothesis is outside it
                if lost_small:
                    hypotheses &= small
                if hypotheses & ~big and not self.wins(big, k - 1):
                    hypotheses &= big
                if not hypotheses:
                    return False
            elif lost_small and not self.wins(big, k - 1):
                return False
        return True

    def _splits(self, space: int) -> list[tuple[int, int]]:
        """The smaller and the larger part at each point, each split once, the most even first."""
        found = set()
        for ones in self.c.ones:
            one = space & ones
            zero = space ^ one
            if one and zero:
                found.add((one, zero) if (one.bit_count(), one) <= (zero.bit_count(), zero) else (zero, one))
        return sorted(found, key=lambda s: (-s[0].bit_count(), s))


def around(c: FiniteClass, space: int) -> int:
    """The star lemma: a labelling that is not in the space, with d of it at distance 1, costs d - 1 queries of either kind."""
    keys = {c.keys[i] for i in members(space)}
    seen = Counts(key ^ 1 << x for key in keys for x in range(c.n))
    return max((count for f, count in seen.items() if f not in keys), default=1) - 1


def played(c: FiniteClass, proper: bool, asks: bool, effort: Effort | None) -> Bracket:
    """The game's value, k growing from the star lemma's bound; past `effort.positions` the bracket that stands."""
    counter = Counter((effort or Effort()).positions)
    game = Game(c, proper, asks, counter)
    k = min(1, c.N - 1)
    hi = c.N - 1 if proper else c.N.bit_length() - 1
    upper: Witness = Counted("N - 1" if proper else "lg N")
    if asks:
        tree = greedy_tree(c)
        if tree.depth < hi:
            hi, upper = tree.depth, tree
    if not k:
        return known(0, Counted("trivial"), upper)
    try:
        if proper:
            k = max(k, around(c, c.all))
        while k < min(hi, DEEPEST):
            if game.wins(c.all, k):
                upper = _shown(strategy, game, k, proper, asks)
                return known(k, _shown(adversary, game, k - 1, proper, asks), upper)
            k += 1
    except Spent:
        pass
    return Bracket(k, hi, _shown(adversary, game, k - 1, proper, asks), upper)


def _shown(write: Writer, game: Game, k: int, proper: bool, asks: bool) -> Witness:
    """What the game has found as a witness, if it is short and the effort that is left is enough to write it."""
    searched = Searched("version spaces", game.counter.count)
    try:
        return write(game.c, game.wins, k, proper, asks) or searched
    except Spent:
        return searched


def equivalence_improper(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """Equivalence queries with any hypothesis, until one concept is left: the Littlestone dimension."""
    return played(c, False, False, effort)


def equivalence_proper(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """Equivalence queries with concepts as hypotheses, until one concept is left; the final yes is not counted.

    >>> equivalence_proper(FiniteClass.of([[1, 0, 0], [0, 1, 0], [0, 0, 1]])).value
    2
    """
    return played(c, True, False, effort)


def both_improper(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """Membership queries, and equivalence queries with any hypothesis, until one concept is left."""
    return played(c, False, True, effort)


def both(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """Membership queries, and equivalence queries with concepts, until one concept is left."""
    return played(c, True, True, effort)
