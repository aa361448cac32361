"""Bisection: in an interval, on a grid, and with no bound known."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import sympy as sp

from proofs_checks.coq import COMPUTED, coq, tied, tied_goals
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from proofs_checks.posed import Goal
from qlearn import find, run, teachers

INTERVAL, GRID, GALLOPING = "linear.bisection", "linear.bisection_grid", "linear.galloping"
WIDTHS = "b - a = p/7 and eps = q/5, p <= 40, q <= 6"


@lemma(
    INTERVAL,
    "With r queries left and a width of at most 2R, R = eps 2**(r-1), the cuts from high - R to low + R leave at most R on"
    " either side, and the middle is one: (low + R) - (high - R) = 2R - width, middle - (high - R) = R - width/2.",
    method="identity",
    scope=ALL,
    sharper="at most 0.99 R on either side",
)
def a_cut_exists(sharper: bool) -> bool:
    low, width, R = sp.symbols("low width R", positive=True)
    high, left = low + width, R * (sp.Rational(99, 100) if sharper else 1)
    room = (low + left) - (high - left)
    middle = (low + high) / 2 - (high - left)
    at_most_2R = [zero(room - (2 * R - width)), zero(middle - (R - width / 2))]
    return all(at_most_2R) and room.subs(width, 2 * R).expand() == 0


@lemma(
    INTERVAL,
    "Of the two sides of a cut, x and w - x, the longer has at least w/2: their mean is w/2.",
    method="identity",
    scope=ALL,
    sharper="at least 0.51 w",
)
def the_longer_side(sharper: bool) -> bool:
    x, w = sp.symbols("x w", positive=True)
    share = sp.Rational(51, 100) if sharper else sp.Rational(1, 2)
    return zero((x + (w - x)) / 2 - share * w)


@lemma(
    INTERVAL,
    "In the exact game over whole intervals the learner asks clg((b - a)/eps) queries and encloses every threshold.",
    method="exhaustion: the real learner in the exact game",
    scope="three intervals, three eps each",
    sharper="one query fewer",
)
def played_interval(sharper: bool) -> bool:
    return attained(INTERVAL, sharper)


@lemma(
    GRID,
    "In the exact game over all thresholds the learner asks clg(N + 1) queries at worst.",
    method="exhaustion: the real learner in the exact game",
    scope="N in 1, 2, 3, 4, 7, 8, 20",
    sharper="one query fewer",
)
def played_grid(sharper: bool) -> bool:
    return attained(GRID, sharper)


@lemma(
    GALLOPING,
    "For 2**(j-1) < t <= 2**j, j >= 1, galloping asks j + 1 queries and bisection of 2**(j-1) integers j - 1: 2j together.",
    method="identity: and the theorem's formula in exact integers",
    scope="j <= 53",
    sharper="one query fewer",
)
def summed(sharper: bool) -> bool:
    j = sp.Symbol("j", positive=True)
    saved = 1 if sharper else 0
    if not zero((j + 1) + (j - 1) - saved - 2 * j):
        return False
    bound = bound_of(GALLOPING)
    return everywhere(lambda k: bound.at(t=2**k) == 2 * k == bound.at(t=2 ** (k - 1) + 1), range(1, 54))


@lemma(
    GALLOPING,
    "The learner asks exactly the bound, for every t.",
    method="exhaustion: the real learner",
    scope="t <= 1500",
    sharper="one query fewer",
)
def ran(sharper: bool) -> bool:
    learner, bound = find(GALLOPING), bound_of(GALLOPING)

    def claim(t: int) -> bool:
        found = run(learner(), teachers.Function(lambda X: np.asarray(X[:, 0] >= t)))
        return found.ledger["membership"] == bound.at(t=t) - (1 if sharper else 0) and found.hypothesis.high == t

    return everywhere(claim, range(1, 1501))


exact_count = coq(
    INTERVAL,
    "In every run, whatever the answers and wherever the legal cuts, the learner asks exactly clg((b - a)/eps) labels.",
    theorem="linear.bisection.exactly_the_bound",
    refuted="linear.bisection.every_learner_asks_as_many",
    sharper="one label fewer",
)
enclosed = coq(
    INTERVAL,
    "With legal cuts every run returns an interval that contains the threshold and is no wider than eps.",
    theorem="linear.bisection.encloses_the_threshold",
    refuted="linear.bisection.to_the_last_bit",
    sharper="always narrower than eps",
)
changed = coq(
    INTERVAL,
    "Of any target whose label is 0 at a and 1 at b every run encloses a change from 0 to 1, no wider than eps.",
    theorem="linear.bisection.encloses_a_change",
    refuted="linear.bisection.to_the_last_bit",
    sharper="always narrower than eps",
)
middle = coq(
    INTERVAL,
    "With clg((b - a)/eps) labels the middle is always a legal cut: to ask there is a bisection.",
    theorem="linear.bisection.the_middle_is_legal",
    refuted="linear.bisection.every_learner_asks_as_many",
    sharper="with one label fewer",
)
midpoint = coq(
    INTERVAL,
    "An interval of width 2 eps, whose midpoint is off by eps at most, costs exactly one label less if b - a > eps.",
    theorem="linear.bisection.a_midpoint_costs_one_less",
    refuted="linear.bisection.a_midpoint_costs_one_less",
    sharper="two labels less",
)
every_interval_learner = coq(
    INTERVAL,
    "Every learner, whatever it asks, asks clg((b - a)/eps) labels for some threshold or returns no such interval for it.",
    theorem="linear.bisection.every_learner_asks_as_many",
    refuted="linear.bisection.exactly_the_bound",
    sharper="one label more",
)
interval_formula = tied_goals(
    INTERVAL,
    "linear.bisection",
    lambda: _interval_goals(),
    lambda: _interval_goals(more=1),
    scope=WIDTHS,
)
interval_lower_formula = tied_goals(
    INTERVAL,
    "linear.bisection",
    lambda: _interval_goals(lower=True),
    lambda: _interval_goals(more=1, lower=True),
    scope=WIDTHS,
    lower=True,
)

grid_count = coq(
    GRID,
    "Every run finds the threshold with at most clg(N + 1) labels.",
    theorem="linear.bisection_grid.finds_with_the_bound",
    refuted="linear.bisection_grid.the_last_threshold_costs_the_bound",
    sharper="one label fewer",
)
grid_change = coq(
    GRID,
    "Of any target that is 0 at one end and 1 at the other, monotone or not, w steps apart, a change from 0 to 1 is found"
    " with at most clg(w) labels.",
    theorem="linear.bisection_grid.finds_a_change",
    refuted="linear.bisection_grid.the_last_threshold_costs_the_bound",
    sharper="one label fewer",
)
every_grid_learner = coq(
    GRID,
    "Every learner that finds all N + 1 thresholds asks at least clg(N + 1) labels for one of them.",
    theorem="linear.bisection_grid.every_learner_asks_as_many",
    refuted="linear.bisection_grid.finds_with_the_bound",
    sharper="one label more",
)
grid_formula = tied(GRID, "linear.bisection_grid.bound", N=range(300))
grid_lower_formula = tied(GRID, "linear.bisection_grid.lower", lower=True, N=range(300))

galloping_count = coq(
    GALLOPING,
    "Every run finds the threshold t with exactly max(1, 2 clg(t)) labels, if t is at most the last point that can be asked.",
    theorem="linear.galloping.finds_with_exactly_the_bound",
    refuted="linear.galloping.finds_with_exactly_the_bound",
    sharper="one label fewer",
)
gives_up = coq(
    GALLOPING,
    "The learner says that the answers are inconsistent exactly if the threshold is beyond the last point that can be asked.",
    theorem="linear.galloping.inconsistent_beyond_the_last",
    refuted="linear.galloping.finds_with_exactly_the_bound",
    sharper="at the last point too",
)
every_galloping_learner = coq(
    GALLOPING,
    "Every learner that finds all thresholds in 1, ..., T asks at least clg(T) labels for one of them.",
    theorem="linear.galloping.every_learner_asks_half_as_many",
    refuted="linear.galloping.so_many_are_enough_if_T_is_known",
    sharper="one label more, of every learner that knows T",
)
galloping_formula = tied(GALLOPING, "linear.galloping.bound", t=range(1, 300))
galloping_lower_formula = tied(GALLOPING, "linear.galloping.lower", lower=True, t=range(1, 300))


def _interval_goals(*, more: int = 0, lower: bool = False) -> list[Goal]:
    """The number of labels for (1/3, 1/3 + p/7] and q/5 is what Python says of it, for all these p and q."""
    theorem = find(INTERVAL).theorem
    assert theorem.lower is not None
    formula, function = (theorem.lower.bound, "lower") if lower else (theorem.bounds[0], "bound")
    grid = [(Fraction(1, 3), Fraction(1, 3) + Fraction(p, 7), Fraction(q, 5)) for p in range(1, 41) for q in range(1, 7)]
    calls = [f"{function} {' '.join(f'(QArith_base.Qmake {x.numerator} {x.denominator})' for x in at)}" for at in grid]
    says = [formula.at(**dict(zip(("a", "b", "eps"), at, strict=True))) + more for at in grid]
    return [(f"([{'; '.join(calls)}] = [{'; '.join(map(str, says))}])%nat", COMPUTED)]
