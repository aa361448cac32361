"""Path finding: from each leaf the ways down and up on each feature, until no new leaf is met."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained

NAME = "trees.path_finding"

in_every_run = coq(
    NAME,
    "In a grid of N values on each of d features, every run ends and asks at most 1 + d L (2 clg(N - 1) + 1) points, where L is"
    " the number of leaves.",
    theorem="trees.path_finding.run_bound",
    refuted="trees.path_finding.bound_attained",
    sharper="one point fewer",
)
all_found = coq(
    NAME,
    "Every run finds all leaves, if no two have one name and none is empty.",
    theorem="trees.path_finding.run_finds_all",
)
connected = coq(
    NAME,
    "A set of leaves out of which no step across a side leads, taken from one point behind each side, has all leaves or none.",
    theorem="trees.neighbours.all_leaves_known",
)
formula = tied(NAME, "trees.path_finding.bound", d=(1, 2, 7), L=(1, 2, 9), N=(1, 2, 3, 8, 9, 10))


@lemma(
    NAME,
    "In the exact game over all trees on small axes the learner finds all leaves, within the bound.",
    method="exhaustion: the real learner in the exact game",
    scope="1, 4, 2 x 2 and 3 x 2 places",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
