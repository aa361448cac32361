"""Path finding as published: what a line costs, what all lines cost, and that nothing is missed."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained

NAME = "trees.line_search"

one_line = coq(
    NAME,
    "Between two places w steps apart, whose names are known, at most clg w places are asked for each change of the name.",
    theorem="trees.line_search.line_cost",
    refuted="trees.line_search.line_cost_attained",
    sharper="one place fewer, for a change in the last of 2**k steps",
)
all_lines = coq(
    NAME,
    "If each leaf asks w places and clg(N - 1) for each change on its lines, of which there are s at most, the sum is within"
    " the bound.",
    theorem="trees.line_search.lines_cost",
    refuted="trees.line_search.lines_cost_attained",
    sharper="one query fewer",
)
all_found = coq(
    NAME,
    "If splits are sets of values, and all leaves on the lines through one point of each known leaf are known, all are.",
    theorem="trees.line_search.all_leaves_found",
)
formula = tied(NAME, "trees.line_search.bound", w=(0, 2, 7), L=(1, 2, 9), s=(0, 1, 8), N=(1, 2, 3, 9, 10))


@lemma(
    NAME,
    "In the exact game over all trees on small axes the learner finds all leaves, within the bound.",
    method="exhaustion: the real learner in the exact game",
    scope="1, 4, 2 x 2 and 3 x 2 places",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
