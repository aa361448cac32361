"""Candidates in a convex body that is cut through its centre of gravity: the constant, and the count given the premise."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "linear.centre_of_gravity"

constant = coq(
    NAME,
    "(n/(n+1))**n is more than 1/e for n >= 1.",
    theorem="linear.gruenbaum.share_above",
    refuted="linear.gruenbaum.share_is_no_larger",
    sharper="more than c for a c above 1/e and all n",
    axioms=REALS,
)
count = coq(
    NAME,
    "If each counterexample leaves at most 1 - (n/(n+1))**n of the volume (a premise: Gruenbaum's theorem), and the volume is"
    " that of balls of radius R at first and r at last, there are at most n ln(R/r) / -ln(1 - (n/(n+1))**n) counterexamples.",
    theorem="linear.gruenbaum.counterexamples",
    refuted="linear.shrinking.ball_count_is_met",
    sharper="fewer, whatever the volumes are that obey the premise",
    axioms=REALS,
)
simple = coq(
    NAME,
    "So, under the same premise, there are at most n ln(R/r) / -ln(1 - 1/e) counterexamples.",
    theorem="linear.gruenbaum.counterexamples_simple",
    refuted="linear.gruenbaum.constant_is_needed",
    sharper="n ln(R/r) / -ln(1 - c) for a c above 1/e",
    axioms=REALS,
)
