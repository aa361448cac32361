"""A majority of r independent votes, each wrong with probability eta: how often it fails, and that no rule does better."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import comb

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.posed import Goal

NAME = "noise.votes"


def failure(r: int, eta: Fraction) -> Fraction:
    """The probability that of r votes no more are right than wrong."""
    return sum((comb(r, j) * eta**j * (1 - eta) ** (r - j) for j in range(r + 1) if 2 * j >= r), Fraction(0))


def goals(more: int = 0) -> list[Goal]:
    grid = itertools.product(range(1, 6), (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2)))
    numbers = [(eta, r, failure(r, eta) + more) for r, eta in grid]
    return [
        (f"(fail ({eta.numerator} / {eta.denominator}) {r} 0 0 = {p.numerator} / {p.denominator})%R", "cbn; field")
        for eta, r, p in numbers
    ]


summed = coq(
    NAME,
    "The probability that of r votes no more are right than wrong is the sum of C(r, j) eta**j (1 - eta)**(r - j) over the"
    " j <= r with 2 j >= r.",
    theorem="noise.votes.fail_is_the_sum",
    axioms=REALS,
)
fails = coq(
    NAME,
    "For odd r that is the probability that the majority is wrong, whichever of the two answers is the true one.",
    theorem="noise.votes.majority_fails",
    refuted="noise.votes.every_rule_fails",
    sharper="a rule is wrong with a smaller probability than this for both answers",
    axioms=REALS,
)
every_rule = coq(
    NAME,
    "For odd r and eta <= 1/2 every rule that maps r votes to an answer is wrong with at least that probability for one of"
    " the two answers.",
    theorem="noise.votes.every_rule_fails",
    refuted="noise.votes.majority_fails",
    sharper="with a larger probability",
    axioms=REALS,
)
more_votes = coq(
    NAME,
    "If eta <= 1/2, two votes more do not make the majority of an odd number of votes fail more often.",
    theorem="noise.votes.more_votes_help",
    refuted="noise.votes.fair_votes_do_not_help",
    sharper="two votes more make it fail less often (refuted at eta = 1/2)",
    axioms=REALS,
)
formula = tied_goals(NAME, "noise.votes", goals, lambda: goals(more=1), scope="r = 1..5, three rates")
