"""An affine function from its values at the corners of a right simplex: a centre and one step along each axis."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..formulas import whole
from ..points import Points, Values

Vector = float | tuple[float, ...]  # one number for every coordinate, or d of them
Array = NDArray[np.float64]


def corners(d: int, centre: Vector, step: Vector) -> tuple[Points, Array, Array]:
    """The d + 1 points c, c + h_1 e_1, ..., c + h_d e_d as rows (d + 1, d), with c and h (d,).

    h is what was really stepped, after rounding c + h.  Raises `BadArgument` if the points do not span.
    """
    c, h = (vector(given, whole(d, "d", least=1), name) for given, name in ((centre, "centre"), (step, "step")))
    with np.errstate(over="ignore"):  # an infinite corner is refused below
        points = np.vstack([c, c + np.diag(h)])
        taken: Array = np.diagonal(points[1:]) - c
    if not np.isfinite(points).all() or (taken == 0).any():
        i = int(np.flatnonzero(~np.isfinite(taken) | (taken == 0))[0])
        raise BadArgument(
            f"a step of {h[i]} from {c[i]} leads nowhere in coordinate {i}; give each coordinate a step that counts"
        )
    return points, c, taken


def fit(values: Values, c: Array, h: Array) -> tuple[Array, Array]:
    """W (K, d) and b (K,) with W x + b equal to `values` (d + 1, K) at the corners: slopes, then the intercept."""
    W: Array = (values[1:] - values[0]).T / h
    return W, values[0] - W @ c


def condition(c: Array, h: Array) -> float:
    """The condition number of the equations solved, each unknown slope measured in its own step: columns h_i x_i and 1.

    It says how many times a relative error of the answers may grow in w_i h_i and b.
    """
    d = len(c)
    nodes = np.column_stack([np.vstack([c, c + np.diag(h)]) / h, np.ones(d + 1)])
    return float(np.linalg.cond(nodes))


def vector(given: Vector, d: int, name: str) -> Array:
    """One number for all coordinates, or one for each, as shape (d,)."""
    try:
        return np.broadcast_to(np.asarray(given, np.float64), (d,))
    except ValueError:
        raise BadArgument(f"{name} is one number or {d} of them, got shape {np.shape(given)}") from None
