"""Group testing: a few of many variables by membership queries, by generalised binary splitting."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...catalogue import proves
from ...concepts.disjunctions import Disjunction, Disjunctions
from ...formulas import Size, choose, clg, floor_lg, largest, smallest, total, whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact


def exponent(n: Size, k: Size) -> Size:
    """The a for which groups of 2**a variables are asked together, while at most k <= n of n are in the target.

    >>> [exponent(n, 2) for n in (2, 4, 5, 8, 9, 1000)]
    [0, 0, 1, 1, 2, 8]
    """
    return floor_lg(largest(1, (n - k + 1) // largest(1, k)))


def splitting(n: Size, k: Size) -> Size:
    k = smallest(n, k)
    a = exponent(n, k)
    return (a + 1) * k + (n - k + 1) // 2**a - 1


information = LowerBound(
    Membership,
    lambda n, k: clg(total(lambda i: choose(n, i), 0, k)),
    "An answer is one bit, and this is the logarithm of the number of targets.",
)


@proves(
    Theorem(
        learns=Disjunctions(),
        claim="A disjunction of at most k of n variables, k <= n, is found with at most (a + 1) k + floor((n - k + 1)/2**a) - 1"
        " membership queries, a = floor(lg((n - k + 1)/k)), or 0 if that is negative.",
        bounds=(Bound(Membership, "at most", splitting),),
        lower=information,
        guarantee=exact,
        cite=("hwang1972", "du2000"),
    )
)
def group_testing(n: int, k: int) -> Dialogue[Disjunction]:
    """Learn the OR of at most k of n variables from labels of points of one's choice.

    Problem: few of many items are defective, and a test says of a group whether it holds a defective one.
    Idea: ask about a group of 2**a variables, as likely as not to be rejected.  If it is, they are all done with; if not,
    halve the group until one variable of the target is left.  Of what is then unknown nothing is.
    Theorem: at most (a + 1) k + floor(l/2**a) - 1 queries, l = n - k + 1 and a = floor(lg(l/k)), or 0 if that is negative.
    That is less than k above what information needs while 2 k <= n + 1, so best at k = 1, and n from there on.
    Proof: F(l, k) = min over a >= 0 of (a + 1) k + floor(l/2**a) - 1 is attained at this a, since from a to a + 1 it changes by
    k - ceil(floor(l/2**a)/2).  A rejected group of 2**a takes 2**a from l, so the term of a falls by 1; an accepted one costs
    1 + a queries and takes 1 from k and at least 0 from l, so the term of a falls by a + 1.  F is below every term, and is the
    number of variables where they are asked one by one, as the last k are: so F queries are enough.
    Source: Hwang 1972, generalised binary splitting; Du and Hwang 2000, chapter 2, for the count.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.disjunctions import Disjunction
    >>> import numpy as np
    >>> target = Disjunction(np.isin(np.arange(1000), [40, 700, 701]), 3)
    >>> found = run(group_testing(n=1000, k=3), teachers.Honest(target))
    >>> found.hypothesis, found.ledger["membership"], splitting(1000, 3)
    (x41 | x701 | x702, 29, 29)

    `k` is the most that there may be; if there are more in the target, some of them are not found.
    Raises `BadArgument` if n < 1 or k < 0.
    """
    unknown, left = list(range(whole(n, "n", least=1))), min(n, whole(k, "k", least=0))
    found: list[int] = []
    while left and unknown:
        group = unknown[: 2 ** exponent(len(unknown), min(left, len(unknown)))]
        if not (yield from holds(n, group)):
            unknown = unknown[len(group) :]
            continue
        one, rejected = yield from halved(n, group)
        found.append(one)
        unknown = [i for i in unknown if i != one and i not in rejected]
        left -= 1
    return Disjunction(np.isin(np.arange(n), found), k)


def holds(n: int, group: Sequence[int]) -> Dialogue[bool]:
    """Whether one of these variables is in the target."""
    answer = yield from Membership(np.isin(np.arange(n), group).astype(np.uint8)[None])
    return bool(answer[0])


def halved(n: int, group: Sequence[int]) -> Dialogue[tuple[int, set[int]]]:
    """Of a group that holds a variable of the target: one that is, and those that were found not to be; clg(size) queries."""
    rejected: set[int] = set()
    while len(group) > 1:
        half = group[: len(group) // 2]
        if (yield from holds(n, half)):
            group = half
        else:
            rejected |= set(half)
            group = group[len(half) :]
    return group[0], rejected
