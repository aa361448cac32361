"""The exact games with proper equivalence queries, by version spaces: with and without membership queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..bracket import Bracket, Effort, Spent
from ..finite_class import Concepts, FiniteClass
from ..playing import Wins, adversary, strategy
from ..quantities import counted
from ..witnesses import Searched, Witness
from .counter import DEEPEST, Counter
from .greedy import even_tree
from .proposing import Greedy
from .splits import splits
from .stars import centres

ATTEMPTS = 10

Writer = Callable[[FiniteClass, Wins, int, bool, bool], Witness | None]


class Game:
    """Can the learner be left with one concept after k queries?  `proper`: hypotheses are concepts; `asks`: membership too.

    No loop runs over hypotheses.  Where a counterexample with label 1 at x would be too good for the teacher, a hypothesis
    must say 1 at x: each point so forces labels, and it is asked which concepts are left.  A hypothesis outside the version
    space is useless, as the teacher may repeat a counterexample.
    """

    def __init__(self, c: FiniteClass, proper: bool, asks: bool, counter: Counter) -> None:
        self.c, self.proper, self.asks, self.counter = c, proper, asks, counter
        self.least: dict[Concepts, int] = {}  # at least so many queries
        self.most: dict[Concepts, int] = {}
        self.mistakes = Game(c, False, False, counter) if proper and not asks else None
        self.stars = [star for star in centres(c) if star.own < 0] if proper else []

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
        won = not self._starred(space, k) and not self._outgrown(space, k) and self._searched(space, k)
        if won:
            self.most[space] = k
        else:
            self.least[space] = max(k + 1, self.least.get(space, 0))
        return won

    def _starred(self, space: Concepts, k: int) -> bool:
        """Does the star lemma ask for more?  A hypothesis is no centre that is no concept: it excludes one neighbour too."""
        for star in self.stars:
            if star.neighbours.bit_count() - 1 <= k:
                return False  # the largest come first
            if star.bound(space) > k:
                return True
        return False

    def _outgrown(self, space: int, k: int) -> bool:
        """Is the Littlestone dimension above k?  It bounds no game with membership queries."""
        return self.mistakes is not None and not self.mistakes.wins(space, k)

    def _searched(self, space: int, k: int) -> bool:
        ways = splits(self.c, space)
        if self.proper and len(ways) <= k:
            return True  # each counterexample, or answer, is at a new split
        if self.asks and any(self.wins(way.larger, k - 1) and self.wins(way.smaller, k - 1) for way in ways):
            return True
        hypotheses = space
        for _, big, small, _ in ways:
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


_NAMES = {
    (False, False): "equivalence_improper",
    (False, True): "both_improper",
    (True, False): "equivalence_proper",
    (True, True): "both",
}


def played(c: FiniteClass, proper: bool, asks: bool, effort: Effort | None) -> Bracket:
    """The game's value, k growing from the star lemma's bound; past `effort.positions` the bracket that stands."""
    effort = effort or Effort()
    counter = Counter(effort.positions)
    game = Game(c, proper, asks, counter)
    bracket = _before(c, game, effort)
    lo, hi = int(bracket.lo), int(bracket.hi)
    try:
        while lo < min(hi, DEEPEST):
            if game.wins(c.all, lo):
                hi = lo
                bracket = replace(bracket, hi=hi, at_most=_shown(strategy, game, hi, proper, asks))
            else:
                lo += 1
    except Spent:
        pass
    if lo > bracket.lo:
        bracket = replace(bracket, lo=lo, at_least=_shown(adversary, game, lo - 1, proper, asks))
    return bracket


def _shown(write: Writer, player: Game | Greedy, k: int, proper: bool, asks: bool) -> Witness:
    """What was found as a witness, if it is short and the effort that is left is enough to write it."""
    who = "the greedy learner's " if isinstance(player, Greedy) else ""
    searched = Searched(f"{who}version spaces", player.counter.count)
    try:
        return write(player.c, player.wins, k, proper, asks) or searched
    except Spent:
        return searched


def _before(c: FiniteClass, game: Game, effort: Effort) -> Bracket:
    """What is known before a search: the star lemma, a tree of membership queries, a greedy learner."""
    bracket = counted(_NAMES[game.proper, game.asks], c)
    star = next(iter(game.stars), None)
    if star is not None and star.bound(c.all) > bracket.lo:
        bracket = replace(bracket, lo=star.bound(c.all), at_least=star.shown(c))
    if game.asks and (tree := even_tree(c)).depth < bracket.hi:
        bracket = replace(bracket, hi=tree.depth, at_most=tree)
    return _proposed(c, game, bracket, effort) if game.proper else bracket


def _proposed(c: FiniteClass, game: Game, bracket: Bracket, effort: Effort) -> Bracket:
    """With the greedy learner's queries above, if it is found and less; what takes too long is counted as not enough.

    The least numbers that are possible are tried one after another.  Many queries are decided soon, as the learner need not be
    followed far: where few are not found to be enough, their number is halved.
    """
    greedy = Greedy(c, game.asks, Counter(0))
    lo, hi = int(bracket.lo), int(min(bracket.hi, DEEPEST))
    few = range(lo, min(hi, lo + ATTEMPTS))
    best = next((k for k in few if _enough(greedy, k, effort)), hi)
    low = few.stop if best == hi else hi
    while low < best:
        k = (low + best) // 2
        low, best = (low, k) if _enough(greedy, k, effort) else (k + 1, best)
    return replace(bracket, hi=best, at_most=_shown(strategy, greedy, best, True, game.asks)) if best < hi else bracket


def _enough(greedy: Greedy, k: int, effort: Effort) -> bool:
    """With a share of the effort more; what the tries before did not use is there too."""
    greedy.counter.limit = max(greedy.counter.limit, greedy.counter.count) + effort.positions // ATTEMPTS
    try:
        return greedy.wins(greedy.c.all, k)
    except Spent:
        return False


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
