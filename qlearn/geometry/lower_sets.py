"""Where to ask for a polynomial's values, and how to solve for it: the points (c_e1, ..., c_ed) with e_1 + ... + e_d <= p.

With each exponent the set of exponents holds all smaller ones: it is a lower set.  Then the matrix of the equations is a
piece of a product of small ones, a (p + 1) x (p + 1) matrix for each axis, and so are its triangular factors: a triangular
factor leads from an exponent to smaller ones only, or to larger ones only, and never out of the set.  The equations are
solved axis by axis, without the large matrix, and with a tenth of the error that its QR decomposition leaves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..points import Points
from .monomials import Basis, Matrix, exponents, features

Vector = NDArray[np.float64]


@cache
def leja(p: int) -> Vector:
    """The extrema of the Chebyshev polynomial of degree p, shape (p + 1,), in Leja's order: each far from those before it.

    >>> leja(4).round(3).tolist()
    [1.0, -1.0, 0.0, 0.707, -0.707]
    """
    places = np.cos(np.pi * np.arange(p + 1) / max(p, 1))
    places = (places - places[::-1]) / 2 if p else places  # symmetric, and the one in the middle is 0
    order = [0]
    while len(order) <= p:
        far = np.abs(places[:, None] - places[order]).prod(axis=1).round(12)  # of two equally far ones, the first
        order.append(int(far.argmax()))
    chosen: Vector = places[order]
    chosen.flags.writeable = False
    return chosen


def lattice(d: int, p: int) -> Points:
    """C(d + p, p) points of [-1, 1]^d, a row for each of `exponents(d, p)`; their values determine a polynomial."""
    return leja(p)[exponents(d, p)]


def table(places: Vector, basis: Basis) -> Matrix:
    """q_0, ..., q_p at p + 1 places, shape (p + 1, p + 1)."""
    return features(places[:, None], exponents(1, len(places) - 1), basis)


def solve(answers: Matrix, tables: Sequence[Matrix]) -> Matrix:
    """The coefficients with these answers, both of shape (C(d + p, p), ...) in the order of `exponents`.

    `tables[i]` holds the basis functions of one variable at the places of axis i.
    """
    d, p = len(tables), len(tables[0]) - 1 if tables else 0
    found = np.array(answers, np.float64)
    factors = [_factors(of_one) for of_one in tables]
    for axis, (lower, _) in enumerate(factors):
        for which in _fibres(d, p)[axis]:
            x = found[which]  # (fibres, length, ...)
            for i in range(which.shape[1]):
                for j in range(i):
                    x[:, i] -= lower[i, j] * x[:, j]
            found[which] = x
    for axis, (_, upper) in enumerate(factors):
        for which in _fibres(d, p)[axis]:
            x = found[which]
            for i in reversed(range(which.shape[1])):
                for j in range(i + 1, which.shape[1]):
                    x[:, i] -= upper[i, j] * x[:, j]
                x[:, i] /= upper[i, i]
            found[which] = x
    return found


def _factors(table: Matrix) -> tuple[Matrix, Matrix]:
    """Its triangular factors, the lower one with ones on its diagonal; rows are not exchanged, they are in Leja's order."""
    upper, lower = table.copy(), np.eye(len(table))
    for k in range(len(table)):
        lower[k + 1 :, k] = upper[k + 1 :, k] / upper[k, k]
        upper[k + 1 :] -= lower[k + 1 :, k, None] * upper[k]
    return lower, upper


@cache
def _fibres(d: int, p: int) -> tuple[tuple[NDArray[np.intp], ...], ...]:
    """For each axis, rows of the exponents that differ in that axis alone, in order; those of one length in one array."""
    every = exponents(d, p).tolist()
    axes = []
    for axis in range(d):
        lines: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        for row, e in enumerate(every):  # sorted by degree, so also along each line
            lines[(*e[:axis], *e[axis + 1 :])].append(row)
        lengths: defaultdict[int, list[list[int]]] = defaultdict(list)
        for line in lines.values():
            lengths[len(line)].append(line)
        axes.append(tuple(np.array(group, np.intp) for group in lengths.values()))
    return tuple(axes)


@cache
def amplification(d: int, p: int, basis: Basis = "chebyshev") -> float:
    """How many times an error of each answer at the lattice may come back in a value on [-1, 1]^d, at most.

    If each answer is off by at most rho, the coefficients are off by at most this times rho, all of them together; the
    basis functions are at most 1 there, so no value is off by more.

    >>> round(amplification(1, 3), 3), round(amplification(10, 2), 3)
    (4.667, 176.0)
    """
    tables = [table(leja(p), basis)] * d
    inverse = solve(np.eye(len(exponents(d, p))), tables)
    return float(np.abs(inverse).sum() * (1 + 2.0**-20))  # far more than the inverse's own rounding


def condition(d: int, p: int, basis: Basis = "chebyshev") -> float:
    """The condition number of the lattice's equations, each unknown measured so that its column has length 1."""
    matrix = features(lattice(d, p), exponents(d, p), basis)
    return float(np.linalg.cond(matrix / np.linalg.norm(matrix, axis=0)))
