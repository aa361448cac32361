"""The optimal tree of membership queries: its depth, and what bounds it."""

from __future__ import annotations

from dataclasses import replace

from proofs_checks.coq import coq
from proofs_checks.dimensions import extended_teaching
from proofs_checks.finite.exact_games import ON_THREE_POINTS, classes, in_the_game, is_optimal, labels_needed, longest
from proofs_checks.lemmas import lemma
from proofs_checks.methods import everywhere
from qlearn.concepts.tables import Table
from qlearn.formulas import clg

NAME = "finite.optimal_tree"


played = in_the_game(NAME)


@lemma(
    NAME,
    "Over all targets the learner asks exactly D labels at most, D by the recursion over parts of the class.",
    method="exhaustion: the real learner",
    scope=ON_THREE_POINTS + " that have two concepts or more",
    sharper="D - 1 labels",
)
def worst_case(sharper: bool) -> bool:
    return everywhere(lambda t: longest(NAME, t) == labels_needed(frozenset(t)) - (1 if sharper else 0), classes(2))


@lemma(
    NAME,
    "clg(N) <= D, D <= N - 1 and D <= n.",
    method="exhaustion",
    scope=ON_THREE_POINTS,
    sharper="clg(N) + 1 <= D for N >= 2",
)
def between(sharper: bool) -> bool:
    def claim(table: Table) -> bool:
        N, D = len(table), labels_needed(frozenset(table))
        return bool(clg(N) + (1 if sharper and N > 1 else 0) <= D <= min(N - 1, 3))

    return everywhere(claim, classes())


optimal = is_optimal(NAME)


teaching = replace(extended_teaching.teaching, theorem=NAME)
singletons = coq(
    NAME,
    "To find a set of exactly one of N points, N - 1 membership queries are needed and enough: D = N - 1 occurs.",
    theorem="dimensions.star.singletons_cost",
    refuted="dimensions.star.star_outside",
    sharper="N - 2 are enough",
)
