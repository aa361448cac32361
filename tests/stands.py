"""A server that stands in for others: in this process, behind httpx's own transport of that kind, and it may misbehave."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import numpy as np
import orjson

from qlearn.protocol import HEADER, Tensor, read, response

Wrong = Callable[[int, str], httpx.Response | None]  # told the number of the request and its id; None lets it pass


class Stand:
    """Speaks the Open Inference Protocol for a function of X (batch, d); remembers ids, bills each once."""

    def __init__(
        self, f: Callable[[Any], Any], output: str = "predict", *, d: int = 2, binary: bool = True, wrong: Wrong | None = None,
        seconds: float = 0.0, classes: list[Any] | None = None,
    ) -> None:  # fmt: skip
        self.f, self.output, self.d, self.binary, self.seconds, self.classes = f, output, d, binary, seconds, classes
        self.wrong = wrong or (lambda number, id: None)
        self.ids: list[str] = []
        self.told: dict[str, Any] = {}
        self.billed = 0
        self._lock = threading.Lock()
        self.carrier = httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/v2":
            extensions = ["idempotent_id", *(["binary_tensor_data"] if self.binary else [])]
            return _json({"name": "stand", "extensions": extensions})
        if path == "/v2/repository/index":
            return _json([{"name": "m", "state": "READY"}])
        if path == "/v2/models/m":
            x = {"name": "x", "datatype": "FP64", "shape": [-1, self.d]}
            outputs = [{"name": self.output, "datatype": "FP64", "shape": [-1]}]
            return _json({"name": "m", "inputs": [x], "outputs": outputs, "parameters": {"classes": self.classes}})
        if path == "/v2/models/m/infer":
            return self._inferred(request)
        return httpx.Response(404, content=b'{"error": "nothing is there"}')

    def _inferred(self, request: httpx.Request) -> httpx.Response:
        message = read(request.content, "inputs", request.headers.get(HEADER))
        assert message.id is not None
        time.sleep(self.seconds)
        with self._lock:
            number = len(self.ids)
            self.ids.append(message.id)
        if (refusal := self.wrong(number, message.id)) is not None:
            return refusal
        x = message.tensors[0].data
        with self._lock:
            if message.id not in self.told:
                self.told[message.id] = np.asarray(self.f(x))
                self.billed += len(x)
        about: Mapping[str, Any] = {"model_name": "m", "id": message.id, "parameters": {"billed": self.billed}}
        body, headers = response([Tensor(self.output, self.told[message.id])], about, binary=message.binary)
        return httpx.Response(200, content=body, headers=headers)


def _json(value: Any) -> httpx.Response:
    return httpx.Response(200, content=orjson.dumps(value))
