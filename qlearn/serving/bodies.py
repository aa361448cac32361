"""Reading a request's body: never more of it than may come, never longer than it may take."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from .limits import Limits
from .refusals import Refusal

CLOSE = {"Connection": "close"}  # what was not read of a body is no next request


class Bodies:
    """The bodies of all requests at a time, `limits.bodies` bytes of them at most."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.held = 0

    async def read(self, request: Request) -> bytes:
        """The whole body.  Raises `Refusal`: 413 as soon as it is known to be too large, 408 when it takes too long.

        What it holds is given back by `release`.
        """
        limit = self.limits.body
        announced = request.headers.get("content-length", "")
        if announced.isascii() and announced.isdigit() and (len(announced) > 15 or int(announced) > limit):
            raise self._large()
        if request.headers.get("content-encoding", "identity") != "identity":
            raise Refusal(415, "bodies are read as they are, not compressed", CLOSE)
        parts, size = [], 0
        try:
            async with asyncio.timeout(self.limits.seconds):
                async for part in request.stream():
                    size += len(part)
                    if size > limit:
                        raise self._large()
                    self.hold(len(part))
                    parts.append(part)
        except TimeoutError:
            self.release(sum(map(len, parts)))
            raise Refusal(408, f"the body had not arrived after {self.limits.seconds:g} s", CLOSE) from None
        except BaseException as fault:
            self.release(sum(map(len, parts)))
            if isinstance(fault, ClientDisconnect):
                raise Refusal(400, "the client left before its request was whole", CLOSE) from None
            raise
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def hold(self, size: int) -> None:
        if self.held + size > self.limits.bodies:
            raise Refusal(503, "too much is being asked at a time; ask again in a second", {"Retry-After": "1", **CLOSE})
        self.held += size

    def release(self, size: int) -> None:
        self.held -= size

    def _large(self) -> Refusal:
        return Refusal(413, f"a request has at most {self.limits.body} bytes; send fewer rows at a time", CLOSE)
