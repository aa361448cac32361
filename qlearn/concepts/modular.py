"""Linear algebra over the integers modulo a prime: exact, in machine words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

PRIME = 1_000_003  # a sum of nine million products still fits into 63 bits

Matrix = NDArray[np.int64]  # entries 0 .. PRIME - 1


def times(a: Matrix, b: Matrix) -> Matrix:
    product: Matrix = a @ b % PRIME
    return product


def inverse(a: Matrix) -> Matrix:
    """The inverse of a regular matrix.

    >>> inverse(np.array([[0, 1], [2, 0]]))
    array([[     0, 500002],
           [     1,      0]])
    """
    n = len(a)
    rows = np.hstack([a, np.eye(n, dtype=np.int64)])
    for k in range(n):
        pivot = k + int(np.flatnonzero(rows[k:, k])[0])
        rows[[k, pivot]] = rows[[pivot, k]]
        rows[k] = rows[k] * pow(int(rows[k, k]), -1, PRIME) % PRIME
        others = np.arange(n) != k
        rows[others] = (rows[others] - np.outer(rows[others, k], rows[k])) % PRIME
    return rows[:, n:]


def independent(rows: Matrix) -> list[int]:
    """The first rows that are linearly independent and span all of them.

    >>> independent(np.array([[0, 0], [1, 2], [2, 4], [0, 1]]))
    [1, 3]
    """
    rest, found = rows.copy(), []
    for k in range(len(rows)):
        if not rest[k].any():
            continue
        found.append(k)
        column = int(np.flatnonzero(rest[k])[0])
        pivot = rest[k] * pow(int(rest[k, column]), -1, PRIME) % PRIME
        rest[k + 1 :] = (rest[k + 1 :] - np.outer(rest[k + 1 :, column], pivot)) % PRIME
        if len(found) == rows.shape[1]:
            break
    return found
