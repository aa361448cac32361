"""Dimension coupling on cells: the identity, what each answer is worth, and why the stop holds for every target."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.linear import chart_box_confident
from proofs_checks.linear.chart_box_runs import asked_of
from proofs_checks.linear.coupling import of_the_cells, of_the_tree
from proofs_checks.methods import bound_of, everywhere
from proofs_checks.posed import Goal
from qlearn.geometry.circle_posterior import CirclePosterior
from qlearn.learners.linear.dc2 import dc2, expected, unfinished

NAME = "linear.dc2"

identity, error, angle, level, levels = of_the_tree(NAME)
cells = of_the_cells(NAME)
right = coq(
    NAME,
    "A right answer multiplies M = 1/a - 1, a the posterior of the true cell, by 1 - t + t rho/(1 - rho), t being the share"
    " of the other cells' mass that is across.",
    theorem="linear.dc2.right_answer",
    axioms=REALS,
)
wrong = coq(NAME, "A wrong answer multiplies it by 1 - t + t (1 - rho)/rho.", theorem="linear.dc2.wrong_answer", axioms=REALS)
drift = coq(
    NAME,
    "If the mean of t is at least 1/2, the mean of ln M falls by at least the capacity ln 2 + rho ln rho + (1 - rho) ln(1 -"
    " rho).",
    theorem="linear.dc2.drift",
    refuted="linear.dc2.half_exactly",
    sharper="by more than that, always",
    axioms=REALS,
)
nearest = coq(
    NAME,
    "The mean of t is at least 1/2 at a border that the larger side's own cell there would make unfair the other way round.",
    theorem="linear.dc2.nearest_border",
    refuted="linear.dc2.far_border",
    sharper="at any border",
    axioms=REALS,
)
start = coq(
    NAME,
    "Whatever is known of N cells, the mean of ln M is at most ln(N - 1).",
    theorem="linear.dc2.largest_start",
    refuted="linear.dc2.uniform",
    sharper="less than that",
    axioms=REALS,
)
end = coq(
    NAME,
    "One answer makes M smaller by a factor of at most (1 - rho)/rho.",
    theorem="linear.dc2.least_end",
    refuted="linear.dc2.end_attained",
    sharper="by less than that, always",
    axioms=REALS,
)
questions = coq(
    NAME,
    "A potential that falls by c or more at each question on average, and ends at `low` or above, allows at most (start -"
    " low)/c questions on average.",
    theorem="linear.dc2.expected_questions",
    refuted="linear.dc2.questions_attained",
    sharper="fewer",
    axioms=REALS,
)
cap = coq(
    NAME,
    "If at most b questions are expected from wherever one is, more than j times 2 b are asked with probability at most 2**-j.",
    theorem="linear.dc2.almost_never",
    refuted="linear.dc2.not_before",
    sharper="2 b being replaced by 0",
    axioms=REALS,
)
every_target = coq(
    NAME,
    "If the cells are numbered from a random one on, each target fails with the mean probability of all.",
    theorem="linear.dc2.every_target",
    refuted="linear.dc2.fixed_position",
    sharper="if from a fixed one",
    axioms=REALS,
)
in_all = replace(chart_box_confident.in_all, theorem=NAME)


def goals(more: int = 0) -> list[Goal]:
    grid = itertools.product((2, 8, 77000), (Fraction(1, 10), Fraction(2, 5)), (Fraction(1, 4), Fraction(1, 1000)))
    return [
        (
            f"({n} - 1 < limit ({rho.numerator} / {rho.denominator}) {N} ({doubt.numerator} / {doubt.denominator}) <= {n})%R",
            "unfold limit, capacity; split; interval",
        )
        for N, rho, doubt in grid
        for n in [int(expected(N, rho, doubt)) + more]
    ]


formula = tied_goals(
    NAME, "linear.dc2", goals, lambda: goals(more=1), scope="2, 8 and 77000 cells, two rates, two doubts: one plane's count"
)


def histories(half: int, rate: Fraction, depth: int) -> Iterator[tuple[CirclePosterior, tuple[Fraction, ...], int]]:
    """Every history of at most so many answers: the learner's posterior, the true one in fractions, the diameter asked next."""
    for answers in itertools.chain.from_iterable(itertools.product((True, False), repeat=n) for n in range(depth)):
        belief, true = CirclePosterior(half), [Fraction(1, 2 * half)] * (2 * half)
        for within in answers:
            k = belief.nearest_half()
            belief.heard(k, within, float(rate))
            true = [m * (1 - rate if (k <= i < k + half) == within else rate) for i, m in enumerate(true)]
            true = [m / sum(true) for m in true]
        yield belief, tuple(true), belief.nearest_half()


