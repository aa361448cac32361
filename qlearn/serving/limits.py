"""How much of anything a server takes: what bounds its memory, and how long it waits."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BadArgument

MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Bytes, seconds and numbers; each is at least 1."""

    body: int = 8 * MB  # bytes of one request
    bodies: int = 64 * MB  # bytes of all requests that are being read or answered
    answers: int = 64 * MB  # bytes of answers that are kept for repeats, all clients together
    id: int = 200  # characters of a request's id
    seconds: float = 30  # in which a request's head, and then its body, have arrived
    connections: int = 500  # at a time
    grace: float = 10  # seconds for requests in flight when the server stops

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not value > 0:
                raise BadArgument(f"a limit is above 0, got {name}={value}")
