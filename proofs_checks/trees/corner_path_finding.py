"""Path finding from corner to corner: what corners decide, how walks end, and what it adds up to."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained

NAME = "trees.corner_path_finding"

corners = coq(
    NAME,
    "If two opposite corners of a box have one name, the whole box is in that leaf.",
    theorem="trees.corners.corners_decide",
    refuted="trees.corners.corners_need_unique_names",
    sharper="without unique names",
)
walks = coq(
    NAME,
    "On a walk from a point of a leaf, one coordinate after the other, what is nearer is in the leaf if what is further is.",
    theorem="trees.corners.walk_leaves_once",
    refuted="trees.corners.walks_need_unique_names",
    sharper="without unique names",
)
parted = coq(
    NAME,
    "A point of another leaf, which one coordinate alone parts from a point of this leaf, is beyond a side of it.",
    theorem="trees.corners.parted_by_one",
)
all_found = coq(
    NAME,
    "A set of leaves out of which no step across a side leads, taken from one point behind each side, has all leaves or none.",
    theorem="trees.corners.all_found",
)
in_every_run = coq(
    NAME,
    "Two corners a leaf, at most F - (L - 1) searches for a side, of which at most s bisect a new cut, cost no more than the"
    " bound.",
    theorem="trees.corners.run_bound",
    refuted="trees.corners.bound_attained",
    sharper="one query fewer",
)
formula = tied(NAME, "trees.corners.bound", d=(1, 4, 9), N=(2, 6), s=(0, 3, 8), t=(0, 1, 4), L=(1, 2, 5), F=(4, 11))


@lemma(
    NAME,
    "In the exact game over all trees on small axes the learner finds all leaves, within the bound.",
    method="exhaustion: the real learner in the exact game",
    scope="1, 4, 2 x 2 and 3 x 2 places",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
