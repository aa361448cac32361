"""Averages of labelled random points: how far off across w, how long along it, and what the printed count gives away."""

from __future__ import annotations

from fractions import Fraction
from math import factorial, prod
from typing import Any

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.enclosure import positive
from proofs_checks.lemmas import ALL, NotChecked, lemma
from proofs_checks.methods import bound_of, everywhere, zero
from qlearn.learners.linear.averaging_doubling import averaged

NAME, DOUBLING = "linear.averaging", "linear.averaging_doubling"

enough = coq(
    NAME,
    "The printed count leaves an average that is off across w by at most eps times what it is along w, and there at least half"
    " of its mean, each but for a probability exp(-L), L = ln(2/delta) <= ln(2 d/delta).",
    theorem="linear.averaging.printed_is_enough",
    refuted="linear.averaging.printed_thrice",
    sharper="a sixtieth of the count, by the same argument",
    axioms=REALS,
)
passes = coq(
    NAME,
    "Then the average passes the printed test, whose least length is 1/(12 sqrt(d max(1, d sigmahat**2))).",
    theorem="linear.averaging.printed_passes",
    axioms=REALS,
)
tested = coq(
    NAME,
    "In two dimensions and more an average that passes is within eps whatever sigma is, if it is off across w by no more than"
    " sqrt(Q/(m d)).",
    theorem="linear.averaging.printed_test",
    axioms=REALS,
)
quantile = coq(
    NAME,
    "n + 2 sqrt(n L) + 2 L <= 2 n + 3 L.",
    theorem="linear.averaging.quantile",
    refuted="linear.averaging.quantile_attained",
    sharper="less than that",
    axioms=REALS,
)
stops = coq(
    DOUBLING,
    "The doublings end at the latest when 2**j >= 1 + (d + 1) sigma**2, if the average is along w at least its mean less"
    " sqrt(10 L/(3 m d)).",
    theorem="linear.averaging.stops",
    refuted="linear.averaging.stops_attained",
    sharper="with length to spare",
    axioms=REALS,
)
near = coq(
    DOUBLING,
    "An average that is off across w by at most sqrt(Q/(m d)), and at least 1/s times that long, has an angle to the line"
    " along w whose sine is at most s.",
    theorem="linear.averaging.near",
    refuted="linear.averaging.near_attained",
    sharper="less than s",
    axioms=REALS,
)
forward = coq(
    DOUBLING,
    "It points forward, if s**2 <= 1/4 and it is along w at least -sqrt(10 L/(3 m d)).",
    theorem="linear.averaging.forward",
    refuted="linear.averaging.sideways",
    sharper="for any s up to 1",
    axioms=REALS,
)
doublings = coq(
    DOUBLING,
    "If two events fail after j doublings with probability delta/(4 2**j) each, any of them fails with less than delta.",
    theorem="linear.averaging.all_doublings",
    refuted="linear.averaging.doublings_attained",
    sharper="less than 9/10 of delta",
    axioms=REALS,
)


def _moment(d: int, k: int) -> Fraction:
    """E x_1**(2 k) for a uniform unit vector in d dimensions."""
    return Fraction(prod(range(1, 2 * k, 2)), prod(range(d, d + 2 * k, 2)))


@lemma(
    NAME,
    "A coordinate of a uniform unit vector has no larger even moments than a normal number of variance 1/d, so E exp(h x) <="
    " exp(h**2/(2 d)).",
    method="exhaustion: the moments, by their formula and by the density's integral",
    scope="d from 2 to 9, moments up to the 12th",
    sharper="of variance 1/(d + 1)",
)
def sub_gaussian(sharper: bool) -> bool:
    t = sp.Symbol("t", real=True)

    def integral(d: int, k: int) -> Any:
        return sp.beta(sp.Rational(2 * k + 1, 2), sp.Rational(d - 1, 2)) / sp.beta(sp.Rational(1, 2), sp.Rational(d - 1, 2))

    def claim(d: int, k: int) -> bool:
        normal = Fraction(factorial(2 * k), factorial(k) * 2**k) / (d + (1 if sharper else 0)) ** k
        formula = sp.Rational(_moment(d, k)) == sp.gammasimp(integral(d, k).rewrite(sp.gamma))
        return bool(formula) and _moment(d, k) <= normal

    density = zero(sp.integrate(t**2 / 2, (t, -1, 1)) - sp.Rational(_moment(3, 1)))  # in three dimensions t is uniform
    return density and everywhere(claim, range(2, 10), range(7))


