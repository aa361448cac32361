"""The most even split, or greedy: how many membership queries it asks, by the extended teaching dimension."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.even_splits"

split = coq(
    NAME,
    "If for every labelling some K points or fewer leave at most one concept of a class, then of V concepts of it, each two of"
    " which differ, the most even split sends (V - 1)/K or more to either side.",
    theorem="dimensions.even_splits.a_part_is_split_off",
    refuted="dimensions.even_splits.one_of_three",
    sharper="V/K or more to either side",
)
greedy = coq(
    NAME,
    "If K points or fewer leave at most one concept for every labelling, XTD <= K, and (N - 1)(K - 1)**q < K**q, every learner"
    " that asks a point of a finite domain where the smaller part is largest finds each of N concepts, each two of which"
    " differ, with at most q membership queries.",
    theorem="dimensions.even_splits.greedy_by_teaching",
    refuted="dimensions.extended_teaching.three_concepts",
    sharper="q - 1 queries for the least such q",
)
best = coq(
    NAME,
    "If some learner finds each of these N concepts on a finite domain with at most d membership queries, and"
    " (N - 1)(d - 1)**q < d**q, the one that asks the most even split asks at most q, and at most N - 1.",
    theorem="dimensions.even_splits.greedy_against_the_best",
    refuted="dimensions.star.singletons_and_nothing_cost",
    sharper="q - 1 queries for the least such q, as for N = 3 and d = 2",
)
queries = coq(
    NAME,
    "On a finite domain such a learner can be written: D <= q if XTD <= K and (N - 1)(K - 1)**q < K**q.",
    theorem="dimensions.even_splits.queries_by_teaching",
    refuted="dimensions.extended_teaching.three_concepts",
    sharper="q - 1 queries for the least such q",
)
