"""k-CNF from superset queries: the clauses of k literals that follow are the target, and each must be asked."""

from __future__ import annotations

import itertools

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, everywhere, tautology
from qlearn.concepts.subcubes import every

NAME = "boolean.superset_queries"


@lemma(
    NAME,
    "A clause is the conjunction of its two extensions by one variable.",
    method="tautology: in the clause's value and the variable's",
    scope=ALL,
    sharper="it is one of the two",
)
def extended(sharper: bool) -> bool:
    return tautology(lambda clause, x: ((clause or x) and (sharper or clause or not x)) == clause, 2)


@lemma(
    NAME,
    "From a clause of k literals no other clause of at most k literals follows: it must be asked, or the target may be 'true'.",
    method="exhaustion: all pairs of clauses that are no tautology",
    scope="n <= 4",
    sharper="no clause of at most k + 1 literals",
)
def alone(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        points = {cube: {x for x in range(1 << n) if x & cube[0] == cube[1]} for cube in every(n)}  # where a clause fails
        for (one, fails), (other, others) in itertools.permutations(points.items(), 2):
            if others <= fails and other[0].bit_count() <= one[0].bit_count() + (1 if sharper else 0):
                return False
        return True

    return everywhere(claim, range(1, 5))


@lemma(
    NAME,
    "In the exact game over all targets the learner asks as many queries as the theorem says, and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="n = k = 1; n = 2, k <= 2; n = 3, k = 1",
    sharper="fewer queries",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
