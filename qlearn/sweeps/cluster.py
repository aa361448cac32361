"""Cells spread over a Dask cluster that is there already.

By futures, not by joblib's backend for Dask, which does not say that a worker or the scheduler is gone.  A future's name is
its cell's key, so two who run one sweep on one scheduler share its cells.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

from ..errors import BadArgument, Failed
from .learners import opened
from .one_cell import unfinished
from .provenance import provenance
from .work import Answer, Job, Wanted, work

AHEAD = 2  # cells for each thread of the cluster that are out at once
LOOK = 2.0  # seconds, after which one looks whether the scheduler is still there
PREFIX = "qlearn-"
SCHEMES = ("tcp", "tls", "ucx", "ws", "wss")


def on_cluster(jobs: Sequence[Job], scheduler: str, wanted: Wanted) -> Generator[Answer, None, None]:
    """The answers as they come.

    A worker that dies costs what it was running, and a result that was still with it: Dask leaves results where they were
    found until they have been fetched.  The scheduler gives these cells to others.

    Raises `BadArgument` where no scheduler answers or a worker has other code, `Failed` when the scheduler is gone.
    """
    with _connected(scheduler) as client:
        ended: SimpleQueue[Any] = SimpleQueue()
        waiting = iter(jobs)
        out: dict[str, tuple[Any, Job]] = {}  # by key: the future, kept, or Dask would forget it
        most, looked = 1, -LOOK
        try:
            while True:
                if time.monotonic() - looked >= LOOK:  # a cluster may grow, and to ask it takes as long as a short cell
                    most, looked = max(1, AHEAD * sum(client.nthreads().values())), time.monotonic()
                _send(client, waiting, out, ended.put, wanted, most)
                if not out:
                    return
                future = _next(client, ended, scheduler)
                if future is not None:
                    yield _answer(future, out.pop(future.key)[1])
        except OSError:  # what the client raises when nobody hears it
            raise _lost(scheduler) from None
        finally:
            if out and client.status == "running":
                client.cancel([future for future, _ in out.values()], force=False)


@contextmanager
def _connected(scheduler: str) -> Iterator[Any]:
    from distributed import Client

    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they would print is said below
    scheme, colon, _ = scheduler.partition("://")
    if not scheduler or (colon and scheme not in SCHEMES):  # a client that cannot begin would take long to end
        raise BadArgument(f"no Dask scheduler answers at {scheduler!r}: an address is such as tcp://10.0.0.1:8786")
    connect: Callable[..., Any] = Client
    try:
        client = connect(scheduler, timeout="5s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise BadArgument(f"no Dask scheduler answers at {scheduler}: {error}") from None
    try:
        yield client
    finally:
        client.close(timeout=2)


def _send(
    client: Any, waiting: Iterator[Job], out: dict[str, Any], ended: Callable[[Any], None], wanted: Wanted, most: int
) -> None:
    """Cells, until so many are out that every thread of the cluster has its next one at hand."""
    while len(out) < most and (job := next((job for job in waiting if wanted(job[0])), None)) is not None:
        future = client.submit(work, *job, key=PREFIX + job[0].key, pure=False)
        out[future.key] = future, job
        future.add_done_callback(ended)


def _next(client: Any, ended: SimpleQueue[Any], scheduler: str) -> Any:
    """The next future that has ended; None where none has for a while."""
    try:
        future = ended.get(timeout=LOOK)
    except Empty:
        future = None
    if client.status != "running" or (future is not None and future.status in ("cancelled", "lost")):
        raise _lost(scheduler)
    return future


def _lost(scheduler: str) -> Failed:
    return Failed(f"the Dask scheduler at {scheduler} is gone; what had finished is kept: run the same again to go on")


def _answer(future: Any, job: Job) -> Answer:
    from distributed import KilledWorker

    try:
        answer: Answer = future.result()
        return answer
    except KilledWorker as killed:
        cell, sent = job
        return unfinished(cell, opened(sent), f"its workers died, one after another: {killed}"), provenance()
