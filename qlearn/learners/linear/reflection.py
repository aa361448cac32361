"""The perceptron's step that keeps its length: a mistake reflects the normal in the point's own plane."""

from __future__ import annotations

import numpy as np

from ...geometry.directions import Vector


def reflected(v: Vector, x: Vector) -> Vector:
    """v - 2 (v.x) x, of length 1, for unit vectors v and x.

    If u.x and v.x have different signs, its cosine with u is larger by exactly 2 |v.x| |u.x|: the angle never grows.

    >>> reflected(np.array([1.0, 0.0]), np.array([-0.6, 0.8])).round(9).tolist()
    [0.28, 0.96]
    """
    turned: Vector = v - 2 * (v @ x) * x
    turned /= np.linalg.norm(turned)
    return turned
