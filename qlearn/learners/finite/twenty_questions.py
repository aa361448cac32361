"""Ulam's game: one of N candidates by questions about sets of them, though one answer may be a lie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...catalogue import proves
from ...channels import few_lies
from ...concepts.dictators import Dictator, Dictators
from ...formulas import whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact


def enough(told: Mapping[str, Any]) -> int:
    """The least q with N (q + 1) <= 2**q; for odd N, with N (q + 1) + q - 1 <= 2**q.

    >>> [enough({"N": N}) for N in (1, 2, 3, 4, 5, 16, 1000, 10**6)]
    [0, 3, 5, 5, 6, 7, 14, 25]
    """
    N, q = told["N"], 0
    while N * (q + 1) + (q - 1) * (N % 2) > 2**q:
        q += 1
    return q


@proves(
    Theorem(
        learns=Dictators(1),
        claim="One of N candidates is found, though one answer may be a lie, with at most q questions of sets, the least q with"
        " N (q + 1) <= 2**q, or N (q + 1) + q - 1 <= 2**q if N is odd: no learner does with fewer.",
        bounds=(Bound(Membership, "at most", lambda q: q),),
        lower=LowerBound(
            Membership,
            lambda q: q,
            "Each candidate has q + 1 strings of q answers to itself: the true one, and those with one lie.  If N is odd, the"
            " first answer can leave (N + 1)/2 candidates with q strings of the rest and (N - 1)/2 with one.",
        ),
        guarantee=exact,
        cite=("pelc1987", "pelc2002", "berlekamp1968"),
        derives={"q": enough, "e": lambda told: 1},
        noise=few_lies,
    )
)
def twenty_questions(N: int) -> Dialogue[Dictator]:
    """Find one of N candidates by asking 'is it one of these?' of a teacher who may lie once, or never.

    Problem: the teacher chooses when to lie, and may choose never to; nobody says afterwards.
    Idea: a candidate whom no answer has contradicted is worth r + 1 of the 2**r strings of answers to come, one who was
    contradicted once is worth 1.  Ask for a set that parts this worth in halves.
    Theorem: at most q questions, the least q with N (q + 1) <= 2**q, or with N (q + 1) + q - 1 <= 2**q if N is odd; no learner
    does with fewer.  For a million candidates that is 25.
    Proof: Let a candidates be uncontradicted and b contradicted once, b >= a - 1 and a (r + 1) + b <= 2**r; then r
    questions are enough.  Ask for half the a, rounded up, and as many of the b as make the worths differ by at most 1: then
    both are at most 2**(r-1), and b >= a - 1 again on either side.  Only if a is odd and b < r - 1 that many may be lacking;
    then none of the b is asked for, and the heavier side is worth ((a + 1)/2) r + (a - 1)/2 <= 2**(r-1), since a < r, and r
    = 4 with a = 3 was too heavy before.  After the first question b >= a - 1, and the half, rounded up, is the lightest that
    its heavier side can be.
    Source: Pelc 1987, the optimum; Berlekamp 1968, what a state is worth.

    >>> from qlearn import channels, run, teachers
    >>> honest = teachers.Honest(Dictator(123_456, 10**6))
    >>> found = run(twenty_questions(N=10**6), teachers.Heard(honest, channels.few_lies, {"e": 1}))
    >>> found.hypothesis, found.ledger["membership"] <= 25
    (Dictator(i=123456, N=1000000), True)

    A question is a membership query at the point of {0, 1}**N whose ones are the candidates asked for.
    Raises `BadArgument` if N < 1.  If two answers are lies, a candidate is found that fits all answers but one.
    """
    whole(N, "N", least=1)
    never, once = np.arange(N), np.arange(0)  # contradicted
    while len(never) + len(once) > 1:
        some, others = parted(len(never), len(once))
        asked = np.zeros(N, np.uint8)
        asked[never[:some]] = asked[once[:others]] = 1
        yes = yield from Membership(asked[None])
        if yes[0]:
            never, once = never[:some], np.concatenate([never[some:], once[:others]])
        else:
            never, once = never[some:], np.concatenate([never[:some], once[others:]])
    return Dictator(int((*never, *once)[0]), N)


def left(a: int, b: int) -> int:
    """The least r with a (r + 1) + b <= 2**r."""
    r = 0
    while a * (r + 1) + b > 2**r:
        r += 1
    return r


def parted(a: int, b: int) -> tuple[int, int]:
    """How many of a candidates whom nothing contradicts and of b who were contradicted once are asked for.

    >>> parted(8, 0), parted(4, 4), parted(1, 4)
    ((4, 0), (2, 2), (1, 1))
    """
    some = (a + 1) // 2
    return some, max(0, b - (2 * some - a) * (left(a, b) - 1)) // 2
