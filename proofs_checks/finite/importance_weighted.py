"""Importance weights under flips: the target stays, a bad concept falls behind, and the coin's closed form."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from proofs_checks.survival import ball, enough
from qlearn.learners.finite.importance_weighted import drawn
from qlearn.learners.finite.weights import deviation

NAME = "finite.importance_weighted"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10))
RATES = (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5))

seldom = coq(
    NAME,
    "If each factor's mean is at most 1 - c, whatever came before and however the coins hang on it, the product of m of them is"
    " 1 or more with probability at most (1 - c)**m.",
    theorem="finite.leads.seldom_ahead",
    refuted="finite.leads.certain_factor_attains",
    sharper="with less",
    axioms=REALS,
)


@lemma(
    NAME,
    "A label bought with probability p that weighs 1/p has the mean of a label, and its variance is at most 1/p of its mean.",
    method="identity",
    scope=ALL,
    sharper="it weighs 1",
)
def unbiased(sharper: bool) -> bool:
    p, loss = sp.symbols("p loss", positive=True)
    weight = 1 if sharper else 1 / p
    return zero(p * weight * loss - loss) and zero(p * (weight * loss) ** 2 - loss**2 / p)


@lemma(
    NAME,
    "The factor exp(-u (gain)/p), bought with probability p, has the mean 1 - p psi(u/p) at a point of dispute, where"
    " psi(x) = 1 - (1 - rho) exp(-x) - rho exp(x); p psi(u/p) grows with p, for its derivative is psi(x) - x psi'(x)"
    " = (1 - rho) (1 - (1 + x) exp(-x)) + rho (1 - (1 - x) exp(x)), and 1 + x <= exp(x).",
    method="identity: of the derivative, whose sign is plain",
    scope=ALL,
    sharper="at its full rate psi(x)",
)
def grows_with_the_coin(sharper: bool) -> bool:
    p, u, rho, x = sp.symbols("p u rho x", positive=True)
    psi = 1 - (1 - rho) * sp.exp(-x) - rho * sp.exp(x)
    slope = sp.diff(p * psi.subs(x, u / p), p).subs(u, x * p)
    said = (1 - rho) * (1 - (1 + x) * sp.exp(-x)) + rho * (1 - (1 - x) * sp.exp(x))
    return zero(slope - (psi if sharper else said))


@lemma(
    NAME,
    "psi is 0 at ln((1 - rho)/rho), which keeps the target, and 1 - 2 sqrt(rho (1 - rho)) at half of that, its maximum, which"
    " leaves a bad concept behind.",
    method="identity",
    scope=ALL,
    sharper="0 at half of that too",
)
def rates(sharper: bool) -> bool:
    r = sp.Symbol("r", positive=True)  # r**2 = rho/(1 - rho), exp of minus half the logarithm
    rho = r**2 / (1 + r**2)

    def psi(y: sp.Expr) -> sp.Expr:
        return 1 - (1 - rho) / y - rho * y  # y = exp(x)

    half = 0 if sharper else 1 - 2 * r / (1 + r**2)
    y = sp.Symbol("y", positive=True)
    highest = zero(sp.diff(psi(y), y).subs(y, 1 / r))
    return zero(psi(1 / r**2)) and zero(psi(1 / r) - half) and highest


@lemma(
    NAME,
    "With t = (sqrt(1 + 4 G) - 1)/2 and s = a/t**2, G = sqrt(a/s) + a/s; and t = 2 G/(sqrt(1 + 4 G) + 1).",
    method="identity",
    scope=ALL,
    sharper="G = sqrt(a/s) + a",
)
def coin(sharper: bool) -> bool:
    a, t = sp.symbols("a t", positive=True)  # G = t + t**2, and so 1 + 4 G = (1 + 2 t)**2
    G, s = t + t**2, a / t**2
    closed = zero(1 + 4 * G - (1 + 2 * t) ** 2) and zero(2 * G / ((1 + 2 * t) + 1) - t)
    return closed and zero(sp.sqrt(a / s) + (a if sharper else a / s) - G)


@lemma(
    NAME,
    "After n = ceil(ln(2 N/delta)/(eps least c)) points exp(-eps least c n) <= delta/(2 N).",
    method="interval: the Python formula, in balls",
    scope="N = 1..8, eps, delta and least in three shares, rho in three rates",
    sharper="after n - 1",
)
def number(sharper: bool) -> bool:
    def claim(N: int, eps: Fraction, delta: Fraction, rho: Fraction, least: Fraction) -> bool:
        n = drawn(N, eps, delta, rho, least)
        c = 1 - 2 * ball(rho * (1 - rho)).sqrt()
        return enough(n - 1 if sharper else n, ball(eps * least) * c, ball(delta / (2 * N)))

    return everywhere(claim, range(1, 9), SHARES, SHARES, RATES, SHARES)


@lemma(
    NAME,
    "Azuma's inequality, each term in an interval of length 1/least: exp(-2 n (least dev)**2) = delta/(2 N), twice for each of"
    " N concepts.",
    method="identity: of the Python formula",
    scope=ALL,
    sharper="an interval of length 1/(2 least)",
)
def azuma(sharper: bool) -> bool:
    N, n, least, delta = sp.symbols("N n least delta", positive=True)
    wide = 2 * least if sharper else least
    return zero(2 * n * (wide * deviation(N, n, least, delta)) ** 2 - sp.log(2 * N / delta))
