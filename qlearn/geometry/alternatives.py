"""Either weights that give all labels, or a few labels that no weights give: decided in integers, since every float is one.

A label + at x says w.x >= 0, a label - says w.x < 0, and w is not 0.  If one of the labels is -, then either such weights
exist or multipliers y >= 0 do, not all 0 on the - rows, for which the sum of y_i s_i x_i is 0, s_i the sign of the label
(Motzkin's theorem); a basic solution has at most n + 1 of them above 0.  If all are +, it may take 2 n rows to leave only
w = 0, as the axes and their opposites do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..points import Labels, Points

Integers = NDArray[Any]  # Python's own, of any length, in an object array
UNIT = 2.0**-53


@dataclass(frozen=True, eq=False)
class Signs:
    """Rows (m, n) as integers, each up to a positive factor, with their labels (m,)."""

    rows: Integers
    labels: Labels

    @classmethod
    def of(cls, points: Points, labels: Labels) -> Signs:
        rows = np.empty(points.shape, object)
        for row, point in zip(rows, points.astype(np.float64), strict=True):
            ratios = [x.as_integer_ratio() for x in point.tolist()]
            scale = max(q for _, q in ratios)  # powers of two, so the others divide it
            row[:] = _lowest([p * (scale // q) for p, q in ratios])
        return cls(rows, labels)

    def kept(self, which: NDArray[Any]) -> Signs:
        return Signs(self.rows[which], self.labels[which])

    @cached_property
    def near(self) -> NDArray[np.float64]:
        """The rows as floats, the largest entry of each 1 or -1."""
        return np.array([_scaled(row) for row in self.rows]).reshape(self.rows.shape)

    def broken(self, w: Integers) -> int | None:
        """A row whose label these weights do not give, where rounding allows one by far; None if there is none."""
        v = np.array(_scaled(w))
        off = np.where(self.labels, -1, 1) * (self.near * v).sum(axis=1)  # above 0: broken; 0: broken if the label is -
        slack = (len(v) + 4) * UNIT * (np.abs(self.near) * np.abs(v)).sum(axis=1)
        if len(off) and (off - slack).max() > 0:
            return int((off - slack).argmax())
        for i in np.flatnonzero(np.abs(off) <= slack):
            if (sum(self.rows[i] * w) >= 0) != self.labels[i]:
                return int(i)
        return None


def alternative(signs: Signs) -> tuple[Integers, tuple[int, ...]] | tuple[None, tuple[int, ...]]:
    """Integer weights that give every label, or None and the rows of some that no weights give together."""
    n = signs.rows.shape[1]
    if not signs.labels.all():
        return _simplex(signs)
    spanning, weights = _independent(signs.rows)
    if weights is not None:
        return weights, ()
    goal = -signs.rows[list(spanning)].sum(axis=0)  # w.x > 0 for one row of those that span, or w = 0
    found, core = _simplex(Signs(np.vstack([signs.rows, goal]), np.append(signs.labels, False)))
    if found is not None:
        return found, ()
    assert len(spanning) == n
    return None, tuple(sorted({*core, *spanning} - {len(signs.rows)}))


def _simplex(signs: Signs) -> tuple[Integers, tuple[int, ...]] | tuple[None, tuple[int, ...]]:
    """Phase one for multipliers y >= 0 with sum y_i (s_i x_i, [label -]) = (0, ..., 0, 1), in whole numbers.

    The table holds, over one denominator, the right side and the inverse of the basis.  Its prices are weights: a row that
    they do not give a right label enters, the broken one furthest off.  The row that leaves is the lexicographically least,
    so no basis comes twice.
    """
    n = signs.rows.shape[1]
    table = np.hstack([np.zeros((n + 1, 1), int), np.eye(n + 1, dtype=int)]).astype(object)
    table[n, 0] = 1
    below, basis = 1, [-1] * (n + 1)  # -1: not yet a row
    while True:
        idle = [k for k in range(n + 1) if basis[k] < 0]
        prices = table[idle].sum(axis=0) if idle else np.zeros(n + 2, object)
        if not prices[0]:
            return None, tuple(sorted(basis[k] for k in range(n + 1) if basis[k] >= 0 and table[k, 0]))
        weights = -prices[1 : n + 1]
        entering = signs.broken(weights)
        if entering is None:
            return np.array(_lowest(weights.tolist()), object), ()
        column = np.append(signs.rows[entering] * (1 if signs.labels[entering] else -1), int(not signs.labels[entering]))
        share = table[:, 1:].dot(column)
        leaving = _least(table, share)
        pivot = table[leaving].copy()
        table = (table * share[leaving] - np.multiply.outer(share, pivot)) // below
        table[leaving], below, basis[leaving] = pivot, share[leaving], entering


def _least(table: Integers, share: Integers) -> int:
    """The position, of a positive share, whose row divided by it is lexicographically least."""
    best = -1
    for k in np.flatnonzero(share > 0):
        if best < 0 or (table[k] * share[best]).tolist() < (table[best] * share[k]).tolist():
            best = int(k)
    assert best >= 0, "the sum of what is idle cannot fall below 0"
    return best


def _independent(rows: Integers) -> tuple[tuple[int, ...], Integers | None]:
    """The first rows that are independent of those before; if they do not span, weights that are 0 on all rows."""
    n = rows.shape[1]
    reduced: dict[int, list[Fraction]] = {}  # by the place of its 1, where the others have 0
    chosen = []
    for i, row in enumerate(rows):
        rest = [Fraction(x) for x in row]
        for place, other in reduced.items():
            rest = _less(rest, rest[place], other)
        lead = next((place for place, x in enumerate(rest) if x), None)
        if lead is None:
            continue
        one = [x / rest[lead] for x in rest]
        reduced = {place: _less(other, other[lead], one) for place, other in reduced.items()} | {lead: one}
        chosen.append(i)
        if len(chosen) == n:
            return tuple(chosen), None
    free = next(place for place in range(n) if place not in reduced)
    kernel = [-reduced[place][free] if place in reduced else Fraction(place == free) for place in range(n)]
    below = math.lcm(*(x.denominator for x in kernel))
    return tuple(chosen), np.array([int(x * below) for x in kernel], object)


def _less(row: list[Fraction], times: Fraction, other: list[Fraction]) -> list[Fraction]:
    return [a - times * b for a, b in zip(row, other, strict=True)] if times else row


def _lowest(integers: Sequence[int]) -> list[int]:
    """Integers divided by what divides them all."""
    divisor = math.gcd(*integers) or 1
    return [x // divisor for x in integers]


def _scaled(integers: Integers) -> list[float]:
    """Integers divided by the largest of them."""
    largest = max(map(abs, integers)) or 1
    return [x / largest for x in integers]
