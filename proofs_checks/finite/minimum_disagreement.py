"""Fewest disagreements under flips: how often a bad concept is not behind the target."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from proofs_checks.survival import ball, enough
from qlearn.learners.finite.minimum_disagreement import examples

NAME = "finite.minimum_disagreement"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(3, 100))
RATES = (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5), Fraction(49, 100))

seldom = coq(
    NAME,
    "If each factor's mean is at most 1 - c, whatever came before, the product of m of them is 1 or more with probability at"
    " most (1 - c)**m.",
    theorem="finite.leads.seldom_ahead",
    refuted="finite.leads.certain_factor_attains",
    sharper="with less",
    axioms=REALS,
)
exponential = coq(
    NAME,
    "And so with probability at most exp(-c m).",
    theorem="finite.leads.seldom_ahead_exp",
    axioms=REALS,
)


@lemma(
    NAME,
    "With q = sqrt(rho/(1 - rho)) the mean of q**(the target's gain) at one example is 1 - e c, c = 1 - 2 sqrt(rho (1 - rho)):"
    " with probability 1 - e nobody gains, else the target with probability 1 - rho.",
    method="identity",
    scope=ALL,
    sharper="1 - 1.01 e c",
)
def mean_factor(sharper: bool) -> bool:
    e, r = sp.symbols("e r", positive=True)  # r**2 = rho/(1 - rho)
    rho = r**2 / (1 + r**2)
    c = 1 - 2 * r / (1 + r**2)
    root = zero((r / (1 + r**2)) ** 2 - rho * (1 - rho))
    mean = 1 - e + e * ((1 - rho) * r + rho / r)
    return root and zero(mean - (1 - (sp.Rational(101, 100) if sharper else 1) * e * c))


@lemma(
    NAME,
    "No other base than q does better: the mean 1 - e + e ((1 - rho) s + rho/s) is least at s = q.",
    method="identity: of the derivative, and the second is above 0",
    scope=ALL,
    sharper="at s = rho/(1 - rho)",
)
def best_base(sharper: bool) -> bool:
    s, r = sp.symbols("s r", positive=True)
    rho = r**2 / (1 + r**2)
    mean = (1 - rho) * s + rho / s
    return zero(sp.diff(mean, s).subs(s, r**2 if sharper else r)) and zero(sp.diff(mean, s, 2) - 2 * rho / s**3)


@lemma(
    NAME,
    "c >= (1 - 2 rho)**2/2, so Angluin and Laird's number is at least 1/eps times this one: with g = 1 - 2 rho,"
    " c = 1 - sqrt(1 - g**2), and 2 c - g**2 = c**2.",
    method="identity: a square",
    scope=ALL,
    sharper="c >= 0.6 (1 - 2 rho)**2",
)
def worth(sharper: bool) -> bool:
    r = sp.Symbol("r", positive=True)
    rho = r**2 / (1 + r**2)
    c, g = 1 - 2 * r / (1 + r**2), 1 - 2 * rho
    return zero((c - (sp.Rational(6, 10) if sharper else sp.Rational(1, 2)) * g**2) * 2 - c**2)


@lemma(
    NAME,
    "After m = ceil(ln(N/delta)/(eps c)) examples exp(-eps c m) <= delta/N.",
    method="interval: the Python formula, in balls",
    scope="N = 1..8, eps and delta in four shares, rho in four rates",
    sharper="after m - 1",
)
def number(sharper: bool) -> bool:
    def claim(N: int, eps: Fraction, delta: Fraction, rho: Fraction) -> bool:
        m = examples(N, eps, delta, rho)
        c = 1 - 2 * ball(rho * (1 - rho)).sqrt()
        return enough(m - 1 if sharper else m, ball(eps) * c, ball(delta / N))

    return everywhere(claim, range(1, 9), SHARES, SHARES, RATES)