@lemma(
    NAME,
    "The diameter asked is one that `nearest border` speaks of, and the likeliest cell is that of the exact posterior.",
    method="exhaustion: the learner's own posterior beside exact fractions, to 1e-12",
    scope="every history of up to 7 answers, circles of 2, 4, 6, 8 and 10 cells, two rates",
    sharper="the sides always have half the mass each",
)
def halved(sharper: bool) -> bool:
    small = Fraction(1, 10**12)

    def claim(belief: CirclePosterior, true: tuple[Fraction, ...], k: int, half: int) -> bool:
        over = sum(true[k : k + half]) - Fraction(1, 2)
        larger = [i for i in range(2 * half) if (k <= i < k + half) == (over >= 0)]
        at_the_border = max(true[i] for i in larger if i in (k % half, k % half + half, (k - 1) % half, (k - 1) % half + half))
        cell, mass = belief.likeliest()
        right = abs(true[cell] - max(true)) < small and abs(Fraction(mass) - max(true)) < small
        return bool(right and 2 * abs(over) <= (0 if sharper else at_the_border) + small)

    return all(
        claim(belief, true, k, half)
        for half, rate in itertools.product((1, 2, 3, 4, 5), (Fraction(1, 10), Fraction(2, 5)))
        for belief, true, k in histories(half, rate, 8)
    )


@lemma(
    NAME,
    "Those who need not be asked on have doubts that come to what is allowed or less, and what they leave of it, shared"
    " equally by the others, is less than each one's doubt; nobody is asked on whose doubt is an equal share of all or less.",
    method="exhaustion: the learner's own rule",
    scope="four doubts and seven allowances in eighths",
    sharper="less than half of each one's doubt",
)
def shared(sharper: bool) -> bool:
    def claim(doubts: tuple[int, ...], allowed: int) -> bool:
        going = set(unfinished(np.array(doubts) / 8, allowed / 8).tolist())
        over = allowed - sum(x for i, x in enumerate(doubts) if i not in going)
        fair = all(i not in going for i, x in enumerate(doubts) if 4 * x <= allowed)
        return over >= 0 and fair and all(over * (2 if sharper else 1) < doubts[i] * len(going) for i in going)

    return all(claim(doubts, allowed) for doubts in itertools.product(range(5), repeat=4) for allowed in range(7))


@lemma(
    NAME,
    "Answers by turns take the search of a sign to its cap exactly, if the doubt allowed is less than one answer leaves.",
    method="exhaustion: the real learner",
    scope="d = 1, two rates, two confidences",
    sharper="one label fewer",
)
def capped(sharper: bool) -> bool:
    def claim(rho: Fraction, delta: Fraction) -> bool:
        said = itertools.cycle((True, False))
        count = asked_of(dc2.start(1, 1, rho, delta), lambda points: np.array([next(said)]))  # then the rate is named
        return count == bound_of(NAME).at(d=1, eps=1, rho=rho, delta=delta) - sharper

    return everywhere(claim, (Fraction(1, 10), Fraction(2, 5)), (Fraction(1, 20), Fraction(1, 100)))
