"""A box of the ratios of weights, and where to cut it: what the chart box learners share."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...concepts.half_spaces import HalfSpace
from ...formulas import Number, Size, clg, sin, sqrt, whole
from ...geometry.cut_plan import cut_at
from ...geometry.ratio_law import RatioLaw, median
from ...queries import Dialogue, Membership
from .direction import accuracy
from .knockout import Knockout, knockout

COARSE = 0.7  # a ratio's interval is cut by the law of ratios until it is so short, in standard deviations
WINNERS = 0.02  # the same for a ratio that bounds others
WIDE = 1.4  # of a width that is small enough in the end: so far the first cuts of a ratio that bounds others go
SPARE = 1  # labels a ratio that uneven cuts may lose in all, if the target is no usual one


@lru_cache(maxsize=1024)
def halvings(d: Size, eps: Size) -> Size:
    """How often [0, 1] is halved to 2 sin(eps)/sqrt(d - 1)."""
    return clg(sqrt(d - 1) / (2 * sin(eps)))


def most(d: Size, eps: Size) -> Size:
    return 2 * d - 1 + (d - 1) * (halvings(d, eps) + 1 + SPARE)


class Box:
    """Where the ratios |w_j|/|w_p| lie: low and high, shape (d,), both 1 for the champion p."""

    def __init__(self, cup: Knockout, eps: Fraction, finer: int = 0, slack: float = 0.0, wider: float = 1.0) -> None:
        d = len(cup.signs)
        self.cup, self.eps, self.sine = cup, float(eps), math.sin(eps)
        self.least = 2.0 ** -(int(halvings(d, eps)) + 1 + finer)
        self.slack, self.wider = slack, wider
        self.low, self.high = np.zeros(d), np.full(d, 1 + (d.bit_length() + 1) * slack)  # each round is off by one slack
        self.low[cup.champion] = self.high[cup.champion] = 1.0
        self.spare = SPARE * (d - 1) - float(np.log2(self.high).sum())

    @property
    def centre(self) -> NDArray[np.float64]:
        middle: NDArray[np.float64] = (self.low + self.high) / 2
        return middle

    @property
    def half_widths(self) -> NDArray[np.float64]:
        half: NDArray[np.float64] = (self.high - self.low) / 2
        return half

    @property
    def certified(self) -> bool:
        """Whether all directions of the box are within eps of its centre."""
        c, h = self.centre, self.half_widths
        return bool(h @ h <= self.sine**2 * (c @ c))

    @property
    def share(self) -> float:
        """At least how much of the box the answers leave: all but where a ratio is above that of whom it lost to."""
        winner = self.cup.winner
        lost = np.flatnonzero((self.high > self.low[winner]) & (winner != self.cup.champion))
        above = [_above(self.low[j], self.high[j], self.low[winner[j]], self.high[winner[j]]) for j in lost.tolist()]
        return 1 - sum(above)

    def likely(self, scale: float) -> NDArray[np.float64]:
        """The centre of mass, to first order, of a normal law with this standard deviation."""
        return self.centre * (1 - np.minimum(self.half_widths / scale, 1.0) ** 2 / 3)

    def small(self, squares: float) -> float:
        """The width that ends the run in a box of equal ones, if the squares of the ratios come to so much."""
        return self.wider * 2 * self.sine * math.sqrt(squares / max(1, len(self.low) - 1))

    def cut(self, j: int, c: float) -> Dialogue[None]:
        """Ask whether ratio j is at least c, or at least what is nearest to c and loses no more than there is to spare."""
        width = self.high[j] - self.low[j]
        most = width * min(max(2.0 ** min(self.spare - 1, 0.0), 0.5), 0.9)
        c = min(max(c, self.high[j] - most), self.low[j] + most)
        above = yield from Membership(self.cup.point(j, c, self.cup.champion))
        (self.low if above[0] else self.high)[j] = c
        self.spare -= 1 + math.log2(max(self.high[j] - self.low[j], self.least) / width)

    def lower(self, j: int, high: float) -> None:
        """A ratio is known to be no larger without a question: what that saves may be spared."""
        high = min(high, float(self.high[j]))
        self.spare += math.log2(max(float(self.high[j]), self.least) / max(high, self.least))
        self.high[j] = high

    def direction(self, centre: NDArray[np.float64]) -> HalfSpace:
        return HalfSpace(self.cup.signs * centre)


def begun(d: int, eps: Number, finer: int = 0, slack: float = 0.0, wider: float = 1.0) -> Dialogue[tuple[Box, RatioLaw]]:
    """A box after the knockout and the first cuts, which go by the law of ratios, one ratio after another.

    It may be cut `finer` halvings finer than `eps` alone needs.  All labels may be off by a `slack` of the largest weight,
    the same for all: then each ratio is met with that much more.  In the end, the sides are `wider` than a certificate needs.
    """
    wanted = accuracy(eps)
    cup = yield from knockout(whole(d, "d", least=1))
    box, law = Box(cup, wanted, finer, slack, wider), RatioLaw(d)
    for j in cup.order:
        yield from _first_cuts(box, law, j)
    return box, law


def longest_cut(box: Box, law: RatioLaw, planned: bool = True) -> Dialogue[None]:
    """Cut the longest side, where that saves labels in the end, or if not `planned` in equal halves."""
    j = int(box.half_widths.argmax())
    small = box.small(float(box.centre @ box.centre))
    yield from box.cut(j, _next_cut(box, j, small, law.scale, planned))


def boxed(
    d: int, eps: Number, enough: Callable[[Box, RatioLaw], bool], planned: bool = True, wider: float = 1.0
) -> Dialogue[Box]:
    """Cut the box until it is enough."""
    box, law = yield from begun(d, eps, wider=wider)
    while not enough(box, law):
        yield from longest_cut(box, law, planned)
    return box


def _first_cuts(box: Box, law: RatioLaw, j: int) -> Dialogue[None]:
    """Cut ratio j at medians until it is short; finely if it bounds others, which are then told its upper end."""
    size, winner = int(box.cup.size[j]), int(box.cup.winner[j])
    bounds = float(box.low[winner]), float(box.high[winner])
    box.lower(j, bounds[1] + box.slack * (2 if winner == box.cup.champion else 1))  # a ratio and its bound are off alike
    table, scale, small = law.table(size, bounds), law.scale, box.small(law.squares)
    tolerance = max(COARSE * scale, small) if size == 1 else max(WINNERS * scale, WIDE * small)
    while box.high[j] - box.low[j] > tolerance:
        yield from box.cut(j, median(table, box.low[j], box.high[j]))
    law.met(size, bounds, float(box.low[j]), float(box.high[j]))


def _next_cut(box: Box, j: int, small: float, scale: float, planned: bool) -> float:
    """Where to cut a ratio whose law is smooth in its interval: the median, or where the plan says."""
    low, high = box.low[j], box.high[j]
    width, middle = high - low, (low + high) / 2
    share = cut_at(width / small) if planned else 0.5
    if share in (0, 0.5):
        return float(middle - middle * min((width / scale) ** 2 / 8, 0.1 * width / max(middle, width)))
    return float(high - share * width)


def _above(low: float, high: float, least: float, most: float) -> float:
    """The chance that a number drawn between low and high is above one drawn between least and most."""

    def gained(x: float) -> float:
        """The integral of the other's distribution function up to x."""
        inside = min(max(x, least), most) - least
        return float(inside**2 / (2 * (most - least)) + max(x - most, 0.0))

    return (gained(high) - gained(low)) / (high - low)