@lemma(
    NAME,
    "A sum of n squares with E exp(eta |s|**2) <= (1 - 2 eta)**(-n/2) is above Q = n + 2 sqrt(n L) + 2 L with probability at"
    " most exp(-L): with y = sqrt(L/n) and the best eta that is 1 + 2 y + 2 y**2 <= exp(2 y).",
    method="identity: of the exponent, and of the derivatives at 0 and beyond",
    scope=ALL,
    sharper="with 3 y**2 in place of 2 y**2",
)
def tail(sharper: bool) -> bool:
    y, n = sp.symbols("y n", positive=True)
    square = 3 if sharper else 2
    ratio = 1 + 2 * y + square * y**2  # Q/n
    exponent = n / 2 * sp.log(ratio) - n * (ratio - 1) / 2  # of (Q/n)**(n/2) exp(-(Q - n)/2)
    eta = (1 - 1 / ratio) / 2
    chosen = -n / 2 * sp.log(1 - 2 * eta) - eta * n * ratio
    gap = sp.exp(2 * y) - ratio  # >= 0 as it is 0 with its slope at 0 and convex
    convex = zero(sp.diff(gap, y, 2) - 4 * (sp.exp(2 * y) - 1))
    claimed = zero(sp.expand_log(exponent - chosen, force=True)) and zero(exponent.subs(sp.log(ratio), 2 * y) + n * y**2)
    return claimed and convex and zero(gap.subs(y, 0)) and zero(sp.diff(gap, y).subs(y, 0))


def _ball(number: Fraction) -> Any:
    try:
        from flint import arb, fmpq
    except ImportError:
        raise NotChecked("python-flint is not installed; it comes with the dependency group `test`") from None
    return arb(fmpq(number.numerator, number.denominator))


@lemma(
    NAME,
    "Along w the mean is c >= sqrt(2/(pi d (1 + (d + 1) sigma**2))): by parts c = 2 C/(sqrt(2 pi) sigma (d - 1)) times the"
    " integral of (1 - t**2)**((d - 1)/2) exp(-t**2/(2 sigma**2)), which is at least B(1/2, p), p = (d + 1 + 1/sigma**2)/2;"
    " C = G(d/2)/(sqrt(pi) G((d - 1)/2)), G(p + 1/2) <= sqrt(p) G(p), and x G(x) <= sqrt(x + 1/2) G(x + 1/2).",
    method="interval: both inequalities of the gamma function, in balls",
    scope="p and x from 1/2 to 32; beyond by the convexity of log G",
    sharper="with sqrt(p - 1/4), and x + 1/5",
)
def along(sharper: bool) -> bool:
    less, more = (Fraction(1, 4), Fraction(1, 5)) if sharper else (Fraction(0), Fraction(1, 2))

    def one(p: Any) -> Any:
        return (p - _ball(less)).sqrt() * p.gamma() / (p + _ball(Fraction(1, 2))).gamma() - 1

    def other(x: Any) -> Any:
        return (x + _ball(more)).sqrt() * (x + _ball(Fraction(1, 2))).gamma() / (x * x.gamma()) - 1

    return all(positive(f, Fraction(low), Fraction(2 * low)) for f in (one, other) for low in (Fraction(1, 2), 1, 2, 4, 8, 16))


