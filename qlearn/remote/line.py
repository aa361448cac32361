"""The line to one server: what it speaks, requests with retries, the account, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadAnswer, Unanswered
from ..protocol import Malformed
from .account import Account
from .dialects import Dialect, Served, found_out
from .kept import Forgotten, Kept
from .pace import Bucket
from .patience import Patience
from .wire import Fault, Http

MEETING = 20.0  # seconds in which a server must be there at all: it may have been started just now
Reading = Callable[[NDArray[Any]], NDArray[Any]]


class Line:
    """Everything between a teacher and its server; used by several threads at once."""

    dialect: Dialect
    kept: Forgotten

    def __init__(
        self,
        url: str,
        key: str | None,
        timeout: float,
        connections: int,
        rate: float | None,
        patience: float,
        cache: str | Path | None,
        carrier: Any,
    ) -> None:
        self.http = Http(url, key, timeout, connections, carrier)
        self.url = self.http.base
        self.account = Account()
        self.bucket = Bucket(rate)
        self.kept = Forgotten()
        self._cache = cache
        self._patient = Patience(min(patience, MEETING), self.bucket, self.account, self.kept.loses)
        self._patience = patience
        self._tells_account = False

    def open(self, dialect: str | None, model: str | None) -> Served:
        """Find out what the server speaks and has; open the cache."""
        self.dialect = found_out(self.ask, dialect)
        served = self.dialect.served(self.ask, model)
        if self._cache is not None:
            self.kept = Kept(self._cache, f"{served.model} at {self.url}")
            self._patient.loses = self.kept.loses
        self._tells_account = served.honours_ids
        self.look_up()
        self._patient.seconds = self._patience
        return served

    def look_up(self) -> None:
        """Ask an own server for its side of the account; others have none."""
        if not self._tells_account:
            return
        try:
            self.account.told(self.ask("GET", "/v2/account", final=(404, 405, 501)))
        except Unanswered:  # what the answers said stands
            self._tells_account = False

    def ask(self, method: str, path: str, *, final: tuple[int, ...] = ()) -> Any:
        """What the server says of itself: JSON if it is some, else text."""
        import orjson

        body = b"{}" if method == "POST" else None
        headers = {} if body is None else {"Content-Type": "application/json"}
        reply = self._patient(
            lambda: self.http.send(method, path, body, headers).good(), f"{self.url}{path} was asked", final=final
        )
        try:
            return orjson.loads(reply.body)
        except orjson.JSONDecodeError:
            return reply.body.decode("utf-8", "replace")

    def infer(
        self, message: int, first: int, output: str, points: NDArray[np.float64], reading: Reading, final: tuple[int, ...] = ()
    ) -> NDArray[Any]:
        """The answer for one part: from the cache, or from the server, and then kept."""
        id = self.kept.id(message, first, output, points)
        found = self.kept.get(id)
        if found is not None:
            self.account.kept(len(points))
            return found
        letter = self.dialect.write(points, output, id)

        def attempt() -> NDArray[Any]:
            self.account.sent()
            reply = self.http.send("POST", letter.path, letter.body, letter.headers).good()
            try:
                said, parameters = self.dialect.read(reply, output)
                told = reading(_by_row(said, len(points)))
            except Malformed as fault:  # torn, or from something in between
                raise Fault(f"the answer cannot be read: {fault}", again=True) from None
            self.account.answered(len(points), parameters)
            return told

        asked = f"{self.url} was asked for {output} of {len(points)} rows (id {id})"
        found = self._patient(attempt, asked, len(points), final=final)
        self.kept.put(id, found)
        return found

    def close(self) -> None:
        self.http.close()
        self.kept.close()


def _by_row(said: NDArray[Any], rows: int) -> NDArray[Any]:
    """A row of the answer for each row asked; a single column is no column.  Values are finite."""
    if said.ndim not in (1, 2) or len(said) != rows:
        raise BadAnswer(f"{rows} rows were asked, the server's answer has the shape {list(said.shape)}")
    if said.dtype.kind == "f" and not np.isfinite(said).all():
        bad = int(np.flatnonzero(~np.isfinite(said.reshape(rows, -1)).all(axis=1))[0])
        raise BadAnswer(f"the server answered {said[bad].tolist()} in row {bad}; values must be finite")
    return said[:, 0] if said.ndim == 2 and said.shape[1] == 1 else said
