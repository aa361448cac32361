"""Dimension coupling by a plan: Burnashev and Zigangirov's constant, on the circle, and the counts that follow from it."""

from __future__ import annotations

import itertools
import math
from copy import deepcopy
from fractions import Fraction

import numpy as np

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.linear.chart_box_runs import labels_of
from proofs_checks.linear.coupling import of_the_cells, of_the_tree
from proofs_checks.methods import bound_of, everywhere
from proofs_checks.posed import Goal
from qlearn.geometry.circle_posterior import CirclePosterior
from qlearn.learners.linear.dc2_plan import dc2_plan, enough, tilted, votes

NAME = "linear.dc2_plan"

identity, error, angle, level, levels = of_the_tree(NAME)
cells = of_the_cells(NAME)
one_label = coq(
    NAME,
    "With A and B the other cells' masses on the true cell's side and across, masses updated as if answers were wrong with"
    " probability sqrt(rho)/(sqrt(rho) + sqrt(1 - rho)), the mean of the next M is (A + 2 sqrt(rho (1 - rho)) B)/a.",
    theorem="linear.dc2_plan.one_label",
    axioms=REALS,
)
in_both = coq(
    NAME,
    "Of two neighbouring half circles of masses 1/2 + x and 1/2 - y, drawn with probabilities y/(x + y) and x/(x + y), the mean"
    " of B is at least (1 - a)/2 for a cell in both,",
    theorem="linear.dc2_plan.in_both",
    axioms=REALS,
)
in_neither = coq(NAME, "for one in neither,", theorem="linear.dc2_plan.in_neither", axioms=REALS)
in_one = coq(
    NAME,
    "for the one that is only in the first,",
    theorem="linear.dc2_plan.in_one",
    refuted="linear.dc2_plan.balance_attained",
    sharper="more than that",
    axioms=REALS,
)
in_other = coq(NAME, "and for the one that is only in the second.", theorem="linear.dc2_plan.in_other", axioms=REALS)
past_the_end = coq(
    NAME,
    "Where one of the two is known to hold all and is passed over, the cell between has at least 1/2, which is across for all"
    " others.",
    theorem="linear.dc2_plan.past_the_end",
    axioms=REALS,
)
shrinks = coq(
    NAME,
    "So M shrinks by the factor 1/2 + sqrt(rho (1 - rho)) on average at each label.",
    theorem="linear.dc2_plan.shrinks",
    refuted="linear.dc2_plan.shrinks_exactly",
    sharper="by a smaller factor",
    axioms=REALS,
)
lower_rate = coq(
    NAME,
    "No more of it is left where labels are wrong with a lower probability than rho, be it another one at each label.",
    theorem="linear.dc2_plan.lower_rate",
    refuted="linear.dc2_plan.higher_rate",
    sharper="also with a higher one",
    axioms=REALS,
)
geometric = coq(
    NAME,
    "After n labels its mean is at most the factor to the n-th times M.",
    theorem="linear.dc2_plan.geometric",
    refuted="linear.dc2_plan.geometric_attained",
    sharper="less",
    axioms=REALS,
)
wrong_cell = coq(
    NAME,
    "M >= 1 has at most the mean of M as its probability.",
    theorem="linear.dc2_plan.wrong_cell",
    refuted="linear.dc2_plan.wrong_attained",
    sharper="less",
    axioms=REALS,
)
likeliest = coq(
    NAME, "If another cell is at least as likely as the true one, M >= 1.", theorem="linear.dc2_plan.likeliest", axioms=REALS
)
n_labels = coq(
    NAME,
    "ln(N/doubt)/ln(1/(1/2 + sqrt(rho (1 - rho)))) labels bring N times the factor's power down to doubt.",
    theorem="linear.dc2_plan.enough",
    refuted="linear.dc2_plan.one_label_fewer",
    sharper="one label fewer",
    axioms=REALS,
)
for_a_sign = coq(
    NAME,
    "A sign that is asked r times fails, a tie counted as a failure, with probability at most (2 sqrt(rho (1 - rho)))**r.",
    theorem="noise.majority.chernoff",
    refuted="noise.majority.no_smaller_base",
    sharper="with a smaller base",
    axioms=REALS,
)


def goals(more: int = 0) -> list[Goal]:
    def fraction(x: Fraction) -> str:
        return f"({x.numerator} / {x.denominator})"

    rates, doubts = (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5)), (Fraction(1, 4), Fraction(1, 1000))
    counts = [
        (N, rho, doubt, int(enough(N, rho, doubt)) + more) for N, rho, doubt in itertools.product((3, 77000), rates, doubts)
    ]
    planes = [
        (f"({n} - 1 < limit {N} {fraction(rho)} {fraction(doubt)} <= {n})%R", "unfold limit; split; interval")
        for N, rho, doubt, n in counts
    ]
    signs = [
        (
            f"({n} - 1 < ln (1 / {fraction(doubt)}) / ln (1 / (2 * sqrt ({fraction(rho)} * (1 - {fraction(rho)})))) <= {n})%R",
            "split; interval",
        )
        for rho, doubt in itertools.product(rates[1:], doubts)
        for n in [int(votes(rho, doubt)) + more]
    ]
    return planes + signs


