"""Boundary points each across from those before: what a turn leaves of the normal, and what bracketed points certify."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import sympy as sp

from proofs_checks.coq import COMPUTED, REALS, coq, tied_goals
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.linear.lowd_meek import least
from proofs_checks.linear.spherical_bisection import ANGLES, halvings
from proofs_checks.methods import attained, bound_of, everywhere
from proofs_checks.posed import Goal
from qlearn import find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.learners.linear.boundary_points import first, steps
from qlearn.theorems import Outcome

NAME = "linear.boundary_points"


asked = coq(
    NAME,
    "With m halvings of the first segment and k of each other it asks at most m + (d - 1)(2 + k) labels.",
    theorem="linear.boundary_points.run_bound",
    axioms=REALS,
)
first_point = coq(
    NAME,
    "After m halvings the offset at the middle is at most 1/2**(m + 1) of the difference of the instances' values.",
    theorem="linear.boundary_points.nearer_found",
    axioms=REALS,
)
crossing = coq(
    NAME,
    "Where w.a is above the offset, the segment's ends are labelled differently, and k halvings put its middle within half"
    " a width of the boundary, whatever that is labelled.",
    theorem="linear.boundary_points.across_found",
    axioms=REALS,
)
turned_off = coq(
    NAME,
    "With an offset of at most eta 2**-k |w|, the turned b has (w.b)**2 <= (1 + 2.8286 eta + 2 eta**2) 4**-k |w|**2.",
    theorem="linear.segment_turn.turned_off",
    axioms=REALS,
)
turned_along = coq(
    NAME,
    "The turned a has w.a > 0, and its square is at least 1 - 1.385 4**-k of that before.",
    theorem="linear.segment_turn.turned_along",
    axioms=REALS,
)
in_every_run = coq(
    NAME,
    "If d >= 2, 9 sqrt(d - 1)/(8 sin(eps)) <= 2**k, k + 3 <= m and eps <= pi/4, the result is within eps of normal and offset"
    " together, whatever a boundary is labelled.",
    theorem="linear.boundary_angle.within_eps",
    refuted="linear.boundary_angle.one_halving_fewer_misses",
    sharper="with one halving of the segments fewer",
    axioms=REALS,
)
certified = coq(
    NAME,
    "With A w = 0, B v = 0, rows of B within e_j of A's, and |B x| >= s |x| for all x orthogonal to v: s sin(angle) <= |e|.",
    theorem="linear.pins.certified",
    axioms=REALS,
)
certified_angle = coq(
    NAME,
    "So if |e| <= s sin(eps) and w.v >= 0, the angle of w and v is at most eps.",
    theorem="linear.pins.within",
    refuted="linear.pins.attained",
    sharper="less than eps",
    axioms=REALS,
)
pins = coq(
    NAME,
    "d rows of d + 1 numbers leave a vector v that is not 0, with B v = 0.",
    theorem="linear.pins.pins_leave_a_plane",
    refuted="linear.pins.one_row_more_leaves_none",
    sharper="so do d + 1 rows",
    axioms=REALS,
)


formula = halvings(NAME, steps, lambda d, eps: f"9 * sqrt {d - 1} / (8 * sin {eps})")


def _counts(more: int) -> list[Goal]:
    """Python's bound, and Coq's with Python's numbers of halvings."""
    bound = bound_of(NAME)
    goals = []
    for d, eps in itertools.product((1, 2, 3, 8), (Fraction(1, 10), Fraction(1, 1000))):
        says = bound.at(d=d, eps=eps) + more
        call = f"qlearn.linear.boundary_points.bound {d} {int(steps(d, eps))} {int(first(d, eps))}"
        goals.append((f"({call} = {says})%nat", COMPUTED))
    return goals


count = replace(
    tied_goals(NAME, NAME, lambda: _counts(0), lambda: _counts(1), scope="d in 1, 2, 3, 8, eps in 1/10, 1/1000"),
    says="Python's bound is Coq's at Python's numbers of halvings.",
)
count.check.__name__ = "count"


@lemma(
    NAME,
    "The halvings of a further segment are the least k >= 0 with 9 sqrt(d - 1)/(8 sin eps) <= 2**k, none for d = 1.",
    method="exhaustion: exact expressions",
    scope="d <= 40, nine angles",
    sharper="one halving fewer, where there is one",
)
def halved(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction) -> bool:
        s = sp.sin(sp.Rational(eps.numerator, eps.denominator))
        k = max(0, int(steps(d, eps)) - (1 if sharper else 0))
        return least(lambda q: bool(9 * sp.sqrt(d - 1) <= 8 * s * 2**q), k)

    return everywhere(claim, range(1, 41), ANGLES)


