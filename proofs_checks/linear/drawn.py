"""What no learner of drawn weights can do without: a label's information, the prior's, and the steps of two converses."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.enclosure import positive
from proofs_checks.lemmas import ALL, NotChecked, lemma
from proofs_checks.methods import zero
from qlearn.formulas import entropy
from qlearn.learners.linear.drawn import needed_from_drawn_weights, needed_in_mean_square

NAME = "linear.drawn_weights"
u = sp.Symbol("u", positive=True)

nearest = coq(
    NAME,
    "An output outside a cap of the sphere of radius at most pi/4 is no nearer to any point of the cap than the cap's nearest"
    " point is.",
    theorem="linear.drawn.nearest_is_nearer",
    refuted="linear.drawn.wide_caps",
    sharper="the same of caps up to a right angle",
    axioms=REALS,
)
chart = coq(
    NAME,
    "In the central projection, where |s|**2 and |t|**2 are at most kappa, |s - t| <= (1 + kappa) sin(angle).",
    theorem="linear.drawn.chart_distance",
    refuted="linear.drawn.chart_attained",
    sharper="with sqrt(1 + kappa) in place of 1 + kappa",
    axioms=REALS,
)
cauchy = coq(
    NAME,
    "If error times score is 1 on average, the mean squares of the two have a product of at least 1.",
    theorem="linear.drawn.van_trees",
    refuted="linear.drawn.van_trees_attained",
    sharper="a product above 1",
    axioms=REALS,
)
together = coq(
    NAME,
    "If n square errors are at least one over n informations, one by one, their sum is at least n**2 over the sum of these.",
    theorem="linear.drawn.coordinates",
    refuted="linear.drawn.coordinates_attained",
    sharper="a larger sum",
    axioms=REALS,
)
solved = coq(
    NAME,
    "n**2 <= ((1 + kappa) eps)**2 (2 N/(pi sigma**2) + n**2 pi**2/kappa) puts N at pi (n sigma)**2 (1/((1 + kappa) eps)**2 -"
    " pi**2/kappa)/2 or above.",
    theorem="linear.drawn.mean_square",
    refuted="linear.drawn.mean_square_attained",
    sharper="as if the prior told nothing",
    axioms=REALS,
)
wrong_signs = coq(
    NAME,
    "If a share of signs is wrong that is at least (1 - sqrt(B N)/(n sigma))/2, then N is at least"
    " (n sigma (1 - 2 share))**2/B.",
    theorem="linear.drawn.signs",
    refuted="linear.drawn.signs_attained",
    sharper="more than that",
    axioms=REALS,
)


@lemma(
    NAME,
    "A label's Fisher information g(u) = phi(u)**2/(Phi(u) Phi(-u)) is at most g(0) = 2/pi: that is (2 Phi - 1)**2 <="
    " 1 - exp(-u**2), the normal mass of a square and of the disc about it.",
    method="identity: of the masses and of what is claimed",
    scope=ALL,
    sharper="the disc of the square's own half side",
)
def information(sharper: bool) -> bool:
    r, F = sp.symbols("r F", positive=True)
    half = u if sharper else sp.sqrt(2) * u  # the square [-u, u]**2 lies within sqrt(2) u of its middle
    disc = sp.integrate(r * sp.exp(-(r**2) / 2), (r, 0, half))
    phi2 = (sp.exp(-(u**2) / 2) / sp.sqrt(2 * sp.pi)) ** 2
    product = (1 - (2 * F - 1) ** 2) / 4
    gap = 2 / sp.pi * product - phi2  # 2/pi Phi (1 - Phi) - phi**2, to be shown >= 0
    return zero(product - F * (1 - F)) and zero(gap - (disc - (2 * F - 1) ** 2) / (2 * sp.pi))


@lemma(
    NAME,
    "The same in numbers: 2/pi Phi(u) Phi(-u) > phi(u)**2 for u from 1/100 to 6.",
    method="interval: balls that cover the range",
    scope="u from 1/100 to 6",
    sharper="with 3/5 in place of 2/pi = .637",
)
def information_in_numbers(sharper: bool) -> bool:
    def gap(x: Any) -> Any:
        most = _ball(Fraction(3, 5)) if sharper else 2 / _ball(Fraction(0)).pi()
        erf = (x / _ball(Fraction(2)).sqrt()).erf()
        return most * (1 - erf**2) / 4 - (-(x**2)).exp() / (2 * _ball(Fraction(0)).pi())

    return positive(gap, Fraction(1, 100), Fraction(6))


def _ball(number: Fraction) -> Any:
    try:
        from flint import arb, fmpq
    except ImportError:
        raise NotChecked("python-flint is not installed; it comes with the dependency group `test`") from None
    return arb(fmpq(number.numerator, number.denominator))


@lemma(
    NAME,
    "At u = 0 a label's score for log sigma is 0, and elsewhere it is -u d/du log Phi(u).",
    method="identity: of derivatives",
    scope=ALL,
    sharper="it is 0 elsewhere as well",
)
def spread(sharper: bool) -> bool:
    scale, product, v = sp.symbols("scale product v", positive=True)
    Phi = (1 + sp.erf(product / sp.exp(scale) / sp.sqrt(2))) / 2
    score = sp.diff(sp.log(Phi), scale)
    along = sp.diff(sp.log((1 + sp.erf(v / sp.sqrt(2))) / 2), v).subs(v, product / sp.exp(scale))
    elsewhere = 0 if sharper else -product / sp.exp(scale) * along
    return zero(score - elsewhere) and zero(score.subs(product, 0))


@lemma(
    NAME,
    "The density cos(pi t/2 r)**2/r on |t| <= r has mass 1, ends at 0, and Fisher information (pi/r)**2; so n of them with"
    " n r**2 = kappa have n**2 pi**2/kappa together.",
    method="identity: of integrals",
    scope=ALL,
    sharper="half of that, as a normal density of that variance would",
)
def prior(sharper: bool) -> bool:
    r, n, kappa = sp.symbols("r n kappa", positive=True)
    t = sp.Symbol("t", real=True)
    density = sp.cos(sp.pi * t / (2 * r)) ** 2 / r
    told = sp.integrate(sp.simplify(4 * (sp.diff(sp.cos(sp.pi * t / (2 * r)), t)) ** 2 / r), (t, -r, r))
    whole = sp.integrate(density, (t, -r, r))
    claimed = sp.pi**2 / r**2 / (2 if sharper else 1)
    return (
        zero(whole - 1)
        and zero(density.subs(t, r))
        and zero(told - claimed)
        and zero(n * sp.pi**2 / r**2 - (n**2 * sp.pi**2 / kappa).subs(kappa, n * r**2))
    )


@lemma(
    NAME,
    "A step dt of the chart moves w by at most |dt|: with a = |t|**2, b = t.dt, c = |dt|**2 its square is c/(1 + a) -"
    " b**2/(1 + a)**2.",
    method="identity: of the derivative's square",
    scope="as a polynomial in a, b, c",
    sharper="by exactly |dt|/(1 + a)",
)
def contraction(sharper: bool) -> bool:
    a, b, c = sp.symbols("a b c", positive=True)
    # w = (1, t) h, h = (1 + a)**(-1/2); dw = (0, dt) h - (1, t) h**3 b
    h2 = 1 / (1 + a)
    square = c * h2 - 2 * b * h2**2 * b + (1 + a) * h2**3 * b**2
    return zero(square - (c * h2**2 if sharper else c * h2 - b**2 * h2**2))


@lemma(
    NAME,
    "Two normal numbers of variance 1 with means delta apart have the divergence delta**2/2, so 2 b x_k/sigma apart, summed"
    " over the coordinates of a unit x, 2 b**2/sigma**2.",
    method="identity: of an integral",
    scope=ALL,
    sharper="half of that",
)
def divergence(sharper: bool) -> bool:
    z, delta = sp.Symbol("z", real=True), sp.Symbol("delta", positive=True)
    density = sp.exp(-(z**2) / 2) / sp.sqrt(2 * sp.pi)
    ratio = ((z - delta) ** 2 - z**2) / 2
    apart = sp.integrate(density * sp.expand(ratio), (z, -sp.oo, sp.oo))
    b, sigma = sp.symbols("b sigma", positive=True)
    total = apart.subs(delta, 2 * b / sigma)
    return zero(total - 2 * b**2 / sigma**2 / (2 if sharper else 1))


@lemma(
    NAME,
    "The catalogue's formulas say no more than the two statements at kappa = 3 eps, and at wrong = 1 - 2 share, share ="
    " (1 - delta) eps**2/B + delta, B = min(1, 7 eps**2), or the bits that a cap of radius eps takes.",
    method="exhaustion: in exact arithmetic",
    scope="d = 2, 5, 30, seven eps, three sigma, two delta",
    sharper="one label more",
)
def formulas(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction, sigma: Fraction, delta: Fraction) -> bool:
        n, e, s, kappa = d - 1, sp.Rational(eps), sp.Rational(sigma), 3 * sp.Rational(eps)
        trees = sp.pi * (n * s) ** 2 * (1 / ((1 + kappa) * e) ** 2 - sp.pi**2 / kappa) / 2
        B = min(Fraction(1), 7 * eps**2)
        wrong = max(Fraction(0), 1 - 2 * ((1 - delta) * eps**2 / B + delta))
        first = needed_in_mean_square.bound.at(d=d, eps=eps, sigma=sigma)
        second = needed_from_drawn_weights.bound.at(d=d, eps=eps, sigma=sigma, delta=delta)
        bits = (1 - delta) * (1 + n * sp.log(1 / sp.sin(e), 2)) - entropy(delta)
        signs = (n * sigma * wrong) ** 2 / B
        return _no_more(first + sharper, [trees]) and _no_more(second + sharper, [bits, sp.Rational(signs)])

    grid = [Fraction(1, k) for k in (3, 7, 10, 20, 100, 500, 1000)]
    return all(
        claim(d, eps, sigma, delta)
        for d in (2, 5, 30)
        for eps in grid
        for sigma in (Fraction(0), Fraction(1, 10), Fraction(3))
        for delta in (Fraction(1, 20), Fraction(1, 4))
    )


def _no_more(count: int, needs: list[Any]) -> bool:
    """Whether a count is at most the largest of these, rounded up, or 0."""
    return count <= 0 or any(bool(count - 1 < need.evalf(40)) for need in needs)
