"""A sweep run: what is missing in the store is run, and written as it ends."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import BadArgument
from .cell import Cell
from .files import read
from .plan import Sweep
from .store import Store
from .work import Answer, Job, Wanted, work


@dataclass
class Progress:
    """How far a sweep is: cells in all, those that were there before, and those of now by status."""

    name: str
    cells: int
    before: int
    found: Counter[str] = field(default_factory=Counter)
    first: float | None = None  # when the first of now ended: processes take a while to start
    last: float = 0.0

    @property
    def now(self) -> int:
        return sum(self.found.values())

    @property
    def done(self) -> int:
        return self.before + self.now

    def ended(self, status: str) -> None:
        """One cell more has ended."""
        self.found[status] += 1
        self.last = time.monotonic()
        self.first = self.last if self.first is None else self.first

    @property
    def rate(self) -> float | None:
        """Cells a second since the first one ended; None before the second has."""
        return (self.now - 1) / (self.last - self.first) if self.first is not None and self.last > self.first else None

    @property
    def seconds_left(self) -> float | None:
        """At this rate."""
        return None if self.rate is None else (self.cells - self.done) / self.rate

    def __str__(self) -> str:
        kinds = ", ".join(f"{count} {status}" for status, count in sorted(self.found.items()))
        return f"{self.name}: {self.done} of {self.cells} cells, {self.before} of them from before" + (kinds and f"; {kinds}")


Say = Callable[[Progress], None]


def sweep(
    what: Sweep | str | Path,
    store: Store | str | Path,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    say: Say = lambda progress: None,
) -> Progress:
    """Run a sweep, or the sweep of a file, into a store; what is there already is not run again.

    Cells are spread over `workers` processes of this machine, or those of the Dask cluster at `scheduler`.  Each is written
    as it ends, so whatever is killed, the same call goes on where it was.  A cell's seeds follow from what it is: neither the
    number of processes nor the order makes a difference.  `say` hears of each cell that has ended.

    >>> from qlearn.sweeps import Grid, Store, Sweep, sweep
    >>> store = Store()
    >>> halving = Sweep("halving", [Grid(["linear.bisection_grid"], {"N": [10, 1000]}, seeds=2)])
    >>> print(sweep(halving, store))
    halving: 4 of 4 cells, 0 of them from before; 4 held
    >>> print(sweep(halving, store))
    halving: 4 of 4 cells, 4 of them from before
    >>> [(row["sizes"]["N"], row["counts"]["membership"], row["status"]) for row in store.rows("seed = 0")]
    [(10, 4, 'held'), (1000, 10, 'held')]

    Raises `BadArgument` or `UnknownName` for what cannot be run, before anything is, and where the store cannot be written;
    `Failed` where a cluster is lost.
    """
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise BadArgument(f"a sweep has at least 1 worker, got {workers!r}")
    plan = what if isinstance(what, Sweep) else read(Path(what))
    cells = plan.cells()
    if not isinstance(store, Store):
        with Store(store) as opened:
            return _run(plan, cells, opened, workers, scheduler, say)
    return _run(plan, cells, store, workers, scheduler, say)


def _run(plan: Sweep, cells: list[Cell], store: Store, workers: int, scheduler: str | None, say: Say) -> Progress:
    missing = set(store.missing(cell.key for cell in cells))
    progress = Progress(plan.name, len(cells), len(cells) - len(missing))
    jobs = [(cell, plan.learners[cell.learner]) for cell in cells if cell.key in missing]
    say(progress)
    with closing(_answers(jobs, workers, scheduler, lambda cell: not store.has(cell.key))) as answers:
        for row, came_from in answers:
            if store.put(row, plan.name, came_from):
                progress.ended(row["status"])
                say(progress)
    return progress


def _answers(jobs: list[Job], workers: int, scheduler: str | None, wanted: Wanted) -> Generator[Answer, None, None]:
    """By whom they are run: a cluster, processes of this machine, or this very one."""
    if scheduler is not None:
        from .cluster import on_cluster

        yield from on_cluster(jobs, scheduler, wanted)
    elif workers > 1 and len(jobs) > 1:
        from .processes import on_processes

        yield from on_processes(jobs, min(workers, len(jobs)), wanted)
    else:
        yield from (work(*job) for job in jobs if wanted(job[0]))
