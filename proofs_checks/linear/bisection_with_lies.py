"""Binary search among lies: what repeating costs, and what information asks for."""

from __future__ import annotations

import itertools
from functools import cache

from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, bound_of, everywhere
from qlearn.concepts.lies import least_questions, strings
from qlearn.formulas import clg

NAME = "linear.bisection_with_lies"


@cache
def longest(questions: int, left: int) -> int:
    """The worst case of so many questions, each repeated until an answer was given more often than lies are left."""
    return 0 if not questions else max(left + 1 + j + longest(questions - 1, left - j) for j in range(left + 1))


@lemma(
    NAME,
    "Over all ways to spend the lies, b questions take at most (e + 1) b + e answers, and that is reached.",
    method="exhaustion: the recursion",
    scope="b <= 20, e <= 12",
    sharper="one fewer",
)
def repeats(sharper: bool) -> bool:
    return everywhere(lambda b, e: longest(b, e) == (e + 1) * b + e - sharper, range(1, 21), range(13))


@lemma(
    NAME,
    "C(q, 0) + ... + C(q, e) strings of q answers differ from a given one in at most e places.",
    method="exhaustion: every string",
    scope="q <= 9, e <= 9",
    sharper="one string more, for e < q",
)
def own_strings(sharper: bool) -> bool:
    def claim(q: int, e: int) -> bool:
        near = sum(sum(answers) <= e for answers in itertools.product((0, 1), repeat=q))
        return near == strings(q, e) + (sharper and e < q)

    return everywhere(claim, range(10), range(10))


@lemma(
    NAME,
    "The bound is clg(N + 1) questions with their repeats, and never below what every learner needs.",
    method="exhaustion: exact integers",
    scope="1 <= N <= 300, e <= 6",
    sharper="always above it",
)
def above_the_lower(sharper: bool) -> bool:
    def claim(N: int, e: int) -> bool:
        bound = bound_of(NAME).at(N=N, e=e)
        return bound == longest(clg(N + 1), e) and least_questions(N + 1, e) + sharper <= bound

    return everywhere(claim, range(1, 301), range(7))


@lemma(
    NAME,
    "In the exact game against every teacher who lies at most e times the learner meets its bound, and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="N <= 5, e <= 2",
    sharper="one label fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
