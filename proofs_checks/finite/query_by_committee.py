"""Query by committee: how often it disagrees where the majority errs, and what a label tells."""

from __future__ import annotations

import itertools
from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from proofs_checks.survival import ball, enough
from qlearn.learners.finite.query_by_committee import patience

NAME = "finite.query_by_committee"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(3, 100))

at_most = coq(
    NAME,
    "A label bought only where concepts left disagree is one of at most N - 1, on any stream.",
    theorem="finite.cal.labels_at_most",
    refuted="finite.cal.singletons_cost",
    sharper="N - 2 labels",
)
disagree = coq(
    NAME,
    "Of v concepts, j on one side of a point and 1 <= j < v, two draws disagree with probability at least 2 (v - 1)/v**2.",
    theorem="finite.query_by_committee.disagree",
    refuted="finite.query_by_committee.one_against_all",
    sharper="with more",
    axioms=REALS,
)
risks = coq(
    NAME,
    "The risks delta/(v (v - 1)), v = 2, .., N, sum to delta (1 - 1/N).",
    theorem="finite.query_by_committee.risks",
    axioms=REALS,
)


@lemma(
    NAME,
    "While the majority of v concepts errs with probability above eps the committee agrees on the Python formula's number of"
    " points with probability at most delta/(v (v - 1)).",
    method="interval: the Python formula, in balls",
    scope="v = 2..16, eps and delta in four shares",
    sharper="on one point fewer",
)
def waits(sharper: bool) -> bool:
    def claim(v: int, eps: Fraction, delta: Fraction) -> bool:
        m = patience(v, eps, delta) - (1 if sharper else 0)
        return enough(m, ball(2 * eps * Fraction(v - 1, v**2)), ball(delta / (v * (v - 1))))

    return everywhere(claim, range(2, 17), SHARES, SHARES)


@lemma(
    NAME,
    "The number to wait for grows with v: what was drawn for more concepts is no more than what their own numbers allow.",
    method="exhaustion: of the Python formula",
    scope="v = 2..60, eps and delta in four shares",
    sharper="it grows by 10 at least",
)
def grows(sharper: bool) -> bool:
    more = 10 if sharper else 0
    return everywhere(
        lambda v, eps, delta: bool(patience(v + 1, eps, delta) >= patience(v, eps, delta) + more), range(2, 60), SHARES, SHARES
    )


@lemma(
    NAME,
    "A label at a point where the share p of what is left says yes tells H(p) on average over targets, and the committee asks"
    " there with probability 2 p (1 - p).",
    method="identity",
    scope=ALL,
    sharper="p tells as much as a fair coin",
)
def information(sharper: bool) -> bool:
    p = sp.Symbol("p", positive=True)
    told = p * -sp.log(p, 2) + (1 - p) * -sp.log(1 - p, 2)
    H = 1 if sharper else -(p * sp.log(p) + (1 - p) * sp.log(1 - p)) / sp.log(2)
    draws = p * (1 - p) + (1 - p) * p
    return zero(told - H) and zero(draws - 2 * p * (1 - p))


@lemma(
    NAME,
    "Along any run the bits of the labels sum to lg of N over what is left: the product of the shares kept is that share.",
    method="exhaustion: in fractions",
    scope="every way from N <= 9 down to one",
    sharper="without the last label",
)
def telescopes(sharper: bool) -> bool:
    def ways(N: int) -> list[list[int]]:
        return [[N], *([N, *rest] for less in range(1, N) for rest in ways(less))]

    def kept(way: list[int]) -> Fraction:
        product = Fraction(1)
        steps = list(itertools.pairwise(way))
        for before, after in steps[:-1] if sharper else steps:
            product *= Fraction(after, before)
        return product

    return all(kept(way) == Fraction(way[-1], way[0]) for N in range(1, 10) for way in ways(N))
