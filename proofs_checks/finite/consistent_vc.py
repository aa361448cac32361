"""Consistent concepts of a class of VC dimension d: twice the examples, in random order."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, comb, log

import sympy as sp

from proofs_checks.coq import coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import bound_of, everywhere, zero

NAME = "finite.consistent_vc"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(1, 20))

patterns = coq(
    NAME,
    "A class on n points that shatters no set of more than d of them has at most C(n, 0) + ... + C(n, d) concepts.",
    theorem="dimensions.sauer.few_concepts",
    refuted="dimensions.sauer.attained",
    sharper="one concept fewer",
)


@lemma(
    NAME,
    "A concept of error p errs k <= m p times or more with probability at least 1/2: so at p = k/m, and more often above.",
    method="exhaustion: whole numbers",
    scope="1 <= k <= m <= 60",
    sharper="k + 1 times or more",
)
def median(sharper: bool) -> bool:
    def claim(m: int) -> bool:
        return all(_as_often(m, k, k + (1 if sharper else 0)) for k in range(1, m + 1))

    return everywhere(claim, range(1, 61))


def _as_often(m: int, k: int, least: int) -> bool:
    """2 P(Bin(m, k/m) >= least) >= 1"""
    return bool(2 * sum(comb(m, j) * k**j * (m - k) ** (m - j) for j in range(least, m + 1)) >= m**m)


@lemma(
    NAME,
    "With K errors among 2 m in random order, all fall into the second half with probability C(m, K)/C(2 m, K), which is the"
    " next smaller one times (m - K)/(2 m - K), at most 1/2: so at most 2**-K, and less with more errors.",
    method="identity: 2 (m - K) - (2 m - K) = -K",
    scope=ALL,
    sharper="at most 1/2 of it with K + 1 in the place of K",
)
def swapped(sharper: bool) -> bool:
    m, K = sp.symbols("m K", positive=True)
    factor = (m - K) / (2 * m - K)
    ratio = sp.combsimp(
        sp.gammasimp((sp.binomial(m, K + 1) / sp.binomial(2 * m, K + 1)) * sp.binomial(2 * m, K) / sp.binomial(m, K))
    )
    missing = K + 1 if sharper else K
    return zero(ratio - factor) and zero((sp.Rational(1, 2) - factor) * 2 * (2 * m - K) - missing)


@lemma(
    NAME,
    "Python's number is the least m with the property, though only one m is tried for each k.",
    method="exhaustion: every m",
    scope="d <= 5, eps and delta in 1/2, 1/4, 1/10, 1/20",
    sharper="one example fewer has it",
)
def least(sharper: bool) -> bool:
    def has_it(m: int, d: int, eps: Fraction, delta: Fraction) -> bool:
        k = int(eps * m)
        patterns = sum(comb(2 * m, i) for i in range(d + 1))
        return k >= 1 and 2 * patterns * Fraction(comb(m, k), comb(2 * m, k)) <= delta

    def claim(d: int, eps: Fraction, delta: Fraction) -> bool:
        m = bound_of(NAME).at(d=d, eps=eps, delta=delta) - (1 if sharper else 0)
        return has_it(m, d, eps, delta) and not any(has_it(j, d, eps, delta) for j in range(1, m))

    return everywhere(claim, range(1, 6), SHARES, SHARES[:3])


@lemma(
    NAME,
    "It is less than half of the least m >= 8/eps with 2 (C(2 m, 0) + ... + C(2 m, d)) 2**(-eps m/2) <= delta.",
    method="exhaustion",
    scope="d <= 5, eps and delta in 1/4, 1/10, 1/20",
    sharper="less than two fifths",
)
def halved(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction, delta: Fraction) -> bool:
        m = bound_of(NAME).at(d=d, eps=eps, delta=delta)
        other = ceil(8 / eps)
        while log(2 * sum(comb(2 * other, i) for i in range(d + 1))) - float(eps) * other / 2 * log(2) > log(delta):
            other += 1
        return m * (Fraction(5, 2) if sharper else 2) < other

    return everywhere(claim, range(1, 6), SHARES[1:], SHARES[1:])
