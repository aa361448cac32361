"""Equivalence queries whose hypotheses are of the class need not help."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.proper_hypotheses"

proper = coq(
    NAME,
    "Let f be outside the class, and let any q points leave two concepts that differ and have the labels of f there.  A learner"
    " that finds each concept, with membership queries and with equivalence queries whose hypotheses are of the class, asks"
    " at least q + 1 queries for some target and some answers.",
    theorem="dimensions.proper_hypotheses.proper_learners_need",
    refuted="dimensions.proper_hypotheses.one_improper_hypothesis",
    sharper="without the premise that the hypotheses are of the class",
)
star = coq(
    NAME,
    "If d >= 2 concepts differ from f at one point each, such a learner asks at least d - 1 queries.",
    theorem="dimensions.proper_hypotheses.proper_star",
    refuted="dimensions.proper_hypotheses.singletons_with_both",
    sharper="at least d queries",
)
