"""A direction tested near its boundary: the law of the labels there, the two rates they tell apart, the failures charged."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, NotChecked, lemma
from proofs_checks.methods import everywhere, zero
from qlearn import Membership, find
from qlearn.binomial import tail, told_apart
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.geometry.tangent import tangent_points, third_quantile
from qlearn.reductions.certified import _rates

NAME, INNER = "linear.pivot_ratio+vote+certified", "linear.pivot_ratio+vote"
RATES = (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5))

side = coq(
    NAME,
    "For w = cos A w' + sin A t the point cos a g + s sin a w' lies on w''s side exactly if s g.t >= -tan(a) cot(A): with"
    " probability P(U tan A <= tan a) if A < pi/2, U = g.t being symmetric.",
    theorem="reductions.certified.right_side",
    axioms=REALS,
)
falls = coq(
    NAME,
    "cot falls on (0, pi): the wider the angle, the fewer points lie on the same side.",
    theorem="reductions.certified.cot_falls",
    axioms=REALS,
)
quarter = coq(
    NAME,
    "tan(eps/4) <= tan(eps)/4: at a quarter of eps the bound on U is at least four times as far out.",
    theorem="reductions.certified.quarter",
    axioms=REALS,
)
in_all = coq(
    NAME,
    "Wrong results that pass with delta/4, delta/8 and delta/16, and three attempts that end without one with delta/2 more"
    " than that each, come to less than delta.",
    theorem="reductions.certified.in_all",
    refuted="reductions.certified.not_half_of_it",
    sharper="to less than delta/2",
    axioms=REALS,
)
third = coq(
    NAME,
    "The second attempt is made with probability at most 3 delta/4, the third with at most the square of it.",
    theorem="reductions.certified.third_try",
    axioms=REALS,
)


def _arb(number: Any) -> Any:
    try:
        from flint import arb, fmpq
    except ImportError:
        raise NotChecked("python-flint is not installed; it comes with the dependency group `test`") from None
    exact = Fraction(number)
    return arb(fmpq(exact.numerator, exact.denominator))


def _law(d: int, x: Fraction) -> Any:
    """P(U <= x) for x in [0, 1], a ball: a half, and half of the regularised beta integral up to x**2."""
    if x >= 1:
        return _arb(1)
    half = _arb(Fraction(1, 2))
    return half + _arb(x * x).beta_lower(half, _arb(Fraction(d - 2, 2)), 1) / 2


@lemma(
    NAME,
    "U, a coordinate of a uniform point of the sphere in R^(d - 1), has the density c (1 - u**2)**((d - 4)/2): the beta"
    " integral is arcsin in the circle, the identity on the sphere (Archimedes), and so on.",
    method="interval: balls against closed forms",
    scope="d = 3, 4, 5, 6, x in twentieths",
    sharper="for d and one more",
)
def closed_forms(sharper: bool) -> bool:
    pi = _arb(0).pi()
    forms = {
        3: lambda x: x.asin() / pi,
        4: lambda x: x / 2,
        5: lambda x: (x.asin() + x * (1 - x * x).sqrt()) / pi,
        6: lambda x: (3 * x - x**3) / 4,
    }

    def claim(d: int, k: int) -> bool:
        x = Fraction(k, 20)
        off = _law(d + (1 if sharper else 0), x) - _arb(Fraction(1, 2)) - forms[d](_arb(x))
        return bool(abs(off) < _arb(Fraction(1, 10**12)))

    return everywhere(claim, forms, range(1, 20))


@lemma(
    NAME,
    "P(U <= x) <= 2/3 at the x that is used, and P(U <= 4 x) >= 22/23.",
    method="interval: the learner's own quantile, in balls",
    scope="d from 3 to 200",
    sharper="and P(U <= 4 x) >= 23/24",
)
def two_rates(sharper: bool) -> bool:
    above = _arb(Fraction(23, 24) if sharper else Fraction(22, 23))

    def claim(d: int) -> bool:
        x = Fraction(third_quantile(d))
        return bool(_law(d, x) <= _arb(Fraction(2, 3))) and bool(_law(d, 4 * x) >= above)

    return everywhere(claim, range(3, 201))


@lemma(
    NAME,
    "For a normal variable z: P(z <= x) < 2/3 at x = 43/100, and P(z <= 4 x) > 22/23.",
    method="interval: the error function in balls",
    scope="one x",
    sharper="P(z <= 4 x) > 23/24",
)
def normal(sharper: bool) -> bool:
    def law(x: Fraction) -> Any:
        return (1 + (_arb(x) / _arb(2).sqrt()).erf()) / 2

    x, above = Fraction(43, 100), Fraction(23, 24) if sharper else Fraction(22, 23)
    return bool(law(x) < _arb(Fraction(2, 3))) and bool(law(4 * x) > _arb(above))


@lemma(
    NAME,
    "The logarithm of the densities' ratio, as a function of y = u**2, is (d - 4)/2 ln(1 - y) + c y: of second derivative at"
    " most 0 for d >= 4, and for d = 3 of first derivative above 0.  So U's distribution function less that of a normal one of"
    " any spread, 0 at u = 0 and above it at 1, changes its sign once at most, from below; and where both are 2/3 at x, U's is"
    " the larger one at 4 x.",
    method="identity: of the derivatives, whose signs are plain",
    scope=ALL,
    sharper="the second derivative is twice that",
)
def crossing(sharper: bool) -> bool:
    d, c, y = sp.symbols("d c y", positive=True)
    ratio = (d - 4) / 2 * sp.log(1 - y) + c * y
    second = -(d - 4) / (2 * (1 - y) ** 2) * (2 if sharper else 1)
    return zero(sp.diff(ratio, y, 2) - second) and zero(sp.diff(ratio.subs(d, 3), y) - (1 / (2 * (1 - y)) + c))


@lemma(
    NAME,
    "rho + (1 - 2 rho) F is (2 - rho)/3 at F = 2/3 and (22 - 21 rho)/23 at F = 22/23.",
    method="identity",
    scope=ALL,
    sharper="at F = 23/24",
)
def flipped(sharper: bool) -> bool:
    rho = sp.Symbol("rho", positive=True)
    low, high = (rho + (1 - 2 * rho) * sp.Rational(*f) for f in ((2, 3), (23, 24) if sharper else (22, 23)))
    null, other = _rates(rho)
    return zero(low - null) and zero(high - other)


@lemma(
    NAME,
    "The test has both errors at most the share, and no test of fewer labels has.",
    method="exhaustion: exact sums, every smaller number and every threshold",
    scope="rates 1/10 and 1/4, shares 1/4 and 1/20",
    sharper="a label fewer will do",
)
def least(sharper: bool) -> bool:
    def good(n: int, k: int, rho: Fraction, share: Fraction) -> bool:
        null, other = _rates(rho)
        return tail(n, null, k) <= share and tail(n, 1 - other, n - k + 1) <= share

    def claim(rho: Fraction, share: Fraction) -> bool:
        n, k = told_apart(*_rates(rho), share, share)
        if sharper:
            return any(good(n - 1, j, rho, share) for j in range(n + 1))
        fewer = any(good(m, j, rho, share) for m in range(1, n) for j in range(m + 1))
        return good(n, k, rho, share) and not fewer

    return everywhere(claim, RATES[:2], (Fraction(1, 4), Fraction(1, 20)))


@lemma(
    NAME,
    "In the plane, where U is 1 or -1, all points are labelled alike by directions within eps/4, and those of one side and sign"
    " by directions farther than eps.",
    method="exhaustion: the real points, exact labels",
    scope="40 points, three eps, six angles",
    sharper="by directions farther than eps/2",
)
def in_the_plane(sharper: bool) -> bool:
    def claim(eps: float, factor: float) -> bool:
        rng = np.random.default_rng(0)
        points, sides = tangent_points(np.array([1.0, 0.0]), eps, 40, rng)
        angle = eps * factor
        alike = HalfSpace(np.array([np.cos(angle), np.sin(angle)]))(points) == sides
        if abs(factor) <= 0.25:
            return bool(alike.all())
        return bool((alike == ((points[:, 1] > 0) == (sides ^ (angle < 0)))).all())

    wide = (0.49 if sharper else 1.001, -1.001, 1.5)
    return everywhere(claim, (0.01, 0.3, 1.0), (*wide, 0.25, -0.25, 0.0))


@lemma(
    NAME,
    "The composed bounds are the sums over three attempts, each with eps halved, delta/2 for the inner learner and its test.",
    method="exhaustion: both theorems' own formulas",
    scope="d <= 3, eps 1/2, three rates, delta 1/20",
    sharper="over two attempts",
)
def composed(sharper: bool) -> bool:
    inner = find(INNER).theorem.bound(Membership)
    assert inner is not None
    worst, average = find(NAME).theorem.bounds
    eps, delta = Fraction(1, 2), Fraction(1, 20)

    def claim(d: int, rho: Fraction) -> bool:
        each = []
        for i in (1, 2) if sharper else (1, 2, 3):
            share = delta / 2 ** (i + 1)
            asked = inner.at(d=d, eps=eps / 2 ** (i + 1), rho=rho, delta=delta / 2)
            each.append(asked + told_apart(*_rates(rho), share, share)[0])
        usual = sum((3 * delta / 4) ** i * n for i, n in enumerate(each))
        at = {"d": d, "eps": eps, "rho": rho, "delta": delta}
        return worst.at(**at) == sum(each) and average.at(**at) == -(-usual // 1)

    return all(itertools.starmap(claim, itertools.product(range(1, 4), RATES)))
