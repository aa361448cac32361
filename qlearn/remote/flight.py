"""A message cut into parts, several of them on the way at once."""

from __future__ import annotations

from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..points import Points
from .line import Line, Reading


class Flight:
    """Threads, each with one request on the way: httpx's transport in threads costs less than its asynchronous client.

    A message of one part is asked from the caller's own thread.  `message` numbers messages, for their ids.
    """

    def __init__(self, line: Line, rows: int, at_once: int) -> None:
        self.line = line
        self.message = 0
        self._rows = rows
        self._threads = ThreadPoolExecutor(at_once, "qlearn-remote")
        self._at_once = at_once

    def ask(self, output: str, points: Points, reading: Reading, final: tuple[int, ...] = ()) -> NDArray[Any]:
        """The answer for each row.  If one part fails, no further ones are sent; those on the way are still kept."""
        x = np.add(points, 0.0, dtype=np.float64)  # one zero, not two; what is sent is what the id is made of
        number = self.message
        self.message += 1
        if len(x) <= self._rows:
            return self.line.infer(number, 0, output, x, reading, final)
        self.line.bucket.start()
        parts = [
            self._threads.submit(self.line.infer, number, at, output, x[at : at + self._rows], reading, final)
            for at in range(0, len(x), self._rows)
        ]
        try:
            wait(parts, return_when=FIRST_EXCEPTION)
            return np.concatenate([part.result() for part in _failed_first(parts)])
        except BaseException:  # Ctrl-C as well
            self.line.bucket.stop()
            for part in parts:
                part.cancel()
            wait(parts)
            raise
        finally:
            self.line.bucket.start()

    def close(self) -> None:
        self.line.bucket.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)


def _failed_first(parts: list[Future[NDArray[Any]]]) -> list[Future[NDArray[Any]]]:
    """The parts in order; but an error that has come is raised now, not after those before it."""
    for part in parts:
        if part.done() and (fault := part.exception()) is not None:
            raise fault
    return parts
