"""The most even split in logarithms: D <= floor(K ln(N - 1)) + 1."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "dimensions.even_splits_logarithm"

numbers = coq(
    NAME,
    "If q > K ln(N - 1), with N >= 2 and K >= 1, then (N - 1)(K - 1)**q < K**q.",
    theorem="dimensions.even_splits_logarithm.logarithms_are_enough",
    axioms=REALS,
)
greedy = coq(
    NAME,
    "If XTD <= K on a finite domain, and q > K ln(N - 1), with N >= 2 and K >= 1, the learner that asks the most even split"
    " finds each of N concepts, each two of which differ, with at most q membership queries: D <= floor(K ln(N - 1)) + 1.",
    theorem="dimensions.even_splits_logarithm.greedy_by_logarithms",
    refuted="dimensions.extended_teaching.three_concepts",
    sharper="floor(K ln(N - 1)) queries, which is 1 for N = 3 and K = 2",
    axioms=REALS,
)
