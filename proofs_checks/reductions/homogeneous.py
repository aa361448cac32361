"""An offset is one more coordinate: what a ratio of coordinates is asked, and why it is never at infinity."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, worst_ratio, zero
from qlearn import find
from qlearn.reductions.homogeneous import turned

NAMES = ("linear.spherical_bisection", "linear.pivot_ratio", "linear.chart_box")
OUTER = tuple(f"{name}+homogeneous" for name in NAMES)


def scaled(sharper: bool) -> bool:
    v, y, b, last = sp.symbols("v y b last", real=True)
    return zero(v * y + b * last - last * (v * (y / last) + (b * last if sharper else b)))


def one_more(name: str, sharper: bool) -> bool:
    d = sp.Symbol("d", positive=True)
    inner = bound_of(name).formula().subs(d, d if sharper else d + 1)
    return zero(bound_of(f"{name}+homogeneous").formula() - inner)


SCALED = "v.(y, y_0) = y_0 v.(y/y_0, 1), so the label of (y, y_0) is that of y/y_0, reversed if y_0 < 0."
ONE_MORE = "The bound is the inner one at d + 1."
GAME = "exhaustion: the real learner in the exact game"
PLAYED = "In the exact game on the weights -1, 0, 1, offset too, the learner asks exactly its bound."


@lemma(OUTER[0], SCALED, method="identity", scope=ALL, sharper="the offset is scaled too")
def scaled_for_angles(sharper: bool) -> bool:
    return scaled(sharper)


@lemma(OUTER[1], SCALED, method="identity", scope=ALL, sharper="the offset is scaled too")
def scaled_for_ratios(sharper: bool) -> bool:
    return scaled(sharper)


@lemma(OUTER[0], ONE_MORE, method="identity", scope=ALL, sharper="at d")
def angles_one_more(sharper: bool) -> bool:
    return one_more(NAMES[0], sharper)


@lemma(OUTER[1], ONE_MORE, method="identity", scope=ALL, sharper="at d")
def ratios_one_more(sharper: bool) -> bool:
    return one_more(NAMES[1], sharper)


@lemma(OUTER[2], SCALED, method="identity", scope=ALL, sharper="the offset is scaled too")
def scaled_for_boxes(sharper: bool) -> bool:
    return scaled(sharper)


@lemma(OUTER[2], ONE_MORE, method="identity", scope=ALL, sharper="at d")
def boxes_one_more(sharper: bool) -> bool:
    return one_more(NAMES[2], sharper)


@lemma(
    OUTER[0],
    "The change of basis is its own inverse and keeps lengths, to 1e-12.",
    method="exhaustion: the real reflection on the unit vectors",
    scope="d <= 60",
    sharper="it changes nothing",
)
def reflected(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        there = turned(np.eye(n))
        back = there if sharper else turned(there)
        return bool(np.abs(back - np.eye(n)).max() < 1e-12 and np.abs(there @ there.T - np.eye(n)).max() < 1e-12)

    return everywhere(claim, range(1, 61))


def at_no_infinity(sharper: bool) -> bool:
    primes = list(sp.primerange(2, 282))

    def claim(i: int, j: int) -> bool:
        ratio = sp.Rational(primes[i], primes[j])
        return i == j or not (sharper or sp.sqrt(ratio).is_rational)

    return everywhere(claim, range(60), range(60))


FINITE = (
    "y_0 of s e_i - t e_p is s a_i - t a_p, with a_i : a_p = sqrt(p_i) : sqrt(p_p) for different primes; their product is no"
    " square, so it is not 0 for a fraction t."
)
PRIMES = {"method": "exhaustion: exact integers", "scope": "the first 60 primes"}
ROOTS = "nor for the square root of a fraction"


@lemma(OUTER[1], FINITE, **PRIMES, sharper=ROOTS)
def finite(sharper: bool) -> bool:
    return at_no_infinity(sharper)


@lemma(OUTER[2], FINITE, **PRIMES, sharper=ROOTS)
def boxes_finite(sharper: bool) -> bool:
    return at_no_infinity(sharper)


@lemma(
    OUTER[0],
    PLAYED,
    method=GAME,
    scope="d <= 3, four settings",
    sharper="one fewer",
)
def angles_played(sharper: bool) -> bool:
    return attained(OUTER[0], sharper)


@lemma(
    OUTER[1],
    PLAYED,
    method=GAME,
    scope="d <= 3, four settings",
    sharper="one fewer",
)
def ratios_played(sharper: bool) -> bool:
    return attained(OUTER[1], sharper)


@lemma(
    OUTER[2],
    "In the exact game on the weights -1, 0, 1, offset too, the learner asks at most its bound.",
    method=GAME,
    scope="d <= 3, three settings",
    sharper="at most two thirds of it",
)
def boxes_played(sharper: bool) -> bool:
    ratios = [worst_ratio(OUTER[2], given) for given in find(OUTER[2]).theorem.learns.small]
    return max(ratios) <= (Fraction(2, 3) if sharper else 1)


angles_asked = coq(
    "linear.spherical_bisection+homogeneous",
    "It asks as many labels as the inner learner does in one dimension more.",
    theorem="reductions.homogeneous.angles_count",
    refuted="reductions.homogeneous.angles_at_d_are_too_few",
    sharper="as many as in d dimensions",
    axioms=REALS,
)
angles_found = coq(
    "linear.spherical_bisection+homogeneous",
    "If no question lies at infinity, the result is within eps, as directions of ((x - centre)/step, 1).",
    theorem="reductions.homogeneous.angles_within_eps",
    axioms=REALS,
)
ratios_asked = coq(
    "linear.pivot_ratio+homogeneous",
    "It asks as many labels as the inner learner does in one dimension more.",
    theorem="reductions.homogeneous.ratios_count",
    refuted="reductions.homogeneous.ratios_at_d_are_too_few",
    sharper="as many as in d dimensions",
    axioms=REALS,
)
ratios_found = coq(
    "linear.pivot_ratio+homogeneous",
    "If no question lies at infinity, the result is within eps, as directions of ((x - centre)/step, 1).",
    theorem="reductions.homogeneous.ratios_within_eps",
    axioms=REALS,
)
