"""Angles between directions, and cones of directions enclosed from labels: what is certified whatever was left unsaid.

A label s = +-1 at x says that s (w.x) >= 0.  All w for which this holds at every point asked form a cone; each enclosure
returns an angle to the estimate that no direction of the cone exceeds, pi where it can say nothing better.  Rows may have
been rounded on their way to the teacher and back: each normalised row is trusted up to `rounding(d)`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..errors import Undecided
from ..points import Labels, Points

Vector = NDArray[np.float64]


def rounding(d: int) -> float:
    """How far a normalised row of d entries may be from the point that was meant."""
    return (d + 8) * 2.0**-53


def angle(one: Vector, other: Vector) -> float:
    """The angle between two vectors in radians, accurate near 0 and near pi; pi/2 if one of them is 0."""
    lengths = [float(np.abs(v).max()) for v in (one, other)]
    if not all(lengths):
        return math.pi / 2
    u, v = (x / s / np.linalg.norm(x / s) for x, s in zip((one, other), lengths, strict=True))
    return float(2 * math.atan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))


def planes(points: Points, labels: Labels, estimate: Vector) -> float:
    """Enclosure by planes: the product of angle intervals, for dialogues that fix one coordinate after another.

    Rows about coordinate k lie in the plane of u and that axis, u the direction found before.  For a unit vector w of the
    cone let a = w.u, and r the length of what its first coordinates have beside a u.  An interval of half width tau about
    the new u gives r'**2 + a'**2 <= (r**2 + a**2)/cos(tau)**2: the cosines multiply.  So tan**2 is kept, where nothing
    cancels: r <= T max(a, 0) + D and a >= -A, with D and A for what rows are off their planes.
    Raises `Undecided` if some coordinate was never asked about.
    """
    d = len(estimate)
    u = np.zeros(d)
    T = D = A = 0.0
    for k, (rows, above) in enumerate(_by_coordinate(points, labels)):
        angles, off = _in_plane(rows, u, k)
        if not k:
            if (above != above[0]).any():
                return math.pi
            u[0] = 1.0 if above[0] else -1.0
            A = off
            continue
        low = max([-math.pi / 2, *angles[above].tolist()])
        high = min([math.pi / 2, *angles[~above].tolist()])
        middle, tau = (low + high) / 2, max((high - low) / 2, 0.0)
        if high - low < -8 * rounding(d) or math.cos(tau) < 2.0**-30:
            return math.pi  # labels that contradict each other, or none that say anything
        bounded = above.any() and not above.all()  # else w.u >= -A itself is an end of the interval
        across = (off if bounded else max(A, off)) / math.cos(tau)
        sines, cosines = np.abs(np.sin(middle - angles)), np.abs(np.cos(middle - angles))
        with np.errstate(divide="ignore"):
            backwards = ((off + across * cosines) / sines).min()  # -a' sin(beta) <= off + across |cos(beta)|, beta from u'
        A = min(float(backwards), (A + across * abs(math.sin(middle))) / math.cos(middle))
        D += (1 + T) * across
        T = math.hypot(T / math.cos(tau), math.tan(tau))
        u = u * math.cos(middle)
        u[k] = math.sin(middle)
    if math.hypot(A, D) >= 1:
        return math.pi
    return math.atan(T) + math.asin(D) + angle(u, estimate) + rounding(d)


def _in_plane(rows: Points, u: Vector, k: int) -> tuple[Vector, float]:
    """The angles t, shape (rows,), for which a row is best -sin(t) u + cos(t) e_k, and the most that one is off that."""
    angles = np.arctan2(-(rows @ u), rows[:, k])
    meant = np.outer(-np.sin(angles), u)
    meant[:, k] += np.cos(angles)
    return angles, float(np.linalg.norm(rows - meant, axis=1).max()) + 2 * rounding(len(u))


def _by_coordinate(points: Points, labels: Labels) -> Iterator[tuple[Points, Labels]]:
    """The normalised rows by their last coordinate that is not 0, turned so that it is positive.

    What the first coordinate's own rows have elsewhere tells how well rows are kept: less than that is 0 as well.
    """
    rows = points / np.linalg.norm(points, axis=1, keepdims=True)
    d = rows.shape[1]
    zero = 4 * max(float(np.linalg.norm(rows[:, 1:], axis=1).min()), 2 * rounding(d))
    last = d - 1 - np.argmax(np.abs(rows[:, ::-1]) > zero, axis=1)
    for k in range(d):
        mine = last == k
        if not mine.any():
            raise Undecided(f"no question has coordinate {k} as its last, so no angle interval is known there")
        signs = np.where(rows[mine, k] < 0, -1.0, 1.0)
        yield rows[mine] * signs[:, None], labels[mine] ^ (signs < 0)


def ratios(points: Points, labels: Labels, estimate: Vector, unit: Vector | None = None) -> float:
    """Enclosure by ratios: a box of w_i/|w_p|, p the estimate's largest coordinate, by two linear programs an axis.

    Every bound is confirmed by its dual y >= 0, whatever a solver's tolerance: y'A = c + r and A v <= b give
    c.v <= y.b + |r| |v|.  The box is solved for again in units of itself until it no longer shrinks.  If each ratio is
    within h_i of the estimate's, sin(angle) <= |h|/|estimate|, the estimate's entry p being 1.  `unit`, shape (d - 1,), may
    say how wide the box is likely to be, where ratios are known very unequally well; it changes no bound that is true.
    Raises `Undecided` if the labels do not bound the ratios.
    """
    p = int(np.argmax(np.abs(estimate)))
    sign = math.copysign(1.0, estimate[p])
    centre = np.delete(estimate, p) / abs(estimate[p])
    rows = points / np.linalg.norm(points, axis=1, keepdims=True) * np.where(labels, -1.0, 1.0)[:, None]
    A = np.delete(rows, p, axis=1)
    b = -sign * rows[:, p] - A @ centre  # A v <= b, v the ratios less the estimate's
    trust = 2 * rounding(len(estimate)) * (1 + float(np.linalg.norm(centre)))
    unit = np.ones(len(centre)) if unit is None else unit.copy()
    while True:
        if (box := _box(A * unit, b, trust, float(unit.sum()))) is None:
            return math.pi
        width, reach = box
        shrinks = (width < 0.5) & (unit > trust)  # below that, rounding is all there is
        if not shrinks.any():
            break
        unit[shrinks] = np.maximum(unit[shrinks] * width[shrinks], trust)
    reach = reach * unit
    most = np.abs(A) @ reach + trust  # that |A v| comes to in the box
    decided = (b > most).any() or b.sum() > np.abs(A.sum(axis=0)) @ reach + len(b) * trust
    if (b < -most).any() or not decided:
        return math.pi  # labels that contradict the estimate, or ties everywhere: then -w gives them too
    sine = float(np.linalg.norm(reach)) / math.hypot(1.0, float(np.linalg.norm(centre)))
    return math.asin(sine) + rounding(len(estimate)) if sine < 1 else math.pi


def _box(A: NDArray[np.float64], b: Vector, trust: float, size: float) -> tuple[Vector, Vector] | None:
    """How far each |v_i| reaches, shape (n,), over all v with A v <= b: as the solver says, and at most.  None if no v does.

    Row and bound are off by `trust` (1 + size max|v|) together.
    """
    from scipy.optimize import linprog

    n = A.shape[1]
    scale = np.abs(A).max(axis=1, initial=0.0)
    near = b <= 1e6 * scale  # the others bound nothing, and would spoil the solver's tolerance
    scale = np.where(scale[near] > 0, scale[near], 1.0)
    A, b, trusts = A[near] / scale[:, None], b[near] / scale, trust / scale
    width, most, loose = np.zeros(n), np.zeros(n), 0.0
    for i, side in ((i, side) for i in range(n) for side in (1.0, -1.0)):
        c = side * np.eye(1, n, i)[0]
        solved = linprog(-c, A_ub=A, b_ub=b, bounds=(None, None), method="highs")
        if solved.status == 2:
            return None
        if solved.status != 0:
            raise Undecided(f"the labels do not bound every ratio of weights: {solved.message}")
        y = np.maximum(-solved.ineqlin.marginals, 0.0)
        width[i] = max(width[i], -solved.fun)
        most[i] = max(most[i], float(y @ b + y @ trusts))
        loose = max(loose, float(np.abs(c - A.T @ y).sum() + size * (y @ trusts)))
    if loose >= 0.5:
        raise Undecided("the linear programs were solved too loosely to bound the ratios")
    return width, most + loose * float(most.max(initial=0.0)) / (1 - loose)
