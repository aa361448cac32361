"""qlearn verify [NAME...]: hold theorems against what their learners say."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.live import Live

from ..catalogue import Learner, catalogue, find, learners_in
from ..report.tables import LEGEND, verdict_table
from ..verdict import Effort, Verdict
from ..verdict import verify as verify_one
from .output import JsonTarget, json_file, ready, write_json


def verify(*names: str, effort: Effort = "quick", seed: int = 0, json: JsonTarget = None) -> int:
    """Verify learners by name, those of a family or of a Python file, or the whole catalogue.

    Exit code 0 if every theorem holds, 1 if one does not; then the simplest target that breaks it is shown.

    Parameters
    ----------
    names
        Catalogue names, families (such as linear), or paths of Python files with learners of your own; none for the whole
        catalogue.
    effort
        quick (under two seconds a learner) or full.
    seed
        Repeats a verdict exactly.
    json
        Write the verdicts as JSON to this file, '-' for standard output.
    """
    learners = [learner for name in names for learner in named(name)] or list(catalogue().values())
    ready(json_file(json))
    progress = Console(stderr=json == "-", highlight=False)
    found = _watched(learners, effort, seed, progress)
    if json is None:
        progress.print(f"[dim]{LEGEND}[/]", soft_wrap=True)
    else:
        write_json({"learners": [verdict.as_json() for verdict in found]}, json)
    broken = [verdict for verdict in found if not verdict.holds]
    for verdict in broken:
        progress.print(str(verdict), markup=False, highlight=False, soft_wrap=True)
    return 1 if broken else 0


def _watched(learners: Sequence[Learner[..., Any]], effort: Effort, seed: int, progress: Console) -> list[Verdict]:
    """Verify one after another, the table growing on a terminal, a line each in a log."""
    found: list[Verdict] = []
    with Live(verdict_table([]), console=progress, refresh_per_second=8) if progress.is_terminal else nullcontext() as live:
        for learner in learners:

            def say(stage: str, name: str = learner.name) -> None:
                if live is not None:
                    live.update(verdict_table(found, f"{name}: {stage}"))

            found.append(verify_one(learner, effort=effort, seed=seed, say=say))
            if live is not None:
                live.update(verdict_table(found))
            else:
                progress.print(f"{learner.name}: {'holds' if found[-1].holds else 'does NOT hold'}", soft_wrap=True)
    if live is None:
        progress.print(verdict_table(found))
    return found


def named(name: str) -> list[Learner[..., Any]]:
    """One learner of the catalogue, all of a family, or all of a file."""
    if name.endswith(".py"):
        return learners_in(Path(name))
    family = [learner for known, learner in catalogue().items() if known.startswith(f"{name}.")]
    return family or [find(name)]
