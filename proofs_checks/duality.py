"""A bound on a linear program, shown by a dual solution in fractions that is verified exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

LARGEST = 10**6  # denominators of the dual solution


def at_least(c: Sequence[Any], A: Sequence[Sequence[Any]], b: Sequence[Any], bound: Any) -> bool:
    """Whether c.x >= bound for every x >= 0 with A x >= b.

    scipy finds multipliers y; they are rounded to fractions, and count only if y >= 0, A^T y <= c and b.y >= bound hold
    exactly: then c.x >= y.A x >= b.y.

    >>> at_least([1, 0], [[1, -1], [1, 1]], [0, 1], "1/2"), at_least([1, 0], [[1, -1], [1, 1]], [0, 1], "0.51")
    (True, False)
    """
    from scipy.optimize import linprog

    costs, limits = [Fraction(x) for x in c], [Fraction(x) for x in b]
    rows = [[Fraction(x) for x in row] for row in A]
    solved = linprog(-np.array(limits, float), A_ub=np.array(rows, float).T, b_ub=np.array(costs, float), method="highs")
    if not solved.success:
        return False
    y = [max(Fraction(0), Fraction(float(value)).limit_denominator(LARGEST)) for value in solved.x]
    feasible = all(sum(rows[i][j] * y[i] for i in range(len(y))) <= costs[j] for j in range(len(costs)))
    return feasible and sum(limit * value for limit, value in zip(limits, y, strict=True)) >= Fraction(bound)
