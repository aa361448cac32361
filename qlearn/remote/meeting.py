"""A server that does not say what it tells is asked about one row, once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadAnswer, Unanswered
from .dialects import Served
from .flight import Flight


def met(flight: Flight, served: Served, point: NDArray[np.float64]) -> Served:
    """What is known now; `point` has the shape (1, d).  Raises `Unanswered` if every output is refused."""
    if served.outputs is not None:
        return served
    refusal: Unanswered | None = None
    for candidate in flight.line.dialect.candidates:
        try:
            said = flight.ask(candidate, point, lambda said: said, final=(501,))
        except Unanswered as fault:
            if fault.status is None:
                raise
            refusal = fault
        else:
            return _with(served, candidate, said)
    assert refusal is not None
    raise refusal


def _with(served: Served, output: str, said: NDArray[Any]) -> Served:
    """What one answered row shows."""
    columns = said.shape[1] if said.ndim == 2 else 1
    if output == "predictions":
        tells: tuple[str, ...] = ("predict_proba",) if columns > 1 else ("predict",)
    else:
        tells = (output, "predict") if output != "predict" else ("predict",)
    if columns > 1 and served.classes is not None and columns != len(served.classes):
        raise BadAnswer(f"{columns} probabilities a row, but {len(served.classes)} classes were named: {list(served.classes)}")
    classes = served.classes or (tuple(range(columns)) if columns > 1 else None)
    return replace(served, outputs=tells, classes=classes, d=served.d)
