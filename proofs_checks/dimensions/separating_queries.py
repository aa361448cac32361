"""Learners of a finite class that ask a point only if the concepts which are left differ there."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.separating_queries"

concepts = coq(
    NAME,
    "If each two of N concepts differ at one of the points, every learner that asks only points where those that are left"
    " differ, until one is left, finds each of them with at most N - 1 membership queries: D <= N - 1.",
    theorem="dimensions.separating_queries.one_excluded_by_each",
    refuted="dimensions.star.singletons_cost",
    sharper="N - 2 queries",
)
points = coq(
    NAME,
    "Such a learner asks none of the n points twice, so at most n queries: D <= n.",
    theorem="dimensions.separating_queries.no_point_twice",
    refuted="dimensions.separating_queries.all_labellings_cost",
    sharper="n - 1 queries",
)
needed = coq(
    NAME,
    "If each two of N concepts differ at one of the points, every learner that finds each of them with membership queries asks"
    " clg(N) of them for some target: clg(N) <= D.",
    theorem="dimensions.separating_queries.clg_points_needed",
    refuted="dimensions.shattered_sets.all_labellings_shattered",
    sharper="clg(N) + 1 queries in every such class, so also in that of all labellings of n points",
)
