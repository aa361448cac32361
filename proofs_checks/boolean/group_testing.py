"""Group testing: what splitting costs at worst, that its groups are the best ones, and how near it is to information."""

from __future__ import annotations

from functools import cache
from math import comb

from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, bound_of, everywhere, implies
from qlearn.formulas import clg
from qlearn.learners.boolean.group_testing import exponent, splitting

NAME = "boolean.group_testing"


def with_groups(n: int, k: int, a: int) -> int:
    """The bound if groups of 2**a were asked."""
    return (a + 1) * k + (n - k + 1 >> a) - 1


@cache
def longest(n: int, k: int) -> int:
    """The worst case of splitting n variables of which at most k are in the target: by either answer, all good ones passed."""
    k = min(n, k)
    if not k:
        return 0
    a: int = exponent(n, k)
    accepted = a + max(longest(n - 1 - passed, k - 1) for passed in range(1 << a))
    return 1 + max(longest(n - (1 << a), k), accepted)


@lemma(
    NAME,
    "The bound is the worst case, by the recursion over both answers and all numbers of variables that halving rules out.",
    method="exhaustion",
    scope="n <= 60, k <= n",
    sharper="the worst case is one query less",
)
def recursion(sharper: bool) -> bool:
    return all(longest(n, k) == splitting(n, k) - sharper for n in range(1, 61) for k in range(n + 1))


@lemma(
    NAME,
    "No other size of the groups has a lower bound: from 2**a to 2**(a + 1) it changes by k - ceil(floor((n - k + 1)/2**a)/2).",
    method="exhaustion",
    scope="n <= 120, 1 <= k <= n, groups up to 256",
    sharper="every other size has a higher one",
)
def best_groups(sharper: bool) -> bool:
    def claim(n: int, k: int, a: int) -> bool:
        change = with_groups(n, k, a + 1) - with_groups(n, k, a)
        step = change == k + -((n - k + 1) // 2**a) // 2
        best = splitting(n, k) + (1 if sharper and a != exponent(n, k) else 0)
        return bool(step and splitting(n, k) == with_groups(n, k, exponent(n, k)) and best <= with_groups(n, k, a))

    return everywhere(lambda n, k, a: implies(k <= n, k > n or claim(n, k, a)), range(1, 121), range(1, 121), range(9))


@lemma(
    NAME,
    "Where 2 k <= n + 1, k >= 1, the bound is at most k - 1 above the logarithm of the number of targets; for k >= 2 it is at"
    " most clg(C(n, k)) + k - 1.",
    method="exhaustion: exact integers",
    scope="n <= 150",
    sharper="at most k - 2 above it",
)
def near_information(sharper: bool) -> bool:
    def claim(n: int, k: int) -> bool:
        told = clg(sum(comb(n, i) for i in range(k + 1)))
        bound = bound_of(NAME).at(n=n, k=k)
        return bound <= told + k - 1 - sharper and implies(k > 1, bound <= clg(comb(n, k)) + k - 1)

    return all(claim(n, k) for n in range(1, 151) for k in range(1, (n + 1) // 2 + 1))


@lemma(
    NAME,
    "In the exact game over all targets the learner meets its bound, and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
