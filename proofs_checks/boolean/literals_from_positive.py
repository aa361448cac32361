"""Conjunctions of literals from a known positive point: n labels spell the target, and fewer cannot."""

from __future__ import annotations

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, implies, tautology
from qlearn import find
from qlearn.formulas import clg

NAME = "boolean.literals_from_positive"


@lemma(
    NAME,
    "With variable i of the known point p changed, a conjunction of literals true at p is rejected exactly if i is in it,"
    " whatever else is.",
    method="tautology: the bit of p, variable i and any other",
    scope=ALL,
    sharper="a second change changes nothing",
)
def spelt(sharper: bool) -> bool:
    def claim(p: bool, i: bool, j: bool) -> bool:  # i, j: whether the literal true at p is in the target
        def true(flipped: bool) -> bool:
            return (p != flipped) == p  # the literal has the sign of p

        return (not (implies(i, true(True)) and implies(j, true(sharper)))) == i

    return tautology(claim, 3)


@lemma(
    NAME,
    "A conjunction of literals is true at p exactly if each of its literals has the sign of p: a set of variables, so 2**n.",
    method="tautology: the sign of a literal and the bit of p",
    scope=ALL,
    sharper="whatever its sign",
)
def signs(sharper: bool) -> bool:
    return tautology(lambda sign, p: (p if sign else not p) == (sharper or sign == p), 2)


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
    "In the exact game over all targets, at each known point, the learner asks n queries and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="fewer than n queries",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
