"""The active perceptron: what a label near the boundary gains on average while the angle is within a phase."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from proofs_checks.survival import ball, enough
from qlearn.learners.linear.active_perceptron import in_a_phase, phases

NAME = "linear.active_perceptron"
ANGLES = (Fraction(5, 4), Fraction(1, 2), Fraction(1, 10), Fraction(1, 100), Fraction(1, 10**6))
SHARES = (Fraction(1, 4), Fraction(1, 20), Fraction(1, 1000))

gain = coq(
    NAME,
    "A mistake adds exactly 2 |v.x| |u.x| to v.u, u the target's unit normal.",
    theorem="linear.modified_perceptron.gain",
    refuted="linear.modified_perceptron.gain_needs_a_mistake",
    sharper="wherever x is",
    axioms=REALS,
)


@lemma(
    NAME,
    "With k = tan(t/2), b = tan(beta) = 2 m a/5 and r = m (4 + a**2)/(5 a): m sin(t) - b cos(t) - r (1 - cos(t)) is"
    " 8 m/(5 a) (k - a/4) (a - k)/(1 + k**2), so not below 0 for a/4 <= k <= a.",
    method="identity",
    scope=ALL,
    sharper="up to k = 2 a",
)
def between_the_ends(sharper: bool) -> bool:
    m, a, k = sp.symbols("m a k", positive=True)
    sine, cosine = 2 * k / (1 + k**2), (1 - k**2) / (1 + k**2)
    gap = m * sine - 2 * m * a / 5 * cosine - m * (4 + a**2) / (5 * a) * (1 - cosine)
    far = 2 * a if sharper else a
    return zero(gap - 8 * m / (5 * a) * (k - a / 4) * (far - k) / (1 + k**2))


@lemma(
    NAME,
    "On average a label adds sin(beta) cos(beta) (m sin(t) - b cos(t)) at least: u.x = sin(beta) cos(t) + cos(beta) sin(t) z, a"
    " mistake gains 2 sin(beta) (-u.x), and half of E max(0, A |z| - B) is at least (A m - B)/2.",
    method="identity",
    scope=ALL,
    sharper="with both signs of z a mistake",
)
def mean_gain(sharper: bool) -> bool:
    beta, t, m = sp.symbols("beta t m", positive=True)
    A, B = sp.cos(beta) * sp.sin(t), sp.sin(beta) * sp.cos(t)
    least = 2 * sp.sin(beta) * (A * m - B) * (1 if sharper else sp.Rational(1, 2))
    return zero(least - sp.sin(beta) * sp.cos(beta) * (m * sp.sin(t) - sp.tan(beta) * sp.cos(t)))


@lemma(
    NAME,
    "sin(beta) cos(beta) r = b r/(1 + b**2) >= 8 m**2/25: the difference is 8 m**2/25 a**2 (1/4 - 4 m**2/25)/(1 + b**2), and"
    " m <= 1.",
    method="identity: the sign is plain",
    scope=ALL,
    sharper="10 m**2/25",
)
def share(sharper: bool) -> bool:
    m, a = sp.symbols("m a", positive=True)
    b, r = 2 * m * a / 5, m * (4 + a**2) / (5 * a)
    said = sp.Rational(10 if sharper else 8, 25) * m**2
    return zero(b * r / (1 + b**2) - said - said * a**2 * (sp.Rational(1, 4) - 4 * m**2 / 25) / (1 + b**2))


@lemma(
    NAME,
    "m_n = E|z| = G(n/2)/(sqrt(pi) G((n + 1)/2)), G the gamma function, has m_n m_(n+1) = 2/(pi n); as ln G is convex m_n falls"
    " with n, so m_n**2 >= 2/(pi n).",
    method="identity",
    scope=ALL,
    sharper="m_n m_(n+1) = 1/n",
)
def mean_entry(sharper: bool) -> bool:
    x = sp.Symbol("x", positive=True)  # n/2

    def mean(half: sp.Expr) -> sp.Expr:
        return sp.gamma(half) / (sp.sqrt(sp.pi) * sp.gamma(half + sp.Rational(1, 2)))

    said = 1 / (2 * x) if sharper else 1 / (sp.pi * x)
    product = mean(x) * mean(x + sp.Rational(1, 2))
    return zero(sp.expand_func(product) - said) and zero(
        sp.expand_func(sp.gammasimp(mean(x + 1) / mean(x))) - 2 * x / (2 * x + 1)
    )


@lemma(
    NAME,
    "1 - cos(t) = 2 k**2/(1 + k**2) falls from k = a to k = a/4 to 1/16 at least, exactly (1 + a**2)/(16 + a**2).",
    method="identity: the sign is plain",
    scope=ALL,
    sharper="1/15",
)
def falls(sharper: bool) -> bool:
    a = sp.Symbol("a", positive=True)

    def height(k: sp.Expr) -> sp.Expr:
        return 2 * k**2 / (1 + k**2)

    ratio = height(a / 4) / height(a)
    said = sp.Rational(1, 15 if sharper else 16)
    return zero(ratio - (1 + a**2) / (16 + a**2)) and bool(sp.limit(ratio, a, 0) >= said)


@lemma(
    NAME,
    "K, the Python formula's number of phases, is the least with 4**-K <= tan(eps/2); and after the n labels of a phase"
    " 16 exp(-16 n/(25 pi (d - 1))) <= delta/K.",
    method="interval: the Python formulas, in balls",
    scope="d = 2..30, five angles, three shares",
    sharper="after n - 1 labels",
)
def number(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction, delta: Fraction) -> bool:
        K, tangent = phases(eps), (ball(eps) / 2).tan()
        n = in_a_phase(d, eps, delta) - (1 if sharper else 0)
        counted = ball(Fraction(1, 4**K)) <= tangent and (K == 1 or ball(Fraction(4, 4**K)) > tangent)
        return bool(counted) and enough(n, 16 / (25 * ball(0).pi() * (d - 1)), ball(delta / (16 * K)))

    return everywhere(claim, range(2, 31), ANGLES, SHARES)
