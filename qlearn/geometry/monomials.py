"""Polynomials of d variables and degree at most p: which products of powers there are, and three bases of their space.

A row of `exponents` belongs to one basis function: the product over i of q_e(x_i), e its i-th entry, where q_0, q_1, ... are
the powers, Chebyshev's polynomials, or Legendre's scaled so that they are orthonormal for the uniform law on [-1, 1].
"""

from __future__ import annotations

from functools import cache
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..points import Points

Basis = Literal["powers", "chebyshev", "legendre"]
Matrix = NDArray[np.float64]


def dimension(d: int, p: int) -> int:
    """C(d + p, p): how many coefficients a polynomial of d variables and degree at most p has."""
    return comb(d + p, p)


@cache
def exponents(d: int, p: int) -> NDArray[np.intp]:
    """All e in N^d with e_1 + ... + e_d <= p, shape (C(d + p, p), d): by degree, then as words, the constant first."""
    rows: list[tuple[int, ...]] = [()]
    for _ in range(d):
        rows = [(*row, e) for row in rows for e in range(p - sum(row) + 1)]
    found = np.array(sorted(rows, key=lambda row: (sum(row), row)), np.intp).reshape(len(rows), d)
    found.flags.writeable = False
    return found


def features(points: Points, which: NDArray[np.intp], basis: Basis) -> Matrix:
    """The basis functions with these exponents at points (batch, d), shape (batch, len(which))."""
    table = _of_one_variable(points.astype(np.float64), int(which.max(initial=0)), basis)
    found = np.ones((len(points), len(which)))
    for i in range(points.shape[1]):
        found *= table[which[:, i], :, i].T
    return found


def _of_one_variable(x: Points, p: int, basis: Basis) -> Matrix:
    """q_0..q_p at each entry of x, shape (p + 1, *x.shape), by their recurrences."""
    q = np.ones((p + 1, *x.shape))
    for n in range(1, p + 1):
        if basis == "powers" or n == 1:
            q[n] = x * q[n - 1]
        elif basis == "chebyshev":
            q[n] = 2 * x * q[n - 1] - q[n - 2]
        else:
            q[n] = ((2 * n - 1) * x * q[n - 1] - (n - 1) * q[n - 2]) / n
    if basis == "legendre":
        q *= np.sqrt(2 * np.arange(p + 1) + 1).reshape(p + 1, *[1] * x.ndim)
    return q
