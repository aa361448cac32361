"""Half-spaces with a margin from counterexamples alone: floor((R / g)**2) of them, for the perceptron and for every learner."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "linear.perceptron"

squared_ratio = coq(
    NAME,
    "If w is a unit vector, |x| <= R and |w.x| >= g on the domain, the perceptron meets at most (R/g)**2 counterexamples.",
    theorem="linear.perceptron.novikoff",
    refuted="linear.perceptron.novikoff_is_met",
    sharper="less than (R/g)**2",
    axioms=REALS,
)
in_every_run = coq(
    NAME,
    "In every run the perceptron asks at most floor((R/g)**2) + 1 equivalence queries, whatever the dimension.",
    theorem="linear.perceptron.run_bound",
    refuted="linear.perceptron.every_learner_is_forced",
    sharper="at most floor((R/g)**2) queries",
    axioms=REALS,
)
every_learner = coq(
    NAME,
    "With max(1, floor((R/g)**2)) dimensions every learner, whatever its hypotheses, needs floor((R/g)**2) + 1 equivalence"
    " queries for some target and domain with these R and g.",
    theorem="linear.perceptron.every_learner_is_forced",
    refuted="linear.perceptron.run_bound",
    sharper="one query more",
    axioms=REALS,
)
