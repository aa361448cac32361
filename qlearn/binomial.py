"""How many repetitions a decision by counting takes: exactly, by enclosures of many digits, and by sums where those meet.

A tail of the binomial law is carried from one number of trials to the next as a pair of integers over 2**bits that enclose
it, so that thousands of trials cost no more than thousands of products.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import comb

from .errors import BadArgument

Enclosure = tuple[int, int]  # low and high, in units of 2**-bits
BITS = 256  # beyond those of the level: a digit in 2**64 is lost after 2**190 steps
MOST = 1 << 21  # repetitions; each costs a microsecond


def tail(n: int, p: Fraction, k: int) -> Fraction:
    """P(Bin(n, p) >= k), summed.

    >>> tail(3, Fraction(1, 4), 2)
    Fraction(5, 32)
    """
    a, b = p.numerator, p.denominator
    return Fraction(sum(comb(n, j) * a**j * (b - a) ** (n - j) for j in range(max(k, 0), n + 1)), b**n)


@lru_cache(maxsize=4096)
def majority_votes(rho: Fraction, share: Fraction) -> int:
    """The least odd r with P(Bin(r, rho) >= (r + 1)/2) <= share, for 0 < rho < 1/2 and share > 0.

    From r to r + 2 that probability falls by (1 - 2 rho) C(r, (r + 1)/2) (rho (1 - rho))**((r + 1)/2).

    >>> [majority_votes(Fraction(rho), Fraction(1, 100)) for rho in ("1/10", "3/10", "2/5")]
    [5, 31, 133]
    """
    if not (0 < rho < Fraction(1, 2) and share > 0):
        raise BadArgument(f"votes are counted for a rate in (0, 1/2) and a share above 0, got {rho} and {share}")
    bits = BITS + (share.denominator // share.numerator).bit_length()
    fails, term = _times((1 << bits, 1 << bits), rho), _times((1 << bits, 1 << bits), rho * (1 - rho))
    r = 1
    while not _at_most(fails, share, bits, r, rho, (r + 1) // 2):
        m, r = r // 2, r + 2
        low, high = _times(term, 1 - 2 * rho)
        fails = fails[0] - high, fails[1] - low
        term = _times(term, Fraction(2 * (2 * m + 3), m + 2) * rho * (1 - rho))
        if r > MOST:
            raise BadArgument(f"a majority of more than {MOST} votes is not taken: the rate {float(rho):g} is too near to 1/2")
    return r


@lru_cache(maxsize=4096)
def race_length(rho: Fraction, share: Fraction) -> Fraction:
    """The mean number of votes until one answer is A ahead, A the least with 1/(1 + x**A) <= share, x = (1 - rho)/rho.

    >>> race_length(Fraction(1, 4), Fraction(1, 10))
    Fraction(16, 5)
    """
    wrong, right, A = 1, 1, 0  # x**A, as a fraction not reduced
    while wrong * share.denominator > share.numerator * (wrong + right):
        wrong, right, A = wrong * rho.numerator, right * (rho.denominator - rho.numerator), A + 1
    return A * Fraction(right - wrong, right + wrong) / (1 - 2 * rho)


@lru_cache(maxsize=4096)
def told_apart(null: Fraction, other: Fraction, level: Fraction, miss: Fraction) -> tuple[int, int]:
    """The least n, with its k, for which P(Bin(n, null) >= k) <= level and P(Bin(n, other) < k) <= miss; null < other.

    `k` successes of `n` then speak against the rate `null`, as they hardly ever do if it holds, and hardly ever fail to do
    if the rate is `other`.

    >>> told_apart(Fraction(1, 4), Fraction(3, 4), Fraction(1, 20), Fraction(1, 20))
    (9, 5)
    """
    if not (0 < null < other < 1 and 0 < level < 1 and 0 < miss < 1):
        raise BadArgument(f"a test needs 0 < {null} < {other} < 1 and probabilities of errors, got {level} and {miss}")
    bits = BITS + (level.denominator // level.numerator).bit_length()
    one = 1 << bits, 1 << bits
    n, k, wrong, missed = 0, 1, (0, 0), one  # P(>= k) if null, P(< k) if other
    last = [one, one]  # P(= k - 1), if null and if other
    while True:
        wrong, missed = _plus(wrong, _times(last[0], null)), _minus(missed, _times(last[1], other))
        n += 1
        last = [_times(x, (1 - p) * n / (n + 1 - k)) for x, p in zip(last, (null, other), strict=True)]
        if not _at_most(wrong, level, bits, n, null, k):
            last = [_times(x, Fraction(n - k + 1, k) * p / (1 - p)) for x, p in zip(last, (null, other), strict=True)]
            wrong, missed, k = _minus(wrong, last[0]), _plus(missed, last[1]), k + 1
        if _at_most(missed, miss, bits, n, 1 - other, n - k + 1):
            return n, k
        if n > MOST:
            raise BadArgument(f"a test of more than {MOST} trials is not made: {float(null):g} is too near to {float(other):g}")


def _at_most(found: Enclosure, level: Fraction, bits: int, n: int, p: Fraction, k: int) -> bool:
    """Whether what is enclosed, P(Bin(n, p) >= k), is at most the level."""
    low, high = (end * level.denominator for end in found)
    limit = level.numerator << bits
    if high <= limit or low > limit:
        return high <= limit
    return tail(n, p, k) <= level


def _times(x: Enclosure, factor: Fraction) -> Enclosure:
    a, b = factor.numerator, factor.denominator
    return x[0] * a // b, -(-x[1] * a // b)


def _plus(x: Enclosure, y: Enclosure) -> Enclosure:
    return x[0] + y[0], x[1] + y[1]


def _minus(x: Enclosure, y: Enclosure) -> Enclosure:
    return x[0] - y[1], x[1] - y[0]
