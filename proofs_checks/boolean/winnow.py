"""Disjunctions of k of n variables from counterexamples alone: Winnow's counts, and what every learner needs."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "boolean.winnow"

promoted = coq(
    NAME,
    "In every run at most k c promotions are made, k the number of the target's variables, if theta <= alpha**c.",
    theorem="boolean.winnow.promotions_bound",
    refuted="boolean.winnow_runs.promotions_are_met",
    sharper="at most k c - 1 promotions",
    axioms=REALS,
)
counterexamples = coq(
    NAME,
    "In every run there are at most n/theta + alpha k c counterexamples, if alpha > 1 and 1 <= theta <= alpha**c.",
    theorem="boolean.winnow.counterexamples_bound",
    refuted="boolean.winnow_runs.demotions_are_met",
    sharper="less than that (refuted at k = 0, where there are n/theta if theta divides n)",
    axioms=REALS,
)
in_every_run = coq(
    NAME,
    "With alpha = 2 and theta = n/2 Winnow asks at most 2 k (clg(n) - 1) + 3 equivalence queries, for n >= 2.",
    theorem="boolean.winnow.run_bound",
    refuted="boolean.winnow_runs.bound_is_met",
    sharper="one query fewer (refuted at k = 0 and n even)",
    axioms=REALS,
)
every_learner = coq(
    NAME,
    "Every learner, whatever its hypotheses, needs k floor(lg(n/k)) + 1 equivalence queries for some target of k variables.",
    theorem="boolean.disjunctions.every_learner_is_forced",
    refuted="boolean.disjunctions.halving_suffices",
    sharper="one query more (refuted at k = 1)",
)
