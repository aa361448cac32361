"""How many examples are enough: the least numbers with a property of powers or binomial coefficients, found exactly."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import comb, exp, inf, lgamma, log, log1p
from typing import Any

from .errors import BadArgument

Size = Any  # int | Fraction | a sympy expression
FEW = 1 << 12  # an exponent of which the power is worked out
MOST = 1 << 20  # examples; more are not asked for at once


def least_power(r: Fraction, base: Fraction) -> int:
    """The least q >= 0 with r <= base**q, for a base above 1: guessed by floats, then decided by whole numbers, or by as many
    digits of the logarithms as it takes where the powers are too long.

    >>> least_power(Fraction(1000), Fraction(10)), least_power(Fraction(1001), Fraction(10))
    (3, 4)
    """
    if r <= 1:
        return 0
    q = max(1, round((log(r.numerator) - log(r.denominator)) / log1p(float(base - 1))))
    if q > FEW:
        from . import symbols

        return int(symbols.ceiling(symbols.ln(r) / symbols.ln(base)))
    while r > base**q:
        q += 1
    while r <= base ** (q - 1):
        q -= 1
    return q


def vc_examples(d: Size, eps: Size, delta: Size) -> Size:
    """Enough examples for consistent concepts of a class of VC dimension d: the least m >= 1 with k = floor(eps m) >= 1 and
    2 (C(2 m, 0) + ... + C(2 m, d)) C(m, k) <= delta C(2 m, k); none where d = 0, as one concept is all there is.

    >>> vc_examples(3, Fraction(1, 10), Fraction(1, 20)), vc_examples(0, Fraction(1, 10), Fraction(1, 20))
    (300, 0)
    """
    if isinstance(d, int) and isinstance(eps, int | Fraction) and isinstance(delta, int | Fraction):
        return _vc_examples(d, Fraction(eps), Fraction(delta))
    from . import symbols

    return symbols.vc_examples(d, eps, delta)


@lru_cache(maxsize=4096)
def _vc_examples(d: int, eps: Fraction, delta: Fraction) -> int:
    """With one k the condition gets worse as m grows, so the least m for each k is tried: ceil(k/eps)."""
    _shares(eps, delta)
    k, m = 0, 0
    while d:
        k += 1
        m = -(-k * eps.denominator // eps.numerator)
        ways = 2 * sum(comb(2 * m, i) for i in range(d + 1)) * comb(m, k)
        if ways * delta.denominator <= delta.numerator * comb(2 * m, k):
            break
        _affordable(m)
    return m


def waiting(k: Size, eps: Size, delta: Size) -> Size:
    """The least m with P(Bin(m, eps) < k) <= delta: so long one waits for k events of probability eps, but for a share delta.

    >>> waiting(1, Fraction(1, 10), Fraction(1, 20)), waiting(4, Fraction(1, 10), Fraction(1, 20))
    (29, 76)
    """
    if isinstance(k, int) and isinstance(eps, int | Fraction) and isinstance(delta, int | Fraction):
        return _waiting(k, Fraction(eps), Fraction(delta))
    from . import symbols

    return symbols.waiting(k, eps, delta)


@lru_cache(maxsize=4096)
def _waiting(k: int, eps: Fraction, delta: Fraction) -> int:
    """More trials see fewer than k events less often, so the number is halved: in floats, and then decided exactly."""
    _shares(eps, delta)
    _affordable(int((1 - delta) * k / eps))  # by Markov's inequality no less will do
    few, enough = 0, max(k, 1)
    while _log_missed(enough, k, float(eps)) > log(delta):
        few, enough = enough, 2 * enough
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if _log_missed(middle, k, float(eps)) <= log(delta) else (middle, enough)
    _affordable(enough)
    while not _seen(enough, k, eps, delta):
        enough += 1
    while enough and _seen(enough - 1, k, eps, delta):
        enough -= 1
    return enough


def _log_missed(m: int, k: int, eps: float) -> float:
    """ln P(Bin(m, eps) < k), nearly."""
    ways = [
        lgamma(m + 1) - lgamma(i + 1) - lgamma(m - i + 1) + i * log(eps) + (m - i) * log1p(-eps) for i in range(min(k, m + 1))
    ]
    top = max(ways, default=0.0)
    return top + log(sum(exp(way - top) for way in ways)) if ways else -inf


def _seen(m: int, k: int, eps: Fraction, delta: Fraction) -> bool:
    """P(Bin(m, eps) < k) <= delta."""
    a, b = eps.numerator, eps.denominator
    few = min(k - 1, m)
    missed = sum(comb(m, i) * a**i * (b - a) ** (few - i) for i in range(few + 1)) * (b - a) ** (m - few)
    return bool(missed * delta.denominator <= delta.numerator * b**m)


def _shares(eps: Fraction, delta: Fraction) -> None:
    if not (0 < eps < 1 and 0 < delta < 1):
        raise BadArgument(f"examples are counted for eps and delta strictly between 0 and 1, got {eps} and {delta}")


def _affordable(m: int) -> None:
    if m > MOST:
        raise BadArgument(f"more than {MOST} examples would be needed; take a larger eps or delta")
