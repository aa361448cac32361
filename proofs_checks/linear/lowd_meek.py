"""An offset from two instances: neighbours among hybrids, blurred ratios beside the boundary, and what any learner must ask."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np
import sympy as sp

from proofs_checks.coq import COMPUTED, REALS, coq, tied_goals
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.linear.spherical_bisection import ANGLES, halvings
from proofs_checks.methods import attained, bound_of, everywhere, zero
from proofs_checks.posed import Goal
from qlearn import find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.formulas import clg
from qlearn.learners.linear.lowd_meek import along, steps

NAME = "linear.lowd_meek"


neighbours = coq(
    NAME,
    "Halving between a 0 and a 1 at places low and high finds neighbours that differ, whatever lies between, with at most"
    " clg(high - low) labels: so do hybrids of two instances.",
    theorem="linear.bisection_grid.finds_a_change",
)
asked = coq(
    NAME,
    "With n halvings across the boundary and k of each ratio it asks exactly n + 2 (d - 1) + (d - 1) k labels beside the"
    " hybrids.",
    theorem="linear.lowd_meek.run_bound",
    axioms=REALS,
)
largest = coq(
    NAME,
    "In a tournament of blurred comparisons, the winner is as large as all others but for one blur a match.",
    theorem="linear.lowd_meek.winner",
    axioms=REALS,
)
ratio = coq(
    NAME,
    "k halvings of blurred comparisons leave the middle within width/2**(k + 1) and a blur of the ratio.",
    theorem="linear.lowd_meek.ratio_told",
    axioms=REALS,
)
in_every_run = coq(
    NAME,
    "If 17 sqrt(d - 1)/(32 sin(eps)) <= 2**k and 128 (d - 1) 2**k <= 2**m, the result is within eps of normal and offset"
    " together, whatever a boundary is labelled.",
    theorem="linear.lowd_meek_angle.within_eps",
    refuted="linear.lowd_meek_angle.one_halving_fewer_misses",
    sharper="with one halving of the ratios fewer",
    axioms=REALS,
)


formula = halvings(NAME, steps, lambda d, eps: f"17 * sqrt {d - 1} / (32 * sin {eps})")


def _counts(more: int) -> list[Goal]:
    """Python's bound, and Coq's with Python's numbers of halvings and of hybrids."""
    bound = bound_of(NAME)
    goals = []
    for d, eps in itertools.product((1, 2, 3, 8), (Fraction(1, 10), Fraction(1, 1000))):
        k, m = int(steps(d, eps)), int(along(d, eps))
        says = bound.at(d=d, eps=eps) - clg(d) + more
        goals.append((f"(qlearn.linear.lowd_meek.bound {d} {k} {m} = {says})%nat", COMPUTED))
    return goals


count = replace(
    tied_goals(NAME, NAME, lambda: _counts(0), lambda: _counts(1), scope="d in 1, 2, 3, 8, eps in 1/10, 1/1000"),
    says="Python's bound is Coq's count at Python's numbers of halvings, and clg(d) for the hybrids.",
)
count.check.__name__ = "count"


def least(enough: Callable[[int], bool], q: int) -> bool:
    """Whether q is the least natural number that is enough."""
    return enough(q) and (q == 0 or not enough(q - 1))


@lemma(
    NAME,
    "The halvings of a ratio are the least k >= 0 with 17 sqrt(d - 1)/(32 sin eps) <= 2**k, none for d = 1.",
    method="exhaustion: exact expressions",
    scope="d <= 40, nine angles",
    sharper="one halving fewer, where there is one",
)
def halved(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction) -> bool:
        s = sp.sin(sp.Rational(eps.numerator, eps.denominator))
        k = max(0, int(steps(d, eps)) - (1 if sharper else 0))
        return least(lambda q: bool(17 * sp.sqrt(d - 1) <= 32 * s * 2**q), k)

    return everywhere(claim, range(1, 41), ANGLES)


