"""The games in a terminal, or with lines from a pipe: what is printed, and which letters are orders."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.text import Text

from ..errors import BadAnswer, BadArgument
from . import views
from .asking import Asking
from .games import Game
from .teaching import NAMING, OVER, Teaching

BAR = 40  # letters
FEW = 8  # concepts that are named without being asked for
ORDERS = {
    "teacher": "u takes the last answer back (u 3 the third and all after it), ? explains, q leaves.",
    "learner": "h tells a best question for the price of one, l lists what is left, ! names the answer, ? explains, q leaves.",
}


class Left(Exception):
    """The reader has left, by q or by the end of the input."""


def teach(play: Teaching, console: Console, kept: Callable[[], None]) -> None:
    """A game in which the reader answers; `kept` is called after every answer.  Raises `Left`."""
    _told(console, f"{views.view(play)['says']}\nThe learner is {play.game.learner}.  {ORDERS['teacher']}")
    if play.said:
        _told(console, f"It goes on after {len(play.said)} answers.")
    while play.phase != OVER:
        number = f"{len(play.said) + 1}. " if play.phase not in (NAMING, "clash") else ""
        typed = _asked(console, f"{number}{play.question}  [{play.wants}] ")
        before = len(play.said)
        try:
            _taught(play, typed, console)
        except (BadAnswer, BadArgument) as fault:
            _told(console, f"   {fault}")
            continue
        kept()
        if len(play.said) != before:
            _stands(play, console)
    _told(console, play.ending.text if play.ending else "")
    _marked(views.teaching(play), console)


def _taught(play: Teaching, typed: str, console: Console) -> None:
    order, _, which = typed.partition(" ")
    if order == "?":
        _told(console, f"   {play.wants}.  {ORDERS['teacher']}")
    elif order.casefold() == "u" and (not which or which.strip().isdecimal()):
        play.undo(int(which) - 1 if which else None)
    else:
        play.answer(typed)


def _stands(play: Teaching, console: Console) -> None:
    seen = views.teaching(play)
    if play.clash:
        _told(console, f"   {seen['ending']}")
        _marked(seen, console)
        return
    _remaining(seen, console)
    _told(console, f"   {seen['bounds']}")


def _marked(seen: dict[str, Any], console: Console) -> None:
    """The answers that show something."""
    for i, turn in enumerate(seen["turns"], 1):
        if turn["marked"]:
            _told(console, f"   {i}. {turn['question']} {turn['answer']}")


def ask(play: Asking, console: Console) -> None:
    """A game in which the reader asks.  Raises `Left`."""
    seen = views.asking(play)
    _told(console, f"{seen['says']}\n{play.rival.help}\n{ORDERS['learner']}")
    _told(console, f"{len(play.left)} are possible; the best learner needs {play.optimum} questions.")
    while not play.over:
        typed = _asked(console, f"Question {len(play.turns) + 1}: ")
        asked = len(play.turns)
        try:
            _learned(play, typed, console)
        except BadArgument as fault:
            _told(console, f"   {fault}")
            continue
        if len(play.turns) > asked:
            _told(console, f"   {play.turns[-1].question} {play.turns[-1].answer}")
            _remaining(views.asking(play), console)
    _told(console, play.ending)


def _learned(play: Asking, typed: str, console: Console) -> None:
    order = typed.casefold()
    if order == "?":
        _told(console, f"   {play.rival.help}\n   {ORDERS['learner']}")
    elif order == "h":
        _told(console, f"   {play.hint()}   (that was one more, for the hint)")
    elif order == "l":
        _told(console, "   " + ", ".join(play.rival.concepts[i] for i in play.left))
    else:
        play.ask(typed)


def after(play: Teaching | Asking, console: Console) -> None:
    """What a best learner would have done."""
    console.print()
    if isinstance(play, Asking):
        _told(console, "The best learner against the same adversary:")
        for i, turn in enumerate(views.best_path(play), 1):
            _told(console, f"   {i}. {turn['question']} {turn['answer']}  ({turn['left']} left)")
    found = views.afterwards(play)
    for line in found["lines"]:
        _told(console, line)
    if found["plan"]:
        _told(console, f"\nAn optimal strategy:\n{found['plan']}")


def bar(left: list[bool]) -> str:
    """Which concepts are left, in their order, in so many letters.

    >>> bar([True, True, False, False])
    '██··'
    """
    wide = min(BAR, len(left))
    cells = [left[i * len(left) // wide : (i + 1) * len(left) // wide] for i in range(wide)]
    return "".join("█" if any(cell) else "·" for cell in cells)


def _remaining(seen: dict[str, Any], console: Console) -> None:
    if seen["concepts"] is None:
        return
    names = [one["name"] for one in seen["concepts"] if one["left"]]
    named = f": {', '.join(names)}" if len(names) <= FEW else ""
    _told(console, f"   {bar([one['left'] for one in seen['concepts']])} {len(names)} of {len(seen['concepts'])} left{named}")


def _asked(console: Console, prompt: str) -> str:
    """A line from the reader, one that holds something; `Left` when there are no more."""
    while True:
        console.print(Text(prompt, style="bold"), end="")
        try:
            typed = input().strip()
        except EOFError:
            console.print()
            raise Left from None
        if not sys.stdin.isatty():
            console.print(Text(typed))
        if typed.casefold() in ("q", "quit"):
            raise Left
        if typed:
            return typed


def _told(console: Console, text: str) -> None:
    console.print(Text(text))


def listing(games: dict[str, Game], console: Console) -> None:
    """The games with a sentence each."""
    wide = max(map(len, games))
    for game in games.values():
        least, usual, most = game.sizes
        console.print(Text.assemble((game.name.ljust(wide + 2), "bold"), game.says))
        _told(console, f"{' ' * (wide + 2)}--size {least} to {most}: {game.size}; {usual} if not given")
    _told(console, "\nqlearn play GAME: you answer.  With --as learner you ask.  With --page on a page of the browser.")
