"""Running an application: until a signal comes, or as long as a block of Python lasts."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette

from ..errors import BadArgument
from .connections import connections
from .limits import Limits


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 is a free one.  Raises `BadArgument` for a place where none can."""
    if not 0 <= port <= 65535:
        raise BadArgument(f"a port is a number from 0 to 65535, got {port}")
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, kind, proto)
    except OSError as fault:
        raise BadArgument(f"there is no address {host}: {fault.strerror}") from None
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(512)
    except OSError as fault:
        found.close()
        raise BadArgument(f"cannot listen on {host}, port {port}: {fault.strerror}; --port 0 takes a free one") from None
    return found


def address(listener: socket.socket) -> str:
    """The URL that reaches it."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


class _Server(uvicorn.Server):
    """uvicorn's, which ends like any function when a signal stops it: what it has left to say is said then."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {name: signal.signal(name, self.handle_exit) for name in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)


def settings(limits: Limits) -> dict[str, Any]:
    """What uvicorn is told."""
    return {
        "http": connections(limits), "ws": "none", "lifespan": "on", "log_config": None, "log_level": "error",
        "access_log": False, "server_header": False, "limit_concurrency": limits.connections,
        "timeout_graceful_shutdown": max(1, round(limits.grace)), "timeout_keep_alive": max(1, round(limits.seconds)),
    }  # fmt: skip


def serve(app: Starlette, listener: socket.socket, ready: Callable[[], None] = lambda: None) -> None:
    """Answer until SIGINT or SIGTERM; requests in flight are finished.  `ready` is called when the socket is answered."""
    server = _Server(uvicorn.Config(app, **settings(app.state.service.limits)))
    started = server.startup

    async def startup(sockets: list[socket.socket] | None = None) -> None:
        await started(sockets)
        ready()

    server.startup = startup  # type: ignore[method-assign]
    server.run(sockets=[listener])


@contextmanager
def running(app: Starlette, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The URL of the application, which runs in a thread until the block ends.  Raises `BadArgument` as `listening` does."""
    listener = listening(host, port)
    url = address(listener)
    server = _Server(uvicorn.Config(app, **settings(app.state.service.limits)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="qlearn-server", daemon=True)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.005)
        yield url
    finally:
        server.should_exit = True
        thread.join()
