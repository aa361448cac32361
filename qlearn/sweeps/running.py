"""A sweep run: what is missing in the store is run, and written as it ends."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

from ..errors import BadArgument
from .cell import Cell
from .files import read
from .plan import Sweep
from .progress import Progress
from .store import Store
from .work import Answer, Job, Wanted, work

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
    [(10, 3, 'held'), (1000, 10, 'held')]

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
    with closing(_statuses(jobs, workers, scheduler, store, plan.name)) as statuses:
        for status in statuses:
            progress.ended(status)
            say(progress)
    return progress


def _statuses(jobs: list[Job], workers: int, scheduler: str | None, store: Store, name: str) -> Generator[str, None, None]:
    """By whom cells are run and written: processes of this machine by themselves, or here what a cluster or this one finds."""
    if scheduler is None and workers > 1 and len(jobs) > 1:
        from .processes import on_processes

        yield from on_processes(jobs, min(workers, len(jobs)), store, name)
        return
    with closing(_answers(jobs, scheduler, lambda cell: not store.has(cell.key))) as answers:
        for row, came_from in answers:
            if store.put(row, name, came_from):
                yield row["status"]


def _answers(jobs: list[Job], scheduler: str | None, wanted: Wanted) -> Generator[Answer, None, None]:
    if scheduler is not None:
        from .cluster import on_cluster

        yield from on_cluster(jobs, scheduler, wanted)
    else:
        yield from (work(*job) for job in jobs if wanted(job[0]))
