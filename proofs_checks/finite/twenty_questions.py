"""Ulam's game with one lie: what a state is worth, that it is halved, and that nobody needs fewer questions."""

from __future__ import annotations

from functools import cache

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, everywhere, zero
from qlearn.learners.finite.twenty_questions import enough, left, parted

NAME = "finite.twenty_questions"
Sides = tuple[tuple[int, int], tuple[int, int]]


def sides(a: int, b: int, some: int, others: int) -> Sides:
    """What yes and no leave of a candidates never contradicted and b contradicted once, when so many are asked for."""
    return (some, a - some + others), (a - some, some + b - others)


@lemma(
    NAME,
    "What a state is worth, a (r + 1) + b, is what its two sides are worth with a question less to come.",
    method="identity",
    scope=ALL,
    sharper="with as many to come",
)
def worth(sharper: bool) -> bool:
    a, b, r, some, others = sp.symbols("a b r some others")
    to_come = r if sharper else r - 1
    parts = [x * (to_come + 1) + y for x, y in ((some, a - some + others), (a - some, some + b - others))]
    return zero(a * (r + 1) + b - sum(parts))


@lemma(
    NAME,
    "A state with b >= a - 1 that is worth at most 2**r, and more than one candidate, has a question of the learner's on both"
    " sides of which b >= a - 1 and the worth is at most 2**(r - 1).",
    method="exhaustion: the learner's own questions",
    scope="a <= 64, all b up to 2**9",
    sharper="without b >= a - 1",
)
def halved(sharper: bool) -> bool:
    def claim(a: int, b: int) -> bool:
        r = left(a, b)
        if a + b < 2 or (b < a - 1 and not sharper):
            return True
        return all(x * r + y <= 2 ** (r - 1) and y >= x - 1 for x, y in sides(a, b, *parted(a, b)))

    return everywhere(claim, range(65), range(2**9))


@cache
def asked(a: int, b: int) -> int:
    """The learner's worst case."""
    return 0 if a + b < 2 else 1 + max(asked(*side) for side in sides(a, b, *parted(a, b)))


@cache
def optimum(a: int, b: int) -> int:
    """The value of the game over all questions."""
    if a + b < 2:
        return 0
    split = (sides(a, b, x, y) for x in range(a // 2 + 1) for y in range(b + 1))  # with more of the a, no is yes
    return 1 + min(max(optimum(*side) for side in both) for both in split if (a, b) not in both)


@lemma(
    NAME,
    "The learner's worst case over all answers is the least q with N (q + 1) <= 2**q, or N (q + 1) + q - 1 <= 2**q for odd N.",
    method="exhaustion: the recursion over both answers",
    scope="N <= 1500",
    sharper="one question fewer",
)
def formula(sharper: bool) -> bool:
    return everywhere(lambda N: asked(N, 0) == enough({"N": N}) - sharper, range(1, 1501))


@lemma(
    NAME,
    "No learner does with fewer: that is the value of the game over all questions.",
    method="exhaustion: every question",
    scope="N <= 20",
    sharper="one question more",
)
def nobody_asks_fewer(sharper: bool) -> bool:
    return everywhere(lambda N: optimum(N, 0) == enough({"N": N}) + sharper, range(1, 21))


@lemma(
    NAME,
    "In the exact game against every teacher who lies at most once the learner meets its bound, and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="N <= 8",
    sharper="one question fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
