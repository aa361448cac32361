"""Points that specify a labelling: found greedily, and looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..finite_class import FiniteClass

Bits = NDArray[np.bool_]


def specifies(c: FiniteClass, f: Bits, points: Sequence[int]) -> bool:
    """Whether at most one concept has f's labels at these points."""
    chosen = list(points)
    return int((c.labels[:, chosen] == f[chosen]).all(axis=1).sum()) <= 1


def greedy_points(c: FiniteClass, f: Bits) -> tuple[int, ...]:
    """Points that specify f, each time one where most of the concepts left differ, and without those that turn out needless."""
    left = c.labels != f
    chosen: list[int] = []
    while len(left) > 1:
        counts = np.count_nonzero(left, axis=0)
        x = int(counts.argmax())
        chosen.append(x)
        left = left[~left[:, x]]
    for x in list(chosen):
        fewer = [y for y in chosen if y != x]
        if specifies(c, f, fewer):
            chosen = fewer
    return tuple(chosen)
