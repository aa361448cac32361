"""Cells spread over processes of this machine, by joblib's executors.

A process takes some cells at a time, writes each into the store itself, and gives back what it has not come to: to send
every short cell and its row by itself would take as long as to run it.  There is one executor for each process, for
`joblib.Parallel` ends all of them, and what they were running, when one is ended from outside.  Here that costs the one cell
which that process was running; it is run again, and given up when it has ended its process three times.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Generator, Sequence
from functools import lru_cache
from queue import SimpleQueue
from typing import Any

from .learners import opened
from .one_cell import unfinished
from .provenance import provenance
from .store import Store
from .work import Job, work

MOST = 64  # cells that are sent together
LONG = 0.1  # seconds, after which a process begins no further one of them
STRIKES = 3
LOOK = 0.5  # seconds, after which a process looks whether its sweep is still there


def on_processes(jobs: Sequence[Job], workers: int, store: Store, sweep: str) -> Generator[str, None, None]:
    """Run what the store has not; the statuses as they come."""
    from joblib.externals.loky import BrokenProcessPool

    spread = Processes(jobs, workers, store, sweep)
    try:
        for process in range(workers):
            spread.send(process)
        while spread.out:
            future = spread.ended.get()
            process, batch = spread.out.pop(future)
            try:
                statuses, come_to = future.result()
            except BrokenProcessPool:
                yield from spread.replace(process, batch)
            else:
                spread.waiting.extendleft(reversed(batch[come_to:]))
                yield from statuses
            for idle in set(range(workers)) - {whose for whose, _ in spread.out.values()}:
                spread.send(idle)
    finally:
        for executor in spread.executors:
            executor.shutdown(wait=True, kill_workers=True)


class Processes:
    """Who runs what: `out` says of each future that has not ended its process and its cells, in the order they are run."""

    def __init__(self, jobs: Sequence[Job], workers: int, store: Store, sweep: str) -> None:
        self.waiting = deque(jobs)
        self.store, self.sweep = store, sweep
        self.ended: SimpleQueue[Any] = SimpleQueue()
        self.out: dict[Any, tuple[int, list[Job]]] = {}
        self.strikes: Counter[str] = Counter()
        self.executors = [_process() for _ in range(workers)]

    def send(self, process: int) -> None:
        """Give a process its next cells, a fair share of what waits."""
        share = -(-len(self.waiting) // len(self.executors))
        batch = [self.waiting.popleft() for _ in range(min(share, MOST))]
        if batch:
            future = self.executors[process].submit(work_off, batch, self.store.path, self.sweep)
            self.out[future] = process, batch
            future.add_done_callback(self.ended.put)

    def replace(self, process: int, batch: list[Job]) -> Generator[str, None, None]:
        """Put a new process in the place of one that was ended, and back what it had not written; give up who ends it again."""
        lost = set(self.store.missing(cell.key for cell, _ in batch))
        yield from self.store.statuses({cell.key for cell, _ in batch} - lost).elements()
        left = [job for job in batch if job[0].key in lost]
        if left:
            cell, sent = left[0]
            self.strikes[cell.key] += 1
            if self.strikes[cell.key] >= STRIKES:
                why = f"its process was ended from outside {STRIKES} times, for want of memory perhaps"
                self.store.put(unfinished(cell, opened(sent), why), self.sweep, provenance())
                yield "error"
                del left[0]
        self.waiting.extendleft(reversed(left))
        self.executors[process].shutdown(wait=True, kill_workers=True)
        self.executors[process] = _process()


def work_off(batch: Sequence[Job], path: str, sweep: str) -> tuple[list[str], int]:
    """What a process does: run these cells for a while, and write each as it ends; their statuses, and how many it came to."""
    store, statuses, start = _store(path), list[str](), time.monotonic()
    for come_to, (cell, sent) in enumerate(batch):
        if come_to and time.monotonic() - start > LONG:
            return statuses, come_to
        if not store.has(cell.key):  # others may have run it meanwhile
            row, came_from = work(cell, sent)
            if store.put(row, sweep, came_from):
                statuses.append(row["status"])
    return statuses, len(batch)


@lru_cache(maxsize=1)
def _store(path: str) -> Store:
    return Store(path)


def _process() -> Any:
    from joblib.externals.loky import ProcessPoolExecutor

    return ProcessPoolExecutor(1, initializer=_begin, initargs=(os.getpid(),))


def _begin(sweep: int) -> None:
    """In a new process: Ctrl-C is heard by the sweep alone, which ends its processes; and if it is killed, so are they."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(sweep,), daemon=True).start()


def _end_with(sweep: int) -> None:
    while os.getppid() == sweep:
        time.sleep(LOOK)
    os._exit(1)
