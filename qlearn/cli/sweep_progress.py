"""How far a sweep is: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from ..sweeps.progress import Progress
    from ..sweeps.running import Say

EVERY = 5.0  # seconds between two lines of a log


@contextmanager
def watched(console: Console) -> Iterator[Say]:
    """Who hears of each cell that has ended."""
    if not console.is_terminal:
        yield _log(console)
        return
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TextColumn("{task.fields[says]}", markup=False))
    with Bar(*columns, console=console, refresh_per_second=8) as bar:
        task = bar.add_task("", total=None, says="")
        seen = 0.0

        def say(progress: Progress) -> None:
            nonlocal seen
            if time.monotonic() - seen > 1 / 16 or progress.done == progress.cells:  # a bar costs more than a short cell
                seen = time.monotonic()
                bar.update(task, description=progress.name, total=progress.cells, completed=progress.done, says=pace(progress))

        yield say


def _log(console: Console) -> Say:
    seen = time.monotonic() - EVERY

    def say(progress: Progress) -> None:
        nonlocal seen
        if time.monotonic() - seen >= EVERY:
            seen = time.monotonic()
            console.print(f"{progress.name}: {pace(progress)}", markup=False)

    return say


def pace(progress: Progress) -> str:
    """Cells done, how fast, how long it will take, and what went wrong so far."""
    parts = [f"{progress.done} of {progress.cells} cells"]
    if progress.seconds_left is not None:
        left = timedelta(seconds=round(progress.seconds_left))
        parts.append(f"{progress.rate:.3g} a second, {left} left")
    failed = {status: count for status, count in sorted(progress.found.items()) if status in ("missed", "broken", "error")}
    return ", ".join([*parts, *(f"{count} {status}" for status, count in failed.items())])
