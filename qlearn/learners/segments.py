"""A segment between two instances that are labelled differently: its boundary point, by halving."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..queries import Dialogue, Membership

Vector = NDArray[np.float64]
Ends = tuple[Vector, Vector]  # an instance labelled +, one labelled -


def halfway(ends: Ends) -> Vector:
    """Halfway, without overflow."""
    return ends[0] / 2 + ends[1] / 2


def halved(ends: Ends, times: int) -> Dialogue[Ends]:
    """The two, brought nearer to each other by halving what is between them: a label each time."""
    inside, outside = ends
    for _ in range(times):
        between = halfway((inside, outside))
        above = yield from Membership(between[None])
        inside, outside = (between, outside) if above[0] else (inside, between)
    return inside, outside
