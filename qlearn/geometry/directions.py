"""Angles between directions, and cones of directions enclosed from labels: what is certified whatever was left unsaid.

A label s = +-1 at x says that s (w.x) >= 0.  All w for which this holds at every point asked form a cone; each enclosure
returns an angle that no direction of the cone exceeds.  Rows are trusted up to `TRUST` of their largest entry, so points
that were rounded on their way to the teacher are covered.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..errors import Undecided
from ..points import Labels, Points

Vector = NDArray[np.float64]

TRUST = 2.0**-48  # of a row's largest entry
ZERO = 2.0**-30  # a coordinate of a normalised row below this is meant to be 0


def angle(one: Vector, other: Vector) -> float:
    """The angle between two vectors in radians, accurate near 0 and near pi; pi/2 if one of them is 0."""
    lengths = [float(np.abs(v).max()) for v in (one, other)]
    if not all(lengths):
        return math.pi / 2
    u, v = (x / s / np.linalg.norm(x / s) for x, s in zip((one, other), lengths, strict=True))
    return float(2 * math.atan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))


def planes(points: Points, labels: Labels, estimate: Vector) -> float:
    """Enclosure by planes: the product of angle intervals, for dialogues that fix one coordinate after another.

    Each row must lie in the plane of u and the next coordinate axis, u the direction found before.  With a = w.u for the
    unit vector w: if w's projection on that plane lies within tau of the new u, a' >= cos(tau) sqrt(a**2 + w_k**2) less
    twice what the rows are off.  So w.u is at least the product of the cosines, less that, in the end.
    Raises `Undecided` if a row lies outside its plane.
    """
    d = len(estimate)
    u = np.zeros(d)
    cosines, off = 1.0, 0.0
    for k, rows, above in _by_coordinate(points, labels):
        low, high = -math.pi / 2, math.pi / 2
        angles = np.arctan2(-(rows @ u), rows[:, k])
        meant = np.outer(-np.sin(angles), u)
        meant[:, k] += np.cos(angles)
        off += 2 * (float(np.linalg.norm(rows - meant, axis=1).max()) + math.sqrt(d) * TRUST)
        if not k:
            if (above != above[0]).any():
                raise Undecided("the labels of the first axis contradict each other")
            u[0] = 1.0 if above[0] else -1.0
            continue
        low = max([low, *angles[above].tolist()])
        high = min([high, *angles[~above].tolist()])
        if low > high:
            raise Undecided(f"the labels about coordinate {k} contradict each other: no angle is left")
        middle = (low + high) / 2
        cosines *= math.cos((high - low) / 2)
        u = u * math.cos(middle)
        u[k] = math.sin(middle)
    cosine = cosines - off
    return (math.acos(cosine) if cosine > 0 else math.pi) + angle(u, estimate) + TRUST


def _by_coordinate(points: Points, labels: Labels) -> Iterator[tuple[int, Points, Labels]]:
    """The normalised rows by their last coordinate that is not 0; every coordinate must have its turn."""
    rows = points / np.linalg.norm(points, axis=1, keepdims=True)
    last = rows.shape[1] - 1 - np.argmax(np.abs(rows[:, ::-1]) > ZERO, axis=1)
    for k in range(rows.shape[1]):
        mine = last == k
        if not mine.any():
            raise Undecided(f"no question has coordinate {k} as its last, so no angle interval is known there")
        signs = np.where(rows[mine, k] < 0, -1.0, 1.0)
        yield k, rows[mine] * signs[:, None], labels[mine] ^ (signs < 0)


def ratios(points: Points, labels: Labels, estimate: Vector) -> float:
    """Enclosure by ratios: a box of w_i/|w_p|, p the estimate's largest coordinate, by two linear programs an axis.

    Every bound is confirmed by its dual y >= 0: e = A'y + r gives e.v <= y.b + |r| M over |v| <= M, whatever a solver's
    tolerance.  If each ratio is within h_i of the estimate's, sin(angle) <= |h|/|estimate|, the estimate's entry p being 1.
    Raises `Undecided` if the labels do not bound the ratios, or contradict each other.
    """
    from scipy.optimize import linprog

    p = int(np.argmax(np.abs(estimate)))
    sign = math.copysign(1.0, estimate[p])
    centre = np.delete(estimate, p) / abs(estimate[p])
    if not len(centre):
        return 0.0 if (labels == (sign * points[:, 0] >= 0)).all() else math.pi
    rows = points / np.abs(points).max(axis=1, keepdims=True) * np.where(labels, -1.0, 1.0)[:, None]
    A, b = np.delete(rows, p, axis=1), -sign * rows[:, p]  # A v <= b, v the ratios
    b = b - A @ centre  # about the estimate
    reach = np.zeros(len(centre))
    loose = 0.0
    for i, direction in ((i, s) for i in range(len(centre)) for s in (1.0, -1.0)):
        c = np.zeros(len(centre))
        c[i] = direction
        solved = linprog(-c, A_ub=A, b_ub=b, bounds=(None, None), method="highs")
        if solved.status != 0:
            raise Undecided("the labels do not bound every ratio of weights, or contradict each other")
        y = np.maximum(-solved.ineqlin.marginals, 0.0)
        slack = float(y.sum()) * (len(rows) + len(centre) + 2) * TRUST
        loose = max(loose, float(np.abs(c - A.T @ y).sum()) + slack)
        reach[i] = max(reach[i], float(y @ b) + slack * (1 + float(np.abs(centre).sum())))
    if loose >= 0.5:
        raise Undecided("the linear programs were solved too loosely to bound the ratios")
    most = float(reach.max()) / (1 - loose)
    sine = float(np.linalg.norm(reach + loose * most)) / math.hypot(1.0, float(np.linalg.norm(centre)))
    return math.asin(sine) + TRUST if sine < 1 else math.pi
