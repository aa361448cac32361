"""Membership queries and the extended teaching dimension: how many labels single out a labelling among the concepts."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.extended_teaching"

teaching = coq(
    NAME,
    "If q membership queries find each concept of a class, then for every labelling, of the class or not, some q points leave"
    " at most one concept with the same labels there: XTD <= D.",
    theorem="dimensions.extended_teaching.teaching_costs_no_more",
    refuted="dimensions.extended_teaching.teaching_can_cost_as_much",
    sharper="q - 1 points leave at most one",
)
learning = coq(
    NAME,
    "If for every labelling k points leave at most one of N concepts, the learner that asks such points for the majority finds"
    " each concept with at most k floor(lg N) membership queries: D <= XTD floor(lg N).",
    theorem="dimensions.extended_teaching.teaching_times_logarithm",
    refuted="dimensions.extended_teaching.three_concepts",
    sharper="k floor(lg N) - 1 queries",
)
thresholds = coq(
    NAME,
    "Among 2**m thresholds two points leave at most one for every labelling, but every learner asks m points for some target:"
    " D <= XTD is false.",
    theorem="dimensions.thresholds.the_logarithm_is_needed",
    refuted="dimensions.thresholds.bisection_is_enough",
    sharper="m + 1 points for some target",
)
