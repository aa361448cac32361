"""Uniform points of a cone inside the unit ball, by many chains of hit-and-run at once.

A step draws a direction, and a point uniform on the chord through the chain's place.  Any law of directions that does not
change under u -> -u keeps the uniform law; it is the cube's here, bent by `shape`.  With s = A v the slacks and r = A u/s,
the chord is -1/max(r) <= t <= -1/min(r), cut by the ball: no masks, no infinities.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..points import Points

Matrix = NDArray[np.float64]

BLOCK = 16  # steps before the slacks are worked out anew, so that rounding does not add up
LEAST = 2.0**-1000  # a slack that is taken for positive


def hit_and_run(rows: Points, starts: Points, steps: int, seed: int | tuple[int, ...], shape: Matrix | None = None) -> Points:
    """Where chains in {v : rows v >= 0, |v| <= 1} are after so many steps, shape (chains, d); the same for the same seed.

    `starts` (chains, d) are inside.  `shape` (d, d) turns a cube into the directions: for a body much longer one way than
    another, take a square root of its covariance.  Raises `BadArgument` if a start is outside.

    >>> import numpy as np
    >>> quarter = hit_and_run(np.eye(2), np.full((4000, 2), 0.5), steps=40, seed=0)
    >>> round(float((quarter**2).sum(axis=1).mean()), 1)  # the mean of |v|**2 is d/(d + 2)
    0.5
    """
    V: Matrix = np.array(starts.T, np.float64, order="C")
    d, chains = V.shape
    A = rows if len(rows) else np.zeros((1, d))  # a row that cuts nothing
    rounding = 2.0**-44 * np.linalg.norm(A, axis=1)[:, None]
    if not ((-rounding <= A @ V).all() and (np.linalg.norm(V, axis=0) <= 1 + 2.0**-44).all()):
        raise BadArgument("a chain must start inside the cone and the unit ball; give starts with rows v >= 0 and |v| <= 1")
    rng = np.random.default_rng(seed)
    for done in range(0, steps, BLOCK):
        number = min(BLOCK, steps - done)
        U = rng.random((number, d, chains)) - (0.5 - 2.0**-54)  # never 0
        _walk(A, V, U if shape is None else shape @ U, rng.random((number, chains)))
    return V.T.copy()


def _walk(A: Matrix, V: Matrix, U: Matrix, shares: Matrix) -> None:
    """A step for each direction in U (steps, d, chains), to the given share of its chord.  V (d, chains) is moved."""
    slack = np.maximum(A @ V, LEAST)
    ratio, moved = np.empty_like(slack), np.empty_like(V)
    size = _dots(V, V)
    for u, share in zip(U, shares, strict=True):
        along = A @ u
        np.divide(along, slack, out=ratio)
        square, inner = _dots(u, u), _dots(V, u)
        inside = np.maximum(1 - size, 2.0**-60)
        root = np.sqrt(inner * inner + square * inside)
        forth = np.maximum((root + inner) / inside, -ratio.min(axis=0))  # 1/t at the chord's ends
        back = np.maximum((root - inner) / inside, ratio.max(axis=0))
        t = share * (1 / forth + 1 / back) - 1 / back
        slack += np.multiply(along, t, out=along)
        V += np.multiply(u, t, out=moved)
        size += t * (2 * inner + t * square)


def _dots(one: Matrix, other: Matrix) -> Matrix:
    """The inner products of columns."""
    dots: Matrix = np.einsum("ij,ij->j", one, other)
    return dots
