"""The chart box where few weights are not 0: its labels, what it leaves out, and why its stop is enough."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

from proofs_checks.coq import COMPUTED, REALS, coq, tied_goals
from proofs_checks.lemmas import Lemma
from proofs_checks.linear.spherical_bisection import halvings as premise_of
from proofs_checks.methods import bound_of
from proofs_checks.posed import Goal
from qlearn.learners.linear.chart_box_sparse import halvings

NAME = "linear.chart_box_sparse"
ANGLES = (Fraction(1, 10), Fraction(1, 2), Fraction(5, 4))

second = coq(
    NAME,
    "If a group's sizes sum to at least c a weight and its first half's do not, its second half's do.",
    theorem="linear.small_groups.second_is_large",
    axioms=REALS,
)
by_found = coq(
    NAME,
    "A group that halves into single weights in k steps takes at most 1 + 2 k tests for each weight found in it.",
    theorem="linear.small_groups.tests_by_found",
    refuted="linear.small_groups.tests_attained",
    sharper="one test fewer",
    axioms=REALS,
)
by_nodes = coq(
    NAME,
    "A group of n weights takes at most 2 n - 1 tests.",
    theorem="linear.small_groups.tests_by_nodes",
    refuted="linear.small_groups.tests_attained",
    sharper="one test fewer, n being 1",
    axioms=REALS,
)
nonzero = coq(
    NAME,
    "No more weights are found than are not 0.",
    theorem="linear.small_groups.found_nonzero",
    axioms=REALS,
)
missed = coq(
    NAME,
    "The squares of the sizes that are taken for 0 sum to at most the squares of their groups' c a weight.",
    theorem="linear.small_groups.left_out",
    axioms=REALS,
)
off = coq(
    NAME,
    "These sum to at most (c n)**2 in a group of n weights.",
    theorem="linear.small_groups.off_bound",
    axioms=REALS,
)
heavy = coq(
    NAME,
    "Going to the half of larger sum ends, after at most clg(d) labels, at a weight that is not 0 unless all are.",
    theorem="linear.chart_box_sparse.heavy_nonzero",
    axioms=REALS,
)
left = coq(
    NAME,
    "None of the halves left behind has sizes that sum to more than 2**(clg(d) - 1) times that weight's.",
    theorem="linear.chart_box_sparse.heavy_left",
    axioms=REALS,
)
shape = coq(
    NAME,
    "d weights halve into single ones in clg(d) steps, the first half having one more of an odd number.",
    theorem="linear.chart_box_sparse.halved_shape",
    axioms=REALS,
)
caught = coq(
    NAME,
    "So a ratio to it is caught between two powers of 2 after at most clg(d) + 1 labels.",
    theorem="linear.chart_box_sparse.catch",
    axioms=REALS,
)
cuts = coq(
    NAME,
    "A side of at most M that is cut only while longer than M g is cut at most K times, if 1/g <= 2**K.",
    theorem="linear.chart_box_sparse.cuts_of_a_side",
    axioms=REALS,
)
run_bound = coq(
    NAME,
    "At most d + clg(d) + min(clg(d) + 2 (s - 1) (clg(d) - 1), 2 (d - 1)) + (s - 1) (clg(d) + 1 + K) labels.",
    theorem="linear.chart_box_sparse.run_bound",
    refuted="linear.chart_box_sparse.bound_attained",
    sharper="one label fewer",
    axioms=REALS,
)
stop = coq(
    NAME,
    "Sides of at most 2 sin(eps) sqrt((15/16)/n) M end the run, M = 1 or a power of 2 that a ratio was found to reach.",
    theorem="linear.chart_box_sparse.stop",
    axioms=REALS,
)
within = coq(
    NAME,
    "When the run ends, the result is within eps of every direction whose ratios are in the box or in the groups taken for 0.",
    theorem="linear.chart_box_sparse.within_eps",
    axioms=REALS,
)


def _goals(off: int) -> list[Goal]:
    sizes = [(d, s, eps) for d, eps in itertools.product(range(1, 10), ANGLES) for s in range(1, d + 1)]
    says = [bound_of(NAME).at(d=d, s=s, eps=eps) + off for d, s, eps in sizes]
    calls = [f"bound {d} {s} {int(halvings(s, eps))}" for d, s, eps in sizes]
    return [(f"([{'; '.join(calls)}] = [{'; '.join(map(str, says))}])%nat", COMPUTED)]


def _premise() -> Lemma:
    found = premise_of(NAME, halvings, lambda s, eps: f"2 * sqrt {s - 1} / (sqrt 15 * sin {eps})")
    found.check.__name__ = "premise"
    says = "Python's number K of halvings has 1/g <= 2**K for g = 2 sin(eps) sqrt((15/16)/(s - 1))."
    return replace(found, says=says, sharper="one halving fewer", scope="s in 2, 3, 5, 8, eps in 1/10, 1/2, 5/4")


formula = tied_goals(NAME, NAME, lambda: _goals(0), lambda: _goals(1), scope="d <= 9, eps in 1/10, 1/2, 5/4")
premise = _premise()
