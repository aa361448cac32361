"""Which weight is the largest in size, by a knockout: d labels for the signs, d - 1 for the matches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...queries import Dialogue, Membership


@dataclass(frozen=True)
class Knockout:
    """How a knockout of the sizes |w_i| went.  `order` has those who were beaten, the last to be beaten first."""

    signs: NDArray[np.float64]  # (d,), 1 or -1
    champion: int
    winner: NDArray[np.intp]  # (d,), who beat each; the champion itself for the champion
    size: NDArray[np.intp]  # (d,), how many are known to be no larger, oneself included
    order: tuple[int, ...]

    def point(self, j: int, c: float, i: int, times: float = 1.0) -> NDArray[np.float64]:
        """The point that is labelled + exactly if times |w_j| >= c |w_i|, shape (1, d)."""
        x = np.zeros((1, len(self.signs)))
        x[0, j] = times * self.signs[j]
        x[0, i] = -c * self.signs[i]
        return x


def knockout(d: int) -> Dialogue[Knockout]:
    """Play it: all matches of a round are one batch.

    In a uniform direction each match between two who beat equally many is even, and worth one bit.
    """
    signs = np.where((yield from Membership(np.eye(d))), 1.0, -1.0)
    winner, size = np.zeros(d, np.intp), np.ones(d, np.intp)
    left, beaten = np.arange(d), list[int]()
    while len(left) > 1:
        one, other = left[0 : len(left) - 1 : 2], left[1::2]
        points = np.zeros((len(one), d))
        points[np.arange(len(one)), other] = signs[other]
        points[np.arange(len(one)), one] = -signs[one]
        won = yield from Membership(points)
        win, lost = np.where(won, other, one), np.where(won, one, other)
        winner[lost] = win
        size[win] += size[lost]
        beaten += lost.tolist()
        left = np.append(win, left[2 * len(one) :])
    winner[left[0]] = left[0]
    return Knockout(signs, int(left[0]), winner, size, tuple(reversed(beaten)))
