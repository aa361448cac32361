"""The reader is the learner: an adversary gives, of all true answers, the one that costs most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..choices import Coins, one_of
from ..errors import BadArgument
from ..points import shortened
from .games import Game, rival


@dataclass(frozen=True)
class Asked:
    """A question with its answer: what a best learner needed `before` and needs `after` it, and what it would have asked."""

    question: str
    answer: str
    before: int
    after: int
    best: str
    left: int

    @property
    def lost(self) -> int:
        """How many questions this one gave away; 0 for a best one."""
        return self.after + 1 - self.before


class Asking:
    """A game in which the reader asks.  It is over when one concept is left, or when the reader names one too early.

    The adversary has no concept in mind; all that it says is true of some concept to the end.  Of answers that cost the same
    it takes one that leaves most, and among these one by `seed`.

    >>> from qlearn.play.games import game
    >>> play = Asking(game("bisection"), 3)
    >>> play.ask("0"), play.ask("1"), [turn.lost for turn in play.turns], play.needs
    (None, None, [1, 0], 1)

    Raises `BadArgument` for a size that is not offered.
    """

    def __init__(self, game: Game, size: int | None = None, seed: int = 0) -> None:
        self.game, self.size, self.seed = game, game.sized(size), seed
        self.rival = rival(game.name, self.size)
        self.state = self.rival.all
        self.optimum = self.rival.value(self.state)
        self.turns: list[Asked] = []
        self.path: list[tuple[Any, Any]] = []  # the states before the questions, and these
        self.hints = 0
        self.guess: tuple[int, int] | None = None  # what was named too early, and what else fits all answers
        self._coins = Coins(seed)

    @property
    def left(self) -> list[int]:
        return self.rival.left(self.state)

    @property
    def over(self) -> bool:
        return self.guess is not None or len(self.left) == 1

    @property
    def needs(self) -> int:
        """How many more questions a best learner needs from here."""
        return self.rival.value(self.state)

    @property
    def score(self) -> int:
        """Questions and hints."""
        return len(self.turns) + self.hints

    @property
    def verdict(self) -> str:
        """How it ended, in a word: found, guessed (too early) or open."""
        return "guessed" if self.guess else "found" if self.over else "open"

    @property
    def ending(self) -> str:
        """How it ended, in words; empty before."""
        names = self.rival.concepts
        if self.guess is not None:
            named, other = self.guess
            if named not in self.left:
                return f"{names[named]} does not fit the answers; {names[other]} does."
            return f"{names[named]} was named too early: {names[other]} fits all answers as well, and that is what it is."
        return f"Only {names[self.left[0]]} fits all answers: that is it." if self.over else ""

    def ask(self, text: str) -> None:
        """Take a question, or with ! before it a concept that is named as the answer.

        `BadArgument` says which questions there are; the game is then where it was.
        """
        if self.over:
            raise BadArgument("the game is over")
        if text.strip().startswith("!"):
            self._name(text.strip()[1:])
            return
        move = self.rival.read(text)
        before, best = self.needs, self.rival.question(self.rival.best(self.state))
        said, state = self._worst(move)
        self.path.append((self.state, move))
        self.state = state
        self.turns.append(Asked(self.rival.question(move), said, before, self.needs, best, len(self.left)))

    def hint(self) -> str:
        """A best question, for the price of one."""
        if self.over:
            raise BadArgument("the game is over")
        self.hints += 1
        return self.rival.typed(self.rival.best(self.state))

    def _worst(self, move: Any) -> tuple[str, Any]:
        """The reply that costs most, then one that leaves most, then one by the seed."""
        replies = self.rival.replies(move, self.state)
        costs = [(self.rival.value(state), self.rival.weight(state)) for _, state in replies]
        worst = max(costs)
        return one_of(self._coins, [reply for reply, cost in zip(replies, costs, strict=True) if cost == worst])

    def _name(self, text: str) -> None:
        concept = self.rival.named(text)
        if concept is None:
            raise BadArgument(f"{shortened(text, 40)!r} names nothing here; l lists what is left")
        other = max((i for i in self.left if i != concept), default=None)
        assert other is not None, "with one concept left the game is over"
        self.guess = concept, other
