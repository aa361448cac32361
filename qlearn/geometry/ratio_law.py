"""How ratios of weights are spread when a direction is uniform and a knockout has been played: where to cut first.

A uniform direction is a vector of independent normal numbers, divided by its length.  Let r be the size of the largest one,
the champion's, which nobody knows.  Given r, the ratio to it of a coordinate that has won size - 1 matches (its own and those
of whom it beat) is below x with probability (F(r x)/F(r b))**size, F(t) = erf(t/sqrt 2), b the ratio of whom it lost to.
Nothing here is ever relied on: a poor guess costs labels, not truth.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

SCALES = 48  # values of r that are kept beside one another
POINTS = 65  # where a ratio's law is tabulated
SHARES = (np.arange(4) + 0.5) / 4  # of the winner's interval, where its ratio may be


class RatioLaw:
    """The ratios of d coordinates to the largest, r being what the ratios met so far say of it."""

    def __init__(self, d: int) -> None:
        from scipy.special import erf

        self._erf = erf
        self._r = np.exp(np.linspace(math.log(0.05), math.log(6.0), SCALES))
        self._weights = np.log(self._r) - self._r**2 / 2 + (d - 1) * np.log(self._below(1.0))
        self._left = d - 1
        self._known = 1.0  # the squares of the ratios met, the champion's own among them

    @property
    def scale(self) -> float:
        """The standard deviation of a coordinate, in units of the champion's size."""
        return 1 / math.sqrt(float(self._posterior() @ self._r**2))

    @property
    def squares(self) -> float:
        """What the squares of all ratios will come to."""
        return self._known + self._left * self.scale**2

    def table(self, size: int, winner: tuple[float, float]) -> tuple[Vector, Vector]:
        """Points from 0 to the winner's upper end, and the probability that the ratio is below each; both (POINTS,)."""
        low, high = winner
        x = np.linspace(0.0, high, POINTS)
        below = self._erf(np.outer(self._r, x) / math.sqrt(2))  # (SCALES, POINTS)
        bounds = [high] if low == high else [low + (high - low) * share for share in SHARES]
        shares = [np.minimum(below / self._below(b)[:, None], 1.0) ** size for b in bounds]
        chances: Vector = self._posterior() @ (sum(shares) / len(bounds))
        return x, chances

    def met(self, size: int, winner: tuple[float, float], low: float, high: float) -> None:
        """A ratio was found between low and high, with size - 1 others below it."""
        middle = (low + high) / 2
        between = np.log(np.maximum(self._below(high) - self._below(low), 1e-300))
        bound = np.log(self._below(sum(winner) / 2))
        self._weights += between + (size - 1) * np.log(self._below(middle)) - size * bound
        self._known += middle**2 + (high - low) ** 2 / 12
        self._left -= 1

    def _below(self, x: float) -> Vector:
        """The chance that a coordinate is less than x times the champion, for each r; never quite 0."""
        chances: Vector = np.maximum(self._erf(self._r * x / math.sqrt(2)), 1e-300)
        return chances

    def _posterior(self) -> Vector:
        weights: Vector = np.exp(self._weights - self._weights.max())
        weights /= weights.sum()
        return weights


def median(table: tuple[Vector, Vector], low: float, high: float) -> float:
    """The point between low and high that a ratio of this law is as likely above as below."""
    x, chances = table
    ends = np.interp([low, high], x, chances)
    return float(np.interp(ends.mean(), chances, x))
