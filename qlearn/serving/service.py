"""What becomes of a request: whose it is, what it costs, who answers it, and what is written of it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from ..defences.model_behind import Teacher
from ..errors import BadAnswer, BadArgument, BadQuery, Refused
from ..points import Points, shortened
from ..protocol import Malformed, Message, Tensor, read, response
from .accounts import Account
from .asking import Asking
from .audit import Audit
from .clients import Client
from .keys import ANYONE, Keys
from .limits import Limits
from .model import Output, Served, told_by
from .rates import Bucket
from .refusals import Refusal
from .repeats import Answer, Repeats

Defence = Callable[[Teacher], Teacher]


class Service:
    """A served model, its clients, and the log.  All of it lives in one event loop, but for a model that is slow."""

    def __init__(
        self,
        model: Served,
        *,
        defence: Defence | None = None,
        keys: Keys | Mapping[str, str] | None = None,
        budget: int | Mapping[str, int] | None = None,
        rate: float | None = None,
        price: Fraction | None = None,
        audit: Audit | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.model = model if defence is None else told_by(model, defence(model.teacher))
        self.audit, self.limits = audit, limits or Limits()
        self.keys = keys if keys is None or isinstance(keys, Keys) else Keys(keys)
        names = (ANYONE,) if self.keys is None else self.keys.clients
        if isinstance(budget, Mapping) and set(budget) != set(names):
            raise BadArgument(f"budgets are for {', '.join(names)}, got some for {', '.join(budget)}")
        self.clients = {
            name: Client(
                Account(name, budget[name] if isinstance(budget, Mapping) else budget, price),
                None if rate is None else Bucket(rate),
                Repeats(self.limits.answers // len(names)),
                model.teacher if defence is None else defence(model.teacher),
            )
            for name in names
        }
        self._asking = Asking()

    def client(self, authorization: str | None) -> Client:
        """Raises `Refusal` 401 for whoever has no key that is known."""
        return self.clients[ANYONE if self.keys is None else self.keys.client(authorization)]

    async def infer(self, client: Client, body: bytes, json_ends: str | None, note: dict[str, Any]) -> Answer:
        """The answer to a request; `note` is filled with what is known of it for the log.  Raises `Refusal`."""
        try:
            message = read(body, "inputs", json_ends, most=self.limits.body)
        except Malformed as fault:
            raise Refusal(400, str(fault)) from None
        if message.id is None:
            return await self._answered(client, message, note)
        note["id"] = shortened(message.id, self.limits.id)
        if not 0 < len(message.id) <= self.limits.id:
            raise Refusal(422, f"an id has 1 to {self.limits.id} characters, got {len(message.id)}")
        answer, again = await client.repeats.once(message.id, _digest(message), lambda: self._answered(client, message, note))
        if again:
            client.account.repeats += 1
            self.write(client.account.client, {**note, "status": 200, "rows": 0, "repeat": True})
        return answer

    async def _answered(self, client: Client, message: Message, note: dict[str, Any]) -> Answer:
        """Billed if it is answered and written down, free if anything fails on the way."""
        outputs, points = self.model.wanted(message.wanted), self.model.points(message)
        queries = _queries(outputs, points)
        rows = len(points) * len(queries)
        note |= {"outputs": [output.name for output in outputs], "rows": rows}
        account = client.account
        account.reserve(rows)
        try:
            if client.bucket is not None:
                client.bucket.take(rows)
            told = await self._told(client, outputs, queries)
            about = {"model_name": self.model.name, "model_version": self.model.version}
            about |= {} if message.id is None else {"id": message.id}
            answer = Answer(*response(told, {**about, "parameters": {"billed": account.rows + rows}}, binary=message.binary))
            logged = {"points": points} if self.audit and self.audit.rows else {}
            self.write(account.client, {**note, "status": 200, "billed": account.rows + rows, **logged})
        except BaseException:
            account.refund(rows)
            raise
        account.settle(rows)
        return answer

    async def _told(self, client: Client, outputs: list[Output], queries: list[Any]) -> list[Tensor]:
        def ask() -> list[Tensor]:
            with np.errstate(all="ignore"):  # a point far away is nobody's fault
                answers = [query.accepts(client.teacher.answer(query)) for query in queries]
            return [Tensor(output.name, output.told(said)) for output, said in zip(outputs, answers, strict=True)]

        try:
            return await self._asking.ask(ask, sum(query.cost for query in queries))
        except Refused as refused:  # it costs nothing but time: of the rate
            raise Refusal(403, shortened(str(refused), 300)) from None
        except BaseException as fault:
            if client.bucket is not None:
                client.bucket.give_back(sum(query.cost for query in queries))
            if isinstance(fault, BadAnswer):
                raise Refusal(422, f"the model has no answer to this: {shortened(str(fault), 300)}") from None
            if not isinstance(fault, Exception):
                raise
            logging.getLogger("qlearn.serving").exception("the model failed when it was asked")
            raise Refusal(500, f"the model failed when it was asked: {type(fault).__name__}") from None

    def write(self, client: str | None, entry: Mapping[str, Any]) -> None:
        """A line of the log.  What cannot be written is not answered."""
        if self.audit is None:
            return
        try:
            self.audit.write(client=client, **entry)
        except OSError:
            raise Refusal(503, "the audit log cannot be written, so nothing is answered", {"Retry-After": "60"}) from None

    def close(self) -> None:
        """After the last request: no thread is left, and the log is whole."""
        self._asking.close()
        if self.audit is not None:
            self.audit.close()


def _digest(message: Message) -> bytes:
    """Of what is asked; it may be written with other spaces or digits and be the same."""
    asked = [(tensor.name, tensor.datatype, tensor.data.shape) for tensor in message.tensors]
    digest = hashlib.sha256(repr((asked, message.wanted, message.binary)).encode("utf-8", "surrogatepass"))
    for tensor in message.tensors:
        words = tensor.datatype == "BYTES"
        raw = tensor.data if tensor.data.flags.c_contiguous else tensor.data.copy()
        digest.update(repr(raw.tolist()).encode("utf-8", "surrogatepass") if words else raw.data.cast("B") if raw.size else b"")
    return digest.digest()


def _queries(outputs: list[Output], points: Points) -> list[Any]:
    """One query an output; each is billed, as the paper counts them.  Its own gate finds what is no point."""
    try:
        return [output.query(points) for output in outputs]
    except BadQuery as fault:
        raise Refusal(422, str(fault)) from None
