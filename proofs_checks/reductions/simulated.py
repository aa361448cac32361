"""Probabilities counted among flipped examples: the mean is right, and the count is rarely far off."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import comb

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import bound_of, everywhere, zero
from proofs_checks.survival import ball, enough
from qlearn.reductions.simulated import examples

NAME = "boolean.statistical_conjunctions+simulated"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10))
RATES = (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5))


@lemma(
    NAME,
    "With a = [event at the true label], b = [event at the other]: ((1 - rho) A - rho B)/(1 - 2 rho), A and B as heard, has the"
    " mean a.",
    method="identity",
    scope=ALL,
    sharper="A/(1 - rho) has",
)
def unbiased(sharper: bool) -> bool:
    a, b, rho = sp.symbols("a b rho")

    def seen(A: sp.Expr, B: sp.Expr) -> sp.Expr:
        return A / (1 - rho) if sharper else ((1 - rho) * A - rho * B) / (1 - 2 * rho)

    return zero((1 - rho) * seen(a, b) + rho * seen(b, a) - a)


@lemma(
    NAME,
    "One example adds -rho/(1 - 2 rho), 0, 1 or (1 - rho)/(1 - 2 rho): a range of 1/(1 - 2 rho).",
    method="identity: of the four cases and of the range, and of the signs between",
    scope=ALL,
    sharper="a range of (1 - rho)/(1 - 2 rho)",
)
def ranges(sharper: bool) -> bool:
    rho = sp.Symbol("rho", positive=True)
    low, high = -rho / (1 - 2 * rho), (1 - rho) / (1 - 2 * rho)
    four = {(A, B): ((1 - rho) * A - rho * B) / (1 - 2 * rho) for A, B in itertools.product((0, 1), repeat=2)}
    cases = zero(four[0, 0]) and zero(four[1, 1] - 1) and zero(four[0, 1] - low) and zero(four[1, 0] - high)
    between = zero(high - 1 - rho / (1 - 2 * rho))  # low < 0 < 1 < high
    return cases and between and zero(high - low - (high if sharper else 1 / (1 - 2 * rho)))


@lemma(
    NAME,
    "With m examples Hoeffding's 2 exp(-2 m (tau (1 - 2 rho))**2) is at most delta/q.",
    method="interval: the Python formula, in balls",
    scope="q <= 6, tau and delta in 1/2, 1/4, 1/10, rho in 1/10, 1/4, 2/5",
    sharper="with m - 1",
)
def number(sharper: bool) -> bool:
    def claim(q: int, tau: Fraction, delta: Fraction, rho: Fraction) -> bool:
        m = examples(q, tau, rho, delta)
        return enough(m - 1 if sharper else m, ball(2 * (tau * (1 - 2 * rho)) ** 2), ball(delta / (2 * q)))

    return everywhere(claim, range(1, 7), SHARES, SHARES, RATES)


@lemma(
    NAME,
    "An answer is off by more than tau with probability at most delta/q.",
    method="exhaustion: the exact law of the count, for an event of the label and probabilities in eighths",
    scope="q <= 3, tau = 1/4, delta = 1/2 and 1/4, rho = 1/10 and 1/4",
    sharper="with a tenth of the examples as well",
)
def seldom_off(sharper: bool) -> bool:
    def claim(q: int, delta: Fraction, rho: Fraction, p: int) -> bool:
        tau, true = Fraction(1, 4), Fraction(p, 8)
        m = examples(q, tau, rho, delta)
        m = -(-m // 10) if sharper else m
        heard = true * (1 - rho) + (1 - true) * rho  # how often the label heard is true
        off = [k for k in range(m + 1) if abs(((1 - rho) * k - rho * (m - k)) / (m * (1 - 2 * rho)) - true) > tau]
        return bool(sum(comb(m, k) * heard**k * (1 - heard) ** (m - k) for k in off) <= delta / q)

    return everywhere(claim, (1, 3), SHARES[:2], RATES[:2], range(9))


@lemma(
    NAME,
    "The composed bound is n times the examples of one query, of which there are n.",
    method="exhaustion: the theorem's own formula",
    scope="n <= 6, tau and delta in 1/2, 1/4, 1/10, rho in 1/10, 1/4, 2/5",
    sharper="as if there were one",
)
def composed(sharper: bool) -> bool:
    def claim(n: int, tau: Fraction, delta: Fraction, rho: Fraction) -> bool:
        once = examples(1 if sharper else n, tau, rho, delta)
        return bool(bound_of(NAME).at(n=n, tau=tau, delta=delta, rho=rho) == n * once)

    return everywhere(claim, range(1, 7), SHARES, SHARES, RATES)
