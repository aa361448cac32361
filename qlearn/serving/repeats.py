"""The same request again has the same answer again: it is told once, billed once, and kept for a while."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from ..points import shortened
from .refusals import Refusal

ENTRY = 600  # bytes that an answer takes besides its own


@dataclass
class Answer:
    """What was sent: the body and its headers."""

    body: bytes
    headers: dict[str, str]


@dataclass
class _Asked:
    """A request that is being answered."""

    digest: bytes
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Repeats:
    """One client's answers by the id of the request, at most `most` bytes of them; the oldest are forgotten first.

    What was forgotten is asked, and billed, like anything new.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self._asked: dict[str, _Asked] = {}
        self._told: OrderedDict[str, tuple[bytes, Answer]] = OrderedDict()

    async def once(self, id: str, digest: bytes, answer: Callable[[], Awaitable[Answer]]) -> tuple[Answer, bool]:
        """The answer, and whether it is a repeat.  A repeat of what is being answered waits for it, and asks if it failed.

        `digest` tells requests apart.  Raises `Refusal` 409 where this id was that of another request.
        """
        while (asked := self._asked.get(id)) is not None:
            self._same(id, digest, asked.digest)
            await asked.done.wait()
        if id in self._told:
            known, told = self._told[id]
            self._same(id, digest, known)
            return told, True
        mine = self._asked[id] = _Asked(digest)
        try:
            told = await answer()
        finally:
            del self._asked[id]
            mine.done.set()
        self._keep(id, digest, told)
        return told, False

    def _same(self, id: str, digest: bytes, known: bytes) -> None:
        if digest != known:
            raise Refusal(409, f"the id {shortened(id, 60)!r} was that of another request; give each request its own")

    def _keep(self, id: str, digest: bytes, told: Answer) -> None:
        self._told[id] = (digest, told)
        self.bytes += ENTRY + len(told.body)
        while self.bytes > self.most:
            _, (_, old) = self._told.popitem(last=False)
            self.bytes -= ENTRY + len(old.body)
