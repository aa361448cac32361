"""The chart box in a random rotation: the share of its box outside a ball, and what that says of w's probability."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.enclosure import positive
from proofs_checks.lemmas import ALL, NotChecked, lemma
from proofs_checks.linear.chart_box_runs import bound_tie
from proofs_checks.methods import everywhere, zero
from qlearn.geometry.box_tail import outside
from qlearn.learners.linear.box import _above

NAME = "linear.chart_box_confident"

asked = coq(
    NAME,
    "What stops it earlier takes nothing from the bound: at most 2 d - 1 + (d - 1) (K + 2) labels, whatever the answers.",
    theorem="linear.chart_box_stop.run_bound",
    refuted="linear.chart_box_count.bound_attained",
    sharper="one cut fewer",
    axioms=REALS,
)
uneven = coq(
    NAME,
    "Where |y - c| <= h the density (1 + |y|**2)**(-d/2) varies by a factor of at most"
    " ((1 + (|c| + h)**2)/(1 + max(|c| - h, 0)**2))**(d/2).",
    theorem="linear.chart_box_confident.density_ratio",
    refuted="linear.chart_box_confident.ratio_attained",
    sharper="by less",
    axioms=REALS,
)
conditional = coq(
    NAME,
    "If a set has at most the share delta s/q of the box, and at least s of the box is left, the set has at most the"
    " probability delta in what is left, for every density that varies by a factor of at most q.",
    theorem="linear.chart_box_confident.conditional",
    refuted="linear.chart_box_confident.conditional_attained",
    sharper="less than delta",
    axioms=REALS,
)
in_all = coq(
    NAME,
    "If every run ends where it fails with probability at most delta, it fails with probability at most delta.",
    theorem="linear.chart_box_confident.in_all",
    refuted="linear.chart_box_confident.all_attained",
    sharper="less than delta",
    axioms=REALS,
)
left = coq(
    NAME,
    "What several answers leave of a box is at least all but the sum of what each one takes away.",
    theorem="linear.chart_box_confident.left",
    refuted="linear.chart_box_confident.none_is_left",
    sharper="more than that",
    axioms=REALS,
)
rest = coq(
    NAME,
    "The terms (u/(u + i))**p/(u + i), i = 1, 2, .., of a series that falls like a power come to at most 1/p.",
    theorem="geometry.box_tail.rest",
    refuted="geometry.box_tail.half_the_rest",
    sharper="to half of it, as if twice as many sides had made it fall",
    axioms=REALS,
)


@lemma(
    NAME,
    "The square of a number uniform on [-1, 1] has the mean 1/3 and the variance 4/45; so sum h_j**2 u_j**2 has the mean"
    " |h|**2/3, below which nobody looks.",
    method="identity: of integrals",
    scope=ALL,
    sharper="the variance 1/12, as if the square were uniform",
)
def moments(sharper: bool) -> bool:
    u = sp.Symbol("u", real=True)
    mean, fourth = (sp.integrate(u**k, (u, -1, 1)) / 2 for k in (2, 4))
    variance = sp.Rational(1, 12) if sharper else sp.Rational(4, 45)
    return zero(mean - sp.Rational(1, 3)) and zero(fourth - mean**2 - variance)


@lemma(
    NAME,
    "E exp(i t u**2) = (C(x) + i S(x))/x with x = sqrt(2 t/pi): with v = x u, pi v**2/2 = t u**2, and C + i S is the"
    " integral of exp(i pi v**2/2) from 0.",
    method="identity: of the integrand, and of the derivative",
    scope=ALL,
    sharper="with x = sqrt(t/pi)",
)
def characteristic(sharper: bool) -> bool:
    t, u, v = sp.symbols("t u v", positive=True)
    x = sp.sqrt((1 if sharper else 2) * t / sp.pi)
    derivative = sp.diff(sp.fresnelc(v), v) + sp.I * sp.diff(sp.fresnels(v), v)
    whole = sp.cos(sp.pi * v**2 / 2) + sp.I * sp.sin(sp.pi * v**2 / 2)
    return zero(derivative - whole) and zero((sp.pi * v**2 / 2).subs(v, x * u) - t * u**2)


@lemma(
    NAME,
    "sgn(y) is the sum of sin(m y) 4/(pi m) over odd m on (-pi, pi), by its Fourier coefficients; with y = pi (X - x)/s and"
    " m = 2 k + 1 half of that is the sum of sin(t_k (X - x))/(pi (k + 1/2)), and P(X > x) is 1/2 more than its mean.",
    method="identity: of the coefficients",
    scope=ALL,
    sharper="over all m",
)
def square_wave(sharper: bool) -> bool:
    k, y = sp.Symbol("k", integer=True, nonnegative=True), sp.Symbol("y", real=True)
    odd, even = 2 * k + 1, 2 * k + 2

    def coefficient(m: Any) -> Any:
        return 2 / sp.pi * sp.integrate(sp.sin(m * y), (y, 0, sp.pi))

    vanishing = zero(coefficient(even) - (4 / (sp.pi * even) if sharper else 0))
    halved = zero(coefficient(odd) / 2 - 1 / (sp.pi * (k + sp.Rational(1, 2))))
    return vanishing and halved and zero(coefficient(odd) - 4 / (sp.pi * odd))


@lemma(
    NAME,
    "|C(x) + i S(x)| < 0.95 for x >= 0.  From 3 on it is at most sqrt(1/2) + 2/(pi x), by parts.",
    method="interval: balls that cover [0, 3], and the tail as argued",
    scope=ALL,
    sharper="0.94",
)
def fresnel(sharper: bool) -> bool:
    most = Fraction(94 if sharper else 95, 100)
    on_the_tail = Fraction(708, 1000) + 2 / (Fraction(314, 100) * 3) < most
    square = most**2

    def gap(x: Any) -> Any:
        return _ball(square) - x.fresnel_c() ** 2 - x.fresnel_s() ** 2

    return on_the_tail and positive(gap, Fraction(0), Fraction(3))


def _ball(number: Fraction) -> Any:
    try:
        from flint import arb, fmpq
    except ImportError:
        raise NotChecked("python-flint is not installed; it comes with the dependency group `test`") from None
    return arb(fmpq(number.numerator, number.denominator))


def _segment(r: Fraction) -> Any:
    """The share of an interval of half length 1 farther than r from its middle."""
    return _ball(1 - r)


def _rectangle(width: Fraction) -> Callable[[Fraction], Any]:
    """That of a rectangle of half sides 1 and width, r being at most the shorter."""
    return lambda r: 1 - _ball(Fraction(0)).pi() * _ball(r**2 / (4 * width))


def _square(r: Fraction) -> Any:
    """That of a square of half side 1, r from 1 to sqrt(2): a disc less four segments."""
    x = _ball(r)
    inside = x**2 * (_ball(Fraction(0)).pi() - 4 * (1 / x).acos()) + 4 * (x**2 - 1).sqrt()
    return 1 - inside / 4


@lemma(
    NAME,
    "The share of the box that `outside` names is at least the true one, and at most 1/100 more.",
    method="interval: closed forms in balls, the learner's own series to 1e-12",
    scope="a segment, three rectangles and a square, radii in fortieths",
    sharper="at most the true one",
)
def enclosed(sharper: bool) -> bool:
    fortieths = [Fraction(k, 40) for k in range(1, 57)]
    small = _ball(Fraction(1, 10**12))

    def claim(sides: list[Fraction], true: Callable[[Fraction], Any], low: Fraction, high: Fraction) -> bool:
        mean = sum(h * h for h in sides) / 3
        half_widths = np.array([float(h) for h in sides])

        def right(r: Fraction) -> bool:
            more = _ball(Fraction(outside(half_widths, float(r)))) - true(r)
            return bool(more > -small and more < (small if sharper else _ball(Fraction(1, 100))))

        return all(right(r) for r in fortieths if low <= r <= high and r * r > mean)

    one = Fraction(1)
    rectangles = [Fraction(1), Fraction(6, 5), Fraction(5, 4)]
    return (
        claim([one], _segment, Fraction(0), one)
        and all(claim([one, w], _rectangle(w), Fraction(0), one) for w in rectangles)
        and claim([one, one], _square, one, Fraction(7, 5))
    )


@lemma(
    NAME,
    "The chance that a number uniform on one interval is above one uniform on another.",
    method="exhaustion: beside the pairs of unit cells, exactly",
    scope="ends from 0 to 6",
    sharper="cells that meet count in full",
)
def overlapped(sharper: bool) -> bool:
    def claim(low: int, high: int, least: int, most: int) -> bool:
        if low >= high or least >= most:
            return True
        meeting = Fraction(1) if sharper else Fraction(1, 2)
        pairs = [(i, j) for i in range(low, high) for j in range(least, most)]
        chance = sum((Fraction(1) if i > j else meeting if i == j else Fraction(0) for i, j in pairs), Fraction(0)) / len(pairs)
        return bool(abs(Fraction(_above(low, high, least, most)) - chance) < Fraction(1, 10**12))

    return everywhere(claim, range(7), range(7), range(7), range(7))


formula = bound_tie(NAME, "linear.chart_box_stop")
