"""What was asked over the wire, beside what the server says it billed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Bill:
    """A moment's account.

    `rows` were asked (each once, however often it was sent) in `requests` requests, of which `retries` were sent again;
    `kept` rows more came from the cache.  `billed` is how many the server has billed this client since the teacher began (its
    key may be used by others, too), and `difference` billed - rows; None where the server does not say.  `price` is that of a
    row, in the server's money, and `spent` what was billed times it.
    """

    requests: int
    rows: int
    retries: int
    kept: int
    billed: int | None
    price: float | None = None

    @property
    def difference(self) -> int | None:
        return None if self.billed is None else self.billed - self.rows

    @property
    def spent(self) -> float | None:
        return None if self.price is None or self.billed is None else self.price * self.billed

    def __str__(self) -> str:
        kept = f", {self.kept} from the cache" if self.kept else ""
        said = f"{self.rows} rows in {self.requests} requests, {self.retries} of them again{kept}"
        if self.billed is None:
            return f"{said}; the server does not say what it billed"
        if self.difference == 0:
            agrees = "as many as were asked"
        else:
            agrees = f"{abs(self.difference or 0)} {'more' if self.billed > self.rows else 'fewer'} than were asked"
        paid = "" if self.spent is None else f", for {self.spent:g} at {self.price:g} a row"
        return f"{said}; billed {self.billed}, {agrees}{paid}"


class Account:
    """Counted by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests = self._rows = self._retries = self._kept = 0
        self._before: int | None = None  # billed before this teacher began
        self._billed: int | None = None
        self._price: float | None = None

    def sent(self) -> None:
        with self._lock:
            self._requests += 1

    def again(self) -> None:
        with self._lock:
            self._retries += 1

    def answered(self, rows: int, parameters: Mapping[str, Any]) -> None:
        billed = parameters.get("billed")
        with self._lock:
            self._rows += rows
            if type(billed) is int:
                if self._before is None:  # a server without /v2/account: the first answer's own rows are ours
                    self._before = billed - rows
                self._billed = max(billed, self._billed or 0)  # answers may overtake each other

    def kept(self, rows: int) -> None:
        with self._lock:
            self._kept += rows

    def told(self, account: Any) -> None:
        """What GET /v2/account says; the first time is where counting begins."""
        if not isinstance(account, dict) or type(account.get("rows")) is not int:
            return
        with self._lock:
            if self._before is None:
                self._before = account["rows"]
            self._billed = max(account["rows"], self._billed or 0)
            price = account.get("price")
            self._price = float(price) if isinstance(price, int | float) and not isinstance(price, bool) else None

    def bill(self) -> Bill:
        with self._lock:
            billed = None if self._billed is None or self._before is None else self._billed - self._before
            return Bill(self._requests, self._rows, self._retries, self._kept, billed, self._price)
