"""Strategies of learner and adversary, written down from what a solver decides, so that a checker can follow them."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import BadArgument
from .finite_class import Concepts, FiniteClass, spelled, spelled_key
from .search.splits import Split, splits
from .search.stars import Centre, centres
from .witnesses import Adversary, Move, Reply, Strategy

Wins = Callable[[Concepts, int], bool]  # are k queries enough to leave one concept of this version space?
POSITIONS = 4000  # a longer witness is not written
STARS = 200  # the largest ones: each is tried at each position
ENTRIES = 50_000  # answers in all positions together, about 3 MB in a file


class _Long(Exception):
    """More positions or answers than may be written."""


class _Positions:
    """Numbers positions as they are met, and keeps those that wait to be written; the entries are counted."""

    def __init__(self, limit: int) -> None:
        self.limit, self.entries = limit, 0
        self.numbers: dict[object, int] = {}
        self.waiting: list[tuple[Concepts, int]] = []

    def of(self, key: object, space: Concepts, k: int) -> int:
        if key not in self.numbers:
            if len(self.numbers) >= self.limit:
                raise _Long
            self.numbers[key] = len(self.numbers)
            self.waiting.append((space, k))
        return self.numbers[key]

    def written(self, entries: int) -> None:
        self.entries += entries
        if self.entries > ENTRIES:
            raise _Long


def strategy(c: FiniteClass, wins: Wins, k: int, proper: bool, asks: bool, limit: int = POSITIONS) -> Strategy | None:
    """A learner's strategy of at most k queries, or None if it is longer than `limit` positions.

    `wins(space, k)` says of what is left of the class after some answers, at least two concepts, whether k queries are enough.
    `proper`: hypotheses are concepts; `asks`: membership queries too.

    From each space a query is taken whose every answer leaves one that is won with a query less, so the longest way has k.  The
    queries are those of the definition: a point both of whose parts are won; or a hypothesis that at each point has the label
    whose complement's part is won.  Equal spaces with as many queries left share a position.

    >>> from qlearn.dimensions.families import of_family
    >>> strategy(of_family("singletons-and-nothing", 3), lambda space, k: k > 0, 1, True, False)
    Strategy(moves=(Move(point=None, hypothesis='000', then=((0, 1, -2), (1, 1, -3), (2, 1, -4))),))
    """
    if not _enough(c.all, k, wins):
        raise BadArgument(f"{k} queries are not enough on {c}")
    learner = _Learner(c, wins, proper, asks, limit)
    try:
        learner.goes(c.all, k)
        return Strategy(tuple(learner.move(space, left) for space, left in learner.positions.waiting))
    except _Long:
        return None


def adversary(
    c: FiniteClass, wins: Wins, k: int, proper: bool, asks: bool, limit: int = POSITIONS, proposes: bool = True
) -> Adversary | None:
    """An adversary's strategy that shows that k queries are not enough, or None if it is longer than `limit` positions.

    `wins`, `proper` and `asks` as for `strategy`; without `proposes` only membership queries are allowed.

    At each space that is not won with k queries every query has an answer that leaves one not won with k - 1: a label for each
    point; for each concept a counterexample; against arbitrary labellings, a point neither of whose parts is won.  Positions
    close at once by the star lemma, and where no query is left to be made.  Equal spaces share a position: it is first met with
    the most queries left, and is not won with fewer either.

    >>> from qlearn.dimensions.families import of_family
    >>> adversary(of_family("singletons", 3), lambda space, k: False, 1, True, True)
    Adversary(replies=(Reply(answers=(), counterexamples=(), star='000'),))
    """
    if _enough(c.all, k, wins):
        raise BadArgument(f"{k} queries are enough on {c}")
    teacher = _Teacher(c, wins, proper, asks, proposes, limit)
    try:
        teacher.goes(c.all, k)
        return Adversary(tuple(teacher.reply(space, left) for space, left in teacher.positions.waiting))
    except _Long:
        return None


def _enough(space: Concepts, k: int, wins: Wins) -> bool:
    return not space & (space - 1) or (k > 0 and wins(space, k))


class _Learner:
    """The positions of a strategy.  A loop over those that wait sees the ones that are added while it runs."""

    def __init__(self, c: FiniteClass, wins: Wins, proper: bool, asks: bool, limit: int) -> None:
        self.c, self.wins, self.proper, self.asks = c, wins, proper, asks
        self.positions = _Positions(limit)

    def goes(self, space: Concepts, k: int) -> int:
        """The position of a space that is won with k queries, or the concept that is found."""
        size = space.bit_count()
        if size == 1:
            return ~(space.bit_length() - 1)
        k = min(k, size - 1 if self.proper else size.bit_length() - 1)  # always enough, and more are shared
        return self.positions.of((space, k), space, k)

    def move(self, space: Concepts, k: int) -> Move:
        ways = splits(self.c, space)
        point = next((way.point for way in ways if self._both(way, k - 1)), None) if self.asks else None
        if point is not None:
            self.positions.written(2)
            parts = space & self.c.zeros[point], space & self.c.ones[point]
            return Move(point, None, tuple((point, b, self.goes(part, k - 1)) for b, part in enumerate(parts)))
        h = self._concept(ways, space, k - 1) if self.proper else self._labelling(ways, space, k - 1)
        wrong = ((x, 1 - (h >> x & 1)) for x in range(self.c.n))
        left = [(x, b, space & (self.c.ones[x] if b else self.c.zeros[x])) for x, b in wrong]
        then = tuple((x, b, self.goes(part, k - 1)) for x, b, part in left if part)
        self.positions.written(len(then))
        return Move(None, spelled_key(h, self.c.n), then)

    def _both(self, way: Split, k: int) -> bool:
        return _enough(way.larger, k, self.wins) and _enough(way.smaller, k, self.wins)

    def _concept(self, ways: list[Split], space: Concepts, k: int) -> int:
        """A concept all of whose counterexamples leave what is won; of these one that mostly agrees with the majority."""
        possible = space
        for way in ways:
            for part in (way.smaller, way.larger):  # to those outside it, a counterexample leaves it
                if possible & ~part and not _enough(part, k, self.wins):
                    possible &= part
        for way in reversed(ways):
            possible = possible & way.larger or possible
        return self.c.keys[(possible & -possible).bit_length() - 1]

    def _labelling(self, ways: list[Split], space: Concepts, k: int) -> int:
        """At each point the label whose complement's part is won, the majority's if both are; where all agree, theirs."""
        outside = {way.smaller if _enough(way.smaller, k, self.wins) else way.larger for way in ways} | {0}
        return sum(1 << x for x, zeros in enumerate(self.c.zeros) if space & zeros in outside)


class _Teacher:
    """The positions of an adversary's strategy."""

    def __init__(self, c: FiniteClass, wins: Wins, proper: bool, asks: bool, proposes: bool, limit: int) -> None:
        self.c, self.wins, self.proper, self.asks, self.proposes = c, wins, proper, asks, proposes
        self.positions = _Positions(limit)
        self.stars = [(star.neighbours.bit_count(), star) for star in (centres(c, STARS) if proper or not proposes else ())]
        self.around: dict[tuple[Concepts, int], Centre | None] = {}

    def goes(self, space: Concepts, k: int) -> int:
        """The position of a space that is not won with k queries."""
        star = self._star(space, k)
        if star is None:
            return self.positions.of(None if self._counted(space, k) else space, space, k)
        return self.positions.of(star, space, k)

    def reply(self, space: Concepts, k: int) -> Reply:
        star = self._star(space, k)
        if star is not None:
            return Reply((), (), spelled(star.labels(self.c)))
        if self._counted(space, k):
            return Reply((), ())
        ways = splits(self.c, space)
        lost = {part for way in ways if (part := self._lost(way, k - 1))} if self.asks else set()
        found = Reply(
            self._answers(space, k - 1, lost), self._counterexamples(ways, space, k - 1, lost) if self.proposes else ()
        )
        self.positions.written(len(found.answers) + len(found.counterexamples))
        return found

    def _star(self, space: Concepts, k: int) -> Centre | None:
        """A star that costs more than k queries; with hypotheses only around what is not possible."""
        if k and (space, k) not in self.around:
            fits = (
                star
                for d, star in self.stars
                if d > k and star.bound(space) > k and not (self.proposes and star.own >= 0 and space >> star.own & 1)
            )
            self.around[space, k] = next(fits, None)
        return self.around.get((space, k))

    def _counted(self, space: Concepts, k: int) -> bool:
        return k == 0 or (not self.proposes and space.bit_count() > 1 << k)

    def _short(self, part: Concepts, k: int) -> bool:
        """Is it not won, as it takes no further position to see?"""
        return part.bit_count() > 1 and (self._counted(part, k) or self._star(part, k) is not None)

    def _lost(self, way: Split, k: int) -> Concepts:
        """A part that is not won, or 0; one that is seen at once if there is one, else the larger."""
        parts = (way.larger, way.smaller)
        short = next((part for part in parts if self._short(part, k)), 0)
        return short or next((part for part in parts if not _enough(part, k, self.wins)), 0)

    def _answers(self, space: Concepts, k: int, lost: set[Concepts]) -> tuple[tuple[int, int], ...]:
        if not self.asks:
            return ()
        found = []
        for zeros, ones in zip(self.c.zeros, self.c.ones, strict=True):
            zero, one = space & zeros, space & ones
            label = int(one in lost)
            found.append((label, self.goes(one if label else zero, k)) if zero and one else (label, -1))
        return tuple(found)

    def _counterexamples(
        self, ways: list[Split], space: Concepts, k: int, lost: set[Concepts]
    ) -> tuple[tuple[int, int, int], ...]:
        """Parts that are not won such that every hypothesis has one wrong; those that are answers already come first."""
        if not self.proper:
            way = next(w for w in ways if not (_enough(w.smaller, k, self.wins) or _enough(w.larger, k, self.wins)))
            zero, one = space & self.c.zeros[way.point], space & self.c.ones[way.point]
            return (way.point, 0, self.goes(zero, k)), (way.point, 1, self.goes(one, k))
        right, found = space, []
        both = [(part, way.point) for way in ways for part in (way.larger, way.smaller)]
        for known in (True, False):
            for part, x in both:
                if right & ~part and (part in lost) == known and (known or not _enough(part, k, self.wins)):
                    found.append((x, int(not part & self.c.zeros[x]), self.goes(part, k)))
                    right &= part
        return tuple(found)
