"""An enclosure in exact fractions: what labels about sums of weights leave of their ratios to one of them.

With b_k = s_k w_k >= 0, the signs s as labelled, a row with entries s_k for the k of a group and -c s_p says whether the
group's b sum to at least c b_p.  Where they do not, the group's ratios to b_p lie in a simplex; where they do and the group
is one weight, its ratio is bounded from below.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ..errors import Undecided
from ..points import Labels, Points
from .ratio_box import widest

Vector = NDArray[np.float64]


@dataclass
class Sums:
    """What is known of the ratios to one weight."""

    low: dict[int, Fraction] = field(default_factory=dict)
    below: dict[tuple[int, ...], Fraction] = field(default_factory=dict)  # a group's sum is less than this


def sum_box(points: Points, labels: Labels, estimate: Vector) -> float:
    """The angle to the estimate, shape (d,), that no direction with these labels exceeds; pi where they say too little.

    If the ratios to b_p lie within r of the estimate's, the sine of the angle is at most r over the estimate's length, its
    own b_p being 1.  Any p will do; the best of them is taken.
    Raises `Undecided` if some sign was never asked.
    """
    signs = _signs(points, labels)
    if (signs * estimate < 0).any():
        return math.pi
    rows = points * signs
    pivots = _pivots(rows) or [int(np.abs(estimate).argmax())]
    return min(_angle(_sums(rows, labels, p), np.abs(estimate), p) for p in pivots)


def _signs(points: Points, labels: Labels) -> Vector:
    alone = np.flatnonzero(np.count_nonzero(points, axis=1) == 1)
    signs = np.zeros(points.shape[1])
    for i in alone.tolist():
        k = int(np.flatnonzero(points[i])[0])
        signs[k] = math.copysign(1.0, points[i, k]) * (1 if labels[i] else -1)
    if not signs.all():
        raise Undecided(f"no question asks for the sign of weight {int(np.flatnonzero(signs == 0)[0])}")
    return signs


def _pivots(rows: Points) -> list[int]:
    """The weights that some row compares with a sum of others."""
    alone = (rows < 0).sum(axis=1) == 1
    return sorted(set((rows[alone] < 0).argmax(axis=1).tolist()))


def _sums(rows: Points, labels: Labels, p: int) -> Sums:
    """The rows b_G - c b_p, the only ones that are used, and their labels."""
    found = Sums()
    for row, label in zip(rows, labels.tolist(), strict=True):
        group = tuple(np.flatnonzero(row > 0).tolist())
        if not group or row[p] >= 0 or (row < 0).sum() != 1 or np.ptp(row[list(group)]):
            continue
        c = Fraction(-row[p]) / Fraction(row[group[0]])
        if not label:
            found.below[group] = min(c, found.below.get(group, c))
        elif len(group) == 1:
            found.low[group[0]] = max(c, found.low.get(group[0], c))
    return found


def _angle(found: Sums, estimate: Vector, p: int) -> float:
    if not estimate[p]:
        return math.pi
    centre = [Fraction(x) / Fraction(estimate[p]) for x in estimate.tolist()]
    left, reach = set(range(len(centre))) - {p}, Fraction(0)
    for group, most in sorted(found.below.items(), key=lambda item: len(item[0])):
        mine = left & set(group)
        left -= mine
        if len(group) == 1 and mine:
            (j,) = group
            reach += max(most - centre[j], centre[j] - found.low.get(j, Fraction(0)), Fraction(0)) ** 2
        else:
            reach += _to_simplex([centre[j] for j in mine], most)
    return math.pi if left else widest(reach, sum((c * c for c in centre), Fraction(0)))


def _to_simplex(centre: Iterable[Fraction], most: Fraction) -> Fraction:
    """The squared distance from a point to the farthest corner of {y >= 0, sum y <= most}: 0, or `most` on one axis."""
    at = list(centre)
    return sum((c * c for c in at), Fraction(0)) + max(most * most - 2 * most * min(at), Fraction(0)) if at else Fraction(0)
