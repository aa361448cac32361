"""Limits for a success probability that hold whenever one stops: looks that share a level, and exact binomial tests at each.

Runs are looked at after 16, 32, 64, ... of them.  The k-th look has the level alpha/(k (k + 1)), and these sum to alpha.
Clopper and Pearson's limit at that level is wrong with no more than it, so some look is wrong with at most alpha.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..binomial import tail

FIRST = 16  # runs, at the first look
PARTS = 10_000  # limits are stated in so many parts of 1, rounded to the safe side


def looks(level: Fraction, most: int) -> Iterator[tuple[int, Fraction]]:
    """When to look, in runs, and the share of the level that each look may spend; the last look is at `most`.

    >>> [(n, str(share)) for n, share in looks(Fraction(1, 20), 50)]
    [(16, '1/40'), (32, '1/120'), (50, '1/240')]
    """
    n, k = FIRST, 1
    while n < most:
        yield n, level / (k * (k + 1))
        n, k = 2 * n, k + 1
    yield most, level / (k * (k + 1))


def above(successes: int, runs: int, p: Fraction, level: Fraction) -> bool:
    """Whether so many successes say that the probability is above p: were it p or less, as many had probability <= level.

    >>> above(44, 44, Fraction(9, 10), Fraction(1, 100)), above(43, 43, Fraction(9, 10), Fraction(1, 100))
    (True, False)
    """
    return p <= 0 < successes or (p < 1 and tail(runs, p, successes) <= level)


def lower_limit(successes: int, runs: int, level: Fraction) -> Fraction:
    """Clopper and Pearson's one-sided lower limit, rounded down to 1/10000: guessed by floats, confirmed by exact sums.

    >>> lower_limit(64, 64, Fraction(1, 240)), lower_limit(0, 64, Fraction(1, 240))
    (Fraction(9179, 10000), Fraction(0, 1))
    """
    from scipy.special import betaincinv

    if not successes:
        return Fraction(0)
    parts = int(PARTS * float(betaincinv(successes, runs - successes + 1, float(level)))) + 1
    while parts and not above(successes, runs, Fraction(parts, PARTS), level):
        parts -= 1
    return Fraction(parts, PARTS)
