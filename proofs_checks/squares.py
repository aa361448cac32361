"""A polynomial that is nowhere negative, shown as a sum of squares with a rational Gram matrix that is verified exactly."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import sympy as sp

DENOMINATOR = 2**12  # the numerical Gram matrix is rounded to fractions of this


def sum_of_squares(polynomial: Any, monomials: Sequence[Any]) -> bool:
    """Whether polynomial = m^T G m for these monomials m and a positive semidefinite rational G.

    cvxpy looks for G; its entries are rounded and moved back into the space of exact Gram matrices, and only then is the
    identity checked, and the matrix by an exact LDL decomposition.  A solver that errs can lose a proof, never make one.

    >>> x, y = sp.symbols("x y")
    >>> sum_of_squares(x**2 + y**2 - 2 * x * y, [x, y]), sum_of_squares(x**2 + y**2 - 3 * x * y, [x, y])
    (True, False)
    """
    groups = _products(monomials)
    wanted = sp.Poly(polynomial, *sorted(sp.sympify(polynomial).free_symbols, key=str)).as_expr()
    coefficients = {product: _coefficient(wanted, product, monomials) for product in groups}
    numeric = _gram(groups, coefficients, len(monomials))
    if numeric is None:
        return False
    gram = _rounded(numeric, groups, coefficients)
    m = sp.Matrix(list(monomials))
    return sp.expand((m.T * gram * m)[0] - wanted) == 0 and _semidefinite(gram)


def _products(monomials: Sequence[Any]) -> dict[Any, list[tuple[int, int]]]:
    """For each product of two monomials, the places of the Gram matrix that make it."""
    groups: dict[Any, list[tuple[int, int]]] = {}
    for i, j in itertools.product(range(len(monomials)), repeat=2):
        groups.setdefault(sp.expand(monomials[i] * monomials[j]), []).append((i, j))
    return groups


def _coefficient(polynomial: Any, product: Any, monomials: Sequence[Any]) -> Any:
    symbols = sorted(set().union(*(m.free_symbols for m in monomials)), key=str)
    return sp.Poly(polynomial, *symbols).coeff_monomial(product)


def _gram(groups: dict[Any, list[tuple[int, int]]], coefficients: dict[Any, Any], n: int) -> np.ndarray | None:
    """A numerical Gram matrix with its least eigenvalue as large as possible, None if there is none."""
    import cvxpy as cp

    G, least = cp.Variable((n, n), symmetric=True), cp.Variable()
    fits: list[Any] = [sum(G[i, j] for i, j in places) == float(coefficients[product]) for product, places in groups.items()]
    problem: Any = cp.Problem(cp.Maximize(least), [*fits, G >> least * np.eye(n), least <= 1])
    problem.solve(solver="CLARABEL")
    found = problem.status in ("optimal", "optimal_inaccurate") and float(least.value) > -1e-6  # type: ignore[arg-type]
    return G.value if found else None


def _rounded(numeric: np.ndarray, groups: dict[Any, list[tuple[int, int]]], coefficients: dict[Any, Any]) -> Any:
    """The matrix in fractions, each group's places moved by the same amount so that they sum to the coefficient exactly."""
    gram = sp.zeros(*numeric.shape)
    for product, places in groups.items():
        entries = {
            (i, j): sp.Rational(round((numeric[i, j] + numeric[j, i]) / 2 * DENOMINATOR), DENOMINATOR) for i, j in places
        }
        missing = (coefficients[product] - sum(entries.values())) / len(places)
        for (i, j), entry in entries.items():
            gram[i, j] = entry + missing
    return gram


def _semidefinite(gram: Any) -> bool:
    """Exactly: symmetric elimination meets no negative pivot, and no row is left over a zero one."""
    rest = gram.copy()
    while rest.shape[0]:
        pivot = rest[0, 0]
        if pivot < 0 or (pivot == 0 and any(rest[0, j] for j in range(rest.shape[0]))):
            return False
        below = rest[1:, 1:]
        rest = below - rest[1:, 0] * rest[0, 1:] / pivot if pivot else below
    return True
