"""An enclosure for half-spaces with an offset: labels about an anchor compare two weights at a time, others bound the offset.

About the anchor a a half-space is w.r + beta >= 0, r = x - a, with beta >= 0 since the anchor is labelled +.  Rows r with two
entries compare weights, but for beta; rows on a line through the anchor bound beta.  So first beta is bounded coarsely, by the
nearest point labelled -; that gives the ratios, and they give beta again, in units of the largest weight.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ..errors import Undecided
from ..points import Labels, Points
from .ratio_box import Interval, intervals, reached

Vector = NDArray[np.float64]

SPARSE = 2.0**-24  # rows whose other entries come to less, as a share of the largest, compare two weights
PASSES = 3  # each bounds beta by the ratios that it had before


def anchored_box(rows: Points, labels: Labels, w: Vector, offset: float, reach: float, rounded: float) -> tuple[float, float]:
    """The angle to w, and the distance from `offset` where |w| = 1, that no half-space with these labels exceeds.

    `rows`, shape (m, d), are the points asked as seen from the anchor, those that compare weights at the distance `reach` in
    their largest entry; `rounded` is how far an entry may be off.
    Raises `Undecided` where some sign was never asked, or no point labelled - is near.
    """
    p = int(np.argmax(np.abs(w)))
    size = np.abs(rows).max(axis=1)
    rest = np.abs(rows).sum(axis=1) - np.sort(np.abs(rows), axis=1)[:, -2:].sum(axis=1)
    compares = (rest <= SPARSE * size) & (np.abs(size - reach) <= SPARSE * reach)
    about, said, across, told = rows[compares], labels[compares], rows[~compares], labels[~compares]
    if told.all() or not len(about):
        raise Undecided("no point labelled - lies on the line through the anchor, so the offset is not bounded")
    ends = Fraction(float(size[compares].min())), Fraction(float(size[compares].max()))
    noise = len(w) * Fraction(rounded) / ends[0]
    coarse = Fraction(float(np.abs(across[~told]).sum(axis=1).min())) * (1 + Fraction(1, 2**40))
    signs, found = intervals(about, said, p, (coarse / ends[0] + noise, noise))
    if found is None:
        return math.pi, math.inf
    most = max(max(abs(low), abs(high)) for low, high in found)  # of a weight, in units of the champion's
    noise *= most
    for _ in range(PASSES):
        beta = _offset(across * signs, told, found, noise * ends[1])
        signs, found = intervals(about, said, p, (beta[1] / ends[0] + noise, noise - beta[0] / ends[1]), of_champion=True)
        assert found is not None  # it was bounded before
    size_of_w = float(np.linalg.norm(w))
    angle = reached(signs, found, w)
    if angle >= math.pi / 2:
        return math.pi, math.inf
    return angle, _distance(found, beta, offset / size_of_w)


def _offset(across: Points, told: Labels, found: list[Interval], noise: Fraction) -> Interval:
    """Bounds on beta in units of the champion's weight: w.r + beta >= 0 where the label is +, < 0 where it is -."""
    low, high = Fraction(0), None
    for row, label in zip(across, told.tolist(), strict=True):
        r = [Fraction(x) for x in row.tolist()]
        if label:
            low = max(low, -sum((max(x * a, x * b) for x, (a, b) in zip(r, found, strict=True)), noise))
        else:
            least = -sum((min(x * a, x * b) for x, (a, b) in zip(r, found, strict=True)), -noise)
            high = least if high is None else min(high, least)
    assert high is not None
    return low, max(high, low)


def _distance(found: list[Interval], beta: Interval, offset: float) -> float:
    """The largest |beta/|w| - offset| over the box."""
    shortest = math.sqrt(sum(0 if a <= 0 <= b else min(a * a, b * b) for a, b in found))
    longest = math.sqrt(sum(max(a * a, b * b) for a, b in found))
    return max(float(beta[1]) / shortest - offset, offset - float(beta[0]) / longest)
