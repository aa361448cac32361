"""The reader is the teacher: a learner of the catalogue asks, and each answer is held against those before it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..driver import Session
from ..errors import BadAnswer, BadArgument
from ..queries import Batch, Equivalence, Query
from ..transcript import Turn
from .games import Game, matter
from .matter import NO, YES, contradicting, deciding, plain

ASKING, CLASH, NAMING, OVER = "asking", "clash", "naming", "over"


@dataclass(frozen=True)
class Ending:
    """How a game ended: `kind` is found, or denied (the reader says it is another); `turns` show what is said in `text`."""

    kind: str
    text: str
    turns: tuple[int, ...] = ()


class Teaching:
    """A game in which the reader answers.  `phase` says what is awaited.

    asking: an answer to `query`; clash: that an answer is taken back, `turns` of `clash` contradict each other; naming: whether
    the hypothesis is it; over: nothing.  Questions about several points are put one point at a time.

    >>> from qlearn.play.games import game
    >>> play = Teaching(game("bisection"), 3)
    >>> play.question, play.answer("n"), play.question, play.answer("y"), play.phase, play.hypothesis
    ('Is it at most 1?', None, 'Is it at most 2?', None, 'naming', '2')

    Raises `BadArgument` for a size that is not offered.
    """

    def __init__(self, game: Game, size: int | None = None, past: Iterable[Turn] = ()) -> None:
        self.game, self.size = game, game.sized(size)
        self.matter = matter(game.name, self.size)
        self.learning = game.learning(self.size)
        self.ending: Ending | None
        self._begin()
        for turn in past:
            for answer in _single(turn):
                self._hear(answer)

    # ---- where the game stands ---------------------------------------------------------------------------------
    @property
    def phase(self) -> str:
        if self.clash:
            return CLASH
        return OVER if self.ending else NAMING if self.session.done else ASKING

    @property
    def query(self) -> Query[Any] | None:
        """The question that is open, about one point or one hypothesis."""
        query = self.session.query
        if query is None or self.clash:
            return None
        return query.only([len(self._labels)]) if isinstance(query, Batch) else query

    @property
    def question(self) -> str:
        """What the reader is asked, in words."""
        if self.phase == ASKING:
            assert self.query is not None
            return self.matter.question(self.query)
        return {
            CLASH: "These answers cannot all be true.  Which one is taken back?",
            NAMING: f"It is {self.hypothesis}.  Is this it?",
            OVER: "",
        }[self.phase]

    @property
    def wants(self) -> str:
        """Which answers are understood, in words."""
        if self.phase == ASKING:
            assert self.query is not None
            return self.matter.wants(self.query)
        return {
            CLASH: "u takes the last answer back, u 3 the third and all after it",
            NAMING: "y or n, or what it was instead" if self.matter.concepts else "y or n",
            OVER: "",
        }[self.phase]

    @property
    def hypothesis(self) -> str:
        """What the learner has found, in words; empty before."""
        return "" if self.session.result is None else self.matter.found(self.session.result.hypothesis)

    @property
    def alive(self) -> Any:
        return self._alive[-1]

    def left_after(self, i: int) -> int | None:
        """How many concepts were possible after the answer i, 0 if it contradicts others; None if infinitely many were."""
        if i + 1 >= len(self._alive):
            return 0
        left = self.matter.left(self._alive[i + 1])
        return None if left is None else len(left)

    # ---- what the reader does ----------------------------------------------------------------------------------
    def answer(self, text: str) -> None:
        """Take what was typed.  `BadAnswer` says what is wanted instead; the game is then where it was."""
        if self.phase == ASKING:
            assert self.query is not None
            self._hear(self.matter.read(self.query, text))
        elif self.phase == NAMING:
            self.ending = self._judged(text)
        else:
            raise BadAnswer("take an answer back first: u" if self.clash else "the game is over; u takes the last answer back")

    def undo(self, to: int | None = None) -> None:
        """Take back the last answer, or the one of this position and all after it, by asking everything before it again."""
        at = len(self.said) - 1 if to is None else to
        if not 0 <= at < len(self.said):
            many = f"there are answers 1 to {len(self.said)}" if self.said else "nothing was answered yet"
            raise BadArgument(f"{many}; u takes the last one back")
        kept = self.said[:at]
        self._begin()
        for turn in kept:
            self._hear(turn.answer)

    # ---- how it goes on ----------------------------------------------------------------------------------------
    def _begin(self) -> None:
        self.session: Session[Any] = Session(self.learning)
        self.said: list[Turn] = []
        self._labels: list[Any] = []  # of the open batch
        self._alive = [self.matter.all]
        self.clash: tuple[int, ...] = ()
        self.ending = None

    def _hear(self, answer: Any) -> None:
        query = self.query
        if query is None:
            raise BadArgument("the learner has no question left to which this is an answer")
        turn = Turn(query, query.accepts(answer))
        left = self.matter.after(*turn, self.alive)
        self.said.append(turn)
        if left is None:
            self.clash = contradicting(self.said, self.matter)
            return
        self._alive.append(left)
        whole = self.session.query
        if isinstance(whole, Batch):
            self._labels.append(turn.answer)
            if len(self._labels) < len(whole.points):
                return
            turn = Turn(whole, np.concatenate(self._labels))
            self._labels = []
        self.session.tell(turn.answer)
        if self.session.done and isinstance(query, Equivalence):
            self.ending = self._found()  # the last answer said so

    def _judged(self, text: str) -> Ending:
        word = plain(text)
        if word in YES:
            return self._found()
        concept, found = self.matter.named(text), self.matter.named(self.hypothesis)
        if concept is not None and concept == found:
            return self._found()
        if concept is not None:
            against = self.against(concept)
            name = self.matter.concepts[concept]
            return Ending("denied", f"{name} does not fit {listed(against)}.", against)
        if word not in NO:
            raise BadAnswer(f"type {self.wants}")
        turns = deciding(self.said, self.matter)
        said = f"{self.hypothesis} alone fits all answers; {listed(turns)} by itself leaves nothing else."
        return Ending("denied", said.replace("by itself leaves", "by themselves leave") if len(turns) != 1 else said, turns)

    def _found(self) -> Ending:
        lies = self.against(found) if (found := self.matter.named(self.hypothesis)) is not None else ()
        lied = f"  You lied in {listed(lies)}." if lies else ""
        return Ending("found", f"It is {self.hypothesis}.{lied}", lies)

    def against(self, concept: int) -> tuple[int, ...]:
        """The answers that are not true of a concept."""
        return tuple(i for i, turn in enumerate(self.said) if not self.matter.fits(*turn, concept))


def listed(turns: Sequence[int]) -> str:
    """Positions as the reader counts them.

    >>> listed([0]), listed([0, 2, 3]), listed([])
    ('answer 1', 'answers 1, 3 and 4', 'no answer')
    """
    if not turns:
        return "no answer"
    *first, last = (str(i + 1) for i in turns)
    return f"answers {', '.join(first)} and {last}" if first else f"answer {last}"


def _single(turn: Turn) -> list[Any]:
    """The answers to a question, one a point."""
    return [label[None] for label in turn.answer] if isinstance(turn.query, Batch) else [turn.answer]
