"""Wald's test row by row: how far ahead, how many votes on average, and that no test asks less."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import sympy as sp

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from proofs_checks.posed import Goal
from proofs_checks.reductions import vote
from qlearn import Membership, find
from qlearn.formulas import ceiling, race, votes
from qlearn.reductions.sprt import LATE, lead

NAME, INNER = "linear.pivot_ratio+sprt", "linear.pivot_ratio"
RATES = (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5))
SHARES = (Fraction(1, 3), Fraction(1, 20), Fraction(1, 1000))

errs = coq(
    NAME,
    "Within any number of votes the wrong answer is first A ahead with probability at most 1/(1 + x**A), x = (1 - rho)/rho.",
    theorem="noise.race.wrong_verdict",
    refuted="noise.race.one_vote_errs",
    sharper="with less, for all A and numbers of votes",
    axioms=REALS,
)
mean = coq(
    NAME,
    "Within any number of votes the mean of those asked is at most A (x**A - 1)/((x**A + 1) (1 - 2 rho)).",
    theorem="noise.race.mean_votes",
    refuted="noise.race.one_vote_is_asked",
    sharper="less, for all A and numbers of votes",
    axioms=REALS,
)
ahead = coq(
    NAME,
    "1/(1 + x**A) is at most a share exactly if (1 - share)/share <= x**A.",
    theorem="noise.race.lead_enough",
    refuted="noise.race.smaller_lead",
    sharper="if (1 - share)/share is at most x**(A + 1)",
    axioms=REALS,
)
late = coq(
    NAME,
    "For odd r the majority of r votes, which is the leader after r, is wrong with the probability that `votes` is made from.",
    theorem="noise.votes.majority_fails",
    refuted="noise.votes.every_rule_fails",
    sharper="a rule is wrong with a smaller probability than this for both answers",
    axioms=REALS,
)
charged = replace(vote.charged, theorem=NAME)


def _stopped(rho: Fraction, ahead: int, most: int) -> tuple[Fraction, Fraction]:
    """How often a race of at most so many votes is decided wrongly, and its mean length: one vote after another."""
    law, wrong, length = {0: Fraction(1)}, Fraction(0), Fraction(0)
    for _ in range(most):
        length += sum(law.values())
        after: dict[int, Fraction] = {}
        for k, p in law.items():
            for to, q in ((k - 1, p * rho), (k + 1, p * (1 - rho))):
                if to == -ahead:
                    wrong += q
                elif to != ahead:
                    after[to] = after.get(to, Fraction(0)) + q
        law = after
    return wrong + sum((p for k, p in law.items() if k < 0), Fraction(0)), length


@lemma(
    NAME,
    "Stopped after r votes, the race is decided wrongly with at most the row's share, and asks no more than its mean.",
    method="exhaustion: the exact law of the race",
    scope="rates 1/10, 1/4, 2/5, shares 1/3, 1/20, 1/1000",
    sharper="with at most half of the share",
)
def stopped(sharper: bool) -> bool:
    def claim(rho: Fraction, share: Fraction) -> bool:
        most = votes(rho, share * LATE)
        wrong, length = _stopped(rho, lead(rho, share * (1 - LATE)), most)
        return wrong <= (share / 2 if sharper else share) and length <= race(rho, share * (1 - LATE))

    return everywhere(claim, RATES, SHARES)


@lemma(
    NAME,
    "The lead is the least that is enough.",
    method="exhaustion: exact powers",
    scope="rates 1/10, 1/4, 2/5, shares 1/3, 1/20, 1/1000",
    sharper="one vote less is",
)
def least(sharper: bool) -> bool:
    def claim(rho: Fraction, share: Fraction) -> bool:
        def fails(A: int) -> Fraction:
            return rho**A / (rho**A + (1 - rho) ** A)

        A = lead(rho, share) - (1 if sharper else 0)
        return fails(A) <= share < fails(A - 1)

    return everywhere(claim, RATES, SHARES)


def _tests(depth: int) -> Iterator[Any]:
    """Every rule that asks votes one after another and ends with a verdict, after at most so many."""
    yield from (False, True)
    if depth:
        yield from itertools.product(list(_tests(depth - 1)), repeat=2)


def _judged(test: Any, right: Fraction) -> tuple[Fraction, Fraction]:
    """The probability of the verdict True, and the mean number of votes, if a vote is True with probability `right`."""
    if isinstance(test, bool):
        return Fraction(test), Fraction(0)
    (no, few), (yes, many) = (_judged(part, right) for part in test)
    return right * yes + (1 - right) * no, 1 + right * many + (1 - right) * few


@lemma(
    NAME,
    "Wald: a test that is wrong with at most t < 1/2 for either label asks at least"
    " (1 - 2 t) ln((1 - t)/t)/((1 - 2 rho) ln((1 - rho)/rho)) votes on average.",
    method="exhaustion: exact laws of all tests, beside a logarithm in 40 digits",
    scope="every test of at most three votes, rates 1/10, 1/4, 2/5",
    sharper="a hundredth more",
)
def nobody_asks_less(sharper: bool) -> bool:
    def claim(test: Any, rho: Fraction) -> bool:
        (right, votes_if_true), (wrong, votes_if_false) = (_judged(test, p) for p in (1 - rho, rho))
        t = max(1 - right, wrong)
        if not 0 < t < Fraction(1, 2):
            return t != 0  # no test of flipped votes is always right
        ratio = sp.log(sp.Rational((1 - t) / t)) / sp.log(sp.Rational((1 - rho) / rho))
        needed = sp.Rational((1 - 2 * t) / (1 - 2 * rho)) * ratio
        least = sp.Rational(max(votes_if_true, votes_if_false))
        return bool((least - needed * (sp.Rational(101, 100) if sharper else 1)).evalf(40) > -(10.0**-30))

    return everywhere(claim, set(_tests(3)), RATES)


@lemma(
    NAME,
    "If t is 1/(1 + x**A) the race, not stopped, asks exactly what Wald's bound says that any test must.",
    method="identity",
    scope=ALL,
    sharper="what it says for a lead of A + 1",
)
def meets_it(sharper: bool) -> bool:
    x, A, rho = sp.symbols("x A rho", positive=True)
    t = 1 / (1 + x**A)
    needed = (1 - 2 * t) * sp.expand_log(sp.log(x ** (A + (1 if sharper else 0))), force=True) / ((1 - 2 * rho) * sp.log(x))
    return zero(1 / t - 1 - x**A) and zero(A * (x**A - 1) / ((x**A + 1) * (1 - 2 * rho)) - needed)


@lemma(
    NAME,
    "The composed bounds are those of q rows, each with a share of delta among them and one more.",
    method="exhaustion: both theorems' own formulas",
    scope="d <= 4, eps 1/2 and 1/10, three rates, delta 1/20",
    sharper="of a row fewer",
)
def composed(sharper: bool) -> bool:
    inner = find(INNER).theorem.bound(Membership)
    assert inner is not None
    worst, average = find(NAME).theorem.bounds

    def claim(d: int, eps: Fraction, rho: Fraction) -> bool:
        q, sizes = inner.at(d=d, eps=eps), {"d": d, "eps": eps, "rho": rho, "delta": Fraction(1, 20)}
        share, rows = Fraction(1, 20) / (q + 1), q - (1 if sharper else 0)
        most, usual = rows * votes(rho, share / 10), ceiling(rows * race(rho, share * Fraction(9, 10)))
        return bool(worst.at(**sizes) == most and average.at(**sizes) == usual)

    return everywhere(claim, range(1, 5), (Fraction(1, 2), Fraction(1, 10)), RATES)


def goals(fewer: int = 0) -> list[Goal]:
    """The lead that Python takes is enough, one less is not."""
    found = [(rho, share, lead(rho, share) - fewer) for rho in RATES for share in SHARES]
    return [
        (
            f"((1 - {s.numerator} / {s.denominator}) / ({s.numerator} / {s.denominator})"
            f" <= odds ({rho.numerator} / {rho.denominator}) ^ {A})%R",
            "unfold odds; Lra.lra",
        )
        for rho, s, A in found
    ]


tie = replace(
    tied_goals(NAME, "noise.race", goals, lambda: goals(fewer=1), scope="rates 1/10, 1/4, 2/5, shares 1/3, 1/20, 1/1000"),
    says="The lead that Python takes is enough, as the Coq statement says it.",
    sharper="a lead of one vote less is enough",
)
