"""A connection that waits for a request's head so long and no longer, and says in JSON what is wrong with one."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .limits import Limits


class Connection(H11Protocol):
    """uvicorn's, with a time limit for each head: by itself it waits for one for ever, if a byte comes now and then."""

    seconds: float
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        if self._idle and self._late is None:  # the first bytes of another request
            self._wait()
        super().data_received(data)
        if not self._idle and self._late is not None:  # its head is whole
            self._late.cancel()
            self._late = None

    def connection_lost(self, exc: Exception | None) -> None:
        if self._late is not None:
            self._late.cancel()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        self._refuse(400, "this is no HTTP request, or its head is too long")

    @property
    def _idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _wait(self) -> None:
        self._late = self.loop.call_later(self.seconds, self._too_late)

    def _too_late(self) -> None:
        self._late = None
        if not self.transport.is_closing() and self._idle:
            self._refuse(408, f"the head of the request had not arrived after {self.seconds:g} s")

    def _refuse(self, status: int, reason: str) -> None:
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            body = json.dumps({"error": reason}).encode()
            length = str(len(body)).encode()
            heads = [(b"content-type", b"application/json"), (b"content-length", length), (b"connection", b"close")]
            said: list[Any] = [
                h11.Response(status_code=status, headers=heads), h11.Data(data=body), h11.EndOfMessage(),
            ]  # fmt: skip
            self.transport.write(b"".join(self.conn.send(event) or b"" for event in said))
        self.transport.close()


def connections(limits: Limits) -> type[asyncio.Protocol]:
    """The kind of connection that uvicorn is to make."""
    return type("Connection", (Connection,), {"seconds": limits.seconds})
