"""Weighted majority: what a counterexample takes from the weight, and what is there before the last one."""

from __future__ import annotations

import itertools
from fractions import Fraction
from functools import cache

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, everywhere, zero
from qlearn.learners.finite.weighted_majority import questions

NAME = "finite.weighted_majority"
FACTORS = (Fraction(1, 2), Fraction(1, 5), Fraction(3, 4), Fraction(1, 100), Fraction(99, 100))
Errors = tuple[int, ...]  # of each row


@lemma(
    NAME,
    "If a of the weight is right about a counterexample and b >= a wrong, (1 + beta)/2 (a + b) - (a + beta b) is"
    " (1 - beta)(b - a)/2 >= 0: the weight falls by the factor (1 + beta)/2 at least.",
    method="identity",
    scope=ALL,
    sharper="by the factor (1 + 0.99 beta)/2",
)
def falls(sharper: bool) -> bool:
    a, b, beta = sp.symbols("a b beta", positive=True)
    factor = (1 + (sp.Rational(99, 100) if sharper else 1) * beta) / 2
    return zero(factor * (a + b) - (a + beta * b) - (1 - beta) * (b - a) / 2)


@cache
def most(errors: Errors, e: int, beta: Fraction) -> int:
    """How many counterexamples a teacher can give to the vote of rows that erred so often, and some row err e times at most."""
    weights = [beta**j for j in errors]
    found = 0
    for wrong in itertools.product((0, 1), repeat=len(errors)):
        after = tuple(sorted(j + w for j, w in zip(errors, wrong, strict=True)))
        heavier = 2 * sum(weight for weight, w in zip(weights, wrong, strict=True) if w) >= sum(weights)
        if heavier and after[0] <= e:
            found = max(found, 1 + most(after, e, beta))
    return found


@lemma(
    NAME,
    "Whatever the table and the target, there are no more counterexamples than the bound says, and so many for some.",
    method="exhaustion: every way that rows can be wrong, the weights being fractions",
    scope="N <= 5 with e <= 1, N <= 4 with e = 2; beta = 1/2, 1/5 and 3/4",
    sharper="one fewer",
)
def counterexamples(sharper: bool) -> bool:
    def claim(N: int, e: int, beta: Fraction) -> bool:
        return bool(1 + most((0,) * N, e, beta) <= questions(N, e, beta) - sharper)

    few = everywhere(claim, range(1, 6), range(2), FACTORS[:3])
    return few and everywhere(claim, range(1, 5), (2,), FACTORS[:3])


@lemma(
    NAME,
    "The formula's q is right: q - 1 counterexamples, q >= 2, are as many as leave N ((1 + beta)/2)**(q - 2) >= c beta**e.",
    method="exhaustion: in fractions",
    scope="N <= 40, e <= 12, five factors beta",
    sharper="one more does",
)
def number(sharper: bool) -> bool:
    def claim(N: int, e: int, beta: Fraction) -> bool:
        q, least = int(questions(N, e, beta)), min(Fraction(2), 1 / beta) * beta**e
        left = [N * ((1 + beta) / 2) ** (j - 2) >= least for j in (q, q + 1)]
        return (left[0] or q == 1) and left[1] == sharper

    return everywhere(claim, range(1, 41), range(13), FACTORS)


@lemma(
    NAME,
    "It is never above Littlestone and Warmuth's: of their number j of counterexamples N ((1 + beta)/2)**j >= beta**e.",
    method="exhaustion: in fractions",
    scope="N <= 40, e <= 12, five factors beta",
    sharper="always below it",
)
def below_the_published(sharper: bool) -> bool:
    def claim(N: int, e: int, beta: Fraction) -> bool:
        j = int(questions(N, e, beta)) - 1 + sharper
        return bool(N * ((1 + beta) / 2) ** j >= beta**e)

    return everywhere(claim, range(1, 41), range(13), FACTORS)


@lemma(
    NAME,
    "In the exact game, every labelling a target, the learner stays within its bound and meets it in some game.",
    method="exhaustion: the real learner in the exact game",
    scope="five tables of 1 to 7 rows and up to 5 points",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
