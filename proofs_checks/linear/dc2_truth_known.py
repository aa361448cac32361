"""Dimension coupling stopped by the truth: a plane left early is near enough, one left late is found by the plan."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import lemma
from proofs_checks.linear.chart_box_runs import labels_of
from proofs_checks.linear.coupling import of_the_cells, of_the_tree
from proofs_checks.methods import bound_of, everywhere
from qlearn.learners.linear.coupling import pairs
from qlearn.learners.linear.dc2_truth_known import ROUNDS, dc2_truth_known
from qlearn.points import Labels, Points

NAME = "linear.dc2_truth_known"

identity, error, angle, level, levels = of_the_tree(NAME)
cells = of_the_cells(NAME)
planned = coq(
    NAME,
    "The plan that is fallen back on is wrong with probability at most doubt after ln(N/doubt)/ln(1/(1/2 + sqrt(rho"
    " (1 - rho)))) labels.",
    theorem="linear.dc2_plan.enough",
    refuted="linear.dc2_plan.one_label_fewer",
    sharper="one label fewer",
    axioms=REALS,
)


@lemma(
    NAME,
    "eps/d <= sin(eps) sqrt(m/(d - 1)) for every level of m planes: d**2 m >= 4 (d - 1), and eps <= 2 sin(eps) up to pi/2.",
    method="exhaustion: of the squares, in integers",
    scope="d = 2..400, every level",
    sharper="also with m/2",
)
def near_enough(sharper: bool) -> bool:
    def claim(d: int) -> bool:
        levels = range(1, (d - 1).bit_length() + 1)
        return all(d * d * pairs(d, i) >= 4 * (d - 1) * (2 if sharper else 1) for i in levels)

    return all(claim(d) for d in range(2, 401))


@lemma(
    NAME,
    "Whatever is answered, it asks at most all rounds and the plan in every plane; answers by turns take it there.",
    method="exhaustion: the real learner",
    scope="d = 2, 3, 5, answers by turns",
    sharper="the rounds alone",
)
def longest(sharper: bool) -> bool:
    def claim(d: int) -> bool:
        eps, rho, delta = Fraction(1, 10), Fraction(1, 4), Fraction(1, 20)
        asked = [0]

        def answer(points: Points) -> Labels:
            asked[0] += 1
            return np.full(len(points), bool(asked[0] % 2))

        talk = dc2_truth_known.start(d, eps, rho, delta, tuple(1.0 / (i + 1) for i in range(d)))
        count, _ = labels_of(talk, answer)
        limit = (d - 1) * ROUNDS if sharper else bound_of(NAME).at(d=d, eps=eps, rho=rho, delta=delta)
        return count <= limit

    return everywhere(claim, (2, 3, 5))
