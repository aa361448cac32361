"""Random pools: what a rejected one clears, how often it clears a variable, and how many of them are enough."""

from __future__ import annotations

import itertools
from fractions import Fraction

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import bound_of, everywhere, tautology, zero

NAME = "boolean.non_adaptive_group_testing"


@lemma(
    NAME,
    "A pool without any of the target's variables is rejected, so it clears what it has; one with any of them is not.",
    method="tautology: a variable of the target, one that is none, and the pool",
    scope=ALL,
    sharper="an accepted pool clears them too",
)
def cleared(sharper: bool) -> bool:
    def claim(target: bool, has: bool, other: bool, has_other: bool) -> bool:
        accepted = (target and has) or (other and has_other)
        clears = has and (sharper or not accepted)
        return not (clears and target)

    return tautology(claim, 4)


def clears(d: int, s: int) -> Fraction:
    """How often a pool has a variable and none of s others, from every pool's probability."""
    p = Fraction(1, d + 1)
    pools = itertools.product((False, True), repeat=s + 1)
    found = Fraction(0)
    for pool in pools:
        weight = Fraction(1)
        for drawn in pool:
            weight *= p if drawn else 1 - p
        found += weight if pool[0] and not any(pool[1:]) else 0
    return found


@lemma(
    NAME,
    "A pool clears a variable with probability d**d/(d + 1)**(d + 1) at least, if at most d are in the target.",
    method="exhaustion: every pool of d + 1 variables, in fractions",
    scope="d <= 8",
    sharper="if at most d + 1 are",
)
def often(sharper: bool) -> bool:
    return all(clears(d, s) >= Fraction(d**d, (d + 1) ** (d + 1)) for d in range(1, 9) for s in range(d + 1 + sharper))


@lemma(
    NAME,
    "No other odds clear more: q (1 - q)**d grows up to q = 1/(d + 1), and falls from there.",
    method="identity: the derivative",
    scope=ALL,
    sharper="up to q = 1/d",
)
def best_odds(sharper: bool) -> bool:
    q, d = sp.symbols("q d", positive=True)
    slope = sp.diff(q * (1 - q) ** d, q)
    return zero(sp.simplify(slope / (1 - q) ** d) * (1 - q) - (1 - (d + (0 if sharper else 1)) * q))


@lemma(
    NAME,
    "After that many pools n (1 - p)**T <= delta.",
    method="exhaustion: in fractions",
    scope="n <= 60, k <= 8, three deltas",
    sharper="after one fewer",
)
def enough(sharper: bool) -> bool:
    def claim(n: int, k: int, delta: Fraction) -> bool:
        d = max(k, 1)
        asked = bound_of(NAME).at(n=n, k=k, delta=delta) - sharper
        return n * (1 - Fraction(d**d, (d + 1) ** (d + 1))) ** asked <= delta

    return everywhere(claim, range(1, 61, 7), range(9), (Fraction(1, 2), Fraction(1, 10), Fraction(1, 1000)))


@lemma(
    NAME,
    "(d + 1)**(d + 1)/d**d, which is above 1/ln(1/(1 - p)), is below e (d + 1).",
    method="exhaustion: exact integers, 2718/1000 for e",
    scope="d <= 300",
    sharper="below 2.7 (d + 1)",
)
def below_e(sharper: bool) -> bool:
    return everywhere(lambda d: 1000 * (d + 1) ** d < (2700 if sharper else 2718) * d**d, range(1, 301))
