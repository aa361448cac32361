"""The games that are being played on a page, by their ids."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from typing import Any

from ...errors import BadArgument, unknown
from ..asking import Asking
from ..games import game
from ..teaching import Teaching
from ..views import view

MOST = 500  # games; the one that nobody has touched for longest gives way


class Room:
    """Games by id, one player each; who knows no id sees no game.  Answers are plain data for the page.

    >>> room = Room()
    >>> opened = room.open({"game": "bisection", "role": "learner", "size": 3})
    >>> room.play(opened["id"], {"do": "say", "text": "1"})["asked"]
    1
    """

    def __init__(self) -> None:
        self.games: dict[str, Teaching | Asking] = {}
        self._alone = threading.Lock()

    def open(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Begin a game: `game`, `role`, `size`, `seed`.  Raises `BadArgument` or `UnknownName` for what cannot be played."""
        name, role = str(wanted.get("game")), wanted.get("role", "teacher")
        size, seed = _number(wanted.get("size"), "size"), _number(wanted.get("seed"), "seed") or 0
        if role not in ("teacher", "learner"):
            raise unknown("role", str(role), ("teacher", "learner"))
        if seed < 0:
            raise BadArgument(f"a seed is a whole number from 0 on, got {seed}")
        with self._alone:
            made = Teaching(game(name), size) if role == "teacher" else Asking(game(name), size, seed)
            found = secrets.token_urlsafe(12)
            self.games[found] = made
            while len(self.games) > MOST:
                del self.games[next(iter(self.games))]
            return {"id": found, **view(made)}

    def play(self, which: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """One step: `do` is say, with a `text`; undo, with the position `to` or without; hint, or look.

        Raises `BadArgument` or `BadAnswer` with what is wanted instead; the game is then where it was.
        """
        with self._alone:
            if which not in self.games:
                raise BadArgument("this game is no longer kept here; begin another")
            here = self.games[which] = self.games.pop(which)  # the last touched
            hint = self._done(here, str(wanted.get("do")), wanted)
            return {"id": which, "hint": hint, **view(here)}

    def player(self, which: str) -> str:
        """A page that plays the dialogue of a finished game in which the reader answered; `BadArgument` for any other."""
        from ...report.player.page import player
        from ...report.player.recorded import Recorded

        with self._alone:
            here = self.games.get(which)
            if not isinstance(here, Teaching) or here.session.result is None:
                raise BadArgument("there is no finished dialogue of this id here")
            return player(Recorded(here.session.result))

    def _done(self, here: Teaching | Asking, do: str, wanted: Mapping[str, Any]) -> str | None:
        text = str(wanted.get("text", ""))
        if do == "say":
            here.answer(text) if isinstance(here, Teaching) else here.ask(text)
        elif do == "undo" and isinstance(here, Teaching):
            here.undo(_number(wanted.get("to"), "the position of an answer"))
        elif do == "hint" and isinstance(here, Asking):
            return here.hint()
        elif do != "look":
            raise BadArgument(f"{do[:40]!r} is not done in this game")
        return None


def _number(given: Any, what: str) -> int | None:
    if given is not None and (isinstance(given, bool) or not isinstance(given, int)):
        raise BadArgument(f"{what} is a whole number, got {str(given)[:40]!r}")
    return given
