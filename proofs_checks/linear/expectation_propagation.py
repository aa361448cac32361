"""Expectation propagation for flipped labels: its moments, its change of the law, and where a label tells a whole capacity."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import cycle, product
from typing import Any

import numpy as np
import sympy as sp

from proofs_checks.lemmas import ALL, Lemma, lemma
from proofs_checks.linear.chart_box_runs import asked_of
from proofs_checks.methods import bound_of, everywhere, zero
from proofs_checks.noise import answers
from qlearn import find
from qlearn.learners.linear.flips import needed_under_flips

NAME = "linear.expectation_propagation"
UNKNOWN = "linear.expectation_propagation_unknown_rate"

a, z = sp.symbols("a z", real=True)
rho, v, tau, k, nu, s = sp.symbols("rho v tau k nu s", positive=True)
NORMAL = sp.exp(-(z**2) / 2) / sp.sqrt(2 * sp.pi)
BELOW = (1 + sp.erf(a / sp.sqrt(2))) / 2  # the normal distribution function
DENSITY = NORMAL.subs(z, a)
TOTAL = rho + (1 - 2 * rho) * BELOW
G = (1 - 2 * rho) * DENSITY / TOTAL


def _moment(power: int) -> sp.Expr:
    """The integral of z**power, z normal, times the factor of a label, its plane a standard deviations below the mean."""
    inside = sp.integrate(z**power * NORMAL, (z, -a, sp.oo))
    return rho * sp.integrate(z**power * NORMAL, (z, -sp.oo, sp.oo)) + (1 - 2 * rho) * inside


@lemma(
    NAME,
    "A factor rho + (1 - 2 rho) [z + a >= 0] gives a standard normal z the mean g = (1 - 2 rho) phi(a)/Z, Z = rho +"
    " (1 - 2 rho) Phi(a), and the variance 1 - g (g + a).",
    method="identity: of integrals",
    scope=ALL,
    sharper="the variance 1 - g**2, as if the label were at the middle",
)
def tilted_moments(sharper: bool) -> bool:
    totals, mean, square = (sp.expand(_moment(power).rewrite(sp.erf)) for power in range(3))
    over_mean = -G * (0 if sharper else a)  # the mean square is the variance and the square of the mean
    return zero(totals - TOTAL) and zero(mean - G * TOTAL) and zero(square - (1 + over_mean) * TOTAL)


@lemma(
    NAME,
    "g is the derivative of ln Z in a, and -g (g + a) that of g: what moves the law climbs its own evidence.",
    method="identity: of derivatives",
    scope=ALL,
    sharper="the derivative of g is -g**2",
)
def evidence_climbs(sharper: bool) -> bool:
    curvature = -(G**2) if sharper else -G * (G + a)
    return zero(sp.diff(sp.log(TOTAL), a) - G) and zero(sp.diff(G, a) - curvature)


@lemma(
    NAME,
    "A site that makes of a variance 1/r the variance (1 - k)/r has tau = r k/(1 - k), and for the mean c + y g/sqrt(r) it has"
    " nu = c tau + y g sqrt(r)/(1 - k).",
    method="identity: of rational functions",
    scope=ALL,
    sharper="nu without the division by 1 - k",
)
def site_matches(sharper: bool) -> bool:
    r, c, yg = sp.symbols("r c yg", positive=True)
    site, push = r * k / (1 - k), c * r * k / (1 - k) + yg * sp.sqrt(r) / (1 if sharper else 1 - k)
    variance = 1 / (r + site)
    return zero(variance - (1 - k) / r) and zero(variance * (r * c + push) - (c + yg / sp.sqrt(r)))


@lemma(
    NAME,
    "If a site at x changes by (tau, nu), the covariance S becomes S - tau/(1 + tau v) S x (S x)', v = x'S x, and the mean"
    " moves by S' x (nu - tau s), S' the new covariance and s = x.m.",
    method="identity: of rational functions, in two dimensions",
    scope="two dimensions: a change is made in the plane of x and S x",
    sharper="the mean moves by S x (nu - tau s)",
)
def rank_one(sharper: bool) -> bool:
    p, q, r = sp.symbols("p q r", positive=True)
    S, x, m = sp.Matrix([[p, q], [q, r]]), sp.Matrix(sp.symbols("x0:2")), sp.Matrix(sp.symbols("m0:2"))
    along, at = S * x, (x.T * m)[0]
    new = S - tau / (1 + tau * (x.T * along)[0]) * along * along.T
    grown = sp.eye(2) + tau * along * x.T  # S times the new precision
    moved = m + (S if sharper else new) * x * (nu - tau * at)
    return all(zero(entry) for entry in [*(grown * new - S), *(grown * moved - m - along * nu)])


@lemma(
    NAME,
    "Questions at uncorrelated projections do not touch each other's cavities: a site at x leaves x'.t its variance if"
    " x'.S x = 0, so that labels of one round may be taken in side by side.",
    method="identity: of rational functions",
    scope=ALL,
    sharper="whatever the correlation",
)
def side_by_side(sharper: bool) -> bool:
    other, cross = sp.symbols("other cross", real=True)
    after = other - tau / (1 + tau * v) * cross**2
    return zero((after if sharper else after.subs(cross, 0)) - other)


@lemma(
    NAME,
    "In one dimension a lead of k votes has posterior odds ((1 - rho)/rho)**k, in whatever order the votes came.",
    method="exhaustion",
    scope="up to 8 votes, three rates",
    sharper="odds of k votes alone, those against not counted",
)
def odds_of_a_lead(sharper: bool) -> bool:
    def odds(votes: tuple[bool, ...], rate: Fraction) -> bool:
        likely, unlikely = Fraction(1), Fraction(1)
        for vote in votes:
            likely *= 1 - rate if vote else rate
            unlikely *= rate if vote else 1 - rate
        lead = sum(votes) - (0 if sharper else len(votes) - sum(votes))
        return likely / unlikely == ((1 - rate) / rate) ** lead

    rates = (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5))
    return everywhere(odds, [votes for n in range(9) for votes in product((False, True), repeat=n)], rates)


@lemma(
    NAME,
    "No more labels than the bound are asked, whatever is answered: every sequence of 4 answers that is repeated for ever ends"
    " within it, and in one dimension some come to the bound itself.",
    method="exhaustion",
    scope="d = 1, 2, rho = 2/5, eps = 1/2, delta = 1/4; 16 periodic teachers",
    sharper="one label fewer is enough for all",
)
def capped(sharper: bool) -> bool:
    def within(d: int, answers: tuple[bool, ...]) -> bool:
        sizes = {"d": d, "eps": Fraction(1, 2), "rho": Fraction(2, 5), "delta": Fraction(1, 4)}
        said = cycle(answers)
        count = asked_of(iter(find(NAME)(**sizes)), lambda points: np.array([next(said) for _ in points]))
        return count <= bound_of(NAME).at(**sizes) - (1 if sharper else 0)

    return everywhere(within, (1, 2), product((False, True), repeat=4))


@lemma(
    NAME,
    "The lower bound is the least integer from ((1 - delta) (1 + (d - 1) lg(1/sin eps)) - H(delta))/(1 - H(rho)) on, 0 if that"
    " is negative.",
    method="exhaustion: beside intervals of 60 digits",
    scope="d = 1..9, three angles, rates and confidences",
    sharper="without the entropy of delta",
)
def converse_counted(sharper: bool) -> bool:
    from mpmath import iv

    iv.prec = 200

    def h(p: Fraction) -> Any:
        x = iv.mpf(p.numerator) / p.denominator
        return -(x * iv.log(x) + (1 - x) * iv.log(1 - x)) / iv.log(2)

    def claim(d: int, eps: Fraction, rho: Fraction, delta: Fraction) -> bool:
        angle = iv.mpf(eps.numerator) / eps.denominator
        sure = 1 - iv.mpf(delta.numerator) / delta.denominator
        bits = sure * (1 - (d - 1) * iv.log(iv.sin(angle)) / iv.log(2)) - (0 if sharper else h(delta))
        value = bits / (1 - h(rho))
        found = needed_under_flips.bound.at(d=d, eps=eps, rho=rho, delta=delta)
        return bool(found - 1 < value.a or found == 0) and bool(value.b <= found)

    angles, rates = (Fraction(1, 100), Fraction(1, 2), Fraction(1)), (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5))
    return everywhere(claim, range(1, 10), angles, rates, (Fraction(1, 20), Fraction(1, 4), Fraction(1, 2)))


def _of(name: str, lemmas: list[Lemma]) -> list[Lemma]:
    return [replace(each, theorem=name) for each in lemmas]


told, halving, no_more = _of(NAME, [answers.told, answers.halving, answers.no_more])
processing, converse = _of(NAME, [answers.processing, answers.converse])
