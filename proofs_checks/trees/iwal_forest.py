"""Forests that vote: how many trees must change their mind, and how many forests there are."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import lemma
from proofs_checks.methods import everywhere
from qlearn.learners.trees.iwal_forest import flips
from qlearn.learners.trees.weighted_error import allowance, trees_counted

NAME = "trees.iwal_forest"

seldom = coq(
    NAME,
    "If each term is in [0, 1] and has the mean b, whatever came before, n terms have a mean of a or more with probability at"
    " most (exp(-l a) (1 - b + b exp(l)))**n, for each l > 0.",
    theorem="trees.weighted_error.seldom_far",
    refuted="trees.weighted_error.coins_attain",
    sharper="less than b**n for a = 1, the limit for large l",
    axioms=REALS,
)


@lemma(
    NAME,
    "So many voters of the winner that go over to another class make it beat the winner, the smaller class winning a tie.",
    method="exhaustion: the Python formula",
    scope="up to 6 votes for each of 3 classes",
    sharper="one fewer",
)
def turned(sharper: bool) -> bool:
    def claim(*given: int) -> bool:
        votes = np.array(given)
        winner = int(votes.argmax())
        for other in {0, 1, 2} - {winner}:
            moved, j = votes.copy(), flips(votes, other) - sharper
            moved[winner] -= j
            moved[other] += j
            if (moved[winner], -winner) > (moved[other], -other):
                return False
        return True

    return everywhere(claim, range(7), range(7), range(7))


@lemma(
    NAME,
    "No fewer would do.",
    method="exhaustion: the Python formula",
    scope="up to 6 votes for each of 3 classes",
    sharper="nor so many",
)
def fewest(sharper: bool) -> bool:
    def claim(*given: int) -> bool:
        votes = np.array(given)
        winner = int(votes.argmax())
        for other in {0, 1, 2} - {winner}:
            j = flips(votes, other) - (not sharper)
            if (votes[winner] - j, -winner) < (votes[other] + j, -other):
                return False
        return True

    return everywhere(claim, range(7), range(7), range(7))


@lemma(
    NAME,
    "Of o trees with two classes r say the winner: for odd o it takes r - floor(o/2) flips, for even o, if the winner has the"
    " ties, r - o/2 + 1.",
    method="exhaustion: the Python formula",
    scope="o = 1..40, all r",
    sharper="r - floor(o/2) + 1 for odd o too",
)
def published_number(sharper: bool) -> bool:
    def claim(o: int) -> bool:
        one_more = 1 if o % 2 == 0 or sharper else 0
        return all(flips(np.array([r, o - r]), 1) == r - o // 2 + one_more for r in range(-(-o // 2), o + 1))

    return everywhere(claim, range(1, 41))


@lemma(
    NAME,
    "At a limit of ln(2 |H|/delta)/n, |H| the number of trees to the power o, the two tails of all forests have the probability"
    " 2 |H| exp(-n limit) = delta.",
    method="interval: the Python formula, in floats of 53 bits",
    scope="L = 1..4, o = 1..5, n = 10, 1000",
    sharper="the number of trees in the place of |H|",
)
def both_tails(sharper: bool) -> bool:
    def claim(leaves: int, trees: int, n: int) -> bool:
        sizes = {"leaves": leaves, "splits": 5, "classes": 2, "n": n, "delta": Fraction(1, 4), "trees": trees}
        number = trees_counted(leaves, 5, 2) ** (1 if sharper else trees)
        return math.isclose(2 * number * math.exp(-n * allowance(sizes)), 1 / 4)

    return all(itertools.starmap(claim, itertools.product(range(1, 5), range(1, 6), (10, 1000))))
