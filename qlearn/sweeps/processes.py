"""Cells spread over processes of this machine, by joblib's executors.

One executor for each process: `joblib.Parallel` ends all of them, and what they were running, when one is ended from outside.
Here that costs the one cell which that process was running; it is run again, and given up when it has ended its process three
times.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Generator, Sequence
from queue import SimpleQueue
from typing import Any

from .learners import opened
from .one_cell import unfinished
from .provenance import provenance
from .work import Answer, Job, Wanted, work

AHEAD = 2  # cells a process has: the one that it runs, and the next
STRIKES = 3
LOOK = 0.5  # seconds, after which a process looks whether its sweep is still there


def on_processes(jobs: Sequence[Job], workers: int, wanted: Wanted) -> Generator[Answer, None, None]:
    """The answers as they come."""
    from joblib.externals.loky import BrokenProcessPool

    spread = Processes(jobs, workers, wanted)
    try:
        for process in range(workers):
            spread.send(process)
        while spread.out:
            future = spread.ended.get()
            if future not in spread.out:  # it waits again, for its process was ended
                continue
            try:
                answer = future.result()
            except BrokenProcessPool:
                yield from spread.replace(spread.out[future][0])
                continue
            process, _ = spread.out.pop(future)
            spread.send(process)
            yield answer
    finally:
        for executor in spread.executors:
            executor.shutdown(wait=True, kill_workers=True)


class Processes:
    """Who runs what: `out` says, for each future that has not ended, its process and its job, in the order they were sent."""

    def __init__(self, jobs: Sequence[Job], workers: int, wanted: Wanted) -> None:
        self.waiting = deque(jobs)
        self.wanted = wanted
        self.ended: SimpleQueue[Any] = SimpleQueue()
        self.out: dict[Any, tuple[int, Job]] = {}
        self.strikes: Counter[str] = Counter()
        self.executors = [_process() for _ in range(workers)]

    def send(self, process: int) -> None:
        """Give a process what it has room for."""
        room = AHEAD - sum(whose == process for whose, _ in self.out.values())
        while room and self.waiting:
            job = self.waiting.popleft()
            if self.wanted(job[0]):
                future = self.executors[process].submit(work, *job)
                self.out[future] = process, job
                future.add_done_callback(self.ended.put)
                room -= 1

    def replace(self, process: int) -> Generator[Answer, None, None]:
        """Put a new process in the place of one that was ended, and its cells back; the answer of one that is given up."""
        lost = [future for future, (whose, _) in self.out.items() if whose == process]
        running, *others = [self.out.pop(future)[1] for future in lost]
        self.waiting.extendleft(reversed(others))
        self.strikes[running[0].key] += 1
        given_up = self.strikes[running[0].key] >= STRIKES
        if not given_up:
            self.waiting.appendleft(running)
        self.executors[process].shutdown(wait=True, kill_workers=True)
        self.executors[process] = _process()
        self.send(process)
        if given_up:
            cell, sent = running
            why = f"its process was ended from outside {STRIKES} times, for want of memory perhaps"
            yield unfinished(cell, opened(sent), why), provenance()


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
