"""The analytic centre of a cone in the unit ball, by Newton's method on the sphere."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..errors import Undecided
from ..points import Points
from .directions import Vector, rounding

Matrix = NDArray[np.float64]

ITERATIONS = 200


def analytic_centre(rows: Points, inside: Vector, tolerance: float = 1e-6) -> Vector:
    """The v that maximises sum log(a.v) + log(1 - |v|**2), a the m rows, from a unit vector strictly inside rows w >= 0.

    Along a ray the best length has |v|**2 = m/(m + 2), so the direction c maximises sum log(a.c) on the sphere.  There
    Newton's step solves (sum p p'/h**2 + m) step = sum p/h, with a row's height h = a.c and its part p across c.
    Raises `Undecided` if the start is not strictly inside.

    >>> import numpy as np
    >>> analytic_centre(np.array([[1.0, 0.0], [0.0, 3.0]]), np.array([0.6, 0.8])).round(6).tolist()
    [0.5, 0.5]
    """
    from scipy.linalg import lapack

    c, m, before, least = inside, len(rows), math.inf, _least(rows)
    for _ in range(ITERATIONS):
        bent = _seen(rows, c, least)
        gradient = bent.sum(axis=0)
        H = bent.T @ bent
        H += (H.trace() * c)[:, None] * c  # so that no step goes along c
        H.flat[:: len(c) + 1] += m
        step = lapack.dposv(H, gradient, lower=1)[1]
        step -= (step @ c) * c
        decrement = math.sqrt(max(0.0, float(gradient @ step)))
        if decrement <= tolerance or (before <= 0.01 and decrement > before / 2):  # or rounding is all that is left
            return c * math.sqrt(m / (m + 2))
        c = c + min(1.0, 0.9 / max(float(-(bent @ step).min()), 1e-12)) * step
        c = c / math.sqrt(c @ c)
        before = decrement
    raise Undecided("no analytic centre was found: the cone is too thin for float64")


def dikin(rows: Points, centre: Vector) -> tuple[Vector, Matrix]:
    """The half-axes (d - 1,), longest first, and their directions (d, d - 1), of an ellipsoid around any point inside the cone.

    It is {c + v : sum (p.v/h)**2 <= 1}, across the unit vector c along the centre: each row's share is at most 1, so it lies
    inside the cone.
    """
    c = centre / np.linalg.norm(centre)
    bent = _seen(rows, c, _least(rows))
    H = bent.T @ bent
    squares, directions = np.linalg.eigh(H + 2 * np.trace(H) * np.multiply.outer(c, c))
    if not squares[0] > 0:
        raise Undecided("the rows leave a direction free, so the ellipsoid is not bounded")
    return 1 / np.sqrt(squares[:-1]), directions[:, :-1]


def _least(rows: Points) -> Vector:
    """The heights below which float64 cannot tell whether the centre is inside."""
    least: Vector = rounding(rows.shape[1]) * np.sqrt(np.square(rows).sum(axis=1))
    return least


def _seen(rows: Points, c: Vector, least: Vector) -> Matrix:
    """Each row's part across c, divided by its height along c."""
    heights = rows @ c
    if not (heights > least).all():
        raise Undecided("the centre is not strictly inside the cone, as far as float64 can tell")
    bent: Matrix = rows / heights[:, None] - c
    return bent
