"""What is particular of a model behind HTTP: what it tells is found out, and each row that judges a copy is paid for."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..axes import Axes
from ..domains import Box
from ..points import Points
from ..teachers import Remote
from .judge import FRESH

PAID = 1000  # fresh inputs that judge a copy, where answers may cost money


def usual_judge(model: Any) -> int:
    """On how many fresh inputs a copy is judged, unless somebody says."""
    return PAID if isinstance(model, Remote) else FRESH


def usual_oracle(model: Any, place: Box | Axes, named: str | None) -> str:
    """What is asked: what was named, else values where they are told.  A server that does not say is asked about one row."""
    if isinstance(model, Remote):
        if model.outputs is None:
            model.meet(place.centre if isinstance(place, Box) else place.at(place.last[None] // 2)[0])
        if named is None and ("leaf" in (model.outputs or ()) or not model.tells_values):
            return "label"
    return named or "value"


def some_rows(model: Any, data: Points | None, most: int, seed: int) -> Points | None:
    """The data, of which a server is asked about so many at most, drawn without replacement."""
    if data is None or not isinstance(model, Remote) or len(data) <= most:
        return data
    chosen: Points = data[np.sort(np.random.default_rng((seed, len(data))).choice(len(data), most, replace=False))]
    return chosen
