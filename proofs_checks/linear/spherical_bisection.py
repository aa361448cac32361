"""A direction angle by angle: projections, their product, and the share of a sphere that a cap covers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy as sp

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.enclosure import positive
from proofs_checks.lemmas import ALL, Lemma, lemma
from proofs_checks.methods import attained, everywhere, zero
from proofs_checks.posed import Goal
from qlearn import find
from qlearn.learners.linear.spherical_bisection import steps

NAME = "linear.spherical_bisection"
ANGLES = [Fraction(1, k) for k in (1, 2, 3, 7, 10, 100, 10**4)] + [Fraction(3, 2), Fraction(11, 8)]


@lemma(
    NAME,
    "With w's projection |p|(cos f, sin f) on the plane and u turned by m, the new w.u is |p| cos(m - f).",
    method="identity: trigonometric",
    scope=ALL,
    sharper="it is |p| cos(m + f)",
)
def projected(sharper: bool) -> bool:
    p, f, m = sp.symbols("p f m", real=True)
    along = p * sp.cos(f) * sp.cos(m) + p * sp.sin(f) * sp.sin(m)
    return zero(sp.expand_trig(along - p * sp.cos(m + f if sharper else m - f)))


@lemma(
    NAME,
    "If a = C P + s with s, C, P >= 0, then a**2 + w**2 - C**2 (P**2 + w**2) = s (s + 2 C P) + (1 - C**2) w**2, which is not"
    " negative for C <= 1: what held of the first k coordinates holds of k + 1.",
    method="identity: polynomial",
    scope=ALL,
    sharper="without the term in w**2, as if w.u did not grow",
)
def carried(sharper: bool) -> bool:
    C, P, s, w = sp.symbols("C P s w", nonnegative=True)
    gain = (C * P + s) ** 2 + w**2 - C**2 * (P**2 + w**2)
    return zero(gain - s * (s + 2 * C * P) - (0 if sharper else (1 - C**2) * w**2))


@lemma(
    NAME,
    "tan(x)/x increases on (0, pi/2): its derivative is (x - sin x cos x)/(x cos x)**2, and sin 2x < 2x.  So ln cos sqrt is"
    " concave, and cos(t)**n >= cos(t sqrt n).",
    method="identity: of the derivative, whose sign is that of 2x - sin 2x",
    scope=ALL,
    sharper="the derivative lacks sin x cos x",
)
def concave(sharper: bool) -> bool:
    x = sp.Symbol("x", positive=True)
    numerator = x if sharper else x - sp.sin(x) * sp.cos(x)
    return zero(sp.diff(sp.tan(x) / x, x) - numerator / (x * sp.cos(x)) ** 2)


@lemma(
    NAME,
    "sin 2x < 2x for 0 < x <= pi/2.  On (0, 1/4) the alternating series leaves 2x - sin 2x >= (2x)**3/6 - (2x)**5/120 > 0.",
    method="interval: balls that cover [1/4, 8/5], and the tail by its series",
    scope=ALL,
    sharper="sin 2x < 1.99x, which the series refutes at 0",
)
def sine_below(sharper: bool) -> bool:
    hundredths = 199 if sharper else 200  # of the slope
    on_the_tail = hundredths >= 200 and Fraction(8, 6) - Fraction(32, 120) * Fraction(1, 4) ** 2 > 0
    return on_the_tail and positive(lambda x: hundredths * x / 100 - (2 * x).sin(), Fraction(1, 4), Fraction(8, 5))


@lemma(
    NAME,
    "After the theorem's number of halvings, half of pi/2**k is at most eps/sqrt(d - 1).",
    method="exhaustion: exact expressions",
    scope="d <= 40, nine angles",
    sharper="one halving fewer, where there is one",
)
def halved(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction) -> bool:
        k = int(steps(d, eps)) - (1 if sharper else 0)
        return bool(sp.pi / 2 ** (k + 1) * sp.sqrt(d - 1) <= sp.Rational(eps.numerator, eps.denominator))

    return everywhere(claim, range(2, 41), ANGLES)


@lemma(
    NAME,
    "In the exact game on the weights -1, 0, 1 the learner asks exactly its bound, within eps of every target.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 3, three angles",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


@lemma(
    NAME,
    "The lower bound is the least q with 1 <= 2**(q - 1) sin(eps)**(d - 1), so that 2**q caps could cover the sphere.",
    method="exhaustion: exact expressions",
    scope="d <= 40, nine angles",
    sharper="one label fewer",
)
def needed_is_least(sharper: bool) -> bool:
    lower = find(NAME).theorem.lower
    assert lower is not None

    def covers(q: int, d: int, eps: Fraction) -> bool:
        return bool(2 ** (q - 1) * sp.sin(sp.Rational(eps.numerator, eps.denominator)) ** (d - 1) >= 1)

    def claim(d: int, eps: Fraction) -> bool:
        q = lower.bound.at(d=d, eps=eps) - (1 if sharper else 0)
        return covers(q, d, eps) and not covers(q - 1, d, eps)

    return everywhere(claim, range(1, 41), ANGLES)


in_every_run = coq(
    NAME,
    "If pi sqrt(d - 1)/(2 eps) <= 2**k, the learner's result is within eps of every w that is not 0, whatever a boundary is"
    " labelled.",
    theorem="linear.spherical_bisection.within_eps",
    refuted="linear.spherical_bisection.one_halving_fewer_misses",
    sharper="with one halving fewer",
    axioms=REALS,
)
asked = coq(
    NAME,
    "With k halvings an angle it asks exactly 1 + (d - 1) k labels.",
    theorem="linear.spherical_bisection.run_bound",
    axioms=REALS,
)
capped = coq(
    NAME,
    "A cap of angular radius t <= pi/2 is at most a share sin(t)**(d - 1)/2 of the sphere in R^d.",
    theorem="geometry.cap.cap_share",
    refuted="geometry.cap.half_the_sphere",
    sharper="strictly less",
    axioms=REALS,
)
every_learner = coq(
    NAME,
    "If 2**q caps of radius eps cover the sphere, q is at least 1 + (d - 1) lg(1/sin(eps)).",
    theorem="geometry.cap.labels_needed",
    axioms=REALS,
)


def halvings(name: str, steps: Callable[[Any, Any], Any], premise: Callable[[int, str], str]) -> Lemma:
    """Python's own number of halvings satisfies the premise of the Coq theorem, `premise <= 2**k`; one fewer does not."""

    def goals(fewer: int) -> list[Goal]:
        angles = (Fraction(1, 10), Fraction(1, 2), Fraction(5, 4))
        found = {(d, eps): int(steps(d, eps)) - fewer for d in (2, 3, 5, 8) for eps in angles}
        return [
            (f"({premise(d, f'({e.numerator} / {e.denominator})')} <= 2 ^ {k})%R", "interval")
            for (d, e), k in found.items()
            if k >= 0
        ]

    return tied_goals(name, name, lambda: goals(0), lambda: goals(1), scope="d in 2, 3, 5, 8, eps in 1/10, 1/2, 5/4")


formula = halvings(NAME, steps, lambda d, eps: f"PI * sqrt {d - 1} / (2 * {eps})")
