"""Fewest errors against any target: how often a row that is worse by eps is not behind the best."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import bound_of, everywhere, zero
from proofs_checks.survival import ball, enough
from qlearn.learners.finite.agnostic import examples

NAME = "finite.agnostic"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(3, 100))

seldom = coq(
    NAME,
    "If each factor's mean is at most 1 - c, whatever came before, the product of m of them is 1 or more with probability at"
    " most (1 - c)**m.",
    theorem="finite.leads.seldom_ahead",
    refuted="finite.leads.certain_factor_attains",
    sharper="with less",
    axioms=REALS,
)


@lemma(
    NAME,
    "If h alone errs with probability p and the best row alone with q, t = sqrt(q/p) makes the mean of t**(the best row's gain)"
    " 1 - (p + q) + 2 sqrt(p q), and no other t makes it less.",
    method="identity: of the derivative, and the second is above 0",
    scope=ALL,
    sharper="t = q/p does",
)
def mean_factor(sharper: bool) -> bool:
    r, s, t = sp.symbols("r s t", positive=True)  # p = r**2, q = s**2
    p, q = r**2, s**2
    mean = 1 - p - q + p * t + q / t
    best = q / p if sharper else s / r
    return (
        zero(mean.subs(t, best) - (1 - p - q + 2 * r * s))
        and zero(sp.diff(mean, t).subs(t, best))
        and zero(sp.diff(mean, t, 2) - 2 * q / t**3)
    )


@lemma(
    NAME,
    "With e = p + q <= 1 and g = p - q that is at most sqrt(1 - g**2): with w = 2 sqrt(p q) = sqrt(e**2 - g**2) <= e the"
    " squares differ by 2 (1 - e)(e - w) >= 0.",
    method="identity",
    scope=ALL,
    sharper="by 2 (1 - e) e",
)
def worst_where_all_differ(sharper: bool) -> bool:
    e, w = sp.symbols("e w", positive=True)
    g2 = e**2 - w**2
    return zero((1 - g2) - (1 - e + w) ** 2 - 2 * (1 - e) * (e if sharper else e - w))


@lemma(
    NAME,
    "The number of examples is the least m with (N - 1)**2 (1 - eps**2)**m <= delta**2.",
    method="exhaustion: whole numbers",
    scope="N <= 8, eps and delta in 1/2, 1/4, 1/10, 3/100",
    sharper="one example fewer will do",
)
def least(sharper: bool) -> bool:
    def claim(N: int, eps: Fraction, delta: Fraction) -> bool:
        m = examples(N, eps, delta) - (1 if sharper else 0)
        return bool(((N - 1) / delta) ** 2 * (1 - eps**2) ** m <= 1 < ((N - 1) / delta) ** 2 * (1 - eps**2) ** (m - 1))

    return everywhere(claim, range(2, 9), SHARES, SHARES)


@lemma(
    NAME,
    "It is at most ceil((2/eps**2 - 1) ln((N - 1)/delta)), as -1/ln(1 - x) <= 1/x - 1/2.",
    method="interval: in balls",
    scope="N <= 8, eps and delta in 1/2, 1/4, 1/10, 3/100",
    sharper="one example fewer",
)
def below_the_logarithm(sharper: bool) -> bool:
    def claim(N: int, eps: Fraction, delta: Fraction) -> bool:
        m = bound_of(NAME).at(N=N, eps=eps, delta=delta)
        return not enough(m if sharper else m - 1, 1 / (2 / ball(eps**2) - 1), ball(delta / (N - 1)))

    return everywhere(claim, range(2, 9), SHARES, SHARES)
