"""Of make bench-extraction: what the server adds to a bare starlette handler with the same model, and budgets under load."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from math import comb
from pathlib import Path
from typing import Any

import numpy as np
from tables import Row, measure

from qlearn import protocol
from qlearn.extraction.demos import demo

DEMO = "breast-cancer/logistic"
ROWS = 1000
ROUNDS = 31  # each of both servers, one after the other
REQUESTS = 24  # a round, for each connection
CONNECTIONS = 3
CLIENTS = 50
PATH = "/v2/models/m/infer"
PLACE = "0" * 32  # where an id goes


def bare() -> Any:
    """What a server at least does: read JSON, make an array, predict, write JSON."""
    import orjson
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    model, _ = demo(DEMO)

    async def infer(request: Request) -> Response:
        body = await request.body()
        ends = request.headers.get(protocol.HEADER)
        said = orjson.loads(body if ends is None else body[: int(ends)])
        x = said["inputs"][0]
        points = np.array(x["data"]) if ends is None else np.frombuffer(body, offset=int(ends))
        told = model.predict(points.reshape(x["shape"]))
        outputs = [{"name": "predict", "shape": [len(told)], "datatype": "INT64", "data": told.tolist()}]
        return Response(orjson.dumps({"model_name": "m", "outputs": outputs}), media_type="application/json")

    return Starlette(routes=[Route(PATH, infer, methods=["POST"])])


def ours() -> Any:
    from qlearn.serving import app

    model, data = demo(DEMO)
    return app(model, data=data, budget=10**12, rate=1e12)


def child(kind: str) -> None:
    """A server in a process of its own, until its standard input ends."""
    import uvicorn

    from qlearn.serving import Limits, address, listening
    from qlearn.serving.running import settings

    listener = listening("127.0.0.1", 0)
    print(address(listener).rpartition(":")[2], flush=True)
    server = uvicorn.Server(uvicorn.Config({"bare": bare, "ours": ours}[kind](), **settings(Limits())))
    threading.Thread(target=lambda: (sys.stdin.read(), setattr(server, "should_exit", True)), daemon=True).start()
    server.run(sockets=[listener])


@contextmanager
def served(kind: str) -> Iterator[int]:
    """The port of such a server."""
    process = subprocess.Popen(
        [sys.executable, __file__, f"--{kind}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(30)


class Asker:
    """A connection that does as little as it can: the bytes are there before the clock starts, answers are hardly read."""

    def __init__(self, port: int, binary: bool) -> None:
        points = demo(DEMO)[1]
        rows = points[np.random.default_rng(0).integers(0, len(points), ROWS)]
        noise = np.random.default_rng(1).normal(size=rows.shape) * rows.std(axis=0) / 100  # as many digits as a learner's
        body, headers = protocol.request(rows + noise, ["predict"], PLACE, binary=binary)
        said = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n{said}\r\n".encode()
        self.before, self.after = body.split(PLACE.encode(), 1)
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked = 0

    def ask(self, requests: int) -> None:
        for _ in range(requests):
            self.asked += 1
            id = f"{id_of(self)}-{self.asked}".zfill(len(PLACE)).encode()
            self.socket.sendall(b"".join([self.head, self.before, id, self.after]))
            self._answer()

    def _answer(self) -> None:
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._some()
        head, _, body = got.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), got[:300]
        left = int(head.lower().split(b"\r\ncontent-length:")[1].split(b"\r\n")[0]) - len(body)
        while left:
            left -= len(self._some())

    def _some(self) -> bytes:
        part = self.socket.recv(1 << 16)
        assert part, "the server hung up"
        return part


def id_of(thing: object) -> int:
    return id(thing) % 10**8


def seconds(askers: list[Asker]) -> float:
    """For all of them together."""
    with ThreadPoolExecutor(len(askers)) as threads:
        start = time.perf_counter()
        for asked in [threads.submit(asker.ask, REQUESTS) for asker in askers]:
            asked.result()
    return time.perf_counter() - start


def median(found: list[float]) -> tuple[float, tuple[float, float]]:
    """The median, and an interval that holds the law's own with at least 95 %: order statistics."""
    ordered, n = sorted(found), len(found)
    below = max(k for k in range(n // 2) if 2 * sum(comb(n, i) for i in range(k + 1)) <= 0.05 * 2**n)
    return float(np.median(ordered)), (ordered[below], ordered[n - 1 - below])


def rows_a_second(binary: bool) -> Iterator[Row]:
    with ExitStack() as stack:
        ports = {kind: stack.enter_context(served(kind)) for kind in ("bare", "ours")}
        askers = {kind: [Asker(port, binary) for _ in range(CONNECTIONS)] for kind, port in ports.items()}
        for each in askers.values():
            seconds(each)  # what the first requests load is loaded
        taken = [{kind: seconds(each) for kind, each in askers.items()} for _ in range(ROUNDS)]
        for each in askers.values():
            for asker in each:
                asker.socket.close()
    value, interval = median([pair["bare"] / pair["ours"] for pair in taken])
    rates = {kind: CONNECTIONS * REQUESTS * ROWS / median([pair[kind] for pair in taken])[0] for kind in askers}
    how = "binary" if binary else "JSON"
    yield {
        "work": f"{how}, {ROWS}-row requests: rows a second over a bare handler's ({rates['ours']:,.0f}, {rates['bare']:,.0f})",
        "reference": "a bare starlette handler, same model and settings, in turns", "reach": None if binary else 0.8,
        "measured": value, "interval": interval, "lower_bound": None, "holds": binary or value >= 0.8,
    }  # fmt: skip


def budgets() -> Iterator[Row]:
    """50 clients at a time, each over two connections, until none of them is answered; and as many who have no key."""
    import httpx

    from qlearn.serving import app, running

    model, data = demo(DEMO)
    keys = {f"client {i}": f"key-{i}" for i in range(CLIENTS)}
    allowed = {name: 500 + 7 * i for i, name in enumerate(keys)}
    with (
        running(app(model, data=data, keys=keys, budget=allowed)) as url,
        httpx.Client(timeout=60, limits=httpx.Limits(max_connections=2 * CLIENTS)) as web,
    ):

        def ask(number: int) -> tuple[str, int]:
            """Pieces of 64, 32, ... rows, each size until it is refused: the rows that were answered."""
            name, had = list(keys)[number % CLIENTS], 0
            for rows in (64, 32, 16, 8, 4, 2, 1):
                body = protocol.request(data[:rows], ["predict"], PLACE, binary=False)[0].replace(b'"id"', b'"unused"')
                while web.post(url + PATH, content=body, headers={"Authorization": f"Bearer {keys[name]}"}).status_code == 200:
                    had += rows
            return name, had

        def knock(number: int) -> int:
            headers = {"Authorization": f"Bearer wrong-{number}"} if number % 2 else {}
            return web.post(url + PATH, content=b"{}", headers=headers).status_code

        with ThreadPoolExecutor(2 * CLIENTS) as threads:
            found, refused = [threads.submit(ask, i) for i in range(2 * CLIENTS)], list(threads.map(knock, range(CLIENTS)))
            answered = [one.result() for one in found]
    heard = {name: sum(had for who, had in answered if who == name) for name in keys}
    over = max(heard[name] - allowed[name] for name in keys)
    yield {
        "work": f"{CLIENTS} clients with budgets at a time: the most rows above one ({sum(heard.values()):,} answered)",
        "reference": "none exceeds its own by one row", "reach": 0, "measured": over, "interval": (over, over),
        "lower_bound": None, "holds": over == 0 and sum(heard.values()) == sum(allowed.values()),
    }  # fmt: skip
    answers = sum(status != 401 for status in refused)
    yield {
        "work": f"{CLIENTS} requests without a key or with a wrong one: answers other than 401",
        "reference": "no key, no answer", "reach": 0, "measured": answers, "interval": (answers, answers),
        "lower_bound": None, "holds": answers == 0,
    }  # fmt: skip


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "json": lambda: rows_a_second(False),
    "binary": lambda: rows_a_second(True),
    "budgets": budgets,
}

if __name__ == "__main__":
    if sys.argv[1:2] in (["--bare"], ["--ours"]):
        child(sys.argv[1].removeprefix("--"))
    else:
        sys.exit(measure(PARTS, sys.argv[1:], Path(__file__).parent / "out" / "extraction_server.json"))
