"""IWAL for trees and forests: the stream is uniform, weights are fair, p is the published one, and bad input is named."""

from __future__ import annotations

import itertools
import math
import sys
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Label, run, teachers
from qlearn.axes import Axes
from qlearn.choices import Coins
from qlearn.concepts.cells import disagreement
from qlearn.concepts.forests import hard
from qlearn.concepts.tree_classes import drawn_axes, drawn_tree, of_labels
from qlearn.concepts.trees import Tree
from qlearn.errors import BadAnswer, BadArgument, OutOfBudget
from qlearn.features import Categories, Floats, Integers, Reals
from qlearn.learners.finite.weights import rejection
from qlearn.learners.trees.iwal import gaps, iwal
from qlearn.learners.trees.iwal_forest import flips, iwal_forest
from qlearn.learners.trees.iwal_forest import gaps as forest_gaps
from qlearn.learners.trees.stream import Bought, chances
from qlearn.learners.trees.weighted_error import EstimatedForest, deviation, divergence, most_error, near, splits
from qlearn.theorems import Outcome

FEATURES = [
    Reals(0.0, 1.0, 3), Reals(-1.0, 1.0, 1), Reals(2.0, 2.0, 0), Integers(-1, 3), Integers(7, 7), Categories(0, 4),
    Floats(1.0, 1.0 + 2.0**-50), Floats(0.0, 2.0**-148, single=True), Floats(3.0, 3.0), Floats(0.0, 5e-324),
]  # fmt: skip
LINE = of_labels(Axes.grid(64, 1), 2, np.arange(64) < 20)


def voting(*trees: Tree, estimate: float = 0.0) -> EstimatedForest:
    return EstimatedForest(trees[0].axes, trees[0].classes, trees, tuple(map(hard, trees)), estimate)


def sample_of(target: Any, m: int, seed: int = 0, p: float = 1.0) -> Bought:
    sample = Bought(target.axes, target.classes, np.random.default_rng(seed))
    talk = sample.buy(target.axes.drawn(sample.rng, m), np.full(m, p))
    try:
        query = next(talk)
        talk.send(target(query.points))  # type: ignore[attr-defined]
    except StopIteration:
        pass
    return sample


@pytest.mark.parametrize("feature", FEATURES, ids=str)
def test_the_stream_is_drawn_by_the_law_that_errors_are_measured_by(feature: Any) -> None:
    axes, m = Axes((feature, Integers(0, 1))), 20_000
    places = axes.drawn(np.random.default_rng(0), m)
    assert axes.contains(axes.at(places)).all()
    for k in range(feature.size):
        share = float(feature.share(k, k))
        assert abs((places[:, 0] == k).mean() - share) <= 5 * math.sqrt(share * (1 - share) / m), (k, share)


def test_floats_that_are_many_are_drawn_by_length() -> None:
    feature = Floats(-1.0, 3.0)
    x = feature.at(Axes((feature,)).drawn(np.random.default_rng(0), 20_000)[:, 0])
    assert abs((x < 0).mean() - 1 / 4) < 0.02
    assert abs((x < 1e-3).mean() - (1 + 1e-3) / 4) < 0.02


@given(st.floats(0, 1), st.integers(2, 10**6), st.sampled_from([8.0, 0.1, 1e-3]))
def test_the_coin_is_that_of_the_finite_learner_above_the_floor(gap: float, n: int, c0: float) -> None:
    p = chances(np.array([gap]), np.array([n]), c0, 0.05)[0]
    assert p == pytest.approx(max(0.05, rejection(gap, n, c0)), rel=1e-9)


@given(st.floats(0.01, 1), st.integers(100, 10**9))
def test_the_coin_solves_the_published_equation(gap: float, n: int) -> None:
    a = 8 * math.log(n) / (n - 1)
    s = float(chances(np.array([gap]), np.array([n]), 8.0, 1e-12)[0])
    if s < 1:
        assert math.sqrt(a / s) + a / s == pytest.approx(gap)
    else:
        assert gap <= (math.sqrt(a) + a) * (1 + 1e-12)


