"""Polynomials from values: the lattice determines them, and its equations are solved axis by axis."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

import sympy as sp

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained
from qlearn.geometry.lower_sets import leja
from qlearn.geometry.monomials import exponents

NAME = "kernels.polynomial"
GRID = ((1, 0), (1, 1), (1, 4), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (4, 1))  # d, p
Rows = Sequence[Sequence[int]]


def small_sets(d: int, p: int) -> list[tuple[int, ...]]:
    return [tuple(e) for e in exponents(d, p).tolist()]


def product(places: Sequence[Fraction], point: Sequence[int], powers: Sequence[int]) -> Fraction:
    """The monomial with these exponents at the point with these places."""
    value = Fraction(1)
    for k, e in zip(point, powers, strict=True):
        value *= places[k] ** e
    return value


@lemma(
    NAME,
    "The determinant of the monomials at the lattice is not 0, Leja's places as the floats they are.",
    method="exhaustion: determinants in fractions",
    scope="d <= 4, p <= 4, up to 10 unknowns",
    sharper="even if the first two places are the same",
)
def unisolvent(sharper: bool) -> bool:
    def regular(d: int, p: int) -> bool:
        places = [Fraction(x) for x in leja(p).tolist()]
        if sharper and p:
            places[1] = places[0]
        which = small_sets(d, p)
        return bool(sp.Matrix(len(which), len(which), lambda i, j: sp.Rational(product(places, which[i], which[j]))).det() != 0)

    return all(regular(d, p) for d, p in GRID)


@lemma(
    NAME,
    "On a lower set the product of the axes' triangular factors, each cut down to the set, is the matrix cut down to it.",
    method="exhaustion: in fractions, the places 3, 5, 8, 2",
    scope="d <= 3, p <= 3",
    sharper="on a set that lacks the origin as well",
)
def factors_stay_inside(sharper: bool) -> bool:
    places = [Fraction(x) for x in (3, 5, 8, 2)]
    lower, upper = triangular(places)

    def kept(d: int, p: int) -> bool:
        which = small_sets(d, p)[1 if sharper else 0 :]

        def over(table: Sequence[Sequence[Fraction]], row: Sequence[int], column: Sequence[int]) -> Fraction:
            value = Fraction(1)
            for i, j in zip(row, column, strict=True):
                value *= table[i][j]
            return value

        return all(
            sum((over(lower, e, g) * over(upper, g, f) for g in which), Fraction(0)) == product(places, e, f)
            for e, f in itertools.product(which, repeat=2)
        )

    return all(kept(d, p) for d, p in ((1, 3), (2, 2), (2, 3), (3, 2)))


def triangular(places: Sequence[Fraction]) -> tuple[list[list[Fraction]], list[list[Fraction]]]:
    """The triangular factors of the powers at the places."""
    n = len(places)
    upper = [[x**j for j in range(n)] for x in places]
    lower = [[Fraction(int(i == j)) for j in range(n)] for i in range(n)]
    for k, i in itertools.combinations(range(n), 2):
        lower[i][k] = upper[i][k] / upper[k][k]
        upper[i] = [a - lower[i][k] * b for a, b in zip(upper[i], upper[k], strict=True)]
    return lower, upper


@lemma(
    NAME,
    "On all coefficients -1, 0, 1 the learner asks C(d + p, p) values, and checks, and finds the target but for rounding.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 2, p <= 3, up to 4 unknowns",
    sharper="fewer values",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


asked = coq(
    NAME,
    "Exactly C(d + p, p) values and the checks are asked, whatever the answers.",
    theorem="kernels.lower_sets.run_bound",
    refuted="kernels.lower_sets.one_fewer_is_not_asked",
    sharper="fewer values",
)
determined = coq(
    NAME,
    "Over any field: two polynomials of d variables and degree at most p with the same values at the lattice are the same, if"
    " the places of each axis are different.",
    theorem="kernels.lower_sets.determined",
    refuted="kernels.lower_sets.two_places_alike_are_not_enough",
    sharper="even if two places are the same",
)
every_learner = coq(
    NAME,
    "Every learner that finds the coefficients of all combinations of D features asks D values of every one of them.",
    theorem="kernels.values.every_learner_asks",
    refuted="kernels.values.D_values_can_be_enough",
    sharper="D + 1 values",
)
formula = tied(NAME, "kernels.lower_sets.bound", d=range(1, 8), p=range(6), checks=range(3))
lower_formula = tied(NAME, "kernels.lower_sets.lower", lower=True, d=range(1, 8), p=range(6))