@lemma(
    NAME,
    "In one dimension and in three that is so by closed forms: c = erf(a), and erf(a)/2 + exp(-a**2)/(2 a sqrt(pi)) -"
    " erf(a)/(4 a**2), a = 1/(sigma sqrt(2)).",
    method="interval: balls that cover the range",
    scope="a from 1/8 to 4",
    sharper="with 1 in place of 2/pi",
)
def closed_forms(sharper: bool) -> bool:
    pi = _ball(Fraction(0)).pi()

    def least(a: Any, d: int) -> Any:
        return ((1 if sharper else 2 / pi) / (d * (1 + (d + 1) / (2 * a**2)))).sqrt()

    def three(a: Any) -> Any:
        return a.erf() / 2 + (-(a**2)).exp() / (2 * a * pi.sqrt()) - a.erf() / (4 * a**2)

    pieces = [(Fraction(2) ** i, Fraction(2) ** (i + 1)) for i in range(-3, 2)]
    first = all(positive(lambda a: a.erf() - least(a, 1), *piece) for piece in pieces)
    return first and all(positive(lambda a: three(a) - least(a, 3), *piece) for piece in pieces)


@lemma(
    NAME,
    "Along w the average is r below its mean with probability at most exp(-3 m d r**2/10), r <= sqrt(e/d): E exp(-h y t) <="
    " exp(h**2/(2 d)) - h c <= exp(-h c + h**2 sqrt(e)/(2 d)) for h <= sqrt(d), the best h being r d/sqrt(e).",
    method="identity: of the exponent at the best h, and a rational bound of sqrt(e)",
    scope=ALL,
    sharper="exp(-m d r**2/2)",
)
def lower_tail(sharper: bool) -> bool:
    h, d, r = sp.symbols("h d r", positive=True)
    exponent = -h * r + h**2 * sp.sqrt(sp.E) / (2 * d)
    best = sp.solve(sp.diff(exponent, h), h)[0]
    least = sp.simplify(-exponent.subs(h, best) / (d * r**2))
    u = sp.Symbol("u", positive=True)  # exp(u) <= 1 + u exp(u): the derivative of the difference is u exp(u)
    grows = zero(sp.diff(1 + u * sp.exp(u) - sp.exp(u), u) - u * sp.exp(u))
    return grows and bool(least >= (sp.Rational(1, 2) if sharper else sp.Rational(3, 10)))


@lemma(
    NAME,
    "The learner's count is the printed (15 pi)**2/eps**2 d max(1, d sigmahat**2) ln(2 d/delta), rounded up.",
    method="exhaustion: in 40 digits",
    scope="d = 1, 2, 14, 30, three of each other size",
    sharper="with ln(d/delta)",
)
def formula(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction, most: Fraction, delta: Fraction) -> bool:
        e, s, risk = sp.Rational(eps), sp.Rational(most), sp.Rational(delta)
        count = (15 * sp.pi) ** 2 / e**2 * d * max(sp.Integer(1), d * s**2) * sp.log((1 if sharper else 2) * d / risk)
        asked = bound_of(NAME).at(d=d, eps=eps, sigmahat=most, delta=delta)
        return bool(asked - 1 < count.evalf(40) <= asked)

    angles, spreads = (Fraction(3, 2), Fraction(1, 10), Fraction(1, 1000)), (Fraction(1, 9), Fraction(1), Fraction(5, 2))
    return everywhere(claim, (1, 2, 14, 30), angles, spreads, (Fraction(1, 2), Fraction(1, 20), Fraction(1, 10**6)))


@lemma(
    DOUBLING,
    "After j doublings the average is of at least pi/2 2**j (sqrt(Q)/sin(eps) + sqrt(10 L/3))**2 points, L = ln(4 2**j/delta).",
    method="exhaustion: in 40 digits",
    scope="d = 1, 2, 14, 30, three of each other size",
    sharper="one point fewer",
)
def stage(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction, delta: Fraction, j: int) -> bool:
        L = sp.log(4 * 2**j / sp.Rational(delta))
        Q = d - 1 + 2 * sp.sqrt((d - 1) * L) + 2 * L
        count = sp.pi / 2 * 2**j * (sp.sqrt(Q) / sp.sin(sp.Rational(eps)) + sp.sqrt(10 * L / 3)) ** 2
        return bool(count.evalf(40) <= averaged(d, eps, delta, j) - sharper)

    return everywhere(
        claim,
        (1, 2, 14, 30),
        (Fraction(1, 2), Fraction(1, 10), Fraction(1, 1000)),
        (Fraction(1, 2), Fraction(1, 20)),
        (0, 1, 7),
    )
