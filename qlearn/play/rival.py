"""The adversary of a small class: the whole game is worked out, so each of its answers costs the reader as much as any can."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from ..dimensions.finite_class import Concepts, members
from ..dimensions.optimal_play import Move, OptimalPlay
from ..errors import BadArgument
from ..formulas import clg
from ..points import shortened
from .board import Board, some


class Rival(Protocol):
    """A game from the learner's side: `state` is what remains, a move is a question, a reply leads to a state."""

    @property
    def concepts(self) -> tuple[str, ...]: ...

    @property
    def help(self) -> str:
        """What may be typed, in words."""

    @property
    def all(self) -> Any: ...

    def left(self, state: Any) -> list[int]:
        """The concepts that remain."""

    def weight(self, state: Any) -> int:
        """How much remains: of replies that cost as much, the one that leaves more is given."""

    def value(self, state: Any) -> int:
        """How many questions are needed from here on, by the best learner, in the worst case."""

    def best(self, state: Any) -> Any:
        """A question that attains the value; only where more than one concept remains."""

    def replies(self, move: Any, state: Any) -> Sequence[tuple[str, Any]]:
        """Each possible answer in words, with what remains after it."""

    def read(self, text: str) -> Any:
        """A question from what was typed; `BadArgument` says what questions there are."""

    def named(self, text: str) -> int | None:
        """The number of the concept with these words."""

    def question(self, move: Any) -> str: ...

    def typed(self, move: Any) -> str:
        """What the reader would type to ask it."""

    def because(self) -> str:
        """Why nobody can promise fewer questions than the value."""


class ClassRival:
    """Of a finite class: labels of points and, if `proposes`, concepts of the class as hypotheses.

    A hypothesis that was right costs nothing more: the last yes is not counted when one concept remains.
    """

    def __init__(self, board: Board, proposes: bool = False) -> None:
        self.board, self.proposes = board, proposes
        self.concepts = board.concepts
        self.play = OptimalPlay(board.c)
        point, concept = board.c.points[-1], board.concepts[-1]
        self.help = f"{point} asks: {board.asks.format(point)}"
        if proposes:
            self.help += f"  {concept}? asks: {board.proposes.format(concept)}"

    @property
    def all(self) -> Concepts:
        return self.board.all

    def left(self, state: Concepts) -> list[int]:
        return members(state)

    def weight(self, state: Concepts) -> int:
        return state.bit_count()

    def value(self, state: Concepts) -> int:
        return self._solved(state)[0]

    def best(self, state: Concepts) -> Move:
        return self._solved(state)[1]

    def replies(self, move: Move, state: Concepts) -> list[tuple[str, Concepts]]:
        x, h = move
        if x is not None:
            parts = [(self.board.yes_no[label], self.board.labelled(x, label, state)) for label in (False, True)]
            return [(said, part) for said, part in parts if part]
        assert h is not None
        found = []
        for x in range(self.board.c.n):
            label = not self.board.c.ones[x] >> h & 1
            if part := self.board.labelled(x, label, state):
                found.append((self.board.wrong_at(x, label), part))
        return [*found, ("yes", 1 << h)] if state >> h & 1 else found

    def read(self, text: str) -> Move:
        text = text.removesuffix("?")
        x, h = self.board.point(text), self.board.named(text)
        if x is not None:
            return x, None
        if h is None:
            kinds = f"points are {some(self.board.c.points)}"
            kinds += f"; concepts are {some(self.concepts, 4)}" if self.proposes else ""
            raise BadArgument(f"{shortened(text, 40)!r} is no question here: {kinds}")
        if not self.proposes:
            raise BadArgument(f"in this game only points are asked about; name the answer with ! {text.strip()} if you know it")
        return None, h

    def named(self, text: str) -> int | None:
        return self.board.named(text)

    def question(self, move: Move) -> str:
        x, h = move
        if x is not None:
            return self.board.asks.format(self.board.c.points[x])
        assert h is not None
        return self.board.proposes.format(self.concepts[h])

    def typed(self, move: Move) -> str:
        x, h = move
        return self.board.c.points[x] if x is not None else f"{self.concepts[h]}?" if h is not None else ""

    def because(self) -> str:
        N, value = self.board.c.N, self.value(self.all)
        if self.proposes:
            return "every question was tried from every position that matters, and the adversary has an answer to each"
        if clg(N) == value:
            return (
                f"{value - 1} answers of yes or no tell at most 2**{value - 1} = {2 ** (value - 1)} concepts apart"
                f", and there are {N}"
            )
        return (
            f"{N} concepts alone would call for {clg(N)}; but no points part them so evenly, as trying every question"
            " from every position that matters shows"
        )

    def _solved(self, state: Concepts) -> tuple[int, Move]:
        try:
            return self.play.both(state) if self.proposes else self.play.membership(state)
        except BadArgument:  # many games have filled the table of positions; one alone does not
            self.play = OptimalPlay(self.board.c)
            return self.play.both(state) if self.proposes else self.play.membership(state)
