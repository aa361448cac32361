"""Unions of k boxes: a grid with 2 k cuts on each feature."""

from __future__ import annotations

import itertools

from proofs_checks.coq import COMPUTED, coq, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained
from proofs_checks.posed import Goal
from qlearn import find

NAME = "trees.boxes_union"

in_every_run = coq(
    NAME,
    "Every run about k boxes asks at most 1 + 2 k d equivalence queries and (2 k + 1)^d + 2 k d (clg(d) + clg(N - 1)) labels.",
    theorem="trees.grid.union_bound",
    refuted="trees.grid.union_bound_attained",
    sharper="one equivalence query fewer",
)
true_cuts = coq(
    NAME,
    "Each cut that is found is a side of a box, and none is found twice; so more than 2 k on a feature are a contradiction.",
    theorem="trees.grid.cuts_are_true",
)


def _goals(more: int = 0) -> list[Goal]:
    """Both bounds on a grid of sizes."""
    equivalence, labels = find(NAME).theorem.bounds
    goals = []
    for k, d, N in itertools.product((0, 1, 3), (1, 2, 4), (1, 2, 100)):
        sizes = {"k": k, "d": d, "N": N}
        goals.append(f"box_queries {k} {d} = {equivalence.at(**sizes) + more}")
        goals.append(f"box_labels {k} {d} {N} = {labels.at(**sizes) + more}")
    return [(f"({goal})%nat", COMPUTED) for goal in goals]


formula = tied_goals(NAME, "trees.grid", _goals, lambda: _goals(more=1), scope="k to 3, d to 4, N to 100")


@lemma(
    NAME,
    "In the exact game the learner meets its bound and never passes it, whatever counterexamples it is given.",
    method="exhaustion: the real learner in the exact game",
    scope="unions of at most two boxes of 1 to 9 places",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
