"""Affine functions from values: the corners of a simplex determine them, and d points do not."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.coq import coq, tied
from proofs_checks.duality import at_least
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bounds_meet, everywhere, zero

NAME = "linear.equation_solving"


@lemma(
    NAME,
    "One step along axis i changes f by w_i h_i, the other coordinates' share S cancelling.",
    method="identity: the stepped coordinate and the rest",
    scope=ALL,
    sharper="a step that also moves the rest",
)
def solved(sharper: bool) -> bool:
    w, c, h, S, b, moved = sp.symbols("w c h S b moved")
    after = w * (c + h) + S + b + (moved if sharper else 0)
    return zero(after - (w * c + S + b) - w * h)


@lemma(
    NAME,
    "Upper and lower bound are the same formula.",
    method="identity",
    scope=ALL,
    sharper="the lower bound plus one",
)
def met(sharper: bool) -> bool:
    return bounds_meet(NAME, sharper)


@lemma(
    NAME,
    "If each answer is off by at most rho, a slope (f(c + h e) - f(c))/h is off by (e1 - e0)/h, at most 2 rho/h.",
    method="identity: and the corner e1 = -e0 = rho",
    scope=ALL,
    sharper="at most 1.98 rho/h",
)
def stable(sharper: bool) -> bool:
    w, h, f, e0, e1, rho = sp.symbols("w h f e0 e1 rho", positive=True)
    error = ((f + w * h + e1) - (f + e0)) / h - w
    limit = (sp.Rational(198, 100) if sharper else 2) * rho / h
    worst = error.subs({e1: rho, e0: -rho})
    return zero(error - (e1 - e0) / h) and bool(sp.simplify((limit - worst) * h / rho) >= 0)


@lemma(
    NAME,
    "If each answer is off by at most rho, b = f(c) - w.c is off by at most (|1 + r_1 + ... + r_d| + |r_1| + ... + |r_d|) rho,"
    " r_i = c_i/h_i.",
    method="duality: of the linear program over all errors, its multipliers in fractions",
    scope="d <= 3, r_i from -3/2 to 2",
    sharper="at most 99 % of that",
)
def stable_intercept(sharper: bool) -> bool:
    def claim(*r: Fraction) -> bool:
        # b is off by e.x, x_0 the error at the centre and x_i that of corner i, each from -1 to 1, written as y - 1
        e: list[Fraction] = [1 + sum(r, Fraction(0)), *(-ratio for ratio in r)]
        most = sum((abs(x) for x in e), Fraction(0)) * (Fraction(99, 100) if sharper else 1)
        at_most_2 = [[-int(i == j) for j in range(len(e))] for i in range(len(e))]
        return at_least([-x for x in e], at_most_2, [-2] * len(e), -most - sum(e))

    ratios = [Fraction(k, 2) for k in range(-3, 5)]
    return all(everywhere(claim, *[ratios] * d) for d in (1, 2, 3))


@lemma(
    NAME,
    "On all weights -1, 0, 1 the learner asks d + 1 values and returns the target bit for bit.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 3, weights -1, 0, 1",
    sharper="fewer than d + 1 values",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


asked = coq(
    NAME,
    "Exactly d + 1 values are asked, whatever the answers.",
    theorem="linear.equation_solving.run_bound",
    refuted="linear.equation_solving.one_fewer_is_not_enough",
    sharper="d values, and the target is found",
)
found = coq(
    NAME,
    "Over any field: the result is the target, w_i = (f(c + h_i e_i) - f(c))/h_i and b = f(c) - w.c, if no step h_i is 0.",
    theorem="linear.equation_solving.found",
    refuted="linear.equation_solving.a_step_of_zero_is_not_enough",
    sharper="even if one step is 0",
)
determined = coq(
    NAME,
    "Two affine functions with the same values at the d + 1 corners are the same, if no step is 0.",
    theorem="linear.equation_solving.determined",
    refuted="linear.equation_solving.a_step_of_zero_is_not_enough",
    sharper="even if one step is 0",
)
undetermined = coq(
    NAME,
    "For any d points and any affine function another one has the same values there.",
    theorem="linear.equation_solving.another_fits",
    refuted="linear.equation_solving.determined",
    sharper="for any d + 1 points",
)
every_learner = coq(
    NAME,
    "Every learner that finds all affine functions of d variables asks d + 1 values of every one of them.",
    theorem="linear.equation_solving.every_learner_asks",
    refuted="linear.equation_solving.enough",
    sharper="d + 2 values",
)
zero_throughout = coq(
    NAME,
    "Every learner that finds all affine functions asks d + 1 values of the teacher who answers 0 throughout.",
    theorem="linear.equation_solving.all_answers_zero",
    refuted="linear.equation_solving.enough",
    sharper="d + 2 values",
)
formula = tied(NAME, "linear.equation_solving.bound", d=range(1, 100))
lower_formula = tied(NAME, "linear.equation_solving.lower", lower=True, d=range(1, 100))
