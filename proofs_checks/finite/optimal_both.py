"""Labels and hypotheses of the class, counted together: the value of the game, and what bounds it."""

from __future__ import annotations

from dataclasses import replace

from proofs_checks.dimensions import proper_hypotheses
from proofs_checks.finite.exact_games import ON_THREE_POINTS, classes, in_the_game, labels_needed, longest, proper_needed
from proofs_checks.lemmas import lemma
from proofs_checks.methods import everywhere
from qlearn.concepts.tables import Table

NAME = "finite.optimal_both"


played = in_the_game(NAME, ", both kinds counted together")


@lemma(
    NAME,
    "Over all targets and answers the learner asks exactly the value of the game at most, both kinds counted together, where"
    " the recursion may propose any concept of the class, also one that was refuted.",
    method="exhaustion: the real learner",
    scope=ON_THREE_POINTS + " that have two concepts or more",
    sharper="one query fewer",
)
def worst_case(sharper: bool) -> bool:
    def claim(table: Table) -> bool:
        C = frozenset(table)
        return longest(NAME, table) == proper_needed(C, C, True) - (1 if sharper else 0)

    return everywhere(claim, classes(2))


@lemma(
    NAME,
    "The value is at most D, and at most that of equivalence queries alone.",
    method="exhaustion",
    scope=ON_THREE_POINTS + " that have two concepts or more",
    sharper="below both",
)
def no_more_than_one_kind(sharper: bool) -> bool:
    def claim(table: Table) -> bool:
        C = frozenset(table)
        alone = min(labels_needed(C), proper_needed(C, C, False))
        return proper_needed(C, C, True) <= alone - (1 if sharper else 0)

    return everywhere(claim, classes(2))


proper = replace(proper_hypotheses.proper, theorem=NAME)
star = replace(proper_hypotheses.star, theorem=NAME)
