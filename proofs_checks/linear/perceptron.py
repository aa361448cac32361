"""Half-spaces with a margin from counterexamples alone: floor((R / g)**2) of them, for the perceptron and for every learner."""

from __future__ import annotations

import itertools
from fractions import Fraction

from proofs_checks.coq import REALS, coq, tied, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, bound_of
from proofs_checks.posed import Goal
from qlearn import find
from qlearn.concepts.short_grid_half_spaces import squares

NAME, GRID = "linear.perceptron", "linear.perceptron_grid"
SIZES = [(Fraction(R), Fraction(g)) for R in ("1", "3", "7/2", "1/3") for g in ("1/3", "1/7", "2/25", "1")]


def _real(r: Fraction) -> str:
    return f"({r.numerator} / {r.denominator})"


def _upper(more: int) -> list[Goal]:
    """Python's numbers of counterexamples, and Coq's."""
    found = {(R, g): bound_of(NAME).at(R=R, g=g) - 1 + more for R, g in SIZES if g <= R}
    return [(f"(mistakes {_real(R)} {_real(g)} = {m}%nat)%R", "apply mistakes_is; worked_out") for (R, g), m in found.items()]


def _lower(more: int) -> list[Goal]:
    lower = find(NAME).theorem.lower
    assert lower is not None
    goals = []
    for (R, g), d in itertools.product(SIZES, (1, 2, 5, 40)):
        if g <= R:
            says, mistakes = lower.bound.at(d=d, R=R, g=g) + more, bound_of(NAME).at(R=R, g=g) - 1
            by = f"unfold lower; rewrite (mistakes_is {mistakes}); [reflexivity|worked_out]"
            goals.append((f"(lower {d} {_real(R)} {_real(g)} = {says}%nat)%R", by))
    return goals


squared_ratio = coq(
    NAME,
    "If w is a unit vector, |x| <= R and |w.x| >= g on the domain, the perceptron meets at most (R/g)**2 counterexamples.",
    theorem="linear.perceptron.novikoff",
    refuted="linear.perceptron.novikoff_is_met",
    sharper="less than (R/g)**2",
    axioms=REALS,
)
in_every_run = coq(
    NAME,
    "In every run the perceptron asks at most floor((R/g)**2) + 1 equivalence queries, whatever the dimension.",
    theorem="linear.perceptron.run_bound",
    refuted="linear.perceptron.every_learner_is_forced",
    sharper="at most floor((R/g)**2) queries",
    axioms=REALS,
)
every_learner = coq(
    NAME,
    "With max(1, floor((R/g)**2)) dimensions every learner, whatever its hypotheses, needs floor((R/g)**2) + 1 equivalence"
    " queries for some target and domain with these R and g.",
    theorem="linear.perceptron.every_learner_is_forced",
    refuted="linear.perceptron.run_bound",
    sharper="one query more",
    axioms=REALS,
)
in_few_dimensions = coq(
    NAME,
    "With d dimensions every learner needs min(d, floor((R/g)**2)) + 1 equivalence queries for some target and domain.",
    theorem="linear.perceptron.every_learner_in_d_dimensions",
    refuted="linear.perceptron.run_bound",
    sharper="floor((R/g)**2) + 2 queries",
    axioms=REALS,
)


@lemma(
    NAME,
    "In the exact game the learner meets its bound on the axes of 1, 2 and 4 dimensions and stays within it elsewhere.",
    method="exhaustion: the real learner in the exact game",
    scope="four domains of 1 to 4 points",
    sharper="one query fewer on every domain",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


formula = tied_goals(
    NAME, "linear.perceptron", lambda: _upper(0), lambda: _upper(1), scope="R in 1, 3, 7/2, 1/3, g in 1/3, 1/7, 2/25, 1"
)
lower_formula = tied_goals(
    NAME,
    "linear.perceptron",
    lambda: _lower(0),
    lambda: _lower(1),
    scope="d in 1, 2, 5, 40, R in 1, 3, 7/2, 1/3, g in 1/3, 1/7, 2/25, 1",
    lower=True,
)

on_grids = coq(
    GRID,
    "If integers (2w, 2b + 1) have squares of sum at most S, the perceptron on the points (x, 1) asks at most"
    " S (d N**2 + 1) + 1 equivalence queries about [w.x + b >= 0] on {0..N}^d, points of the boundary among them.",
    theorem="linear.perceptron_grid.run_bound",
    refuted="linear.perceptron_grid.every_learner_is_forced",
    sharper="at most min(d, (S - 1)//4) + 1 queries",
    axioms=REALS,
)
every_learner_on_grids = coq(
    GRID,
    "Every learner, whatever its hypotheses, needs min(d, (S - 1)//4) + 2 equivalence queries for some such half-space.",
    theorem="linear.perceptron_grid.every_learner_is_forced",
    axioms=REALS,
)


@lemma(
    GRID,
    "2(w.x + b) + 1 is 1 or more exactly where w.x + b >= 0, else -1 or less.",
    method="exhaustion",
    scope="d = 2, N <= 3, integers -3..3",
    sharper="so is 2(w.x + b), for which points of the boundary are 0",
)
def odd(sharper: bool) -> bool:
    def apart(w: tuple[int, ...], b: int, x: tuple[int, ...]) -> bool:
        value = w[0] * x[0] + w[1] * x[1] + b
        far = 2 * value + (0 if sharper else 1)
        return far >= 1 if value >= 0 else far <= -1

    numbers = range(-3, 4)
    return all(
        apart(w, b, x)
        for w, b, x in itertools.product(itertools.product(numbers, repeat=2), numbers, itertools.product(range(4), repeat=2))
    )


@lemma(
    GRID,
    "All labels of 0, e_1, ..., e_k are given by integers (2w, 2b + 1) whose squares sum to at most 4 k + 1.",
    method="exhaustion",
    scope="k <= 4, integers -1..1",
    sharper="to at most 4 k",
)
def shattered(sharper: bool) -> bool:
    def free(k: int) -> bool:
        short: list[tuple[list[int], int]] = [
            (w, b)
            for *w, b in itertools.product((-1, 0, 1), repeat=k + 1)
            if squares(tuple(w), b) <= 4 * k + (0 if sharper else 1)
        ]
        return bool(len({(b >= 0, *(c + b >= 0 for c in w)) for w, b in short}) == 2 ** (k + 1))

    return all(free(k) for k in range(5))


grid_formula = tied(GRID, "linear.perceptron_grid.bound", d=range(1, 6), N=range(1, 6), S=(1, 2, 5, 9, 26, 121))
grid_lower_formula = tied(GRID, "linear.perceptron_grid.lower", lower=True, d=range(1, 8), S=range(1, 40))
