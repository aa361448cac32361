"""Which of some ordered outcomes it is, by questions about their order, likely ones sooner: a Gilbert-Moore search."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...queries import Dialogue

Vector = NDArray[np.float64]

LEAST = 2.0**-40  # added to each chance: neighbours' points then stay 2**-41 apart, whatever is rounded


def gilbert_moore(chances: Vector, at_least: Callable[[int], Dialogue[bool]]) -> Dialogue[int]:
    """Find i by asking whether i >= k, with fewer than lg(1/p_i) + 2 questions, p_i being its chance.

    Each outcome has a point in [0, 1], and [0, 1] is halved until the part that i's point is in has no other; a half without
    points costs no question.  After k halvings the points left are within 2**-k, but i's is more than p_i/2 from any other.
    """
    points = middles(chances)
    low, high, start, width = 0, len(points), 0.0, 1.0
    while high - low > 1:
        width /= 2
        k = low + int(np.searchsorted(points[low:high], start + width))
        if k == low or (k < high and (yield from at_least(k))):
            low, start = k, start + width
        else:
            high = k
    return low


def middles(chances: Vector) -> Vector:
    """[0, 1] in one part for each outcome, as long as it is likely: the middles of the parts.

    >>> middles(np.array([1.0, 1.0, 2.0])).round(6).tolist()
    [0.125, 0.375, 0.75]
    """
    parts = chances / chances.sum() + LEAST
    ends = np.cumsum(parts)
    points: Vector = (ends - parts / 2) / ends[-1]
    return points
