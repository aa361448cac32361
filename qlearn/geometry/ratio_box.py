"""An enclosure in exact fractions: the box of ratios that labels of two weights at a time leave.

Each row asked compares two weights, |w_j| >= c |w_i|, or asks for one sign.  With b_k = s_k w_k, the signs s as labelled, every
label is an inequality between two of the b, and all together leave each b_k/b_p in an interval, p the estimate's largest
coordinate.  A row that was rounded on its way has small other entries: their sum times the largest |w| is allowed for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ..errors import Undecided
from ..points import Labels, Points

Vector = NDArray[np.float64]
Interval = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class AtMost:
    """b_j <= factor b_i + off |w|, |w| the largest size of a weight."""

    j: int
    i: int
    factor: Fraction
    off: Fraction


def ratio_box(points: Points, labels: Labels, estimate: Vector) -> float:
    """The angle to the estimate, shape (d,), that no direction with these labels exceeds; pi where they say too little.

    If each ratio is within h_k of the estimate's c_k, the sine of the angle is at most |h|/sqrt(1 + |c|**2): the weights,
    divided by b_p, differ by at most |h|.
    Raises `Undecided` if some sign was never asked.
    """
    return reached(*intervals(points, labels, int(np.argmax(np.abs(estimate)))), estimate)


def reached(signs: Vector, found: Sequence[Interval] | None, estimate: Vector) -> float:
    """The same from the signs and the intervals of the ratios to the estimate's largest coordinate."""
    p = int(np.argmax(np.abs(estimate)))
    if found is None or signs[p] * estimate[p] <= 0 or any(low > high for low, high in found):
        return math.pi
    centre = [Fraction(s * x) / Fraction(abs(estimate[p])) for s, x in zip(signs.tolist(), estimate.tolist(), strict=True)]
    far = [max(high - c, c - low, Fraction(0)) for (low, high), c in zip(found, centre, strict=True)]
    length = sum((c * c for c in centre), Fraction(0))
    return widest(sum((x * x for x in far), Fraction(0)), length)


def widest(reach: Fraction, length: Fraction) -> float:
    """The widest angle between a vector and those within a distance of it, rounded upwards; both squared.  pi if 0 is there."""
    return math.asin(math.sqrt(reach / length)) * (1 + 2.0**-48) if reach < length else math.pi


def intervals(
    points: Points,
    labels: Labels,
    p: int,
    off: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0)),
    of_champion: bool = False,
) -> tuple[Vector, list[Interval] | None]:
    """The signs, shape (d,), and what is left of each b_k/b_p; None if one may be as large as it likes.

    A label + may mean w.x >= -off[0] |w|, a label - that w.x < off[1] |w|, where a row's largest entry is 1; with
    `of_champion`, of b_p and not of |w|, the largest size of a weight.
    """
    rows = np.where(labels, 1.0, -1.0)[:, None] * points
    more = [off[0] if label else off[1] for label in labels.tolist()]
    asked, signs, least = _signs(rows, more)
    d = points.shape[1]
    others = np.delete(np.arange(len(rows)), asked).tolist()
    relations = [r for i in others for r in _relations(rows[i] * signs, more[i])]
    # b_k <= factor_k b_p + off_k |w|, found from p outwards
    high: dict[int, tuple[Fraction, Fraction]] = {p: (Fraction(1), Fraction(0))}
    for _ in range(d):
        lowered = [_lower(high, relation) for relation in relations if relation.j != p]
        if not any(lowered):
            break
    if len(high) < d:
        return signs, None
    share = Fraction(1) if of_champion else least_share(high.values())
    if share <= 0:
        return signs, None
    low = {k: -off / share for k, off in enumerate(least)} | {p: Fraction(1)}
    for relation in relations:  # b_p and b_i are bounded from below by what they bound from above
        if relation.j == p and relation.factor > 0:
            low[relation.i] = max(low[relation.i], (1 - relation.off / share) / relation.factor)
    return signs, [(low[k], high[k][0] + high[k][1] / share) for k in range(d)]


def least_share(high: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """How small b_p may be, the largest size being 1, if each b_k is at most factor b_p + off."""
    return min((1 - off) / factor if factor > 0 else Fraction(1) for factor, off in high)


def _signs(rows: Points, more: list[Fraction]) -> tuple[list[int], Vector, list[Fraction]]:
    """Which row asks for each sign, the signs, and how far b_k may lie below 0, as a share of the largest size."""
    size = np.abs(rows)
    largest = size.argmax(axis=1)
    rest = (size.sum(axis=1) - size.max(axis=1)) / size.max(axis=1)
    asked = []
    for k in range(rows.shape[1]):
        mine = np.flatnonzero(largest == k)
        if not len(mine):
            raise Undecided(f"no question asks for the sign of weight {k}")
        asked.append(int(mine[rest[mine].argmin()]))
    signs = np.array([1.0 if rows[i, k] > 0 else -1.0 for k, i in enumerate(asked)])
    return asked, signs, [_off(rows[i], [k]) / Fraction(size[i, k]) + more[i] for k, i in enumerate(asked)]


def _off(row: Vector, meant: list[int]) -> Fraction:
    """The sum of the sizes of the other entries."""
    return sum((Fraction(x) for x in np.abs(np.delete(row, meant)).tolist() if x), Fraction(0))


def _relations(row: Vector, more: Fraction) -> list[AtMost]:
    """row.b >= 0 as a bound between the two weights that it is about, if it is one."""
    if len(row) == 1:
        return []
    j, i = np.argsort(-np.abs(row), kind="stable")[:2].tolist()
    a, c = Fraction(row[j]), Fraction(row[i])
    if a < 0 <= c or c < 0 <= a:
        if a > 0:
            j, i, a, c = i, j, c, a
        return [AtMost(j, i, c / -a, (_off(row, [i, j]) + more * max(-a, c)) / -a)]
    return []


def _lower(high: dict[int, tuple[Fraction, Fraction]], relation: AtMost) -> bool:
    """Bound b_j by what bounds b_i, if that is less than is known."""
    if relation.i not in high:
        return False
    factor, off = high[relation.i]
    new = (relation.factor * factor, relation.factor * off + relation.off)
    if relation.j in high and sum(new) >= sum(high[relation.j]):
        return False
    high[relation.j] = new
    return True
