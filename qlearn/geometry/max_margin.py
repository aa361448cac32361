"""The direction of largest margin: the centre of the largest ball in a cone whose own centre is in the unit ball."""

from __future__ import annotations

import math

import numpy as np

from ..errors import Undecided
from ..points import Points
from .directions import Vector

ITERATIONS = 60


def max_margin(rows: Points, near: Vector | None = None, tolerance: float = 1e-6) -> tuple[Vector, Vector]:
    """The unit vector u with the largest min of a.u over the rows a, and the multipliers y >= 0: u min(a.u) = sum y a/sum y.

    It solves: minimise |w|**2/2 subject to a.w >= 1, by Mehrotra's primal-dual steps.  `near` is a unit vector about where the
    cone lies: it is worked in coordinates along and across it, each in its own scale, so that thin cones are no worse.
    Raises `Undecided` if no w has a.w > 0 for all rows, as far as float64 can tell.

    >>> import numpy as np
    >>> u, y = max_margin(np.array([[1.0, 0.0], [0.0, 1.0], [3.0, 4.0]]))
    >>> u.round(6).tolist(), (y / y.sum()).round(3).tolist()
    ([0.707107, 0.707107], [0.5, 0.5, 0.0])
    """
    c = rows.sum(axis=0) if near is None else near
    c = c / max(float(np.linalg.norm(c)), 2.0**-1000)
    heights = rows @ c
    few = min(len(rows), len(c)) - 1
    scale = max(float(np.partition(np.abs(heights), few)[few]), 2.0**-50)
    A = (rows - np.multiply.outer(heights, c)) + np.multiply.outer(heights / scale, c)  # w = (c.x/scale) c + the rest of x
    x, y = _solved(A, c, scale, tolerance)
    w = x + ((x @ c) / scale - x @ c) * c
    return w / np.linalg.norm(w), y


def _solved(A: Points, c: Vector, scale: float, tolerance: float) -> tuple[Vector, Vector]:
    """Minimise x'Bx/2 subject to A x >= 1, B = scale**2 across c and 1 along it: predictor and corrector steps."""
    d = len(c)
    B = scale**2 * np.eye(d) + (1 - scale**2) * np.multiply.outer(c, c)
    x = c / max(float(np.abs(A @ c).min()), 1e-3)
    s = np.maximum(A @ x - 1, 1.0)
    y = np.full(len(A), float(x @ B @ x) / len(A)) / s
    for _ in range(ITERATIONS):
        short, force, gap = A @ x - 1 - s, A.T @ y - B @ x, float(s @ y) / len(A)
        size = float(x @ B @ x)
        if np.abs(short).max() <= tolerance and gap * len(A) <= tolerance * size and _small(force, B @ x, tolerance):
            return x, y
        inverse = np.linalg.inv(B + (A.T * (y / s)) @ A)
        towards = _step(A, inverse, s, y, short, force, s * y)
        gone = min(1.0, _room(s, towards[1])), min(1.0, _room(y, towards[2]))
        left = float((s + gone[0] * towards[1]) @ (y + gone[1] * towards[2])) / len(A)
        aim = s * y + towards[1] * towards[2] - gap * (left / gap) ** 3
        dx, ds, dy = _step(A, inverse, s, y, short, force, aim)
        step = min(1.0, 0.99 * _room(s, ds), 0.99 * _room(y, dy))
        x, s, y = x + step * dx, s + step * ds, y + step * dy
        if not math.isfinite(size):
            break
    raise Undecided("no vector has every row on its positive side, as far as float64 can tell")


def _small(force: Vector, whole: Vector, tolerance: float) -> bool:
    return float(np.abs(force).max()) <= tolerance * float(np.abs(whole).max())


def _step(
    A: Points, inverse: Points, s: Vector, y: Vector, short: Vector, force: Vector, aim: Vector
) -> tuple[Vector, Vector, Vector]:
    """The step in x, s and y that cancels `short` and `force` and moves s y by -aim, to first order."""
    dx = inverse @ (force - A.T @ ((aim + y * short) / s))
    ds = A @ dx + short
    return dx, ds, -(aim + y * ds) / s


def _room(at: Vector, along: Vector) -> float:
    """The largest step that keeps all entries at or above 0."""
    return float(1 / max(float((-along / at).max()), 1e-12))