@lemma(
    NAME,
    "The first segment's halvings are the least m with 5/(8 sin eps) <= 2**m and k + 3 <= m.",
    method="exhaustion: exact expressions",
    scope="d <= 40, twelve angles",
    sharper="one halving fewer",
)
def finest(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction) -> bool:
        s, k = sp.sin(sp.Rational(eps.numerator, eps.denominator)), int(steps(d, eps))
        m = int(first(d, eps)) - (1 if sharper else 0)
        return least(lambda q: bool(8 * s * 2**q >= 5) and k + 3 <= q, m)

    return everywhere(claim, range(1, 41), [*ANGLES, Fraction(2, 33), Fraction(2, 13), Fraction(1, 20)])


@lemma(
    NAME,
    "The normalised rows' errors, (2**-m + sqrt(2) 2**-k)/2 sqrt(2) for each of the d - 1 further pairs and 2**-m/2 for the"
    " first, with 2**-m <= 2**-k/8, are together at most 1.0922 sqrt(d - 1) 2**-k for d >= 2: so |e|/s <= sin(eps), s = 1.",
    method="identity: numbers in Q(sqrt 2)",
    scope=ALL,
    sharper="at most 1.09 sqrt(d - 1) 2**-k",
)
def together(sharper: bool) -> bool:
    each = (sp.Rational(1, 8) + sp.sqrt(2)) / 2 * sp.sqrt(2)
    errors = each**2 + sp.Rational(1, 16) ** 2  # d = 2; each further pair adds each**2, the bound's square more
    most = sp.Rational(1090 if sharper else 1092 + 1, 1000) ** 2
    fits = bool(sp.Rational(1093, 1000) < sp.Rational(9, 8))
    return fits and bool(errors <= most) and bool(each**2 <= most)


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
    "In every dimension some target meets the bound: weights of which each outgrows those before.",
    method="exhaustion: the real learner",
    scope="d <= 8, two angles, both signs",
    sharper="one query fewer",
)
def met(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction) -> bool:
        positive, counts = tuple(np.eye(1, d)[0].tolist()), []
        for sign in (1, -1):
            w = np.append(1.0, sign * 1e4 ** np.arange(1, d))
            learning = find(NAME)(d=d, positive=positive, negative=(0.0,) * d, eps=eps)
            counts.append(run(learning, teachers.Honest(HalfSpace(w, -0.5))).ledger["membership"])
        return max(counts) == bound_of(NAME).at(d=d, eps=eps) - (1 if sharper else 0)

    return everywhere(claim, range(1, 9), (Fraction(1, 10), Fraction(1, 1000)))


@lemma(
    NAME,
    "In the plane, the learner's hypothesis meets its promise, and the certificate says so, for every direction of w and place"
    " of the boundary on a grid.",
    method="exhaustion: the real learner, judged in rationals",
    scope="64 directions, 17 places, two angles",
    sharper="half the angle",
)
def ran(sharper: bool) -> bool:
    from qlearn.evidence.remaining import confirmed

    learner = find(NAME)
    holds = learner.theorem.guarantee.holds

    def claim(turn: int, place: int, eps: Fraction) -> bool:
        angle = math.pi * (turn + 0.5) / 64 - math.pi / 2
        w = np.array([math.cos(angle), math.sin(angle)])
        target = HalfSpace(w, -float(w[0]) * place / 16, {"positive": (1.0, 0.0), "negative": (0.0, 0.0)})
        if target(np.array([[1.0, 0.0], [0.0, 0.0]])).tolist() != [True, False]:
            return True
        learning = learner(eps=eps, **target.given)
        done = run(learning, teachers.Honest(target))
        within = bool(holds(Outcome(target, done.hypothesis, {"d": 2, "eps": eps / (2 if sharper else 1)})))
        return within and confirmed(learning, done.hypothesis, done.turns).holds

    return everywhere(claim, range(64), range(17), (Fraction(1, 3), Fraction(1, 100)))


def _no_wider(d: int, eps: Fraction, sharper: bool) -> bool:
    """Whether the two learners' lower bounds are one, and that of labels alone is below it (sharper: at it)."""
    one, other = (find(name).theorem.lower for name in (NAME, "linear.lowd_meek"))
    assert one is not None
    assert other is not None
    return one.bound.at(d=d, eps=eps) == other.bound.at(d=d, eps=eps) + (1 if sharper else 0)


@lemma(
    NAME,
    "What every learner must ask is as for linear.lowd_meek: the promise is the same.",
    method="exhaustion: exact expressions",
    scope="d <= 12, nine angles",
    sharper="one label more",
)
def same_promise(sharper: bool) -> bool:
    return everywhere(lambda d, eps: _no_wider(d, eps, sharper), range(1, 13), ANGLES)
