"""How fast a client may ask: a token bucket, a token a row."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from ..errors import BadArgument
from .refusals import Refusal


class Bucket:
    """A token bucket of `rate` rows a second that holds `burst` of them, by default those of one second.

    A request larger than the bucket is answered when the bucket is full, and leaves it in debt.  So in t seconds a client has
    answers about at most rate t + max(burst, its largest request) rows.

    >>> now = [0.0]
    >>> bucket = Bucket(10, clock=lambda: now[0])
    >>> bucket.take(10)
    >>> bucket.take(5)
    Traceback (most recent call last):
    qlearn.serving.refusals.Refusal: 5 rows are too many now, at 10 a second; ask again in 1 s
    >>> now[0] = 0.5
    >>> bucket.take(5)
    """

    def __init__(self, rate: float, burst: float | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        if not 0 < rate < math.inf or not (burst is None or 0 < burst < math.inf):
            raise BadArgument(f"a rate is above 0 rows a second, got {rate}")
        self.rate = rate
        self.burst = max(rate, 1) if burst is None else burst
        self._clock = clock
        self._tokens, self._at = float(self.burst), clock()

    def take(self, rows: int) -> None:
        """Raises `Refusal` 429, which says how long to wait, and takes nothing then."""
        now = self._clock()
        self._tokens = min(self.burst, self._tokens + (now - self._at) * self.rate)
        self._at = now
        lack = min(rows, self.burst) - self._tokens
        if lack > 1e-9 * self.burst:  # what rounding leaves of a full bucket is full
            wait = max(1, math.ceil(lack / self.rate))
            raise Refusal(
                429,
                f"{rows} rows are too many now, at {self.rate:g} a second; ask again in {wait} s",
                {"Retry-After": str(wait)},
            )
        self._tokens -= rows

    def give_back(self, rows: int) -> None:
        self._tokens = min(self.burst, self._tokens + rows)
