"""Slope selection: pairs that can still change places are halved by comparisons, open points by labels."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from proofs_checks.coq import COMPUTED, REALS, coq, tied, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained
from proofs_checks.posed import Goal
from qlearn import Comparison, find
from qlearn.geometry.crossings import crossings

NAME = "linear.slope_selection"
FILE = "linear.slope_selection"

within = coq(
    NAME,
    "A learner that asks a label only if both answers leave less than half of the numbers of open points that its labels can"
    " tell apart, and a comparison only if both leave less than half of the pairs, keeps to both budgets in every run.",
    theorem=f"{FILE}.within_budget",
    refuted=f"{FILE}.budget_is_met",
    sharper="one label fewer than the budget, in every run",
)
enough = coq(
    NAME,
    "With u + 1 <= 2**b open points and m + 1 <= 2**c pairs, b labels and c comparisons are enough: halving never gets stuck.",
    theorem=f"{FILE}.enough",
)
in_all = coq(
    NAME,
    "The first comparison and clg(n (n - 1)/2) for the other pairs are clg(n (n - 1)).",
    theorem=f"{FILE}.comparisons_in_all",
)
kept = coq(
    NAME,
    "Points that stand in one order at both ends of an arc of normals, and within, do so for every normal in it, ties and"
    " w = 0 included.",
    theorem=f"{FILE}.kept",
    refuted=f"{FILE}.one_end_is_not_enough",
    sharper="at one end of it",
    axioms=REALS,
)
needed = coq(
    NAME,
    "However many comparisons are free, every learner asks clg(n + 1) labels for some cut of n points in order.",
    theorem=f"{FILE}.some_target_needs",
    refuted=f"{FILE}.so_many_are_enough",
    sharper="clg(n + 1) + 1 labels",
)
formula = tied(NAME, f"{FILE}.labels_at_most", n=range(1, 200))
lower_formula = tied(NAME, f"{FILE}.labels_at_most", lower=True, n=range(1, 200))


def _goals(more: int = 0) -> list[Goal]:
    bound = find(NAME).theorem.bound(Comparison)
    assert bound is not None
    says = [bound.at(n=n) + more for n in range(1, 100)]
    calls = [f"comparisons_at_most {n}" for n in range(1, 100)]
    return [(f"([{'; '.join(calls)}] = [{'; '.join(map(str, says))}])%nat", COMPUTED)]


comparison_formula = tied_goals(NAME, FILE, _goals, lambda: _goals(more=1), scope="n in 1..99")
comparison_formula.check.__name__ = "comparison_formula"


@lemma(
    NAME,
    "The number of pairs that stand in different orders in two permutations is the one counted digit by digit.",
    method="exhaustion: every pair of every permutation",
    scope="all permutations of up to 6 things",
    sharper="a pair fewer",
)
def crossings_are_counted(sharper: bool) -> bool:
    return all(crossings(np.arange(len(order)), order) == _inverted(order) - sharper for order in _permutations(6))


@lemma(
    NAME,
    "In the exact game on small pools the learner meets its bounds, and never passes them.",
    method="exhaustion: the real learner in the exact game",
    scope="pools of 1 to 5 points, every label and every order, ties included",
    sharper="all games stay below",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


def _permutations(most: int) -> Iterator[np.ndarray]:
    for n in range(1, most + 1):
        yield from (np.array(order) for order in itertools.permutations(range(n)))


def _inverted(order: np.ndarray) -> int:
    return sum(int(order[i] > order[j]) for i in range(len(order)) for j in range(i + 1, len(order)))
