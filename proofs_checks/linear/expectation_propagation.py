"""Labels that are flipped: what one tells, what finding w takes, and the moments that a site is fitted to."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from qlearn.errors import Failed
from qlearn.formulas import entropy
from qlearn.geometry.gaussian_sites import LOSS, GaussianSites, _steps
from qlearn.learners.linear.expectation_propagation import cap, expectation_propagation
from qlearn.learners.linear.flips import needed_under_flips

NAME = "linear.expectation_propagation"


def information(posterior: list[Fraction], sides: tuple[bool, ...], rho: Fraction) -> sp.Expr:
    """I(answer; w) in bits, for a posterior over finitely many w, their sides of the question and the flip rate."""
    joint = {
        (i, said): p * (1 - rho if said == side else rho)
        for i, (p, side) in enumerate(zip(posterior, sides, strict=True))
        for said in (False, True)
    }
    heard = {said: sum(p for (_, other), p in joint.items() if other == said) for said in (False, True)}
    terms = [sp.Rational(p) * sp.log(sp.Rational(p / (posterior[i] * heard[said]))) for (i, said), p in joint.items() if p]
    return sp.Add(*terms) / sp.log(2)


@lemma(
    NAME,
    "An answer to a question that halves the posterior tells exactly 1 - H(rho) bits about w, whatever the posterior's shape.",
    method="exhaustion: the information of joint and margins, exactly",
    scope="posteriors of 2 and 3 weights in twelfths, three rates",
    sharper="a question that parts it 1 : 2 tells as much",
)
def halving(sharper: bool) -> bool:
    def claim(n: int, rho: Fraction) -> bool:
        for cut in itertools.combinations(range(1, 12), n - 1):
            posterior = [Fraction(b - a, 12) for a, b in zip((0, *cut), (*cut, 12), strict=True)]
            for sides in itertools.product((False, True), repeat=n):
                share = sum(p for p, side in zip(posterior, sides, strict=True) if side)
                if share == (Fraction(1, 3) if sharper else Fraction(1, 2)):
                    told = information(posterior, sides, rho) - (1 - entropy(rho))
                    if abs(float(told)) > 1e-12:
                        return False
        return True

    return everywhere(claim, (2, 3), (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5)))


@lemma(
    NAME,
    "However the posterior is parted, an answer tells at most 1 - H(rho) bits: with a mass of p on one side it tells"
    " H(rho + (1 - 2 rho) p) - H(rho), and H is at most 1.",
    method="identity: the derivative in p vanishes at 1/2 alone, the second one is negative",
    scope=ALL,
    sharper="the most at p = 1/3",
)
def most_bits(sharper: bool) -> bool:
    p = sp.Symbol("p", positive=True)
    rho = sp.Rational(1, 4)
    q = rho + (1 - 2 * rho) * p
    told = -(q * sp.log(q) + (1 - q) * sp.log(1 - q)) / sp.log(2)
    slope, bend = sp.diff(told, p), sp.diff(told, p, 2)
    at = sp.Rational(1, 3) if sharper else sp.Rational(1, 2)
    general = zero(bend + (1 - 2 * rho) ** 2 / (q * (1 - q) * sp.log(2)))
    return general and zero(slope.subs(p, at))


@lemma(
    NAME,
    "The divergence of 1 - delta from s is at least (1 - delta) lg(1/s) - H(delta): it is more by delta lg(1/(1 - s)).",
    method="identity",
    scope=ALL,
    sharper="it is more by delta lg(1/s)",
)
def divergence(sharper: bool) -> bool:
    delta, s = sp.symbols("delta s", positive=True)
    kl = (1 - delta) * sp.log((1 - delta) / s) + delta * sp.log(delta / (1 - s))
    least = (1 - delta) * sp.log(1 / s) + delta * sp.log(delta) + (1 - delta) * sp.log(1 - delta)
    rest = delta * sp.log(1 / (s if sharper else 1 - s))
    return zero(sp.expand_log(kl - least - rest, force=True))


@lemma(
    NAME,
    "The lower bound is the least integer from ((1 - delta) (1 + (d - 1) lg(1/sin eps)) - H(delta))/(1 - H(rho)) on, 0 if that"
    " is negative.",
    method="exhaustion: beside intervals of 60 digits",
    scope="d = 1..9, three angles, rates and confidences",
    sharper="without the entropy of delta",
)
def converse(sharper: bool) -> bool:
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


def tilted() -> tuple[sp.Expr, sp.Expr, sp.Expr, sp.Expr, sp.Symbol, sp.Symbol]:
    """ln Z, gain and explained share of a label +, for N(mu, v) along the question, and mu and v."""
    mu, v, rho = sp.symbols("mu v rho", positive=True)
    off = mu / sp.sqrt(v)
    Z = rho + (1 - 2 * rho) * (1 + sp.erf(off / sp.sqrt(2))) / 2
    gain = (1 - 2 * rho) * sp.exp(-(off**2) / 2) / (sp.sqrt(2 * sp.pi) * Z)
    return sp.log(Z), gain, gain * (gain + off), off, mu, v


@lemma(
    NAME,
    "The mean of N(mu, v) times the label's likelihood is mu + gain sqrt(v), and its variance v (1 - gain (gain + off)), with"
    " off = mu/sqrt(v), gain = (1 - 2 rho) phi(off)/Z: they are mu + v (ln Z)' and v + v**2 (ln Z)''.",
    method="identity: derivatives of ln Z in mu",
    scope=ALL,
    sharper="the variance v (1 - gain**2)",
)
def moments(sharper: bool) -> bool:
    log_z, gain, explained, off, mu, v = tilted()
    if sharper:
        explained = explained - gain * off
    first = sp.diff(log_z, mu) * sp.sqrt(v) - gain
    second = sp.diff(log_z, mu, 2) * v + explained
    return zero(first) and zero(second)


@lemma(
    NAME,
    "A fitted site gives the Gaussian these moments: precision and shift change by what is missing.",
    method="exhaustion: the learner's own steps beside quadrature",
    scope="means from -3 to 3, three variances, three rates",
    sharper="for the label that was not heard",
)
def fitted(sharper: bool) -> bool:
    grid = np.linspace(-14, 14, 20_001)

    def claim(mean: float, var: float, rho: float) -> bool:
        _, dp, ds = _steps(np.array([[1.0], [0.0], [0.0]]), np.array([var]), np.array([mean]), rho)
        w = mean + np.sqrt(var) * grid
        heard = w < 0 if sharper else w >= 0
        weight = np.exp(-(grid**2) / 2) * np.where(heard, 1 - rho, rho)
        first = float((weight * w).sum() / weight.sum())
        second = float((weight * (w - first) ** 2).sum() / weight.sum())
        precision = 1 / var + float(dp[0])
        got = (mean / var + float(ds[0])) / precision
        return abs(1 / precision - second) < 2e-3 * var and abs(got - first) < 2e-3 * np.sqrt(var)

    return everywhere(claim, (-3.0, -1.0, 0.0, 0.5, 3.0), (0.1, 1.0, 30.0), (0.1, 0.25, 0.4))


@lemma(
    NAME,
    "Steps on several sites at once give the covariance (P + X' D X)**-1 and the mean that belongs to it, P = cov**-1.",
    method="exhaustion: the learner's own visits beside precisions summed",
    scope="blocks of 1 to 6 labels in dimensions 2 to 5, their sites changed by what was added",
    sharper="the prior's precision d/2",
)
def together(sharper: bool) -> bool:
    def claim(d: int, k: int) -> bool:
        rng = np.random.default_rng((d, k))
        sites = GaussianSites(d, 0.25)
        for x in rng.standard_normal((8, d)):
            sites.hear(x / np.linalg.norm(x), bool(rng.integers(2)))
        sites.visit(np.arange(k))
        _, precision, shift = sites._sites[:, : sites.n]
        total = (d / 2 if sharper else d) * np.eye(d) + (sites.rows.T * precision) @ sites.rows
        cov = np.linalg.inv(total)
        return bool(np.abs(sites.cov - cov).max() < 1e-10 and np.abs(sites.mean - cov @ sites.rows.T @ shift).max() < 1e-10)

    return everywhere(claim, range(2, 6), range(1, 7))


@lemma(
    NAME,
    "If what steps take of the precision along their questions x_i, sum |dp_i| x_i.cov.x_i, is at most c < 1, then no direction"
    " loses more than the share c of its precision, and the covariance stays one.",
    method="identity: Cauchy and Schwarz, (x.z)**2 <= (x.cov.x) (z.P.z), by the determinant for one x; the sum follows",
    scope=ALL,
    sharper="if they are at most 1, strictly more than 0 is left",
)
def stays(sharper: bool) -> bool:
    a, b, x, z = sp.symbols("a b x z", positive=True)  # cov = diag(a, b); x.cov.x z.P.z - (x.z)**2 is a square
    y, t = sp.symbols("y t", real=True)
    gap = (a * x**2 + b * y**2) * (z**2 / a + t**2 / b) - (x * z + y * t) ** 2
    square = zero(gap - (a * x * t - b * y * z) ** 2 / (a * b))
    left = 1 - (1 if sharper else sp.Rational(str(LOSS)))
    return square and bool(left > 0)


@lemma(
    NAME,
    "The learner never asks more than its cap, whatever is answered.",
    method="exhaustion: yes to all, no to all, turn about, and by a coin",
    scope="d = 1..3, two angles, two rates",
    sharper="half the cap",
)
def capped(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction, rho: Fraction, manner: str) -> bool:
        rng = np.random.default_rng(d)
        delta = Fraction(1, 20)
        talk = iter(expectation_propagation(d=d, eps=eps, rho=rho, delta=delta))
        asked = 0
        try:
            query = next(talk)
            while True:
                asked += query.cost
                said = {"yes": True, "no": False, "turns": asked % 2 == 0, "coin": bool(rng.integers(2))}[manner]
                query = talk.send(np.array([said]))
        except (StopIteration, Failed):
            pass
        limit = int(cap(d, eps, rho, delta))
        return asked <= (limit // 2 if sharper else limit)

    return everywhere(claim, (1, 2, 3), (Fraction(1, 2), Fraction(1, 10)), (Fraction(1, 4),), ("yes", "no", "turns", "coin"))
