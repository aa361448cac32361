"""The smallest box around all counterexamples: each of them makes it longer."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained

NAME = "trees.smallest_box"

in_every_run = coq(
    NAME,
    "Every run has at most 1 + d (N - 1) counterexamples, and at most d (N - 1) before a yes: the whole grid is not asked.",
    theorem="trees.smallest_box.run_bound",
    refuted="trees.smallest_box.bound_attained",
    sharper="one query fewer",
)
within = coq(
    NAME,
    "The proposal lies in the target, so that no counterexample is outside the target.",
    theorem="trees.smallest_box.proposal_in_target",
)
formula = tied(NAME, "trees.smallest_box.queries", d=range(1, 6), N=range(1, 9))


@lemma(
    NAME,
    "In the exact game the learner meets its bound and never passes it, whatever counterexamples it is given.",
    method="exhaustion: the real learner in the exact game",
    scope="boxes of 1 to 6 places",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
