"""The same request again until it is answered: stamina's waits, a server's Retry-After, and an end to patience."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from ..errors import BadArgument, Unanswered
from .account import Account
from .pace import Bucket
from .wire import Fault

logging.getLogger("stamina").addHandler(logging.NullHandler())  # retries are counted; else Python prints each of them
T = TypeVar("T")
NEXT = {
    401: "give the server's key: --key, QLEARN_KEY or Remote(key=...)",
    402: "the server's budget for this client is used up: ask its owner for more; nothing was billed for this request",
    403: "the server's defence refuses these rows; ask nearer to its data, with another box or a smaller step",
    404: "name a model that is there: --model or Remote(model=...)",
    413: "ask fewer rows a request: --rows-per-request or Remote(rows_per_request=...)",
}


LEAST = 0.05  # seconds between tries, whatever a server allows


class Patience:
    """Tries again while somebody was answered within the last `seconds`; waits longer and longer, or as told by the server.

    The first attempt is made as it is, since stamina's loop costs fifty microseconds; it begins at the first fault.
    """

    def __init__(self, seconds: float, bucket: Bucket, account: Account, loses: str) -> None:
        if not 0 <= seconds < float("inf"):
            raise BadArgument(f"patience is a number of seconds, 0 or above, got {seconds}")
        self.seconds = seconds
        self.bucket, self.account, self.loses = bucket, account, loses
        self._answered = time.monotonic()

    def __call__(self, attempt: Callable[[], T], asked: str, rows: int = 0, *, final: tuple[int, ...] = ()) -> T:
        """What `attempt` returns; statuses in `final` are not tried again.  Raises `Unanswered`."""
        try:
            return self._once(attempt, rows)
        except Fault as fault:
            return self._again(attempt, asked, rows, fault, final)

    def _once(self, attempt: Callable[[], T], rows: int) -> T:
        if not self.bucket.take(rows):
            raise Fault("the questions were stopped", again=False)
        found = attempt()
        self._answered = time.monotonic()
        return found

    def _again(self, attempt: Callable[[], T], asked: str, rows: int, first: Fault, final: tuple[int, ...]) -> T:
        import stamina

        start, tries = time.monotonic(), 0

        def waits(fault: Exception) -> bool | float:
            if not isinstance(fault, Fault) or not fault.again or fault.status in final:
                return False
            if time.monotonic() - max(self._answered, start) + (fault.after or 0) > self.seconds:
                return False
            if fault.after is not None:
                self.bucket.hold(max(fault.after, LEAST))  # all wait for it, where they can be woken
                return 0.0
            return True

        loop = stamina.retry_context(on=waits, attempts=None, timeout=None, wait_initial=LEAST, wait_jitter=0.05, wait_max=5.0)
        try:
            for each in loop:
                with each:
                    tries += 1
                    if tries == 1:
                        raise first
                    if rows:
                        self.account.again()
                    return self._once(attempt, rows)
        except Fault as last:
            raise self._given_up(asked, last, tries, time.monotonic() - start) from None
        raise AssertionError("stamina's loop ends with an answer or an error")

    def _given_up(self, asked: str, last: Fault, tries: int, seconds: float) -> Unanswered:
        often = f" after {tries} tries in {seconds:.1f} s" if tries > 1 else ""
        wants = f"; it wants to be left alone for {last.after:g} s" if last.after is not None else ""
        then = NEXT.get(last.status or 0) or ("start again later" if last.again else "mend that, and start again")
        return Unanswered(f"{asked}: {last}{often}{wants}.  {then[0].upper()}{then[1:]}.  {self.loses}", last.status)
