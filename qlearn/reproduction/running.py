"""Run what a store does not have yet, on several processors; the rows do not depend on how many."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import BadArgument, Failed, unknown
from .fig3 import FIG_3
from .fig4 import FIG_4
from .fig5 import FIG_5
from .fig6 import FIG_6
from .store import Store
from .table import Cell, Result, Table
from .table2 import TABLE_2
from .table3 import TABLE_3_AGAIN, Plan, worked_out
from .table4 import TABLE_4
from .table5 import TABLE_5
from .table67 import TABLE_67

TABLES: Mapping[str, Table] = {
    "fig3": FIG_3, "fig4": FIG_4, "fig5": FIG_5, "fig6": FIG_6, "table2": TABLE_2, "table3": TABLE_3_AGAIN, "table4": TABLE_4,
    "table5": TABLE_5, "table67": TABLE_67,
}  # fmt: skip
SOURCE = "Chandrasekaran, Chaudhuri, Giacomelli, Jha and Yan, USENIX Security 2020 (arXiv 1811.02054v6)"
Say = Callable[[str], None]


def reproduced(
    names: Sequence[str],
    *,
    quick: bool = False,
    store: Path | None = None,
    workers: int = 1,
    say: Say = lambda text: None,
) -> dict[str, Any]:
    """Run these tables of the paper, or take the runs from the store, and set every number beside the paper's.

    Each table comes with its `title`, its `rows` (see `table.compared`) and its `traps`.  `quick`: few runs of few cells.
    Runs are kept in the file `store` as they end; `workers` processes share them.

    >>> found = reproduced(["table2"], quick=True)["tables"]["table2"]
    >>> [(row["cell"], row["unit"], row["paper"]) for row in found["rows"]][:2]
    [('wine (13), Lowd-Meek, eps = 0.071', 'queries', 189), ('wine (13), Lowd-Meek, eps = 0.071', 'geometric error', 0.071)]

    Raises `UnknownName` for a table that is none, `BadArgument` for fewer than one worker.
    """
    for name in names:
        if name not in TABLES:
            raise unknown("table", name, TABLES)
    if workers < 1:
        raise BadArgument(f"runs are shared by at least 1 worker, got {workers}")
    runs = Store(store)
    planned = {name: TABLES[name].cells(quick) for name in names}
    finish(planned, runs, workers, say)
    return {"source": SOURCE, "tables": {name: _table(name, quick, cells, runs) for name, cells in planned.items()}}


def machines_again(plan: Plan, store: Path | None, workers: int, say: Say) -> dict[str, Any]:
    """Table 3 by a plan of one's own, with all methods and curves."""
    if workers < 1:
        raise BadArgument(f"runs are shared by at least 1 worker, got {workers}")
    runs = Store(store)
    finish({"table3": list(plan.cells())}, runs, workers, say)
    return worked_out(plan, runs)


def _table(name: str, quick: bool, cells: Sequence[Cell], runs: Store) -> dict[str, Any]:
    table = TABLES[name]
    entries = [entry for cell in cells if (entry := runs.get(cell)) is not None]
    picture = vars(table.picture) if table.picture else None
    return {
        "title": table.title, "quick": quick, "runs": len(cells), "rows": table.rows(entries), "traps": list(table.traps),
        "picture": picture,
    }  # fmt: skip


def finish(planned: Mapping[str, Sequence[Cell]], runs: Store, workers: int, say: Say) -> None:
    """Run every cell that is not stored, the longest first, and store it as soon as it has ended."""
    missing = [(name, cell) for name, cells in planned.items() for cell in cells if runs.get(cell) is None]
    missing.sort(key=lambda pair: -TABLES[pair[0]].seconds(pair[1]))
    done = sum(map(len, planned.values())) - len(missing)
    every = done + len(missing)
    spread = _alone if workers == 1 or len(missing) < 2 else partial(_together, workers=min(workers, len(missing)))
    if missing:
        say(f"{every} runs, {done} of them stored")
    for name, cell, result in spread(missing):
        runs.put(cell, result)
        done += 1
        say(f"run {done} of {every}: {name}, " + ", ".join(str(cell[key]) for key in cell if key not in ("table", "v")))


def _alone(missing: Sequence[tuple[str, Cell]]) -> Iterator[tuple[str, Cell, Result]]:
    for name, cell in missing:
        yield name, cell, run_cell(name, cell)


def _together(missing: Sequence[tuple[str, Cell]], workers: int) -> Iterator[tuple[str, Cell, Result]]:
    """In processes of their own, which start anew: what a run gives does not hang on what ran before it.

    Ctrl-C is heard here alone; the processes are ended, and what they had not finished is not stored.
    """
    before = {child.pid for child in multiprocessing.active_children()}
    start = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=start, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
    waiting: dict[Future[Result], tuple[str, Cell]] = {}
    try:
        waiting = {pool.submit(run_cell, name, cell): (name, cell) for name, cell in missing}
        while waiting:
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                name, cell = waiting[future]
                result = future.result()
                del waiting[future]
                yield name, cell, result
    except BrokenProcessPool:
        raise Failed(
            "a process that ran tables was ended from outside, for want of memory perhaps; what had finished is in the --store:"
            " run the same again, with fewer --workers"
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        if waiting:
            for child in multiprocessing.active_children():
                if child.pid not in before:
                    child.terminate()


def run_cell(name: str, cell: Cell) -> Result:
    """One run, its matrices multiplied by one thread: so its last digit does not depend on the machine's load either."""
    from threadpoolctl import threadpool_limits  # scikit-learn brings it

    with threadpool_limits(1):
        return TABLES[name].run(cell)
