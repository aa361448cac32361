"""The direction of largest margin: the centre of the largest ball in a cone whose own centre is in the unit ball."""

from __future__ import annotations

import math

import numpy as np

from ..errors import Undecided
from ..points import Points
from .directions import Vector

RESTARTS = 12
ITERATIONS = 20  # before the coordinates are turned to where the solution is seen to lie


def max_margin(rows: Points, near: Vector | None = None, tolerance: float = 1e-6) -> tuple[Vector, Vector]:
    """The unit vector u with the largest min of a.u over the rows a, and the multipliers y >= 0: u min(a.u) = sum y a/sum y.

    It solves: minimise |w|**2/2 subject to a.w >= 1, by Mehrotra's primal-dual steps, in coordinates along and across a unit
    vector near w, each in its own scale, so that thin cones are no worse.  `near` is a first guess of it.
    Raises `Undecided` if no w has a.w > 0 for all rows, as far as float64 can tell.

    >>> import numpy as np
    >>> u, y = max_margin(np.array([[1.0, 0.0], [0.0, 1.0], [3.0, 4.0]]))
    >>> u.round(6).tolist(), (y / y.sum()).round(3).tolist()
    ([0.707107, 0.707107], [0.5, 0.5, 0.0])
    """
    if near is None:
        towards = rows.sum(axis=0)
        towards = towards if np.abs(towards).max() > 2.0**-40 * np.abs(rows).max() else rows[0]
        near = towards / np.linalg.norm(towards)
    for _ in range(RESTARTS):
        heights = rows @ near
        few = min(len(rows), len(near)) - 1
        scale = max(float(np.partition(np.abs(heights), few)[few]), 2.0**-50)
        A = (rows - np.multiply.outer(heights, near)) + np.multiply.outer(heights / scale, near)
        with np.errstate(all="ignore"):
            x, y, solved = _solved(A, near, scale, tolerance)
        w = x + ((x @ near) / scale - x @ near) * near
        length = float(np.linalg.norm(w))
        if not 0 < length < math.inf:
            break
        near = w / length
        if solved:
            return near, y
    raise Undecided("no vector has every row on its positive side, as far as float64 can tell")


def _solved(A: Points, c: Vector, scale: float, tolerance: float) -> tuple[Vector, Vector, bool]:
    """Minimise x'Bx/2 subject to A x >= 1, B = scale**2 across c and 1 along it; whether that was reached."""
    from scipy.linalg import lapack

    B = scale**2 * np.eye(len(c)) + (1 - scale**2) * np.multiply.outer(c, c)
    x = c / max(float(np.abs(A @ c).min()), 1e-3)
    s = np.maximum(A @ x - 1, 1.0)
    y = np.full(len(A), max(1.0, float(x @ B @ x)) / len(A)) / s
    for _ in range(ITERATIONS):
        bent = B @ x
        short, force, size, gap = A @ x - 1 - s, y @ A - bent, float(x @ bent), float(s @ y) / len(A)
        left = max(float(np.abs(short).max()), gap * len(A) / size, float(np.abs(force).max() / np.abs(bent).max()))
        if left <= tolerance:
            return x, y, True
        L, singular = lapack.dpotrf(B + (A.T * (y / s)) @ A, lower=1)
        if singular or not math.isfinite(left):
            break
        ds, dy = _step(A, L, s, y, short, force, s * y)[1:]
        ahead = float((s + min(1.0, _room(s, ds)) * ds) @ (y + min(1.0, _room(y, dy)) * dy)) / len(A)
        aim = max(gap * (ahead / gap) ** 3, 0.05 * tolerance * size / len(A))
        dx, ds, dy = _step(A, L, s, y, short, force, s * y + ds * dy - aim)
        step = min(1.0, 0.99 * _room(s, ds), 0.99 * _room(y, dy))
        x, s, y = x + step * dx, s + step * ds, y + step * dy
    return x, y, False


def _step(
    A: Points, L: Points, s: Vector, y: Vector, short: Vector, force: Vector, aim: Vector
) -> tuple[Vector, Vector, Vector]:
    """The step in x, s and y that cancels `short` and `force` and moves s y by -aim, to first order; L L' = B + A'(y/s)A."""
    from scipy.linalg import lapack

    dx = lapack.dpotrs(L, force - ((aim + y * short) / s) @ A, lower=1)[0]
    ds = A @ dx + short
    return dx, ds, -(aim + y * ds) / s


def _room(at: Vector, along: Vector) -> float:
    """The largest step that keeps all entries at or above 0."""
    return float(1 / max(float((-along / at).max()), 1e-12))
