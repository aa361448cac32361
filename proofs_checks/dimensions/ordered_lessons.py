"""Membership queries by the extended teaching dimension, asked in a good order."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.ordered_lessons"

part = coq(
    NAME,
    "If some points are asked in such an order that at each most of the concepts which have the labels of f at those before "
    " differ from f, the first surprise, at the i-th point, leaves at most V/i of V concepts.",
    theorem="dimensions.ordered_lessons.an_equal_part",
    refuted="dimensions.ordered_lessons.two_surprises",
    sharper="V/(i + 1) of V concepts",
)
learner = coq(
    NAME,
    "Let K points or fewer leave at most one concept for every labelling, XTD <= K, and let i <= (a/b) lg max(2, i) for all"
    " i = 1 .. K.  The learner that asks such points for the majority in that order finds each of N >= 2 concepts, each two of"
    " which differ, with at most (a/b) lg(N/2) + K membership queries.",
    theorem="dimensions.ordered_lessons.ordered_lessons",
    refuted="dimensions.ordered_lessons.two_concepts",
    sharper="(a/b) lg(N/2) + K - 1 queries, which is none for two concepts and K = 1",
)
