"""Labels and hypotheses of the class, counted together: the value of the game, and what bounds it."""

from __future__ import annotations

from proofs_checks.coq import coq
from proofs_checks.finite.exact_games import ON_THREE_POINTS, classes, labels_needed, longest, proper_needed
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn.concepts.tables import Table

NAME = "finite.optimal_both"


@lemma(
    NAME,
    "In the exact game the learner meets its bound and stays within it, both kinds counted together.",
    method="exhaustion: the real learner in the exact game",
    scope="four classes of 1 to 8 concepts",
    sharper="one query fewer on every class",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


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


proper = coq(
    NAME,
    "Let f be outside the class, and let any q points leave two concepts that differ and have the labels of f there.  A learner"
    " that finds each concept, with membership queries and with equivalence queries whose hypotheses are of the class, asks"
    " at least q + 1 queries for some target and some answers.",
    theorem="dimensions.proper_hypotheses.proper_learners_need",
    refuted="dimensions.proper_hypotheses.one_improper_hypothesis",
    sharper="without the premise that the hypotheses are of the class",
)
star = coq(
    NAME,
    "If d >= 2 concepts differ from f at one point each, such a learner asks at least d - 1 queries.",
    theorem="dimensions.proper_hypotheses.proper_star",
    refuted="dimensions.proper_hypotheses.singletons_with_both",
    sharper="at least d queries",
)
