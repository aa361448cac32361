"""Greedy membership queries: how even the evenest split is, and how fast that leaves one concept."""

from __future__ import annotations

from fractions import Fraction

from proofs_checks.coq import coq
from proofs_checks.finite.exact_games import ON_THREE_POINTS, classes, in_the_game, labels_needed, longest
from proofs_checks.lemmas import lemma
from proofs_checks.methods import everywhere
from qlearn.concepts.tables import Table
from qlearn.formulas import floor, ln
from qlearn.learners.finite.greedy import most

NAME = "finite.greedy"


played = in_the_game(NAME)


@lemma(
    NAME,
    "Of N >= 2 concepts that D membership queries tell apart, some point has (N - 1)/D on its smaller side, or more.",
    method="exhaustion",
    scope=ON_THREE_POINTS + " that have two concepts or more",
    sharper="N/D or more",
)
def evenest(sharper: bool) -> bool:
    def claim(table: Table) -> bool:
        ones = [sum(column) for column in zip(*table, strict=True)]
        even = max(min(k, len(table) - k) for k in ones)
        return bool(even * labels_needed(frozenset(table)) >= len(table) - (0 if sharper else 1))

    return everywhere(claim, classes(2))


@lemma(
    NAME,
    "If each of q = floor(D ln(N - 1)) + 1 labels leaves the share 1 - 1/D of N - 1, less than 1 is left.",
    method="exhaustion: in fractions",
    scope="N = 3..40, D = 1..12",
    sharper="after one label fewer",
)
def one_is_left(sharper: bool) -> bool:
    def claim(N: int, D: int) -> bool:
        q = int(floor(D * ln(N - 1))) + (0 if sharper else 1)
        return bool((N - 1) * Fraction(D - 1, D) ** q < 1)

    return everywhere(claim, range(3, 41), range(1, 13))


@lemma(
    NAME,
    "Over all targets the learner asks D labels at least and at most as many as the Python formula says.",
    method="exhaustion: the real learner",
    scope=ON_THREE_POINTS,
    sharper="one fewer than the formula says, for N >= 2",
)
def worst_case(sharper: bool) -> bool:
    def claim(table: Table) -> bool:
        N, D = len(table), labels_needed(frozenset(table))
        return bool(D <= longest(NAME, table) <= most(N, 3, D) - (1 if sharper and N > 1 else 0))

    return everywhere(claim, classes())


singletons = coq(
    NAME,
    "To find a set of exactly one of N points, N - 1 membership queries are needed and enough: the bound N - 1 is met.",
    theorem="dimensions.star.singletons_cost",
    refuted="dimensions.star.star_outside",
    sharper="N - 2 are enough",
)
