"""The smallest box around the examples inside: what lies outside it has the share of 2 d gaps."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import comb, prod

import sympy as sp

from proofs_checks.lemmas import lemma
from proofs_checks.methods import bound_of, everywhere, zero
from qlearn.learners.trees.tightest_box import examples

NAME = "trees.tightest_box"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(3, 100))


def fewer(m: int, u: Fraction, k: int) -> Fraction:
    """P(Bin(m, u) < k)"""
    return sum((comb(m, i) * u**i * (1 - u) ** (m - i) for i in range(k)), Fraction(0))


@lemma(
    NAME,
    "k of the m + 1 gaps between m uniform points have more than a share u together with probability P(Bin(m, u) < k): minus"
    " its derivative is the density of Beta(k, m + 1 - k).",
    method="identity: symbolic in u",
    scope="k <= m <= 8",
    sharper="with probability P(Bin(m, u) < k - 1)",
)
def gaps(sharper: bool) -> bool:
    u = sp.Symbol("u", positive=True)

    def claim(m: int) -> bool:
        def one(k: int) -> bool:
            tail = sum(sp.binomial(m, i) * u**i * (1 - u) ** (m - i) for i in range(k - (1 if sharper else 0)))
            return zero(-sp.diff(tail, u) - m * sp.binomial(m - 1, k - 1) * u ** (k - 1) * (1 - u) ** (m - k))

        return all(one(k) for k in range(1, m + 1))

    return everywhere(claim, range(1, 9))


@lemma(
    NAME,
    "If m' is Bin(m, p), a Bin(m', eps/p) is a Bin(m, eps).",
    method="identity: symbolic in p and eps",
    scope="m <= 6",
    sharper="a Bin(m, p)",
)
def thinned(sharper: bool) -> bool:
    p, e = sp.symbols("p e", positive=True)

    def law(n: int, q: sp.Expr, i: int) -> sp.Expr:
        return sp.binomial(n, i) * q**i * (1 - q) ** (n - i)

    def claim(m: int) -> bool:
        return all(
            zero(sum(law(m, p, j) * law(j, e / p, i) for j in range(i, m + 1)) - law(m, p if sharper else e, i))
            for i in range(m + 1)
        )

    return everywhere(claim, range(1, 7))


@lemma(
    NAME,
    "With atoms too the error passes eps with probability at most P(Bin(m, eps) < 2 d).",
    method="exhaustion: every sample of whole small grids, under the uniform law",
    scope="9 places on one feature, m <= 5; 3 on two, m <= 4; every error that occurs as eps",
    sharper="P(Bin(m, eps) < 2 d - 1)",
)
def atoms(sharper: bool) -> bool:
    def claim(sizes: tuple[int, ...], m: int) -> bool:
        places, counts = list(itertools.product(*map(range, sizes))), dict[Fraction, int]()
        for sample in itertools.product(places, repeat=m):
            sides = [max(x) - min(x) + 1 for x in zip(*sample, strict=True)]
            error = 1 - Fraction(prod(sides), len(places))
            counts[error] = counts.get(error, 0) + 1
        k = 2 * len(sizes) - (1 if sharper else 0)
        return all(  # just below each error that occurs: P(error >= eps), and the bound is continuous
            sum(n for e, n in counts.items() if e >= eps) <= len(places) ** m * fewer(m, eps, k) for eps in counts if eps
        )

    return everywhere(claim, [(9,)], range(1, 6)) and everywhere(claim, [(3, 3)], range(1, 5))


@lemma(
    NAME,
    "Neither the bound of compression, C(m, k) (1 - eps)**(m - k), nor that of strips, k (1 - eps/k)**m, is ever less than"
    " P(Bin(m, eps) < k).",
    method="exhaustion",
    scope="k <= m <= 40, k <= 8, eps in 1/2, 1/4, 1/10, 3/100",
    sharper="than P(Bin(m, eps) < k + 1)",
)
def others(sharper: bool) -> bool:
    def claim(m: int, eps: Fraction) -> bool:
        return all(
            fewer(m, eps, k + (1 if sharper else 0)) <= min(comb(m, k) * (1 - eps) ** (m - k), k * (1 - eps / k) ** m)
            for k in range(1, min(m, 8) + 1)
        )

    return everywhere(claim, range(1, 41), SHARES)


@lemma(
    NAME,
    "The number of examples is the least m with P(Bin(m, eps) < 2 d) <= delta.",
    method="exhaustion: exact sums",
    scope="d <= 4, eps and delta in 1/2, 1/4, 1/10, 3/100",
    sharper="one example fewer will do",
)
def least(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction, delta: Fraction) -> bool:
        m = examples(d, eps, delta)
        assert m == bound_of(NAME).at(d=d, eps=eps, delta=delta)
        return fewer(m - (1 if sharper else 0), eps, 2 * d) <= delta < fewer(m - 1, eps, 2 * d)

    return everywhere(claim, range(1, 5), SHARES, SHARES)
