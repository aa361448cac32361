"""How much of a box lies outside a ball about its centre: the law of a sum of squares of uniform numbers."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def outside(half_widths: NDArray[np.float64], radius: float) -> float:
    """At least the share of the box with these half widths, shape (n,), that is farther than `radius` from its centre.

    X = sum h_j**2 u_j**2, the u_j uniform on [-1, 1], lies in [0, s], s = |h|**2.  So with steps 2 pi/s Davies' series is
    exact: P(X > x) = 1/2 + sum over k >= 0 of Im(phi(t_k) exp(-i t_k x))/(pi (k + 1/2)), t_k = (2 k + 1) pi/s.  Here phi is
    the product of F(x_j) = (C(x_j) + i S(x_j))/x_j, x_j = h_j sqrt(2 t/pi), C and S the Fresnel integrals; |C + i S| < 0.95.
    So the terms after the last t_k come to at most 2/(pi m) prod 0.95/x_j there, over the m sides with x_j > 0.95: |F| <= 1
    is all that is known of the others.  That is added.

    >>> round(outside(np.ones(30), 3.5), 4)
    0.0871
    """
    from scipy.special import fresnel

    squares = half_widths**2
    total, n = float(squares.sum()), len(squares)
    if radius**2 >= total:
        return 0.0
    if radius**2 <= total / 3:
        return 1.0  # beyond the mean there is about a half, more than anybody asks for
    k = np.arange(n // 2 + 64 + 1024 // n)
    t = (2 * k + 1) * math.pi / total
    root = np.sqrt(np.outer(t, squares) * 2 / math.pi)
    sines, cosines = fresnel(root)
    phi = ((cosines + 1j * sines) / root).prod(axis=1)
    terms = (phi * np.exp(-1j * t * radius**2)).imag / (k + 0.5)
    falling = 0.95 / root[-1]
    if not (falling := falling[falling < 1]).size:
        return 1.0
    rest = 2 / (math.pi * len(falling)) * falling.prod()
    return float(0.5 + terms.sum() / math.pi + rest)
