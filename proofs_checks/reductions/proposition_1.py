"""The published number of votes: what its proof gives, and what it gives away."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import bound_of, everywhere, zero
from proofs_checks.noise.votes import failure
from qlearn import Membership, find
from qlearn.formulas import votes
from qlearn.reductions.proposition_1 import published

NAME, INNER = "linear.pivot_ratio+proposition_1", "linear.pivot_ratio"
RATES = (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5))
DELTAS = (Fraction(1, 4), Fraction(1, 20))

hoeffding = coq(
    NAME,
    "With r >= 2 ln(1/delta) / (1 - 2 eta)**2 votes half or more of them are wrong with probability at most delta.",
    theorem="noise.majority.hoeffding_votes",
    refuted="noise.majority.hoeffding_votes_needed",
    sharper="any factor below 2 in place of 2, for all r, delta and eta",
    axioms=REALS,
)


@lemma(
    NAME,
    "At r = 8 ln(q/delta)/(1 - 2 rho)**2 Hoeffding's exp(-2 r (1/2 - rho)**2) is (delta/q)**4, and the printed"
    " exp(-r (1/2 - rho)**2/2) is delta/q.",
    method="identity",
    scope=ALL,
    sharper="(delta/q)**5",
)
def fourth_power(sharper: bool) -> bool:
    rho, q, delta = sp.symbols("rho q delta", positive=True)
    r = 8 * sp.log(q / delta) / (1 - 2 * rho) ** 2
    half = (sp.Rational(1, 2) - rho) ** 2
    ours, printed = (sp.simplify(sp.expand_log(k * r * half, force=True)) for k in (2, sp.Rational(1, 2)))
    power = 5 if sharper else 4
    logarithm = sp.expand_log(sp.log(q / delta), force=True)
    return zero(ours - power * logarithm) and zero(printed - logarithm)


@lemma(
    NAME,
    "q (delta/q)**4 and the alarm's share together are at most delta, and that share is above 0.",
    method="exhaustion",
    scope="q <= 40, delta from 1/100 to 99/100",
    sharper="with a share q + 1 times as large for the alarm and the delta of a row",
)
def paid(sharper: bool) -> bool:
    def claim(q: int, percent: int) -> bool:
        delta = Fraction(percent, 100)
        rows = q * (delta / q) ** 4
        alarm = (delta - rows) / (q + 1)
        more = q * alarm + delta / q if sharper else 0
        return alarm > 0 and rows + alarm + more <= delta

    return everywhere(claim, range(1, 41), range(1, 100))


@lemma(
    NAME,
    "The number is even, and so many votes fail with at most (delta/q)**4.",
    method="exhaustion: exact sums",
    scope="q 1, 5, 20, rates 1/10, 1/4, 2/5, delta 1/4 and 1/20",
    sharper="with at most (delta/q)**8",
)
def enough(sharper: bool) -> bool:
    def claim(q: int, rho: Fraction, delta: Fraction) -> bool:
        r = int(published(Fraction(q), rho, delta))
        return r % 2 == 0 and failure(r, rho) <= (delta / q) ** (8 if sharper else 4)

    return everywhere(claim, (1, 5, 20), RATES, DELTAS)


@lemma(
    NAME,
    "The exact number of votes is less than a third of the published one.",
    method="exhaustion: both numbers",
    scope="q from 100 to 1000, rates 1/10, 1/4, 2/5, delta 1/4 and 1/20",
    sharper="less than a sixth",
)
def generous(sharper: bool) -> bool:
    def claim(q: int, rho: Fraction, delta: Fraction) -> bool:
        return bool((6 if sharper else 3) * votes(rho, delta / (q + 1)) < published(Fraction(q), rho, delta))

    return everywhere(claim, (100, 300, 1000), RATES, DELTAS)


@lemma(
    NAME,
    "The composed bound is the inner one times that number.",
    method="exhaustion: both theorems' own formulas",
    scope="d <= 4, eps 1/2 and 1/10, three rates, two deltas",
    sharper="for one row fewer",
)
def composed(sharper: bool) -> bool:
    inner = find(INNER).theorem.bound(Membership)
    assert inner is not None

    def claim(d: int, eps: Fraction, rho: Fraction, delta: Fraction) -> bool:
        q = inner.at(d=d, eps=eps)
        asked = (q - (1 if sharper else 0)) * published(Fraction(q), rho, delta)
        return bool(bound_of(NAME).at(d=d, eps=eps, rho=rho, delta=delta) == asked)

    return everywhere(claim, range(1, 5), (Fraction(1, 2), Fraction(1, 10)), RATES, DELTAS)
