"""The consistency dimension: how many labels show that a labelling is not of the class."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.consistency"

queries = coq(
    NAME,
    "If a learner whose hypotheses are of the class asks at most q membership and equivalence queries together for every target"
    " and all answers, and ends only after the answer yes, then for every labelling that is not of the class some q points or"
    " fewer leave no concept with its labels there: cdim <= Q.",
    theorem="dimensions.consistency.certificates_cost_no_more",
    refuted="dimensions.consistency.one_concept",
    sharper="q - 1 points",
)
teaching = coq(
    NAME,
    "If for every labelling k points or fewer leave at most one concept of a finite class, then for every labelling that is not"
    " of the class some k + 1 points or fewer leave none: cdim <= XTD + 1.",
    theorem="dimensions.consistency.one_more_than_teaching",
    refuted="dimensions.consistency.one_concept",
    sharper="k points",
)
