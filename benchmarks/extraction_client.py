"""make bench-extraction: the time that a model behind HTTP costs its client, the waiting for the server left out.

What is counted is processor time of `Remote.answer` against a transport that answers at once, from memory, with bytes made
beforehand; from it is taken what httpx's transport costs by itself for the same bytes (a request and a response object, the
body read).  httpx's own client, which does more, stands beside it for the same message.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import orjson
from tables import Row, measure

from qlearn import Value
from qlearn.protocol import BINARY, Tensor, request, response
from qlearn.teachers import Remote

D = 30
BLOCKS = 25
URL = "http://127.0.0.1:1/v2/models/m/infer"


def at_once(rows: int, binary: bool, seconds: float = 0.0) -> Callable[[httpx.Request], httpx.Response]:
    """A server of probabilities that has its answers ready."""
    told = [Tensor("predict_proba", np.random.default_rng(0).random((rows, 2)))]
    body, headers = response(told, {"model_name": "m", "parameters": {"billed": 1}}, binary=binary)
    pages: dict[str, Any] = {
        "/v2": {"extensions": [BINARY] if binary else []},
        "/v2/models/m": {
            "inputs": [{"name": "x", "datatype": "FP64", "shape": [-1, D]}],
            "outputs": [{"name": "predict_proba", "datatype": "FP64", "shape": [-1, 2]}],
            "parameters": {"classes": [0, 1]},
        },
    }

    def answer(asked: httpx.Request) -> httpx.Response:
        if asked.url.path in pages:
            return httpx.Response(200, content=orjson.dumps(pages[asked.url.path]))
        time.sleep(seconds) if seconds else None
        return httpx.Response(200, content=body, headers=headers)

    return answer


def blocks(calls: list[Callable[[], Any]], times: int) -> np.ndarray[Any, Any]:
    """Microseconds of processor time a call, shape (BLOCKS, calls); the calls take turns, so that all meet the same machine."""
    found = np.zeros((BLOCKS, len(calls)))
    for block in range(BLOCKS):
        for i, call in enumerate(calls):
            call()
            start = time.process_time()
            for _ in range(times):
                call()
            found[block, i] = (time.process_time() - start) / times * 1e6
    return found


def row(work: str, found: np.ndarray[Any, Any], reach: float | None) -> Row:
    """A median and the quartiles around it."""
    low, middle, high = np.quantile(found, [0.25, 0.5, 0.75]).tolist()
    return {
        "work": work, "measured": middle, "interval": (low, high), "reach": reach, "holds": reach is None or middle < reach,
    }  # fmt: skip


def own_time() -> Iterator[Row]:
    """Below 100 microseconds a request plus 1 a row, with the binary extension; JSON is written beside it."""
    for binary in (True, False):
        for rows in (1, 1000):
            X = np.random.default_rng(1).normal(size=(rows, D))
            answer, query = at_once(rows, binary), Value(X, 2)
            remote = Remote("http://127.0.0.1:1", model="m", carrier=httpx.MockTransport(answer))
            carrier, client, url = (
                httpx.MockTransport(answer),
                httpx.Client(transport=httpx.MockTransport(answer)),
                httpx.URL(URL),
            )
            body, headers = request(X, ("predict_proba",), "i" * 50, binary=binary)
            calls: list[Callable[[], Any]] = [
                lambda remote=remote, query=query: remote.answer(query),
                lambda c=carrier, u=url, h=headers, b=body: c.handle_request(
                    httpx.Request("POST", u, headers=h, content=b)
                ).read(),
                lambda c=client, h=headers, b=body: c.post(URL, headers=h, content=b).content,
            ]
            found = blocks(calls, 200 if rows == 1 else 20)
            how = f"{'binary' if binary else 'JSON'}, {rows} row{'s' if rows > 1 else ''} of {D}"
            yield row(f"microseconds of our own, {how}", found[:, 0] - found[:, 1], 100 + rows if binary else None)
            yield row(f"  with httpx's transport, {how}", found[:, 0], None)
            yield row(f"  httpx's bare client, {how}", found[:, 2], None)


def in_flight() -> Iterator[Row]:
    """10,000 rows of a server that takes 10 ms a request, 100 rows each: one at a time over sixteen at once."""
    query = Value(np.random.default_rng(1).normal(size=(10_000, D)), 2)
    took: dict[int, list[float]] = {1: [], 16: []}
    for _ in range(5):
        for many, seconds in took.items():
            carrier = httpx.MockTransport(at_once(100, True, 0.01))
            with Remote("http://s", model="m", carrier=carrier, rows_per_request=100, in_flight=many) as remote:
                start = time.perf_counter()
                remote.answer(query)
                seconds.append(time.perf_counter() - start)
    found = np.array(took[1]) / np.array(took[16])
    yield {
        "work": "10,000 rows, 10 ms a request: one in flight over sixteen", "measured": float(np.median(found)),
        "interval": (float(found.min()), float(found.max())), "reach": 8, "holds": bool(np.median(found) >= 8),
    }  # fmt: skip


def threads_or_asyncio() -> Iterator[Row]:
    """Why threads: sixteen requests at once, ours in threads with all that is ours, and httpx's bare AsyncClient."""
    X = np.random.default_rng(1).normal(size=(10_000, D))
    answer = at_once(100, True)
    body, headers = request(X[:100], ("predict_proba",), "i" * 50, binary=True)

    async def gathered() -> None:
        gate = asyncio.Semaphore(16)
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:

            async def one() -> None:
                async with gate:
                    await client.post(URL, content=body, headers=headers)

            await asyncio.gather(*(one() for _ in range(100)))

    remote = Remote("http://s", model="m", carrier=httpx.MockTransport(answer), rows_per_request=100, in_flight=16)
    query = Value(X, 2)
    found = blocks([lambda: remote.answer(query), lambda: asyncio.run(gathered())], 1) / 100
    yield row("microseconds a request of 100 rows, 16 in flight: ours, in threads", found[:, 0], None)
    yield row("  httpx's bare AsyncClient", found[:, 1], None)


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "own-time": own_time,
    "in-flight": in_flight,
    "threads": threads_or_asyncio,
}

if __name__ == "__main__":
    sys.exit(measure(PARTS, sys.argv[1:], Path(__file__).parent / "out" / "extraction_client.json"))
