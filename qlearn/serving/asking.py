"""Where a model is asked: at once if it is quick, else in a thread, so that it keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
QUICK = 2e-3  # seconds: what a thread costs is a tenth of it


class Asking:
    """One question at a time, in the order they came: teachers and their defences need not be made for threads.

    A question is quick if the last one was, and this one has no more rows for it than in proportion.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "qlearn-model")
        self._waiting = 0
        self._last = (1, QUICK)  # rows and seconds

    async def ask(self, question: Callable[[], T], rows: int) -> T:
        """What the question returns, or raises."""
        last, seconds = self._last
        if not self._waiting and seconds * max(1, rows / last) < QUICK:
            return self._timed(question, rows)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._timed, question, rows)
        finally:
            self._waiting -= 1

    def _timed(self, question: Callable[[], T], rows: int) -> T:
        start = time.perf_counter()
        try:
            return question()
        finally:
            self._last = (rows, time.perf_counter() - start)

    def close(self) -> None:
        self._thread.shutdown()
