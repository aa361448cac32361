"""Witnesses: label changes across one cut build a tree; each search finds a new side between cells of the true grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from proofs_checks.coq import COMPUTED, REALS, coq, tied_goals
from proofs_checks.posed import Goal
from qlearn.axes import Axes
from qlearn.concepts.cells import sizes_of
from qlearn.concepts.tree_classes import Split, grown
from qlearn.features import Places
from qlearn.learners.trees.witness_tree import fresh_points

NAME = "trees.witness_tree"
CUTS = ((0,), (1,), (3,), (0, 2), (1, 1), (2, 3), (1, 0, 2), (2, 1, 1))
SHARES = (Fraction(1, 2), Fraction(1, 10), Fraction(1, 20))

cuts = coq(
    NAME,
    "Two points that differ by one place of one feature and have different labels show a cut of the true grid.",
    theorem="trees.true_cells.cuts_are_true",
    refuted="trees.true_cells.not_on_every_line",
    sharper="and so do all such pairs across this cut",
)
unvisited = coq(
    NAME,
    "A hypothesis that is constant between true cuts and right at all points asked is wrong only in cells with no such point.",
    theorem="trees.true_cells.mismatch_unvisited",
    refuted="trees.true_cells.false_cut_misleads",
    sharper="also if one of its cuts is none",
)
mismatches = coq(
    NAME,
    "After the first point at most (s_1 + 1) ... (s_d + 1) - 1 points asked are mismatches of the hypotheses of the time.",
    theorem="trees.true_cells.mismatches_bound",
    refuted="trees.true_cells.mismatches_attained",
    sharper="one mismatch fewer",
)
searches = coq(
    NAME,
    "Searches in regions without a witness are at most as many as the sides between two cells of the true grid: the sum of"
    " s_i times the s_j + 1 of the other features.",
    theorem="trees.facets.searches_bound",
    refuted="trees.facets.searches_attained",
    sharper="one search fewer, if regions may end at any true cut",
)
neighbours_differ = coq(
    NAME,
    "Bisection over hybrids, with any weights and any number of labels, ends at two neighbouring ones with different labels.",
    theorem="trees.hybrids.hybrids_differ",
    refuted="trees.hybrids.not_the_first",
    sharper="at the first such two on the way",
)
equal_weights = coq(
    NAME,
    "With equal weights m features take at most clg(m) hybrids.",
    theorem="trees.hybrids.plain_cost",
    refuted="trees.hybrids.plain_attained",
    sharper="one hybrid fewer",
)
two_weights = coq(
    NAME,
    "With weights 1 and m, m features take at most 2 clg(m) hybrids.",
    theorem="trees.hybrids.weighted_cost",
    refuted="trees.hybrids.weighted_attained",
    sharper="one hybrid fewer",
)
heavy = coq(
    NAME,
    "With weights 1 and m, a feature of weight m among m features takes at most clg(m) + 1 hybrids.",
    theorem="trees.hybrids.heavy_cost",
    refuted="trees.hybrids.heavy_attained",
    sharper="one hybrid fewer",
)
line = coq(
    NAME,
    "On the line at most 2 clg(k + 1) queries find which of k known cuts changes the label, and clg(b - a) more a new one.",
    theorem="trees.line_searches.line_found",
    refuted="trees.line_searches.known_attained",
    sharper="2 clg(k + 1) - 1 for a known cut",
)
found = coq(
    NAME,
    "A search between two points of a region finds a witness in it, with H + 2 clg(t + 1) queries if its cut is known, and"
    " H + 2 clg(t) + clg(N - 1) if it is new.",
    theorem="trees.witness_runs.search_found",
    refuted="trees.witness_runs.labels_attained",
    sharper="one query fewer if it is new",
)
in_every_run = coq(
    NAME,
    "Every run asks at most 1 + A (H + 2 clg(t + 1)) + s max(0, clg(N - 1) - 2 (clg(t + 1) - clg(t))) labels, besides its"
    " mismatches; H hybrids a search.",
    theorem="trees.witness_runs.labels_bound",
    refuted="trees.witness_runs.labels_attained",
    sharper="one label fewer",
)
root = coq(
    NAME,
    "In a tree whose splits are all different the root of a region crosses no other cut there.",
    theorem="trees.roots.root_crosses_nobody",
    refuted="trees.roots.repeated_may_cross",
    sharper="in a tree where thresholds repeat",
)
not_chosen = coq(
    NAME,
    "A cut that the root has been seen on both sides of has more crossings than the root, which has none.",
    theorem="trees.roots.wrong_is_not_chosen",
    refuted="trees.roots.repeated_may_cross",
    sharper="also in a tree where thresholds repeat",
)
transplants = coq(
    NAME,
    "Tests of ordered pairs of s cuts, no pair twice and two queries each, ask at most 2 s (s - 1) points.",
    theorem="trees.transplants.transplants_bound",
    refuted="trees.transplants.transplants_attained",
    sharper="one point fewer",
)
one_round = coq(
    NAME,
    "(1 - eps)**N <= exp(-eps N) <= 4 delta/(k (k + 1) (k + 2)) for N = ceil(ln(k (k + 1) (k + 2)/(4 delta))/eps): a bad"
    " hypothesis seldom passes.",
    theorem="trees.rounds.round_enough",
    refuted="trees.rounds.round_least",
    sharper="exp(-eps (N - 1)) will do",
    axioms=REALS,
)
all_rounds = coq(
    NAME,
    "2 delta/3 + delta/6 + ... + 4 delta/(m (m + 1) (m + 2)) = delta (1 - 2/((m + 1) (m + 2))).",
    theorem="trees.rounds.shares_together",
    refuted="trees.rounds.not_less",
    sharper="at most 4/5 delta for two rounds",
    axioms=REALS,
)
certified = coq(
    NAME,
    "Whatever the learner does between the rounds, and however many there are, the hypothesis that passes one has error above"
    " eps with probability at most delta.  Premise: a law of finitely many points, and independent draws.",
    theorem="trees.rounds.probably_right",
    refuted="trees.rounds.may_pass",
    sharper="with probability 0",
    axioms=REALS,
)


def _sizes(cuts: Sequence[int]) -> dict[str, int]:
    """The sizes of a tree with so many cuts on each feature, as the library counts them."""

    def split(low: Places, high: Places) -> Split | int:
        for i, many in enumerate(cuts):
            if low[i] < min(many, high[i]):
                return i, int(low[i])
        return int(low.sum()) % 2

    return sizes_of(grown(Axes.grid(max(cuts) + 1, len(cuts)), 2, split))


def _counted(more: int) -> list[Goal]:
    """Python's numbers of cells and of sides are those of the theorems."""
    goals = []
    for many in CUTS:
        sizes, listed = _sizes(many), f"[{'; '.join(map(str, many))}]"
        goals.append((f"(counts {listed} = ({sizes['P'] + more}, {sizes['A'] + more}))%nat", COMPUTED))
    return goals


def _drawn(more: int) -> list[Goal]:
    """Python's numbers of draws are those of the theorem."""
    goals = []
    for k in (1, 3):
        for eps in SHARES:
            for delta in SHARES:
                m = int(fresh_points(k, eps, delta)) + more
                says = f"draws ({eps.numerator} / {eps.denominator}) ({delta.numerator} / {delta.denominator}) {k} = {m}%nat"
                by = "apply draws_is; cbn [Z.of_nat Pos.of_succ_nat Pos.succ]; split; interval"
                goals.append((f"({says})%R", by))
    return goals


counted = replace(
    tied_goals(NAME, "trees.facets", lambda: _counted(0), lambda: _counted(1), scope="up to three features", lower=True),
    says="P and A as the library counts them in a tree are the numbers of cells and of sides that the theorems speak of.",
)
drawn = replace(
    tied_goals(NAME, "trees.rounds", lambda: _drawn(0), lambda: _drawn(1), scope="k in 1, 3, eps and delta in 1/2, 1/10, 1/20"),
    says="The learner's number of fresh points is the number of draws of which the theorem speaks.",
)
counted.check.__name__, drawn.check.__name__ = "counted", "drawn"
