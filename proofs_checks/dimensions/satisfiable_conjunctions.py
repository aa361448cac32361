"""Conjunctions of literals of n bits, each of which accepts some point: one query fewer than there are points."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.satisfiable_conjunctions"

needed = coq(
    NAME,
    "For every n, every learner that finds each satisfiable conjunction of literals of n bits asks at least 2**n - 1 points for"
    " some target.",
    theorem="dimensions.satisfiable_conjunctions.satisfiable_conjunctions_need",
    refuted="dimensions.satisfiable_conjunctions.satisfiable_conjunctions_cost",
    sharper="at least 2**n points",
)
enough = coq(
    NAME,
    "For n >= 3 they are found with at most 2**n - 1 membership queries.",
    theorem="dimensions.satisfiable_conjunctions.satisfiable_conjunctions_cost",
    refuted="dimensions.satisfiable_conjunctions.satisfiable_conjunctions_need",
    sharper="at most 2**n - 2 queries",
)
both = coq(
    NAME,
    "For n >= 1, if the learner may also ask whether a satisfiable conjunction is the target, it still asks at least 2**n - 1"
    " queries of both kinds together for some target and some answers.",
    theorem="dimensions.satisfiable_conjunctions.with_equivalence_queries",
    refuted="dimensions.satisfiable_conjunctions.with_both_kinds",
    sharper="at least 2**n queries",
)
