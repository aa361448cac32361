"""The rate of wrong labels read off the labels: its score, its information, and what they come to when sides are certain."""

from __future__ import annotations

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.linear.expectation_propagation import NAME as KNOWN
from proofs_checks.linear.expectation_propagation import UNKNOWN as NAME
from proofs_checks.methods import bound_of, zero

rho, p, n, k = sp.symbols("rho p n k", positive=True)
HEARD = rho + (1 - 2 * rho) * p


@lemma(
    NAME,
    "A label whose side is right with probability p is heard with probability q = rho + (1 - 2 rho) p; the derivative of ln q"
    " in rho is (1 - 2 p)/q, and over both labels it has the mean 0 and the variance (1 - 2 p)**2/(q (1 - q)).",
    method="identity: of rational functions",
    scope=ALL,
    sharper="the variance (1 - 2 p)**2/q, the other label not counted",
)
def score_of_a_label(sharper: bool) -> bool:
    off = 1 - 2 * p
    this, other = sp.diff(sp.log(HEARD), rho), sp.diff(sp.log(1 - HEARD), rho)
    information = off**2 / HEARD if sharper else off**2 / (HEARD * (1 - HEARD))
    mean, square = (HEARD * this**power + (1 - HEARD) * other**power for power in (1, 2))
    return zero(this - off / HEARD) and zero(mean) and zero(square - information)


@lemma(
    NAME,
    "If the sides of n labels are certain and k of them are wrong, one step of scoring, from whatever rate, ends at k/n.",
    method="identity: of rational functions",
    scope=ALL,
    sharper="with half the information",
)
def scoring_counts(sharper: bool) -> bool:
    score = sum(m * sp.diff(sp.log(HEARD), rho).subs(p, side) for m, side in ((k, 0), (n - k, 1)))
    information = n / (rho * (1 - rho)) / (2 if sharper else 1)
    return zero(rho + score / information - k / n)


@lemma(
    NAME,
    "A label whose side is not known at all, p = 1/2, says nothing of the rate: its information is 0.",
    method="identity: of rational functions",
    scope=ALL,
    sharper="nor does one whose side is right with probability 3/4",
)
def halves_say_nothing(sharper: bool) -> bool:
    information = (1 - 2 * p) ** 2 / (HEARD * (1 - HEARD))
    return zero(information.subs(p, sp.Rational(3, 4) if sharper else sp.Rational(1, 2)))


@lemma(
    NAME,
    "The bound is the one of expectation propagation at the largest rate allowed.",
    method="identity: of the two formulas",
    scope=ALL,
    sharper="one label fewer",
)
def same_bound(sharper: bool) -> bool:
    return bool(bound_of(NAME).formula() - bound_of(KNOWN).formula() == (-1 if sharper else 0))
