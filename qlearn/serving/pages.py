"""The pages of a server: who may see each of them, and what it says."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .. import __version__
from ..protocol import BINARY, HEADER, IDEMPOTENT
from .bodies import Bodies
from .clients import Client
from .description import description
from .refusals import Refusal
from .service import Service


class Pages:
    """Health and the API's description are for everyone, all the rest for clients."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._bodies = Bodies(service.limits)
        self._description = _json(description(service.model, service.limits, keyed=service.keys is not None)).body

    async def healthy(self, request: Request) -> Response:
        return _json({"live": True, "ready": True})

    async def described(self, request: Request) -> Response:
        return Response(self._description, media_type="application/json")

    async def server(self, request: Request) -> Response:
        self._client(request)
        return _json({"name": "qlearn", "version": __version__, "extensions": [BINARY, IDEMPOTENT]})

    async def index(self, request: Request) -> Response:
        self._client(request)
        model = self.service.model
        return _json([{"name": model.name, "version": model.version, "state": "READY", "reason": ""}])

    async def metadata(self, request: Request) -> Response:
        self._asked(request)
        return _json(self.service.model.metadata())

    async def ready(self, request: Request) -> Response:
        self._asked(request)
        return _json({"name": self.service.model.name, "ready": True})

    async def account(self, request: Request) -> Response:
        return _json(self._client(request).report())

    async def infer(self, request: Request) -> Response:
        note: dict[str, Any] = {"id": None}
        client = None
        try:
            client = self._client(request)
            self._model(request)
            body = await self._bodies.read(request)
            try:
                answer = await self.service.infer(client, body, request.headers.get(HEADER), note)
            finally:
                self._bodies.release(len(body))
        except Refusal as refusal:
            who = None if client is None else client.account.client
            if refusal.status != 503:  # a log that cannot be written, or a server that is busy
                self.service.write(who, {**note, "status": refusal.status, "billed": None, "reason": refusal.reason})
            raise
        return Response(answer.body, headers=answer.headers)

    def _client(self, request: Request) -> Client:
        return self.service.client(request.headers.get("authorization"))

    def _model(self, request: Request) -> None:
        model, asked = self.service.model, request.path_params
        if asked["model"] != model.name or asked.get("version", model.version) != model.version:
            raise Refusal(404, f"there is no such model here; there is {model.name}, version {model.version}")

    def _asked(self, request: Request) -> None:
        self._client(request)
        self._model(request)


def _json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    import orjson

    return Response(orjson.dumps(value), status, headers, media_type="application/json")


async def refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return _json({"error": refusal.reason}, refusal.status, refusal.headers)


async def unknown(request: Request, fault: Exception) -> Response:
    """No such page, or not by this method."""
    assert isinstance(fault, HTTPException)
    reasons = {404: "there is no such page; /openapi.json tells which there are", 405: f"{request.method} is not for this page"}
    return _json({"error": reasons.get(fault.status_code, fault.detail)}, fault.status_code, dict(fault.headers or {}))


async def failed(request: Request, fault: Exception) -> Response:
    return _json({"error": "the server failed; nothing was billed"}, 500)
