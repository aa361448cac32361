"""The perceptron that keeps its length: what a mistake gains, on average and surely, and how many are enough."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from proofs_checks.survival import ball, enough
from qlearn.learners.linear.modified_perceptron import labels_needed, mistakes, passed

NAME = "linear.modified_perceptron"
ANGLES = (Fraction(5, 4), Fraction(1, 2), Fraction(1, 10), Fraction(1, 100))
SHARES = (Fraction(1, 4), Fraction(1, 20), Fraction(1, 60))

length = coq(
    NAME,
    "v - 2 (v.x) x is as long as v, if |x| = 1.",
    theorem="linear.modified_perceptron.length_kept",
    refuted="linear.modified_perceptron.length_changes",
    sharper="for every x",
    axioms=REALS,
)
gain = coq(
    NAME,
    "Where the signs of v.x and u.x differ, the step adds exactly 2 |v.x| |u.x| to v.u.",
    theorem="linear.modified_perceptron.gain",
    refuted="linear.modified_perceptron.gain_needs_a_mistake",
    sharper="wherever x is",
    axioms=REALS,
)
runs = coq(
    NAME,
    "The risks 1/(i (i + 1)) of however many runs sum to less than 1.",
    theorem="linear.modified_perceptron.runs_below",
    refuted="linear.modified_perceptron.runs_near_one",
    sharper="to less than some number below 1",
    axioms=REALS,
)


@lemma(
    NAME,
    "A mistake's direction in the plane of v and u is uniform on two opposite sectors of angle t, so on average"
    " 2 |v.x| |u.x| = rho**2 (sin(t)/t - cos(t)), rho the length of x's part in the plane, E rho**2 = 2/d.",
    method="identity: of the integral",
    scope=ALL,
    sharper="twice as much",
)
def mean_gain(sharper: bool) -> bool:
    t, phi = sp.symbols("t phi", positive=True)
    product = -2 * sp.cos(phi) * sp.cos(phi - t)  # v at angle 0, u at t, x beyond a right angle from v and not from u
    primitive = -(sp.sin(2 * phi - t) / 2 + phi * sp.cos(t))
    mean = (primitive.subs(phi, sp.pi / 2 + t) - primitive.subs(phi, sp.pi / 2)) / t
    claimed = (2 if sharper else 1) * (sp.sin(t) / t - sp.cos(t))
    return zero(sp.expand_trig(sp.diff(primitive, phi) - product)) and zero(sp.expand_trig(mean - claimed))


@lemma(
    NAME,
    "sin(t) - t cos(t) >= (2/pi) t (1 - cos(t)) on [0, pi/2]: the difference is 0 at both ends, and its derivative is"
    " sin(t) ((1 - 2/pi) t - (2/pi) tan(t/2)), whose second factor is concave, 0 at 0 and rising there: so it is above 0 first"
    " and then below.",
    method="identity: of the derivative, whose signs are plain",
    scope=ALL,
    sharper="with 0.64 for 2/pi",
)
def share(sharper: bool) -> bool:
    t = sp.Symbol("t", positive=True)
    c = sp.Rational(64, 100) if sharper else 2 / sp.pi
    f = sp.sin(t) - t * sp.cos(t) - c * t * (1 - sp.cos(t))
    slope = sp.sin(t) * ((1 - c) * t - c * sp.tan(t / 2))
    ends = zero(f.subs(t, 0)) and bool(sp.simplify(f.subs(t, sp.pi / 2)) >= 0)
    rising = bool((1 - c) - c / 2 > 0)
    return ends and rising and zero(sp.simplify((sp.diff(f, t) - slope).rewrite(sp.tan).subs(t, 2 * sp.atan(t))))


@lemma(
    NAME,
    "The first label is no worse than the others: 1 - E|u.x| <= 1 - E (u.x)**2 = 1 - 1/d, and 4 eps/(pi**2 d) <= 1/d for"
    " eps <= pi/2; the share of one label is that of a mistake times eps/pi.",
    method="identity",
    scope=ALL,
    sharper="for eps <= pi**2/3",
)
def first_label(sharper: bool) -> bool:
    d, eps = sp.symbols("d eps", positive=True)
    largest = sp.pi**2 / 3 if sharper else sp.pi / 2
    composed = zero(4 / (sp.pi * d) * eps / sp.pi - 4 * eps / (sp.pi**2 * d))
    return composed and bool(sp.simplify(1 - 4 * largest / sp.pi**2) >= 0)


def _cosine_share(eps: Fraction) -> object:
    return 2 * (ball(eps) / 2).sin() ** 2


@lemma(
    NAME,
    "After the Python formula's number of mistakes, M, exp(-4 M/(pi d)) <= delta (1 - cos eps).",
    method="interval: the Python formula, in balls",
    scope="d = 1..30, four angles, three shares",
    sharper="after M - 1",
)
def number_of_mistakes(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction, delta: Fraction) -> bool:
        m = mistakes(d, eps, delta) - (1 if sharper else 0)
        return enough(m, 4 / (ball(0).pi() * d), ball(delta) * _cosine_share(eps))

    return everywhere(claim, range(1, 31), ANGLES, SHARES)


@lemma(
    NAME,
    "After the Python formula's number of labels, n, exp(-4 eps n/(pi**2 d)) <= delta (1 - cos eps).",
    method="interval: the Python formula, in balls",
    scope="d = 1..30, four angles, three shares",
    sharper="after n - 1",
)
def number_of_labels(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction, delta: Fraction) -> bool:
        n = labels_needed(d, eps, delta) - (1 if sharper else 0)
        return enough(n, 4 * ball(eps) / (ball(0).pi() ** 2 * d), ball(delta) * _cosine_share(eps))

    return everywhere(claim, range(1, 31), ANGLES, SHARES)


@lemma(
    NAME,
    "A normal of angle above eps, the i-th, is right in a run of the Python formula's length with probability at most"
    " exp(-eps r/pi) <= delta/(i (i + 1)).",
    method="interval: the Python formula, in balls",
    scope="i = 1..20, four angles, three shares",
    sharper="in a run of one label fewer",
)
def length_of_a_run(sharper: bool) -> bool:
    def claim(i: int, eps: Fraction, delta: Fraction) -> bool:
        r = passed(i, eps, delta) - (1 if sharper else 0)
        return enough(r, ball(eps) / ball(0).pi(), ball(delta / (i * (i + 1))))

    return everywhere(claim, range(1, 21), ANGLES, SHARES)
