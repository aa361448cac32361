"""Servers that take rows and give 'predictions': MLflow's scoring server, TensorFlow Serving, KServe version 1.

They say nothing of the model, no id is honoured, and there is one output: whatever the model was saved to predict.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from ..protocol import Malformed
from .dialects import Ask, Letter, Served, one_of, there
from .wire import Reply


class _Rows:
    candidates: tuple[str, ...] = ("predictions",)
    _field: ClassVar[str]
    _path = ""

    def write(self, points: NDArray[Any], output: str, id: str) -> Letter:
        import orjson

        body = orjson.dumps({self._field: np.ascontiguousarray(points)}, option=orjson.OPT_SERIALIZE_NUMPY)
        return Letter(self._path, body, {"Content-Type": "application/json", "X-Request-Id": id})

    def read(self, reply: Reply, output: str) -> tuple[NDArray[Any], Mapping[str, Any]]:
        import orjson

        try:
            told = orjson.loads(reply.body)
        except orjson.JSONDecodeError as fault:
            raise Malformed(f"the answer is no JSON: {fault}") from None
        rows = told.get("predictions") if isinstance(told, dict) else None
        if not isinstance(rows, list):
            raise Malformed("the answer has no list 'predictions'")
        try:
            found = np.array(rows)
        except ValueError:
            raise Malformed("'predictions' are lists of unequal lengths") from None
        if found.dtype.kind not in "biufU" or found.ndim not in (1, 2):
            raise Malformed(f"'predictions' are numbers or words, one or a list of them for each row, got {str(rows)[:60]}")
        return found, {}


class MLflow(_Rows):
    """MLflow's `/invocations`: {"inputs": rows}."""

    name = "mlflow"
    _field = "inputs"
    _path = "/invocations"

    def served(self, ask: Ask, model: str | None) -> Served:
        return Served(model or "model")


class TFServing(_Rows):
    """TensorFlow Serving's and KServe's `/v1/models/NAME:predict`: {"instances": rows}."""

    name = "tfserving"
    _field = "instances"

    def served(self, ask: Ask, model: str | None) -> Served:
        listed = there(ask, "/v1/models") if model is None else None
        models = listed.get("models") if isinstance(listed, dict) else None
        name = one_of([m for m in models if isinstance(m, str)] if isinstance(models, list) else [], model)
        self._path = f"/v1/models/{quote(name, safe='')}:predict"
        return Served(name)
