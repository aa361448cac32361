"""Slopes of the polynomials that are orthonormal for the uniform law on [-1, 1]^d, and how steep they are at most.

With q_n = sqrt(2 n + 1) P_n, P_n Legendre's, q_n' = sum over k = n - 1, n - 3, ... of sqrt((2 n + 1) (2 k + 1)) q_k: all terms
are positive, and each q_k is largest at 1.  So every product of them, and every slope of one, is largest at the corner
(1, ..., 1), all at the same time.
"""

from __future__ import annotations

from functools import cache
from math import prod

import numpy as np

from .monomials import Matrix, dimension, exponents


@cache
def slopes(d: int, p: int) -> Matrix:
    """M, shape (D, d, D'), with d phi_e/dx_i = sum_k M[e, i, k] phi_k: D' = C(d + p - 1, p - 1), for p >= 1."""
    rows = [tuple(e) for e in exponents(d, p).tolist()]
    place = {e: j for j, e in enumerate(rows)}
    found = np.zeros((len(rows), d, dimension(d, p - 1)))
    for j, e in enumerate(rows):
        for i, n in enumerate(e):
            for k in range(n - 1, -1, -2):
                found[j, i, place[(*e[:i], k, *e[i + 1 :])]] = np.sqrt((2 * n + 1) * (2 * k + 1))
    found.flags.writeable = False
    return found


@cache
def longest(d: int, p: int) -> int:
    """The largest |phi(x)|**2 on the box: q_n(1)**2 = 2 n + 1."""
    return sum(prod(2 * n + 1 for n in e) for e in exponents(d, p).tolist())


@cache
def steepest(d: int, p: int) -> int:
    """The largest |phi(x) - phi(y)|**2/|x - y|**2 on the box, reached in the limit at the corner along the diagonal.

    q_n'(1) = sqrt(2 n + 1) n (n + 1)/2.  At the corner J'J, J the matrix of slopes, is a on the diagonal and b beside it, so
    its norm is a + (d - 1) b; elsewhere |J u| is no larger, since |sum_i u_i J_ei| <= sum_i |u_i| J_ei(corner) for each e.
    """
    rows = exponents(d, p).tolist()
    weights = [(prod(2 * n + 1 for n in e), [n * (n + 1) // 2 for n in e]) for e in rows]
    a = sum(w * s[0] ** 2 for w, s in weights)
    b = sum(w * s[0] * s[1] for w, s in weights) if d > 1 else 0
    return int(a + (d - 1) * b)
