"""Linear algebra over the integers modulo a prime: exact, in machine words."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..formulas import whole

PRIME = 1_000_003  # a sum of nine million products still fits into 63 bits

Matrix = NDArray[np.int64]  # entries 0 .. p - 1


def field(p: Any) -> int:
    """The number of elements of a field of integers, checked: a prime, at most PRIME.

    >>> field(7)
    7
    """
    q = _least_divisor(whole(p, "p", least=2, most=PRIME))
    if q < p:
        raise BadArgument(f"the integers modulo p = {p} are no field: {q} times {p // q} is 0 there.  Give a prime p")
    return q


@cache
def _least_divisor(p: int) -> int:
    return next((q for q in range(2, math.isqrt(p) + 1) if p % q == 0), p)


def times(a: Matrix, b: Matrix, p: int = PRIME) -> Matrix:
    product: Matrix = a @ b % p
    return product


def inverse(a: Matrix, p: int = PRIME) -> Matrix:
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
        rows[k] = rows[k] * pow(int(rows[k, k]), -1, p) % p
        others = np.arange(n) != k
        rows[others] = (rows[others] - np.outer(rows[others, k], rows[k])) % p
    return rows[:, n:]


def independent(rows: Matrix, p: int = PRIME) -> list[int]:
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
        pivot = rest[k] * pow(int(rest[k, column]), -1, p) % p
        rest[k + 1 :] = (rest[k + 1 :] - np.outer(rest[k + 1 :, column], pivot)) % p
        if len(found) == rows.shape[1]:
            break
    return found


class Span:
    """All mixtures of some rows, as the mixtures of rows that have a one each where the others have none."""

    def __init__(self, width: int, p: int) -> None:
        self._p = p
        self._rows = np.empty((0, width), np.int64)
        self._pivots: list[int] = []

    def add(self, row: Matrix) -> bool:
        """Take this row in as well; False if it was a mixture of the others.

        >>> span = Span(2, 5)
        >>> [span.add(np.array(row)) for row in ([1, 2], [3, 1], [0, 4], [3, 3])]
        [True, False, True, False]
        """
        rest = (row - row[self._pivots] @ self._rows) % self._p
        if not rest.any():
            return False
        pivot = int(np.flatnonzero(rest)[0])
        rest = rest * pow(int(rest[pivot]), -1, self._p) % self._p
        self._rows = np.vstack([(self._rows - np.outer(self._rows[:, pivot], rest)) % self._p, rest])
        self._pivots.append(pivot)
        return True
