"""qlearn sweep FILE: learners x sizes x teachers x noise x seeds, each run a row of a store."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from cyclopts import App
from rich.console import Console
from rich.markup import escape

from ..errors import BadArgument
from .output import JsonTarget, json_file, ready, write_json
from .sweep_progress import watched
from .sweep_results import STORE, export, fit, query

SHOWN = 5  # cells that went wrong are put into words

app = App(name="sweep", help="Run sweeps that survive being killed; ask, export and fit what they found.")
app.command(query)
app.command(export)
app.command(fit)


@app.default
def sweep(
    file: Path,
    *,
    store: Path = STORE,
    workers: int = 1,
    scheduler: str | None = None,
    again: bool = False,
    json: JsonTarget = None,
) -> int:
    """Run what is missing of a sweep; each run is kept as it ends, so the same command goes on where another was killed.

    Exit code 0 if every claim held, 1 if one did not or a cell ended in an error, 130 if interrupted.

    Parameters
    ----------
    file
        A TOML file: learners, [sizes], teachers, noise, seeds; several [[grid]] tables where sizes differ.
    store
        The SQLite file that runs are kept in.
    workers
        Processes of this machine that share the work.
    scheduler
        Instead, an existing Dask cluster, such as tcp://10.0.0.1:8786.
    again
        Run the cells again that ended in an error.
    json
        Write a summary as JSON to this file, '-' for standard output.
    """
    from ..sweeps import Store
    from ..sweeps import sweep as run_sweep
    from ..sweeps.files import read

    if scheduler is not None and workers != 1:
        raise BadArgument("a cluster has its own number of workers: give --workers or --scheduler, not both")
    ready(store, json_file(json))
    plan = read(file)
    keys = [cell.key for cell in plan.cells()]
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    with Store(store) as kept:
        if kept.note:
            console.print(escape(kept.note))
        if again:
            kept.forget("error", keys)
        interrupted, start = False, time.monotonic()
        try:
            with watched(console) as say:
                run_sweep(plan, kept, workers=workers, scheduler=scheduler, say=say)
        except KeyboardInterrupt:
            interrupted = True
        summary = _summary(plan.name, kept, keys, time.monotonic() - start)
        _said(summary, kept, keys, interrupted, console, json)
    return 130 if interrupted else 1 if {"broken", "error"} & set(summary["statuses"]) else 0


def _summary(name: str, kept: Any, keys: list[str], seconds: float) -> dict[str, Any]:
    statuses = kept.statuses(keys)
    done = sum(statuses.values())
    return {
        "sweep": name,
        "store": kept.path,
        "cells": len(keys),
        "done": done,
        "statuses": dict(sorted(statuses.items())),
        "seconds": round(seconds, 3),
    }


def _said(summary: dict[str, Any], kept: Any, keys: list[str], interrupted: bool, console: Console, json: str | None) -> None:
    """The end, in words or as JSON; what went wrong is shown."""
    statuses = summary["statuses"]
    for status in ("broken", "error"):
        rows = kept.among(keys, status) if status in statuses else []
        for row in rows[:SHOWN]:
            sizes = ", ".join(f"{name} = {value}" for name, value in row["config"]["sizes"].items())
            console.print(f"[red]{status}[/]: {escape(row['learner'])} ({escape(sizes)}), {row['teacher']}, seed {row['seed']}")
            console.print(f"  {escape(row['why'])}")
        if len(rows) > SHOWN:
            ask = f"select * from runs where status = '{status}'"
            console.print(f'  and {len(rows) - SHOWN} more: qlearn sweep query "{ask}"')
    if json is not None:
        write_json(summary, json)
        return
    kinds = ", ".join(f"{count} {status}" for status, count in statuses.items()) or "none"
    far = f"{summary['done']} of {summary['cells']} cells ({kinds})"
    console.print(f"{escape(summary['sweep'])}: {far} in {summary['seconds']:.1f} s, kept in {escape(summary['store'])}")
    if interrupted:
        console.print("interrupted: the same command goes on where this one was")
