"""The Open Inference Protocol, version 2: Triton's, KServe's, MLServer's and our own server's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from ..errors import BadAnswer, Unanswered
from ..protocol import BINARY, HEADER, IDEMPOTENT, read, request
from .dialects import OUTPUTS, Ask, Letter, Served, one_of, there
from .wire import Reply


class OpenInference:
    """In JSON, or with the binary extension where `GET /v2` names it."""

    name = "oip"
    candidates: tuple[str, ...] = ("predict_proba", "predict")

    def __init__(self) -> None:
        self.binary = False
        self._path = ""

    def served(self, ask: Ask, model: str | None) -> Served:
        server = there(ask, "/v2")
        extensions = server.get("extensions") if isinstance(server, dict) else None
        can = extensions if isinstance(extensions, list) else []
        self.binary = BINARY in can
        name = one_of(_models(ask) if model is None else [], model)
        self._path = f"/v2/models/{quote(name, safe='')}"
        told = ask("GET", self._path)
        if not isinstance(told, dict):
            raise BadAnswer(f"GET {self._path} should give a JSON object about the model, got {str(told)[:80]!r}")
        self._path += "/infer"
        return _served(name, told, IDEMPOTENT in can)

    def write(self, points: NDArray[Any], output: str, id: str) -> Letter:
        return Letter(self._path, *request(points, (output,), id, binary=self.binary))

    def read(self, reply: Reply, output: str) -> tuple[NDArray[Any], Mapping[str, Any]]:
        message = read(reply.body, "outputs", reply.headers.get(HEADER))
        for tensor in message.tensors:
            if tensor.name == output:
                return tensor.data, message.parameters
        raise BadAnswer(f"{output!r} was asked for, the server answered {', '.join(t.name for t in message.tensors)}")


def _models(ask: Ask) -> list[str]:
    """The names in the repository's index, which is an extension: POST for Triton and MLServer."""
    try:
        listed = ask("POST", "/v2/repository/index", final=(404, 405, 501))
    except Unanswered as fault:
        if fault.status in (404, 405, 501):
            return []
        raise
    entries = [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []
    return list(dict.fromkeys(e["name"] for e in entries if isinstance(e.get("name"), str)))


def _served(name: str, told: Mapping[str, Any], honours_ids: bool) -> Served:
    """Metadata, of which nearly all may be missing, and what has another form counts as missing."""
    parameters = told.get("parameters") if isinstance(told.get("parameters"), dict) else {}
    inputs, outputs = _entries(told.get("inputs")), _entries(told.get("outputs"))
    shape = inputs[0].get("shape") if len(inputs) == 1 else None
    d = shape[-1] if isinstance(shape, list) and len(shape) == 2 and type(shape[-1]) is int and shape[-1] > 0 else None
    tells = tuple(o for o in OUTPUTS if any(entry.get("name") == o for entry in outputs)) or None
    assert isinstance(parameters, dict)
    low, high = (_ends(parameters.get(end), d) for end in ("low", "high"))
    classes, features = parameters.get("classes"), parameters.get("features")
    if low is None or high is None or not np.less_equal(low, high).all():
        low = high = None
    return Served(
        model=name,
        d=d,
        outputs=tells,
        classes=tuple(classes) if isinstance(classes, list) and len(set(map(str, classes))) == len(classes) else None,
        low=low,
        high=high,
        features=tuple(map(str, features)) if isinstance(features, list) and len(features) == d else None,
        honours_ids=honours_ids,
    )


def _entries(listed: Any) -> list[dict[str, Any]]:
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []


def _ends(listed: Any, d: int | None) -> tuple[float, ...] | None:
    if not isinstance(listed, list) or len(listed) != d:
        return None
    if not all(isinstance(x, int | float) and not isinstance(x, bool) and np.isfinite(x) for x in listed):
        return None
    return tuple(float(x) for x in listed)