formula = tied_goals(
    NAME, "linear.dc2_plan", goals, lambda: goals(more=1), scope="3 and 77000 cells, three rates, two doubts: one plane's count"
)


@lemma(
    NAME,
    "It asks exactly what the formula says, whatever is answered.",
    method="exhaustion: the real learner",
    scope="d = 1..9 and 16, two angles, two rates, answers all yes, all no, and by turns",
    sharper="one label fewer",
)
def counted(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction, rho: Fraction, answers: int) -> bool:
        limit = bound_of(NAME).at(d=d, eps=eps, rho=rho, delta=Fraction(1, 20))
        count, _ = labels_of(dc2_plan.start(d, eps, rho, Fraction(1, 20)), lambda points: np.arange(len(points)) % 2 < answers)
        return count == limit - sharper

    angles, rates = (Fraction(5, 4), Fraction(1, 10)), (Fraction(1, 20), Fraction(1, 4))
    return everywhere(claim, [*range(1, 10), 16], angles, rates, range(3))


@lemma(
    NAME,
    "The two diameters between which a coin decides cut off shares on either side of 1/2, and lie a cell apart; the coin's mean"
    " share is 1/2.",
    method="exhaustion: the learner's own posterior beside exact fractions, to 1e-12",
    scope="every history of up to 6 answers, whole, half and quarter circles of 4 and 12 cells in all, two rates",
    sharper="for the coin turned round",
)
def balanced(sharper: bool) -> bool:
    def claim(half: int, span: int, rate: Fraction, answers: tuple[bool, ...]) -> bool:
        belief, true = CirclePosterior(half, span), [Fraction(int(i < span), span) for i in range(2 * half)]
        for j, within in enumerate(answers):
            k = belief.balanced(j % 2 / 2)
            belief.heard(k, within, float(rate))
            true = [m * (1 - rate if (k <= i < k + half) == within else rate) for i, m in enumerate(true)]
            true = [m / sum(true) for m in true]
        k, here, beyond = belief.around_half()
        shares = [Fraction(1, 2) - sum(true[i % (2 * half)] for i in range(j, j + half)) for j in (k, k + 1)]
        one = Fraction(beyond / (here + beyond) if here + beyond else 0.5)
        mean = one * shares[sharper] + (1 - one) * shares[1 - sharper]
        return shares[0] * shares[1] <= Fraction(1, 10**12) and abs(mean) < Fraction(1, 10**12)

    histories = [h for n in range(7) for h in itertools.product((True, False), repeat=n)]
    circles = [(half, span) for half in (2, 6) for span in (2 * half, half, half // 2)]
    return all(claim(*c, r, h) for c in circles for r in (Fraction(1, 4), Fraction(2, 5)) for h in histories)


@lemma(
    NAME,
    "Whichever cell is the true one, the learner's own next M is on average at most 1/2 + sqrt(rho (1 - rho)) of M.",
    method="exhaustion: the learner's own posterior and rate, over coins and answers, to 1e-9",
    scope="every history of up to 5 answers, whole, half and quarter circles of 4 and 12 cells in all, two rates",
    sharper="1/2 + 9/10 sqrt(rho (1 - rho))",
)
def shrunk(sharper: bool) -> bool:
    def odds(belief: CirclePosterior, span: int) -> list[float]:
        cells = np.repeat(belief.masses / np.diff(belief.cuts), np.diff(belief.cuts).astype(int), axis=1).ravel()
        return [1 / cells[i] - 1 for i in range(span)]

    def claim(half: int, span: int, rho: float, answers: tuple[bool, ...]) -> bool:
        belief = CirclePosterior(half, span)
        for j, within in enumerate(answers):
            belief.heard(belief.balanced(j % 2 / 2), within, tilted(rho))
        _, here, beyond = belief.around_half()
        first = beyond / (here + beyond) if here + beyond else 1.0
        mean = np.zeros(span)
        for coin, chance in ((0.0, first), (0.999999, 1 - first)):
            k = belief.balanced(coin)
            for within in (True, False):
                after = deepcopy(belief)
                after.heard(k, within, tilted(rho))
                right = np.array([(k <= i < k + half) == within for i in range(span)])
                mean += chance * np.where(right, 1 - rho, rho) * odds(after, span)
        rate = 0.5 + (0.9 if sharper else 1) * math.sqrt(rho * (1 - rho))
        return bool((mean <= rate * np.array(odds(belief, span)) + 1e-9).all())

    histories = [h for n in range(6) for h in itertools.product((True, False), repeat=n)]
    circles = [(half, span) for half in (2, 6) for span in (2 * half, half, half // 2) if span > 1]
    return all(claim(*c, r, h) for c in circles for r in (0.25, 0.4) for h in histories)
