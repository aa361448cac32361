"""The optimal tree of membership queries: its depth, and what bounds it."""

from __future__ import annotations

from proofs_checks.coq import coq
from proofs_checks.finite.exact_games import ON_THREE_POINTS, classes, labels_needed, longest
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, bounds_meet, everywhere
from qlearn.concepts.tables import Table
from qlearn.formulas import clg

NAME = "finite.optimal_tree"


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


@lemma(
    NAME,
    "The upper and the lower bound are one formula: the learner is optimal.",
    method="identity",
    scope="all sizes",
    sharper="the lower bound is below by one",
)
def optimal(sharper: bool) -> bool:
    return bounds_meet(NAME, sharper)


teaching = coq(
    NAME,
    "If q membership queries find each concept of a class, then for every labelling, of the class or not, some q points leave"
    " at most one concept with the same labels there: XTD <= D.",
    theorem="dimensions.extended_teaching.teaching_costs_no_more",
    refuted="dimensions.extended_teaching.teaching_can_cost_as_much",
    sharper="q - 1 points leave at most one",
)
singletons = coq(
    NAME,
    "To find a set of exactly one of N points, N - 1 membership queries are needed and enough: D = N - 1 occurs.",
    theorem="dimensions.star.singletons_cost",
    refuted="dimensions.star.star_outside",
    sharper="N - 2 are enough",
)
