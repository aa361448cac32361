"""The games by name: what is thought of, at which sizes, who asks, and how points and concepts are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..catalogue import Learning, find
from ..errors import BadArgument, unknown
from . import boards
from .board import Board
from .languages import DRAWN, Languages
from .matter import Matter
from .rival import ClassRival, Rival
from .suspects import Suspects
from .ulam import UlamRival


@dataclass(frozen=True)
class Game:
    """A game.  `size` is what --size says; `learner` is the catalogue's, and `told` its arguments, of size and board.

    `thinks` is what the teacher thinks of, `hides` what the adversary does, with {size}; `asker` says what is special about
    the learner's role.  In a game that `proposes`, a reader who is the learner may ask for concepts too.
    """

    name: str
    says: str
    size: str
    sizes: tuple[int, int, int]  # the least, the usual, the most
    thinks: str
    learner: str
    told: Callable[[int, Any], dict[str, Any]]
    board: Callable[[int], Board] | None = None
    proposes: bool = False
    note: str = ""

    def sized(self, size: int | None) -> int:
        """The size to play at.  Raises `BadArgument` for one that is not offered."""
        least, usual, most = self.sizes
        if size is None:
            return usual
        if not least <= size <= most:
            raise BadArgument(f"{self.name} is played at sizes from {least} to {most} ({self.size}), got {size}")
        return size

    def learning(self, size: int) -> Learning[Any]:
        return find(self.learner)(**self.told(size, matter(self.name, size)))


def _table(size: int, board: Board) -> dict[str, Any]:
    return {"table": tuple(tuple(row) for row in board.c.labels.astype(int).tolist())}


GAMES: dict[str, Game] = {
    game.name: game
    for game in (
        Game(
            "bisection", "A number from 0 to N, by questions whether it is at most so much: binary search.",
            "N, the largest number", (1, 100, 1000), "Think of a whole number from 0 to {size}.",
            "linear.bisection_grid", lambda size, board: {"N": size}, boards.numbers,
        ),
        Game(
            "conjunctions", "Which of n switches must be on for the lamp to burn: a monotone conjunction, by proposals.",
            "n, the variables", (1, 4, 4), "Think of some of the variables x1 to x{size}, or of none: a point is accepted if"
            " all of yours are 1 in it.  Thinking of none is called true.",
            "boolean.elimination", lambda size, board: {"n": size}, boards.conjunctions, True,
            "A learner may ask for points and for concepts.",
        ),
        Game(
            "parities", "A hidden set of variables, by questions whether their sum is odd at a point.",
            "n, the variables", (1, 4, 6), "Think of some of the variables x1 to x{size}, or of none, which is called false: at"
            " a point, count how many of yours are 1.",
            "boolean.parity", lambda size, board: {"n": size}, boards.parities,
        ),
        Game(
            "half-planes", "A straight cut through a grid, by questions on which side a point is.",
            "the side of the grid", (2, 3, 4), "Think of a straight line across the grid of {size} by {size} points, and of one"
            " side of it as inside.",
            "finite.optimal_tree", _table, boards.half_planes,
        ),
        Game(
            "battleship", "One ship of three cells in a grid, by shots: each is a hit or a miss.",
            "the side of the grid", (3, 4, 4), "Place one ship of three cells in a row, across or down, in the grid of {size}"
            " by {size} cells.",
            "finite.optimal_tree", _table, boards.ships,
        ),
        Game(
            "rectangles", "A rectangle in a grid, or nothing, by cells and by proposals, whichever tells more.",
            "the side of the grid", (2, 3, 3), "Think of a rectangle of cells in the grid of {size} by {size}, or of nothing.",
            "finite.optimal_both", _table, boards.rectangles, True,
            "A learner may ask for cells and for rectangles.",
        ),
        Game(
            "twenty-questions", "One of N numbers by any questions of yes or no, where one answer may be a lie (Ulam's game).",
            "N, the numbers", (2, 16, 20), "Think of a whole number from 1 to {size}.  You may lie once in the whole game, or"
            " never.",
            "finite.twenty_questions", lambda size, board: {"N": size},
        ),
        Game(
            "automata", "A rule for words of a and b that a machine with finitely many states can check.",
            "the states, where you are the learner", (2, 2, 2), "Think of a rule for words of the letters a and b that a"
            " machine of few states can check, such as: the number of a is even.",
            "automata.l_star", lambda size, board: {"k": 2}, boards.machines, True,
            f"A learner asks for words and for machines, of two states at most.  {DRAWN}",
        ),
    )
}  # fmt: skip


def game(name: str) -> Game:
    """The game of this name.  Raises `UnknownName` with a suggestion.

    >>> game("bisection").sizes
    (1, 100, 1000)
    """
    if name not in GAMES:
        raise unknown("game", name, GAMES)
    return GAMES[name]


@cache
def matter(name: str, size: int) -> Matter:
    """What a game is about, for its teacher."""
    if name == "automata":
        return Languages()
    make = GAMES[name].board
    return Suspects(size) if make is None else make(size)


@cache
def rival(name: str, size: int) -> Rival:
    """The adversary of a game; what it has worked out is kept for the next who plays."""
    found = GAMES[name]
    return UlamRival(size) if found.board is None else ClassRival(found.board(size), found.proposes)
