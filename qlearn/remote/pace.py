"""How fast rows may go out: a token bucket, and pauses that a server asks for."""

from __future__ import annotations

import threading
import time

from ..errors import BadArgument


class Bucket:
    """At most `rate` rows a second, at most a second's worth of them at once; None for no limit.

    `hold` stops everybody for so many seconds, as a Retry-After wishes; `stop` wakes and refuses all who wait.
    """

    def __init__(self, rate: float | None) -> None:
        if rate is not None and not 0 < rate < float("inf"):
            raise BadArgument(f"a rate is rows a second, above 0, got {rate}")
        self.rate = rate
        self._free = 0.0  # from when the bucket counts as used up
        self._held = 0.0  # until when all wait
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def take(self, rows: int) -> bool:
        """Wait for so many rows' turn; False if all was stopped meanwhile."""
        now = start = time.monotonic()
        if self.rate is not None:
            with self._lock:
                self._free = max(self._free, now - 1) + rows / self.rate
                start = self._free
        while (wait := max(start, self._held) - now) > 0:
            if self._stopped.wait(wait):
                return False
            now = time.monotonic()
        return not self._stopped.is_set()

    def hold(self, seconds: float) -> None:
        with self._lock:
            self._held = max(self._held, time.monotonic() + seconds)

    def stop(self) -> None:
        self._stopped.set()

    def start(self) -> None:
        self._stopped.clear()