@lemma(
    NAME,
    "The halvings across the boundary are the least m >= 0 with 5/(8 sin eps) <= 2**m and, for d >= 2, 128 (d - 1) 2**k <="
    " 2**m.",
    method="exhaustion: exact expressions",
    scope="d <= 40, twelve angles",
    sharper="one halving fewer, where there is one",
)
def finest(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction) -> bool:
        s, k = sp.sin(sp.Rational(eps.numerator, eps.denominator)), int(steps(d, eps))
        m = max(0, int(along(d, eps)) - (1 if sharper else 0))
        return least(lambda q: bool(8 * s * 2**q >= 5) and (d == 1 or 128 * (d - 1) * 2**k <= 2**q), m)

    return everywhere(claim, range(1, 41), [*ANGLES, Fraction(2, 3), Fraction(2, 13), Fraction(1, 6)])


@lemma(
    NAME,
    "A point's coordinates, at most size + 2 step, are rounded by 2**-53 of that: with share = 2**-52 (size/step + 2), at most"
    " share step/2.  If share 2**(m + 4) <= 1, six times that is at most 3/16 of step 2**-m.",
    method="identity: polynomial",
    scope=ALL,
    sharper="at most 1/16",
)
def rounded(sharper: bool) -> bool:
    size, step, unit, fine = sp.symbols("size step unit fine", positive=True)  # fine: 2**-m; share = 2 unit (size/step + 2)
    share = 2 * unit * (size / step + 2)
    one = unit * (size + 2 * step)
    same = zero(one - share * step / 2)
    most = 6 * (step / 2) * (fine / 16)  # share <= fine/16
    return same and bool(sp.simplify((sp.Rational(1 if sharper else 3, 16) * step * fine - most) / (step * fine)) >= 0)


@lemma(
    NAME,
    "Where the blur of d - 1 matches is at most 2**-k/32 of the largest weight, d >= 2, the entries' errors of at most"
    " 2**-k (1/2 + 1/32), and the offset's of at most 2**-k/64, are together at most 2**-k 17/32 sqrt(d - 1) (1 + 1/1156).",
    method="identity: polynomial in d - 1, of whose coefficients none is below 0",
    scope=ALL,
    sharper="without the factor",
)
def together(sharper: bool) -> bool:
    n = sp.Symbol("n", nonnegative=True)  # d - 2
    most = sp.Rational(17, 32) ** 2 * (n + 1) * (1 if sharper else (1 + sp.Rational(1, 1156)) ** 2)
    errors = (n + 1) * (sp.Rational(1, 2) + sp.Rational(1, 32)) ** 2 + sp.Rational(1, 64) ** 2
    return all(c >= 0 for c in sp.Poly(sp.expand(most - errors), n).all_coeffs())