@given(st.integers(0, 10**6))
def test_grown_trees_fit_whatever_the_axes(seed: int) -> None:
    coins = Coins(seed)
    target = drawn_tree(coins, drawn_axes(coins), 3)
    sample = sample_of(target, 60, seed)
    tree = sample.tree(1000, 0)
    assert (tree(target.axes.at(sample.places)) == sample.labels).all(), "thresholds lie between the values bought"
    assert sample.error(tree(target.axes.at(sample.places))) == 0
    few = sample.tree(2, 0)
    assert few.sizes["L"] <= 2
    assert sample.tree(1, 0).sizes["L"] == 1
    assert sample.tree(1, 0)(target.axes.at(sample.places))[0] == np.bincount(sample.labels).argmax()


def test_a_gap_is_the_price_of_the_best_rival_counted_by_hand() -> None:
    target = of_labels(Axes.grid(64, 1), 3, np.arange(64) % 7 % 3)
    sample = sample_of(target, 80, p=0.5)
    tree, every = sample.tree(4, 0), np.arange(64)[:, None]
    leaf, leaves = tree.leaves(sample.axes.at(every)), tree.leaves(sample.axes.at(sample.places))
    found = gaps(sample, tree, every)
    for x in range(64):
        inside = [sample.weights[(leaves == leaf[x]) & (sample.labels == k)].sum() for k in range(3)]
        mine = tree.label[leaf[x]]
        rivals = [(inside[mine] - inside[k]) / 80 for k in range(3) if k != mine]
        assert found[x] == pytest.approx(min(rivals))
    assert len(set(found.round(9).tolist())) > 2


def test_a_forests_gap_is_that_of_a_rival_that_says_something_else_there() -> None:
    sample = sample_of(LINE, 40, p=0.5)
    m = len(sample.labels)
    trees = tuple(sample.tree(2, 0, np.random.default_rng(i).multinomial(m, np.full(m, 1 / m))) for i in range(3))
    forest, every = voting(*trees), np.arange(64)[:, None]
    base = sample.error(forest(sample.axes.at(sample.places)))
    for x, gap in zip(every, forest_gaps(sample, forest, every), strict=True):
        rivals = []
        for flipped in itertools.product((False, True), repeat=3):
            turned = []
            for tree, flip in zip(trees, flipped, strict=True):
                label = tree.label.copy()
                at = tree.leaves(sample.axes.at(x[None]))[0]
                label[at] = 1 - label[at] if flip else label[at]
                turned.append(type(tree)(tree.axes, 2, tree.feature, tree.threshold, tree.left, tree.right, label))
            rival = voting(*turned)
            if (rival(sample.axes.at(x[None])) != forest(sample.axes.at(x[None]))).all():
                rivals.append(sample.error(rival(sample.axes.at(sample.places))) - base)
        assert min(rivals) - 1e-9 <= gap <= max(0, *rivals) + 1e-9


@pytest.mark.parametrize("learner", [iwal, iwal_forest], ids=["tree", "forest"])
@pytest.mark.parametrize(
    "target",
    [
        of_labels(Axes.grid(1, 1), 2, np.array([1])),
        of_labels(Axes.grid(2, 1), 2, np.array([1, 0])),
        of_labels(Axes.grid(5, 2), 3, np.full((5, 5), 2)),
        of_labels(Axes.grid(2, 6), 2, np.arange(64).reshape((2,) * 6) % 2),
        of_labels(Axes((Reals(0.0, 1.0, 9), Integers(4, 4))), 2, np.arange(10)[:, None] > 6),
    ],
    ids=["one point", "N = 2", "constant", "six features", "sorts"],
)  # fmt: skip
def test_small_trees_are_found_and_the_estimate_is_right(learner: Any, target: Any) -> None:
    found = run(learner(target.axes, target.classes, n=400), teachers.Honest(target)).hypothesis
    assert disagreement(target, found) == 0
    assert found.estimate == 0


def test_fewer_labels_than_points_are_bought_once_a_leaf_is_large_and_the_promise_is_kept() -> None:
    done = run(iwal(LINE.axes, 2, n=5000, c0="1/10", leaves=2), teachers.Honest(LINE))
    assert done.ledger["label"] < 1000
    assert near.holds(Outcome(LINE, done.hypothesis, done.learning.sizes(LINE)))


