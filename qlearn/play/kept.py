"""A game's journal: written whole after every answer, since answers may be taken back."""

from __future__ import annotations

import json
from pathlib import Path

from ..catalogue import Learning
from ..journal import Journal, footer, header, line
from ..transcript import Turn
from ..whole_files import replacing
from .teaching import OVER, Teaching


def past(path: Path, learning: Learning[object]) -> tuple[list[Turn], list[str]]:
    """The turns of a journal and what is to be said of it; none if there is no such file yet.

    Raises `BadArgument` for a file that is no journal of this learning.
    """
    if not path.exists():
        return [], []
    kept = Journal(path, learning)
    try:
        return list(kept.past()), list(kept.notes)
    finally:
        kept.close()


def keep(path: Path, play: Teaching) -> None:
    """Write what was answered so far, with the learner's last line if the reader agreed to what it found."""
    session = play.session
    lines = [header(play.learning), *map(line, session.turns)]
    if play.phase == OVER and session.result is not None and play.ending is not None and play.ending.kind == "found":
        lines.append(footer(session.result))
    with replacing(path) as part:
        part.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
