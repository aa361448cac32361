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
learning = coq(
    NAME,
    "If every labelling of finitely many points that is not of a class of N concepts has k points or fewer that leave none, the"
    " learner that proposes the majority if it is a concept, and asks those points if not, finds each concept with at most"
    " max(1, k) floor(lg N) + 1 queries of both kinds, the last yes counted: Q <= max(1, cdim) floor(lg N) + 1.",
    theorem="dimensions.consistency_halving.certificates_times_logarithm",
    refuted="dimensions.consistency_halving.yes_is_asked",
    sharper="max(1, k) floor(lg N) queries, which is none for one concept",
)
