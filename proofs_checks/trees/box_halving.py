"""Halving over all boxes: each counterexample leaves at most half of them, and the last one is not asked."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained

NAME = "trees.box_halving"

counted = coq(
    NAME,
    "On a grid of N values on each of d features there are (N (N + 1)/2)^d boxes, and nothing.",
    theorem="trees.box_halving.class_size",
)
in_every_run = coq(
    NAME,
    "A query is asked while two concepts remain, so every run asks at most floor(lg(1 + (N (N + 1)/2)^d)).",
    theorem="trees.box_halving.run_bound",
    refuted="trees.box_halving.bound_attained",
    sharper="one query fewer",
)
left = coq(
    NAME,
    "When one concept remains, it is the target.",
    theorem="trees.box_halving.target_left",
)
in_other_words = coq(
    NAME,
    "For N >= 2, a power of two, that is at most 2 d lg N.",
    theorem="trees.box_halving.within_two_d_lg",
)
formula = tied(NAME, "trees.box_halving.queries", d=range(1, 4), N=range(1, 5))


@lemma(
    NAME,
    "In the exact game the learner meets its bound and never passes it, whatever counterexamples it is given.",
    method="exhaustion: the real learner in the exact game",
    scope="boxes of 1 to 6 places",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
