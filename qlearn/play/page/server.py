"""The page and its games behind HTTP, for this machine alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ...errors import QlearnError
from .page import page
from .room import Room

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

BODY = 1 << 14  # bytes of one request
PAGE = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
HOSTS = ["127.0.0.1", "localhost", "testserver"]


def application(start: Mapping[str, Any]) -> Starlette:
    """The page at /, games at /games; /games/ID/player plays a finished dialogue.

    `start` says which game the page begins with: game, role, size, seed.

    Only JSON is taken, and only under this machine's own names, so that pages from elsewhere cannot play.
    """
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.responses import HTMLResponse, JSONResponse, Response
    from starlette.routing import Route

    from ...serving import Limits

    room, text = Room(), page(start)

    async def shown(request: Request) -> Response:
        return HTMLResponse(text, headers=PAGE)

    async def icon(request: Request) -> Response:
        return Response(status_code=204)

    async def opened(request: Request) -> Response:
        return await _answer(request, room.open)

    async def played(request: Request) -> Response:
        return await _answer(request, lambda wanted: room.play(request.path_params["id"], wanted))

    async def replayed(request: Request) -> Response:
        try:
            shown = await run_in_threadpool(room.player, request.path_params["id"])
        except QlearnError as fault:
            return JSONResponse({"error": str(fault)}, 404)
        return HTMLResponse(shown, headers=PAGE)

    found = Starlette(
        routes=[
            Route("/", shown),
            Route("/favicon.ico", icon),
            Route("/games", opened, methods=["POST"]),
            Route("/games/{id}", played, methods=["POST"]),
            Route("/games/{id}/player", replayed),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)],
    )
    found.state.service = SimpleNamespace(limits=Limits(body=BODY, grace=1))  # what `serving.serve` asks for
    return found


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
