"""Equivalence queries with hypotheses of the class: the value of the game, and what bounds it."""

from __future__ import annotations

from dataclasses import replace

from proofs_checks.finite import halving
from proofs_checks.finite.exact_games import (
    ON_THREE_POINTS,
    classes,
    in_the_game,
    is_optimal,
    longest,
    proper_needed,
    tree_depth,
)
from proofs_checks.lemmas import lemma
from proofs_checks.methods import everywhere
from qlearn.concepts.tables import Table

NAME = "finite.optimal_proper"


played = in_the_game(NAME)


@lemma(
    NAME,
    "Over all targets and counterexamples the learner asks exactly the value of the game at most, where the recursion may"
    " propose any concept of the class, also one that was refuted.",
    method="exhaustion: the real learner",
    scope=ON_THREE_POINTS,
    sharper="without the final yes",
)
def worst_case(sharper: bool) -> bool:
    def claim(table: Table) -> bool:
        C = frozenset(table)
        return longest(NAME, table) == proper_needed(C, C, False) + (0 if sharper else 1)

    return everywhere(claim, classes())


@lemma(
    NAME,
    "The value with the final yes is at least L + 1 and at most N.",
    method="exhaustion",
    scope=ON_THREE_POINTS,
    sharper="it is L + 1",
)
def between(sharper: bool) -> bool:
    def claim(table: Table) -> bool:
        C = frozenset(table)
        L, value = tree_depth(C), proper_needed(C, C, False) + 1
        return value == L + 1 if sharper else L + 1 <= value <= len(table)

    return everywhere(claim, classes())


optimal = is_optimal(NAME)


every_learner = replace(halving.every_learner, theorem=NAME)
