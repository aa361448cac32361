"""qlearn report --journal FILE: one dialogue as a page that plays it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from ..catalogue import learners_in
from ..errors import BadArgument
from ..whole_files import replacing
from .output import JsonTarget, json_file, ready, write_json


def report_journal(journal: Path, out: Path, learners: Sequence[Path], names: Sequence[str], json: JsonTarget) -> int:
    """Write the player of a journal or certificate."""
    from ..report.player.page import player
    from ..report.player.recorded import recorded

    if names:
        raise BadArgument(f"--journal shows one dialogue, and {names[0]} names learners of the catalogue: give one of the two")
    ready(out, json_file(json))
    if out.exists() and journal.exists() and out.samefile(journal):
        raise BadArgument(f"--out would write over the journal {journal}; choose another place")
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    others = [learner for path in learners for learner in learners_in(path)]
    with console.status(Text(f"reading {journal}")) as status:
        found = recorded(journal, others)
        status.update(Text(f"drawing {len(found.run.turns)} turns"))
        written = player(found)
    with replacing(out) as part:
        part.write_text(written, encoding="utf-8")
    name, turns, size = found.run.learning.learner.name, len(found.run.turns), len(written.encode())
    if json is not None:
        write_json({"file": str(out), "bytes": size, "learner": name, "turns": turns, "notes": list(found.notes)}, json)
    else:
        print(f"{out}: {name}, {turns} turns, {size / 1e6:.2f} MB; open it in a browser")
    for note in found.notes:
        console.print(Text(note))
    return 0
