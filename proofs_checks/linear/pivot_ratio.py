"""Ratios to the largest weight: what a label says, what a midpoint costs, how many fractions there are."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import sympy as sp

from proofs_checks.coq import COMPUTED, REALS, coq, tied, tied_goals
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.linear.spherical_bisection import ANGLES, halvings
from proofs_checks.methods import attained, bound_of, everywhere, zero
from proofs_checks.posed import Goal
from proofs_checks.squares import sum_of_squares
from qlearn import find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.formulas import farey
from qlearn.learners.linear.pivot_ratio import _farey, steps

NAME, INTEGER = "linear.pivot_ratio", "linear.pivot_ratio_integer"


@lemma(
    NAME,
    "With s the signs, s_i e_i - t s_p e_p is labelled + exactly if |w_i| >= t |w_p|.",
    method="exhaustion: exact arithmetic, zero weights and ties among them",
    scope="weights from -4 to 4, t = 0, 1/8, ..., 1",
    sharper="exactly if |w_i| > t |w_p|",
)
def compared(sharper: bool) -> bool:
    def claim(w: int, pivot: int, eighths: int) -> bool:
        s, q, t = (1 if w >= 0 else -1), (1 if pivot >= 0 else -1), Fraction(eighths, 8)
        larger = abs(w) > t * abs(pivot) if sharper else abs(w) >= t * abs(pivot)
        return (s * w - t * q * pivot >= 0) == larger

    return everywhere(claim, range(-4, 5), range(-4, 5), range(9))


@lemma(
    NAME,
    "For vectors with A = |u|**2, B = |v|**2, D = u.v: |v - u|**2 B - (A B - D**2) = (B - D)**2 >= 0, so the sine of their"
    " angle is at most |v - u|/|u|.",
    method="identity: polynomial",
    scope=ALL,
    sharper="1 % less",
)
def apart(sharper: bool) -> bool:
    A, B, D = sp.symbols("A B D", real=True)
    distance = (A + B - 2 * D) * (sp.Rational(99, 100) if sharper else 1)
    return zero(distance * B - (A * B - D**2) - (B - D) ** 2)


@lemma(
    NAME,
    "In coordinates, |v - u|**2 |v|**2 - (|u|**2 |v|**2 - (u.v)**2) is a sum of squares.",
    method="squares: a Gram matrix in fractions, found by cvxpy and verified exactly",
    scope="d = 2, 3",
    sharper="1 % less",
)
def apart_in_coordinates(sharper: bool) -> bool:
    def claim(d: int) -> bool:
        u, v = sp.symbols(f"u:{d}"), sp.symbols(f"v:{d}")
        square = [sum(a * b for a, b in zip(s, t, strict=True)) for s, t in ((u, u), (v, v), (u, v))]
        A, B, D = square
        distance = (A + B - 2 * D) * (sp.Rational(99, 100) if sharper else 1)
        monomials = [a * b for a, b in itertools.product(u, v)]
        monomials += [a * b for a, b in itertools.combinations_with_replacement(v, 2)]
        return sum_of_squares(sp.expand(distance * B - (A * B - D**2)), monomials)

    return everywhere(claim, [2, 3])


@lemma(
    NAME,
    "After the theorem's number of halvings, sqrt(d - 1) 2**(-k - 1) is at most sin(eps).",
    method="exhaustion: exact expressions",
    scope="d <= 40, nine angles",
    sharper="one halving fewer, where there is one",
)
def halved(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction) -> bool:
        k = int(steps(d, eps)) - (1 if sharper else 0)
        return k < 0 or bool(sp.sqrt(d - 1) / 2 ** (k + 1) <= sp.sin(sp.Rational(eps.numerator, eps.denominator)))

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
    INTEGER,
    "There are 1 + phi(1) + ... + phi(W) fractions in [0, 1] with denominators up to W.",
    method="exhaustion: counted as fractions",
    scope="W <= 60",
    sharper="one fewer",
)
def counted(sharper: bool) -> bool:
    def claim(W: int) -> bool:
        fractions = {Fraction(a, b) for b in range(1, W + 1) for a in range(b + 1)}
        return bool(len(fractions) == farey(W) - (1 if sharper else 0))

    return everywhere(claim, range(1, 61))


@lemma(
    INTEGER,
    "The learner finds every direction of integer weights within its bound, and meets the bound.",
    method="exhaustion: the real learner",
    scope="d = 3 and W <= 4, d = 2 and W <= 12",
    sharper="one query fewer",
)
def ran(sharper: bool) -> bool:
    learner, bound = find(INTEGER), bound_of(INTEGER)

    def asked(w: tuple[int, ...], W: int) -> int:
        found = run(learner(d=len(w), W=W), teachers.Honest(HalfSpace(np.array(w, float))))
        same = [int(x) for x in found.hypothesis.w] == [x // math.gcd(*w) for x in w]
        return found.ledger["membership"] if same else 10**9

    def claim(d: int, W: int) -> bool:
        most = max(asked(w, W) for w in itertools.product(range(-W, W + 1), repeat=d) if any(w))
        return most == bound.at(d=d, W=W) - (1 if sharper else 0)

    return everywhere(claim, [3], range(1, 5)) and everywhere(claim, [2], range(1, 13))


in_every_run = coq(
    NAME,
    "If sqrt(d - 1)/(2 sin(eps)) <= 2**k, the learner's result is within eps of every w that is not 0, whatever a"
    " boundary is labelled.",
    theorem="linear.pivot_ratio.within_eps",
    refuted="linear.pivot_ratio.one_halving_fewer_misses",
    sharper="with one halving fewer",
    axioms=REALS,
)
asked = coq(
    NAME,
    "With k halvings a ratio it asks exactly 2 d - 1 + (d - 1) k labels.",
    theorem="linear.pivot_ratio.run_bound",
    axioms=REALS,
)


formula = halvings(NAME, steps, lambda d, eps: f"sqrt {d - 1} / (2 * sin {eps})")


integer_in_every_run = coq(
    INTEGER,
    "In every run, whatever the answers, at most 2 d - 1 + (d - 1) clg(F) labels are asked.",
    theorem="linear.pivot_ratio_integer.run_bound",
    refuted="linear.pivot_ratio_integer.attained",
    sharper="one label fewer",
)
exact = coq(
    INTEGER,
    "If w is not 0 and has integer entries from -W to W, then the result is w up to a positive factor.",
    theorem="linear.pivot_ratio_exact.exact",
    refuted="linear.pivot_ratio_exact.larger_weights_are_confused",
    sharper="entries from -2 W to 2 W",
)
every_integer_learner = coq(
    INTEGER,
    "Every learner that finds all these directions asks clg(2 (2 W + 1)**(d - 1)) labels of some target.",
    theorem="linear.integer_directions.every_learner_asks",
    refuted="linear.pivot_ratio_exact.one_weight",
    sharper="one label more, for all d",
)
different = coq(
    INTEGER,
    "Two different vectors whose first entries are 1 or -1 have different directions.",
    theorem="linear.integer_directions.directions_differ",
    refuted="linear.integer_directions.twice_the_weights",
    sharper="whatever the first entries",
)
increasing = coq(
    INTEGER,
    "Of the fractions in [0, 1] with denominators up to W, in their order, each is smaller than all after it.",
    theorem="linear.farey.increasing",
)
complete = coq(
    INTEGER,
    "Every x/y with 0 <= x <= y <= W and y > 0 is one of these fractions.",
    theorem="linear.farey.complete",
    refuted="linear.farey.a_larger_denominator_is_missing",
    sharper="y <= W + 1",
)
number = coq(
    INTEGER,
    "There are 1 + phi(1) + ... + phi(W) of them.",
    theorem="linear.farey.fractions_length",
)
gap = coq(
    INTEGER,
    "Two different fractions with denominators up to W are at least 1/(W (W - 1)) apart, if W >= 2.",
    theorem="linear.farey.gap",
    refuted="linear.farey.gap_attained",
    sharper="more than that",
)
integer_formula = tied(INTEGER, "linear.pivot_ratio_integer.bound", d=range(1, 7), W=range(1, 13))
integer_lower_formula = tied(INTEGER, "linear.integer_directions.lower", lower=True, d=range(1, 5), W=range(1, 13))


def _sequences(more: int) -> list[Goal]:
    """The recurrence of Python and the sorted list of Coq."""
    says = {W: "; ".join(f"({a}, {b + more})" for a, b in _farey(W).tolist()) for W in range(1, 21)}
    return [(f"(fractions {W} = [{listed}])%nat", COMPUTED) for W, listed in says.items()]


sequence = replace(
    tied_goals(INTEGER, "linear.farey", lambda: _sequences(0), lambda: _sequences(1), scope="W in 1..20"),
    says="Python's recurrence for the fractions gives the sorted list that the proof speaks of.",
    sharper="each denominator larger by one",
)
sequence.check.__name__ = "sequence"
