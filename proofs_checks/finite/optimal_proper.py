"""Equivalence queries with hypotheses of the class: the value of the game, and what bounds it."""

from __future__ import annotations

from proofs_checks.coq import coq
from proofs_checks.finite.exact_games import ON_THREE_POINTS, classes, longest, proper_needed, tree_depth
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, bounds_meet, everywhere
from qlearn.concepts.tables import Table

NAME = "finite.optimal_proper"


@lemma(
    NAME,
    "In the exact game the learner meets its bound and stays within it.",
    method="exhaustion: the real learner in the exact game",
    scope="four classes of 1 to 8 concepts",
    sharper="one query fewer on every class",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


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


@lemma(
    NAME,
    "The upper and the lower bound are one formula: the learner is optimal.",
    method="identity",
    scope="all sizes",
    sharper="the lower bound is below by one",
)
def optimal(sharper: bool) -> bool:
    return bounds_meet(NAME, sharper)


every_learner = coq(
    NAME,
    "In a class of dimension L every learner, whatever it proposes, asks L + 1 queries for some target.",
    theorem="finite.halving.every_learner_is_forced",
    refuted="finite.halving.so_many_are_enough",
    sharper="L + 2 queries",
)
