"""What is particular of a model behind HTTP: what it tells is found out, and each row that judges a copy is paid for."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..axes import Axes
from ..domains import Box
from ..errors import unknown
from ..formulas import whole
from ..points import Points
from ..remote.account import Bill
from ..teachers import Remote
from .judge import FRESH
from .tree_extraction import KINDS

PAID = 1000  # fresh inputs that judge a copy, where answers may cost money


def judged_on(model: Any, said: int | None) -> int:
    """On how many fresh inputs a copy is judged."""
    return whole(said, "judge", least=1) if said is not None else PAID if isinstance(model, Remote) else FRESH


def usual_oracle(model: Any, place: Box | Axes, named: str | None) -> str:
    """What is asked: what was named, else values where they are told.  A server that does not say is asked about one row."""
    if named is not None and named not in KINDS:
        raise unknown("oracle", named, KINDS)
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


def bill(model: Any) -> Bill | None:
    """What the server billed; None for a model that is here."""
    return model.account() if isinstance(model, Remote) else None
