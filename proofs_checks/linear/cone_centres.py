"""Learners that cut a cone of directions through a centre of it: the ellipsoid that shows how small it is, and the cap."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.lemmas import ALL, Lemma, lemma
from proofs_checks.methods import worst_ratio, zero
from qlearn import find

NAMES = ("vsa", "vsa_truth_known", "analytic_centre", "chebyshev_centre", "hit_and_run")


def john(name: str) -> Lemma:
    @lemma(
        name,
        "Multipliers c_i >= 0 of n in all, with sum c_i a_i = 0 and sum c_i a_i a_i' = 1, the a_i of length 1, show |v| <= n"
        " for every v with a_i.v <= 1: with s = |v| and t_i = a_i.v >= -s the sum of c_i (1 - t_i) (s + t_i) is not negative,"
        " and it is n s - s**2.",
        method="identity: polynomial, term by term",
        scope=ALL,
        sharper="the sum is (n - 1) s - s**2, as if |v| <= n - 1",
    )
    def around(sharper: bool) -> bool:
        s, t, n, first, second = sp.symbols("s t n first second", real=True)
        one = sp.expand((1 - t) * (s + t))  # its sum: 1 -> n, t -> first, t**2 -> second
        summed = one.coeff(t, 0) * n + one.coeff(t, 1) * first + one.coeff(t, 2) * second
        known = summed.subs({first: 0, second: s**2})
        return zero(known - ((n - 1 if sharper else n) * s - s**2))

    return around


def simplex(name: str) -> Lemma:
    @lemma(
        name,
        "A simplex with all edges alike has corners n times as far from its centre as its faces: no smaller ellipsoid of the"
        " same centre and shape will do.",
        method="exhaustion: exact coordinates",
        scope="n = 1..12",
        sharper="the corners are within n - 1/1000 times that",
    )
    def met(sharper: bool) -> bool:
        def ratio(n: int) -> Fraction:
            corner = [Fraction(int(k == 0)) - Fraction(1, n + 1) for k in range(n + 1)]  # in R^(n + 1), less the centre
            opposite = [Fraction(int(k != 0), n) - Fraction(1, n + 1) for k in range(n + 1)]  # the middle of the face
            return Fraction(sum(x * x for x in corner)) / Fraction(sum(x * x for x in opposite))

        return all(ratio(n) <= (n - Fraction(sharper, 1000)) ** 2 for n in range(1, 13))

    return met


def cap(name: str) -> Lemma:
    @lemma(
        name,
        "In the exact game on the weights -1, 0, 1 the learner keeps its cap, three times the labels of pivot_ratio.",
        method="exhaustion: the real learner in the exact game",
        scope="d <= 3, the settings of its theorem",
        sharper="less than a third of the cap, which one weight alone needs",
    )
    def kept(sharper: bool) -> bool:
        worst = max(worst_ratio(name, given) for given in find(name).theorem.learns.small)
        return worst < Fraction(1, 3) if sharper else worst <= 1

    return kept


globals().update({f"{make.__name__}_{name}": make(f"linear.{name}") for name in NAMES for make in (john, simplex, cap)})
