"""Between two points with different labels lies a cut: found by bisection over coordinates, then over places."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...features import Places
from ...queries import Dialogue
from .witnesses import Witnesses

Ask = Callable[[Places], Dialogue[int]]  # the label at these places


@dataclass(frozen=True, eq=False)
class Line:
    """Two points that differ in one feature, where it is a and b, a < b; only one of them, the one at a if `rising`, has
    the label `start`."""

    at: Places  # any point of the line
    feature: int
    a: int
    b: int
    start: int
    rising: bool

    def point(self, place: int) -> Places:
        y = self.at.copy()
        y[self.feature] = place
        return y

    def rest(self, ask: Ask, place: int) -> Dialogue[Line]:
        """The part of the line on the side of this place where the label changes."""
        same = (yield from ask(self.point(place))) == self.start
        return replace(self, a=place) if same == self.rising else replace(self, b=place)


def narrowed(known: Witnesses, ask: Ask, z: Places, x: Places, order: Places) -> Dialogue[Line]:
    """Two points in one line with different labels, between z and x, whose labels are known and differ.

    The coordinates of x are put into z one after the other, in this `order`, each one that a known cut separates weighing as
    much as all others together: such hybrids have two neighbours with different labels.  The known cuts between these are
    tried next.  In the end there is one between the two points and b = a + 1, or there is none.
    """
    moving = order[z[order] != x[order]]
    start = known.label(z)
    assert start is not None

    def hybrid(k: int) -> Places:
        h = z.copy()
        h[moving[:k]] = x[moving[:k]]
        return h

    weights = np.where(known.separated(z, x)[moving], len(moving), 1)
    k = yield from _changing(lambda k: ask(hybrid(k)), start, weights)
    i, rising = int(moving[k]), bool(z[moving[k]] < x[moving[k]])
    a, b = sorted((int(z[i]), int(x[i])))
    return (yield from _between_cuts(known, ask, Line(hybrid(k), i, a, b, start, rising)))


def _changing(ask: Callable[[int], Dialogue[int]], start: int, weights: Places) -> Dialogue[int]:
    """The k so that hybrid k still has the first label and hybrid k + 1 has not.

    The weights lie side by side, and their whole length is halved again and again (Gilbert and Moore's code).
    """
    low, high = 0, len(weights)
    centres = np.cumsum(weights) - weights / 2
    left, right = 0.0, float(weights.sum())
    while high - low > 1:
        middle = (left + right) / 2
        k = int(np.searchsorted(centres, middle))
        same = k <= low or (k < high and (yield from ask(k)) == start)
        if same:
            low, left = max(low, k), middle
        else:
            high, right = min(high, k), middle
    return low


def _between_cuts(known: Witnesses, ask: Ask, line: Line) -> Dialogue[Line]:
    """The part of a line around one known cut, or without any."""
    while line.b - line.a > 1 and (cuts := known.cuts_between(line.feature, line.a, line.b)):
        c = cuts[len(cuts) // 2]
        for place in (c, c + 1):
            if line.a < place < line.b:
                line = yield from line.rest(ask, place)
    return line


def bisected(ask: Ask, line: Line, likely: Sequence[int]) -> Dialogue[Line]:
    """The two neighbouring places of a line where the label changes; the likely ones, in order, are tried first."""
    for places in (likely, None):
        while line.b - line.a > 1:
            middle = (line.a + line.b) // 2
            if places is not None:
                between = places[bisect.bisect_right(places, line.a) : bisect.bisect_left(places, line.b)]
                if not between:
                    break
                middle = between[len(between) // 2]
            line = yield from line.rest(ask, middle)
    return line
