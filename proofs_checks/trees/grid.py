"""The grid learner: each counterexample is a new cut, each cell is asked once."""

from __future__ import annotations

import itertools

from proofs_checks.coq import COMPUTED, coq, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained
from proofs_checks.posed import Goal
from qlearn import find

NAME = "trees.grid"

change = coq(
    NAME,
    "Between the lowest place of a cell and a counterexample in it, a cut is found with clg(d) + clg(N - 1) labels.",
    theorem="trees.change.change_found",
    refuted="automata.rivest_schapire.clg_queries_are_needed",
    sharper="the feature that changes the label is found with clg(d) - 1 labels",
)
in_every_run = coq(
    NAME,
    "Every run asks at most s + 1 equivalence queries and P + s (clg(d) + clg(N - 1)) labels.",
    theorem="trees.grid.run_bound",
    refuted="trees.grid.bound_attained",
    sharper="one query or one label fewer",
)
true_cuts = coq(
    NAME,
    "Each cut that is found is one of the function's, and none is found twice.",
    theorem="trees.grid.cuts_are_true",
)


def _goals(more: int = 0) -> list[Goal]:
    """Both bounds on a grid of sizes."""
    equivalence, labels = find(NAME).theorem.bounds
    goals = []
    for P, s, d, N in itertools.product((1, 6, 24), (0, 1, 5), (1, 2, 9), (1, 2, 100)):
        sizes = {"P": P, "s": s, "d": d, "N": N}
        goals.append(f"queries {s} = {equivalence.at(**sizes) + more}")
        goals.append(f"labels {P} {s} {d} {N} = {labels.at(**sizes) + more}")
    return [(f"({goal})%nat", COMPUTED) for goal in goals]


formula = tied_goals(NAME, "trees.grid", _goals, lambda: _goals(more=1), scope="P to 24, s to 5, d to 9, N to 100")


@lemma(
    NAME,
    "In the exact game the learner meets its bound in each class and never passes it, whatever counterexamples it is given.",
    method="exhaustion: the real learner in the exact game",
    scope="all functions of 1 to 6 places",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