@lemma(
    NAME,
    "In the exact game on weights -1, 0, 1 between two instances, half way or through one of them, it never asks more than its"
    " bound, within eps of every target, and in some game that much.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 3, three angles",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


@lemma(
    NAME,
    "In every dimension some target meets the bound: instances that differ everywhere, most in the coordinate found last.",
    method="exhaustion: the real learner",
    scope="d <= 6, two angles, every choice of signs",
    sharper="one query fewer",
)
def met(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction) -> bool:
        learning = find(NAME)(d=d, positive=(0.0,) * d, negative=(*(0.4 / d for _ in range(d - 1)), -0.9), eps=eps)
        counts = []
        for signs in itertools.product((1, -1), repeat=d - 1):
            w = np.append(np.array(signs, float), 100.0 * d)
            counts.append(run(learning, teachers.Honest(HalfSpace(w, 45.0 * d))).ledger["membership"])
        return max(counts) == bound_of(NAME).at(d=d, eps=eps) - (1 if sharper else 0)

    return everywhere(claim, range(1, 7), (Fraction(1, 10), Fraction(1, 1000)))


# ---- every learner ----


@lemma(
    NAME,
    "With m(d) the mean of |w.u| over the unit w of R^d, d m(d)**2 falls from d to d + 2: m(d + 2)/m(d) = d/(d + 1), and"
    " d (d + 2) < (d + 1)**2.",
    method="identity: of the gamma function's recurrence",
    scope=ALL,
    sharper="d (d + 2) + 1 < (d + 1)**2",
)
def falls(sharper: bool) -> bool:
    d = sp.Symbol("d", positive=True)
    step = sp.gamma(d / 2 + 1) * sp.gamma((d + 1) / 2) / (sp.gamma(d / 2) * sp.gamma((d + 3) / 2))
    return zero(sp.expand_func(step) - d / (d + 1)) and bool(sp.expand((d + 1) ** 2 - d * (d + 2) - (1 if sharper else 0)) > 0)


@lemma(
    NAME,
    "It falls to 2/pi, by Stirling's formula: so m(d) >= sqrt(2/(pi d)), and the mean over half of the sphere, of a half the"
    " measure, is at least 1/sqrt(2 pi d).",
    method="identity: a limit, and the values up to d = 60",
    scope=ALL,
    sharper="with d - 1 for d",
)
def mean(sharper: bool) -> bool:
    x = sp.Symbol("x", positive=True)
    stirling = sp.sqrt(2 * sp.pi / x) * (x / sp.E) ** x  # gamma(x) but for a factor that tends to 1
    squares = x * (stirling / stirling.subs(x, x + sp.Rational(1, 2))) ** 2
    tends = sp.limit(sp.exp(sp.expand_log(sp.log(squares), force=True)), x, sp.oo) == 1  # d m**2 pi/2, d = 2 x

    def claim(d: int) -> bool:
        half = sp.gamma(sp.Rational(d, 2)) / (2 * sp.sqrt(sp.pi) * sp.gamma(sp.Rational(d + 1, 2)))
        return bool(half**2 * 2 * sp.pi * (d - (1 if sharper else 0)) >= 1)

    return bool(tends) and everywhere(claim, range(1, 61))


@lemma(
    NAME,
    "The lower bound is the least q >= 0 with 2**q sin(eps)**(d - 1) >= 1 and 2**q 2 tan(eps) sin(eps)**(d - 1) sqrt(2 pi d)"
    " >= 1, so that 2**q outputs could be right about all normals, and about all boundaries.",
    method="exhaustion: exact expressions",
    scope="d <= 40, nine angles",
    sharper="one label fewer, where there is one",
)
def needed_is_least(sharper: bool) -> bool:
    lower = find(NAME).theorem.lower
    assert lower is not None

    def covers(q: int, d: int, eps: Fraction) -> bool:
        e = sp.Rational(eps.numerator, eps.denominator)
        normals = 2**q * sp.sin(e) ** (d - 1)
        return bool(normals >= 1) and bool(normals * 2 * sp.tan(e) * sp.sqrt(2 * sp.pi * d) >= 1)

    def claim(d: int, eps: Fraction) -> bool:
        q = lower.bound.at(d=d, eps=eps) - (1 if sharper else 0)
        return q < 0 or (covers(q, d, eps) and (q == 0 or not covers(q - 1, d, eps)))

    return everywhere(claim, range(1, 41), ANGLES)


capped = coq(
    NAME,
    "A cap of angular radius t <= pi/2 is at most a share sin(t)**(d - 1)/2 of the sphere in R^d.",
    theorem="geometry.cap.cap_share",
    refuted="geometry.cap.half_the_sphere",
    sharper="strictly less",
    axioms=REALS,
)


@lemma(
    NAME,
    "In the plane, the learner's hypothesis meets its promise for every direction of w and place of the boundary on a grid.",
    method="exhaustion: the real learner, judged in rationals",
    scope="64 directions, 17 places, two angles",
    sharper="half the angle",
)
def ran(sharper: bool) -> bool:
    learner = find(NAME)
    holds = learner.theorem.guarantee.holds

    def claim(turn: int, place: int, eps: Fraction) -> bool:
        from qlearn.theorems import Outcome

        angle = math.pi * (turn + 0.5) / 64 - math.pi / 2
        w = np.array([math.cos(angle), math.sin(angle)])
        target = HalfSpace(w, -float(w[0]) * place / 16, {"positive": (1.0, 0.0), "negative": (0.0, 0.0)})
        if target(np.array([[1.0, 0.0], [0.0, 0.0]])).tolist() != [True, False]:
            return True
        found = run(learner(eps=eps, **target.given), teachers.Honest(target)).hypothesis
        return bool(holds(Outcome(target, found, {"d": 2, "eps": eps / (2 if sharper else 1)})))

    return everywhere(claim, range(64), range(17), (Fraction(1, 3), Fraction(1, 100)))
