"""The page and its games behind HTTP, for this machine alone."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ...errors import QlearnError
from .page import page
from .room import Room

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

BODY = 1 << 14  # bytes of one request
PAGE = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
HOSTS = ["127.0.0.1", "localhost", "testserver"]


def application(start: Mapping[str, Any]) -> Starlette:
    """The page at /, games at /games; /games/ID/player plays a finished dialogue.

    `start` says which game the page begins with: game, role, size, seed.

    Only JSON is taken, and only under this machine's own names, so that pages from elsewhere cannot play.
    """
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.routing import Route

    from ...serving import Limits

    found = Starlette(
        routes=[
            *_pages(room := Room(), page(start)),
            Route("/games", _step(lambda request: room.open), methods=["POST"]),
            Route("/games/{id}", _step(lambda request: partial(room.play, request.path_params["id"])), methods=["POST"]),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)],
    )
    found.state.service = SimpleNamespace(limits=Limits(body=BODY, grace=1))  # what `serving.serve` asks for
    return found


def _pages(room: Room, text: str) -> list[Route]:
    """What is looked at: the page itself, and finished dialogues."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import HTMLResponse, JSONResponse, Response
    from starlette.routing import Route

    async def shown(request: Request) -> Response:
        return HTMLResponse(text, headers=PAGE)

    async def icon(request: Request) -> Response:
        return Response(status_code=204)

    async def replayed(request: Request) -> Response:
        try:
            return HTMLResponse(await run_in_threadpool(room.player, request.path_params["id"]), headers=PAGE)
        except QlearnError as fault:
            return JSONResponse({"error": str(fault)}, 404)

    return [Route("/", shown), Route("/favicon.ico", icon), Route("/games/{id}/player", replayed)]


def _step(of: Callable[[Request], Callable[[Any], Any]]) -> Callable[[Request], Awaitable[Response]]:
    """What answers a step of a game: `of` says of a request what is done with its JSON."""

    async def answered(request: Request) -> Response:
        return await _answer(request, of(request))

    return answered


async def _answer(request: Request, step: Any) -> Response:
    """What a step says, or in words why there is none.  A step may take a second, so it is taken in a thread."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import JSONResponse

    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return JSONResponse({"error": "a step of a game is JSON"}, 415)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > BODY:
            return JSONResponse({"error": f"a step of a game has at most {BODY} bytes"}, 413)
    try:
        wanted = json.loads(body)
        if not isinstance(wanted, dict):
            raise ValueError("no object")
    except (ValueError, RecursionError):
        return JSONResponse({"error": "a step of a game is a JSON object"}, 400)
    try:
        return JSONResponse(await run_in_threadpool(step, wanted))
    except QlearnError as fault:
        return JSONResponse({"error": str(fault)}, 400)
