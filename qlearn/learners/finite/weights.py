"""Importance weights: errors on a sample whose labels were bought by coins, how far they may stray, and how the coins fall."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ...formulas import Size, ln, sqrt

C0 = 8.0  # in the threshold, as Beygelzimer et al. 2010 set it for trees


class Weighted:
    """The weighted errors of several hypotheses on what was drawn: a label bought with probability p weighs 1/p.

    Whatever the coins were, each mean is the true error on average.

    >>> sample = Weighted(np.zeros(2))
    >>> sample.add(np.array([True, False]), p=0.5)
    >>> sample.skip()
    >>> sample.errors.tolist(), sample.gap(np.array([True, False]), np.array([True, True]))
    ([1.0, 0.0], 1.0)
    """

    def __init__(self, sums: NDArray[np.float64]) -> None:
        self.sums = sums  # (hypotheses,), of weights of labels that are not theirs
        self.drawn = 0

    @property
    def errors(self) -> NDArray[np.float64]:
        """err(h, S) = (1/n) sum of 1/p over the labels that are not h's, shape (hypotheses,)."""
        return self.sums / max(1, self.drawn)

    def add(self, wrong: NDArray[np.bool_], p: float) -> None:
        """A label bought with probability p, and which hypotheses it is not of, shape (hypotheses,)."""
        self.sums = self.sums + wrong / p
        self.drawn += 1

    def skip(self) -> None:
        """A point whose label was not bought."""
        self.drawn += 1

    def best(self, left: NDArray[np.bool_]) -> int:
        """The first of least error among those left."""
        return int(np.where(left, self.sums, np.inf).argmin())

    def gap(self, says: NDArray[np.bool_], left: NDArray[np.bool_]) -> float | None:
        """G: how much worse the best hypothesis left is that disagrees with the best one here; None if all agree."""
        others = left & (says != says[self.best(left)])
        if not others.any():
            return None
        return float((self.sums[others].min() - self.sums[left].min()) / max(1, self.drawn))


def rejection(gap: float, n: int, c0: float = C0) -> float:
    """The probability to buy the n-th label: 1 up to the gap sqrt(a) + a, then the s with gap = sqrt(a/s) + a/s, where
    a = c0 ln(n)/(n - 1).

    With t = sqrt(a/s) that is gap = t + t**2, so s = a/t**2 with t = (sqrt(1 + 4 gap) - 1)/2 (Beygelzimer et al. 2010, their
    c_1 = c_2 = 1).

    >>> rejection(0.5, 1), round(rejection(0.75, 1001), 3)
    (1.0, 0.221)
    """
    if n < 2:
        return 1.0
    a = c0 * math.log(n) / (n - 1)
    if gap <= math.sqrt(a) + a:
        return 1.0
    t = 2 * gap / (math.sqrt(1 + 4 * gap) + 1)  # nothing cancels so
    return a / t**2


def deviation(N: Size, n: Size, least: Size, delta: Size) -> Size:
    """How far any of N weighted errors after n draws is from the true one, with probability 1 - delta, all p >= least.

    Each term lies in an interval of length 1/least, so this is Azuma's inequality for N means on two sides; it holds under any
    noise, or none.

    >>> from fractions import Fraction
    >>> round(float(deviation(8, 1000, Fraction(1, 4), Fraction(1, 20))), 3)
    0.215
    """
    return sqrt(ln(2 * N / delta) / (2 * n)) / least
