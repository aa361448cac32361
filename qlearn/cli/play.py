"""qlearn play GAME: the reader is the teacher of a learner, or a learner against an adversary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from ..errors import BadArgument, unknown
from .output import JsonTarget, json_file, ready, write_json

ROLES = ("teacher", "learner")


def play(
    game: str | None = None,
    *,
    as_: Annotated[str, Parameter(name="--as")] = "teacher",
    size: int | None = None,
    seed: int = 0,
    page: Annotated[bool, Parameter(negative=())] = False,
    port: int = 0,
    journal: Path | None = None,
    json: JsonTarget = None,
) -> None:
    """Play a query game: think of a concept and answer, or ask an adversary who does its worst; then see the best strategy.

    Without GAME it lists the games.  It is played by lines of input, which may come from a pipe; q or the end of them leaves.

    Parameters
    ----------
    game
        Which: bisection, conjunctions, parities, half-planes, battleship, rectangles, twenty-questions, automata.
    as_
        teacher: you think of something and answer.  learner: you ask, and every answer is true of something to the end.
    size
        How large; `qlearn play` lists what that is.
    seed
        Which of its equally bad answers the adversary takes.
    page
        Play in the browser: serve a page on this machine alone until Ctrl-C, and print its address.
    port
        Of the page; 0 takes a free one.
    journal
        As the teacher: keep the dialogue in this file; if it holds one of the same game already, go on with it.
    json
        Write the finished game to this file, '-' for standard output; what is said goes to standard error then.
    """
    from ..play.games import GAMES
    from ..play.games import game as named

    if as_ not in ROLES:
        raise unknown("role", as_, ROLES)
    if seed < 0:
        raise BadArgument(f"--seed is a whole number from 0 on, got {seed}")
    if page:
        _page(game, as_, size, seed, port, journal, json)
        return
    if port:
        raise BadArgument("--port is the page's; give --page as well")
    console = Console(stderr=json == "-", highlight=False, soft_wrap=True)
    if game is None:
        from ..play.terminal import listing

        listing(GAMES, console)
        return
    if journal is not None and as_ != "teacher":
        raise BadArgument("a journal is kept of a learner of the catalogue; leave --journal out, or play as the teacher")
    ready(journal, json_file(json))
    _played(named(game), as_, size, seed, journal, json, console)


def _played(
    game: Any, role: str, size: int | None, seed: int, journal: Path | None, json: str | None, console: Console
) -> None:
    from ..play import terminal, views
    from ..play.asking import Asking

    found = Asking(game, size, seed) if role == "learner" else _taught(game, size, journal, console)
    left = False
    try:
        if isinstance(found, Asking):
            terminal.ask(found, console)
        else:
            terminal.teach(found, console, _keeper(found, journal))
        terminal.after(found, console)
    except terminal.Left:
        left = True
        kept = f"; {journal} goes on from here" if journal else ""
        console.print(Text(f"You left before the end{kept}."))
    finally:  # Ctrl-C too
        if json is not None:
            seen = views.view(found)
            seen["afterwards"] = seen["afterwards"] and {**seen["afterwards"], "svg": None}
            write_json({**seen, "left": left}, json)


def _taught(game: Any, size: int | None, journal: Path | None, console: Console) -> Any:
    from ..play.kept import past
    from ..play.teaching import Teaching

    if journal is None:
        return Teaching(game, size)
    turns, notes = past(journal, game.learning(game.sized(size)))
    for note in notes:
        console.print(Text(note, style="dim"))
    return Teaching(game, size, turns)


def _keeper(found: Any, journal: Path | None) -> Any:
    from ..play.kept import keep

    return (lambda: None) if journal is None else (lambda: keep(journal, found))


def _page(game: str | None, role: str, size: int | None, seed: int, port: int, journal: Path | None, json: str | None) -> None:
    from ..play.games import game as named
    from ..serving import address, listening, serve

    if journal is not None or json is not None:
        raise BadArgument("the page keeps no files: leave out --journal and --json, or play in the terminal")
    if game is not None:
        size = named(game).sized(size)
    from ..play.page.server import application

    app = application({"game": game, "role": role, "size": size, "seed": seed})
    listener = listening("127.0.0.1", port)
    serve(app, listener, lambda: print(f"play at {address(listener)}/", flush=True))
