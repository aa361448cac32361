"""Parities from membership queries: the values at a basis spell the target, and fewer cannot."""

from __future__ import annotations

import itertools

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, tautology
from qlearn import find
from qlearn.formulas import clg

NAME = "boolean.parity"


@lemma(
    NAME,
    "The point with its one one at variable i is labelled by whether i is chosen, whatever else is.",
    method="tautology: variable i and any other",
    scope=ALL,
    sharper="a second one changes nothing",
)
def spelt(sharper: bool) -> bool:
    return tautology(lambda i, j: (i ^ (j and sharper)) == i, 2)


@lemma(
    NAME,
    "2**n targets need clg(2**n) = n one-bit answers: the lower bound is the information bound, and the upper bound meets it.",
    method="exhaustion: exact integers",
    scope="n <= 500",
    sharper="one answer fewer",
)
def told(sharper: bool) -> bool:
    lower = find(NAME).theorem.lower
    assert lower is not None

    def claim(n: int) -> bool:
        answers = lower.bound.at(n=n) - (1 if sharper else 0)
        return bool(2**n <= 2**answers and clg(2**n) == answers == bound_of(NAME).at(n=n))

    return everywhere(claim, range(1, 501))


@lemma(
    NAME,
    "The 2**n choices are 2**n functions: no two parities are equal at every point.",
    method="exhaustion: all pairs of choices and all points",
    scope="n <= 5",
    sharper="some two differ at every point",
)
def different(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        cube = list(itertools.product((0, 1), repeat=n))
        values = [[sum(c & x for c, x in zip(chosen, point, strict=True)) % 2 for point in cube] for chosen in cube]
        together = all if sharper else any
        return all(
            together(a != b for a, b in zip(one, other, strict=True)) for one, other in itertools.combinations(values, 2)
        )

    return everywhere(claim, range(1, 6))


@lemma(
    NAME,
    "In the exact game over all targets the learner asks n queries, and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="fewer than n queries",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