def test_the_promise_refuses_an_estimate_that_is_far_off() -> None:
    sizes = {"n": 1000, "least": Fraction(1, 2), "leaves": 1, "splits": 63, "classes": 2, "delta": Fraction(1, 20)}
    constant = of_labels(LINE.axes, 2, np.zeros(64))
    true = float(disagreement(LINE, constant))

    def kept(estimate: float) -> bool:
        return near.holds(Outcome(LINE, voting(constant, estimate=estimate), sizes))

    assert kept(true)
    assert not kept(true + deviation(sizes))
    assert not kept(true - deviation(sizes))
    assert kept(true + deviation(sizes) / 4)
    assert not kept(0.0), "an estimate of nothing is no excuse"
    assert near.holds(Outcome(LINE, voting(LINE), sizes))
    assert not near.holds(Outcome(LINE, voting(LINE, estimate=0.01), sizes)), "what is right everywhere never errs on a sample"
    top = most_error(true, sizes)
    assert true < top <= true + deviation(sizes)
    assert divergence(true / 2, top / 2) == pytest.approx(sizes_allow(sizes))


def sizes_allow(sizes: Any) -> float:
    return float((math.log(2 * 2) - math.log(sizes["delta"])) / sizes["n"])


@given(st.integers(0, 10**6), st.integers(1, 4))
def test_votes_are_counted_alike_on_points_and_on_cells(seed: int, number: int) -> None:
    coins = Coins(seed)
    axes = Axes((Integers(0, 4), Integers(0, 3)))
    votes = voting(*(drawn_tree(coins, axes, 3) for _ in range(number)))
    cells, points = votes.cells, axes.points()
    places = axes.place(points)
    inside = ((cells.low <= places[:, None]) & (places[:, None] <= cells.high)).all(axis=2)
    assert (inside.sum(axis=1) == 1).all()
    assert (votes(points) == cells.label[inside.argmax(axis=1)]).all()
    said = np.array([tree(points) for tree in votes.trees])
    for x, label in enumerate(votes(points)):
        count = np.bincount(said[:, x], minlength=3)
        assert label == next(k for k in range(3) if count[k] == count.max())


def test_for_an_odd_number_of_trees_the_published_number_of_flips_is_one_too_many() -> None:
    for o in (1, 3, 5, 7):
        for r in range(o // 2 + 1, o + 1):
            for votes, other in (([o - r, r], 0), ([r, o - r], 1)):
                assert flips(np.array(votes), other) == r - o // 2 == (r - o // 2 + 1) - 1


BAD: list[dict[str, Any]] = [
    {"n": 0}, {"n": 2.5}, {"delta": 0}, {"delta": 1}, {"least": 0}, {"least": 2}, {"c0": 0}, {"c0": "x"}, {"leaves": 0},
    {"start": 0}, {"seed": -1},
]  # fmt: skip


@pytest.mark.parametrize("learner", [iwal, iwal_forest], ids=["tree", "forest"])
@pytest.mark.parametrize("bad", BAD, ids=str)
def test_arguments_that_can_never_do_are_refused(learner: Any, bad: dict[str, Any]) -> None:
    with pytest.raises(BadArgument):
        run(learner(**{"axes": LINE.axes, "classes": 2, "n": 10, **bad}), teachers.Honest(LINE))


def test_a_label_that_is_no_class_is_the_teachers_fault() -> None:
    with pytest.raises(BadAnswer, match=r"asked for classes 0\.\.1"):
        run(iwal(LINE.axes, 2, n=10), teachers.Function(lambda points: np.full(len(points), 5)))


def test_a_budget_ends_it() -> None:
    with pytest.raises(OutOfBudget):
        run(iwal(LINE.axes, 2, n=100), teachers.Honest(LINE), budget={Label: 50})


def test_labels_that_no_tree_gives_are_fitted_and_the_error_is_told() -> None:
    rng = np.random.default_rng(0)
    teacher = teachers.Function(lambda points: rng.integers(0, 2, len(points)))
    found = run(iwal(LINE.axes, 2, n=2000, leaves=4), teacher).hypothesis
    assert 0.35 < found.estimate < 0.55


def test_without_scikit_learn_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    with pytest.raises(ModuleNotFoundError, match="sklearn"):
        run(iwal(LINE.axes, 2, n=10), teachers.Honest(LINE))


def test_splits_of_axes_without_any_are_one() -> None:
    assert splits(Axes.grid(1, 3)) == 1
    assert splits(Axes((Integers(0, 4), Reals(0.0, 1.0, 9)))) == 13
