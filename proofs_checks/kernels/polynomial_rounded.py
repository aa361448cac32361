"""Polynomials from rounded values: what an error of the answers can do to a value on the box."""

from __future__ import annotations

import itertools
from fractions import Fraction

import sympy as sp

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import everywhere, zero
from qlearn.geometry.monomials import exponents

NAME = "kernels.polynomial_rounded"
POINTS = {(1, 0): (0,), (1, 1): (-1, 1), (1, 2): (0, -1, 1), (2, 1): (0, -1, 1)}  # places of an axis


def _inverse(d: int, p: int) -> sp.Matrix:
    """Of Chebyshev's basis at a lattice of these places."""
    which = exponents(d, p).tolist()
    places = POINTS[d, p]
    x = sp.Symbol("x")

    def entry(i: int, j: int) -> sp.Expr:
        return sp.prod([sp.chebyshevt(e, x).subs(x, places[k]) for k, e in zip(which[i], which[j], strict=True)])

    return sp.Matrix(len(which), len(which), entry).inv()


@lemma(
    NAME,
    "If each answer is off by at most 1, no value at a place of the box is off by more than the sum of all |V^-1|.",
    method="exhaustion: all errors -1 and 1, whose differences are the extreme ones, in fractions",
    scope="d <= 2, p <= 2, places -1, -1/2, 0, 1/2, 1 of each axis",
    sharper="than 99 % of it, which fails for p = 0",
)
def amplified(sharper: bool) -> bool:
    def at_most(d: int, p: int) -> bool:
        inverse, which = _inverse(d, p), exponents(d, p).tolist()
        limit = sum(abs(entry) for entry in inverse) * (sp.Rational(99, 100) if sharper else 1)
        for point in itertools.product([Fraction(k, 2) for k in range(-2, 3)], repeat=d):
            basis = [sp.prod([sp.chebyshevt(e, sp.Rational(x)) for x, e in zip(point, row, strict=True)]) for row in which]
            worst = sum(abs(entry) for entry in sp.Matrix([basis]) * inverse)  # over all errors
            if worst > limit:
                return False
        return True

    return all(at_most(d, p) for d, p in POINTS)


@lemma(
    NAME,
    "A combination of D numbers from -1 to 1 with coefficients a_1, ..., a_D is at most sqrt(D) times the length of a.",
    method="exhaustion: whole coefficients and signs",
    scope="D <= 4, coefficients from -2 to 2",
    sharper="sqrt(D - 1) times",
)
def shorter(sharper: bool) -> bool:
    def holds(D: int) -> bool:
        def at_most(*a: int) -> bool:
            return sum(map(abs, a)) ** 2 <= (D - 1 if sharper else D) * sum(x * x for x in a)

        return everywhere(at_most, *[range(-2, 3)] * D)

    return all(holds(D) for D in range(1, 5))


@lemma(
    NAME,
    "T_n(cos t) = cos(n t), so Chebyshev's polynomials are at most 1 on [-1, 1].",
    method="identity: of multiples of an angle",
    scope="n <= 8",
    sharper="at most 0.99",
)
def at_most_1(sharper: bool) -> bool:
    t = sp.Symbol("t")
    same = all(zero(sp.expand_trig(sp.cos(n * t)) - sp.chebyshevt(n, sp.cos(t))) for n in range(9))
    return same and all(abs(sp.cos(n * sp.pi / 3)) <= (sp.Rational(99, 100) if sharper else 1) for n in range(9))


@lemma(
    NAME,
    "For fewer points than unknowns no finite error is within reach: what changes no answer can be as large as one likes.",
    method="exhaustion: the kernel at 2 points of a line, whose multiples all fit",
    scope="d = 1, p = 2",
    sharper="for three points",
)
def unbounded(sharper: bool) -> bool:
    places = [sp.Rational(-1, 3), sp.Rational(1, 2), *([sp.Integer(1)] if sharper else [])]
    return len(sp.Matrix([[x**j for j in range(3)] for x in places]).nullspace()) == 1


asked = coq(
    NAME,
    "Exactly C(d + p, p) values are asked, whatever the answers (no checks).",
    theorem="kernels.lower_sets.run_bound",
    refuted="kernels.lower_sets.one_fewer_is_not_asked",
    sharper="fewer values",
)
every_learner = coq(
    NAME,
    "Every learner that finds the coefficients of all combinations of D features asks D values of every one of them.",
    theorem="kernels.values.every_learner_asks",
    refuted="kernels.values.D_values_can_be_enough",
    sharper="D + 1 values",
)
formula = tied(NAME, "kernels.lower_sets.bound", d=range(1, 8), p=range(6), checks=range(1))
lower_formula = tied(NAME, "kernels.lower_sets.lower", lower=True, d=range(1, 8), p=range(6))
