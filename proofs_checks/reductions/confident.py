"""Confidence boosted: how rarely all runs fail, and how rarely the test prefers a bad result to a good one."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import bound_of, everywhere, zero
from qlearn import find
from qlearn.queries import Example
from qlearn.reductions.confident import examined, runs

NAME = "boolean.elimination+sampling+confident"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(3, 100))

seldom = coq(
    NAME,
    "If each factor's mean is at most 1 - c, whatever came before, the product of m of them is 1 or more with probability at"
    " most (1 - c)**m.",
    theorem="finite.leads.seldom_ahead",
    refuted="finite.leads.certain_factor_attains",
    sharper="with less",
    axioms=REALS,
)


@lemma(
    NAME,
    "With t = sqrt(q/p), p for h wrong alone and q for g wrong alone, the mean of t**(g's lead) is"
    " 1 - p - q + p t + q/t = 1 - (sqrt(p) - sqrt(q))**2.",
    method="identity",
    scope=ALL,
    sharper="1 - 1.01 (sqrt(p) - sqrt(q))**2",
)
def mean_factor(sharper: bool) -> bool:
    r, s = sp.symbols("r s", positive=True)  # p = r**2, q = s**2
    mean = 1 - r**2 - s**2 + r**2 * (s / r) + s**2 * (r / s)
    return zero(mean - (1 - (sp.Rational(101, 100) if sharper else 1) * (r - s) ** 2))


@lemma(
    NAME,
    "sqrt(q + 3 e/4) - sqrt(q) falls with q and is sqrt(e)/2 at q = e/4: so (sqrt(p) - sqrt(q))**2 > e/4 where p - q > 3 e/4"
    " and q <= e/4.",
    method="identity: of the value, and of the derivative times what is above 0",
    scope=ALL,
    sharper="(sqrt(p) - sqrt(q))**2 > 0.26 e",
)
def told_apart(sharper: bool) -> bool:
    q, e = sp.symbols("q e", positive=True)
    gap = sp.sqrt(q + 3 * e / 4) - sp.sqrt(q)
    falls = sp.diff(gap, q) * 2 * sp.sqrt(q) * sp.sqrt(q + 3 * e / 4) + gap
    return zero(gap.subs(q, e / 4) ** 2 - e * (sp.Rational(26, 100) if sharper else sp.Rational(1, 4))) and zero(falls)


@lemma(
    NAME,
    "k runs and m examples of the test leave at most delta: 2**-k <= delta/2 and (k - 1) (1 - eps/4)**m <= delta/2, and neither"
    " number can be less.",
    method="exhaustion: whole numbers",
    scope="eps and delta in 1/2, 1/4, 1/10, 3/100",
    sharper="with one run and one example fewer",
)
def shared(sharper: bool) -> bool:
    def claim(eps: Fraction, delta: Fraction) -> bool:
        less = 1 if sharper else 0
        k, m = runs(delta) - less, examined(eps, delta) - less
        least = Fraction(1, 2) ** (k - 1) > delta / 2 and (runs(delta) - 1) * (1 - eps / 4) ** (m - 1) > delta / 2
        return bool(Fraction(1, 2) ** k <= delta / 2 and (runs(delta) - 1) * (1 - eps / 4) ** m <= delta / 2 and least)

    return everywhere(claim, SHARES, SHARES)


@lemma(
    NAME,
    "The composed bound is so many inner bounds at eps/4 and 1/2, and the test.",
    method="exhaustion: both theorems' own formulas",
    scope="n <= 5, eps and delta in 1/2, 1/4, 1/10, 3/100",
    sharper="and no test",
)
def composed(sharper: bool) -> bool:
    inner = find("boolean.elimination+sampling").theorem.bound(Example)
    assert inner is not None

    def claim(n: int, eps: Fraction, delta: Fraction) -> bool:
        once = inner.at(n=n, eps=eps / 4, delta=Fraction(1, 2))
        test = 0 if sharper else examined(eps, delta)
        return bool(bound_of(NAME).at(n=n, eps=eps, delta=delta) == runs(delta) * once + test)

    return everywhere(claim, range(1, 6), SHARES, SHARES)
