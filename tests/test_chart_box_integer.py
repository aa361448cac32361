"""Integer weights one ratio after another: found exactly, within the bound, at nearly their entropy; the law and the search."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qlearn import Membership, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadArgument, Inconsistent
from qlearn.geometry.integer_ratios import IntegerRatios, fraction_table
from qlearn.learners.linear.chart_box_integer import chart_box_integer, most, vectors
from qlearn.learners.linear.gilbert_moore import gilbert_moore, middles
from qlearn.learners.linear.knockout import knockout
from qlearn.learners.linear.pivot_ratio import _farey, pivot_ratio_integer
from qlearn.transcript import Run

FIBONACCI = (1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987)
NASTY = {
    "all the largest": lambda d, W: np.full(d, W),
    "the last alone": lambda d, W: W * np.eye(d)[-1],
    "the first alone": lambda d, W: np.eye(d)[0],
    "Fibonacci's": lambda d, W: np.resize([x for x in FIBONACCI if x <= W], d),
    "signs in turn": lambda d, W: (-1) ** np.arange(d) * np.maximum(W - np.arange(d), 1),
    "one less": lambda d, W: np.r_[np.full(d - 1, W - 1), W],
    "a common factor": lambda d, W: (W // 3 or 1) * np.resize([3, -1, 0, 2] if W > 2 else [1, -1, 0], d),
    "half of them nothing": lambda d, W: np.where(np.arange(d) % 2, 0, -W),
}


def learned(w: Any, W: int) -> Run[HalfSpace]:
    weights = np.asarray(w, np.float64)
    return run(chart_box_integer(d=len(weights), W=W), teachers.Honest(HalfSpace(weights, given={"W": W})))


def primitive(w: Any) -> list[int]:
    whole = [int(x) for x in w]
    return [x // math.gcd(*whole) for x in whole]


class Plane:
    """A teacher that only multiplies: of whole numbers that is exact."""

    def __init__(self, w: Any) -> None:
        self.w = np.asarray(w, np.float64)

    def answer(self, query: Membership) -> Any:
        return query.points @ self.w >= 0


def labels(learner: Any, d: int, W: int, targets: int) -> list[int]:
    drawn = np.random.default_rng([d, W]).integers(-W, W + 1, (targets, d))
    return [run(learner(d=d, W=W), Plane(w)).ledger[Membership] for w in drawn if w.any()]


@pytest.mark.parametrize(("d", "W"), [(1, 1), (1, 7), (2, 1), (2, 2), (2, 8), (3, 1), (3, 4), (4, 2), (5, 1)])
def test_every_direction_is_found_within_the_bound(d: int, W: int) -> None:
    for w in itertools.product(range(-W, W + 1), repeat=d):
        if any(w):
            done = run(chart_box_integer(d=d, W=W), Plane(w))
            assert done.hypothesis.w.tolist() == primitive(w)
            assert done.ledger[Membership] <= most(d, W)


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=12).filter(any), st.integers(1, 10), st.integers(0, 500))
def test_weights_with_a_common_factor_are_found_without_it(w: list[int], factor: int, spare: int) -> None:
    W = min(1000, factor * max(map(abs, w)) + spare)
    done = learned([factor * x for x in w], W)
    assert done.hypothesis.w.tolist() == primitive(w)
    assert done.hypothesis.given["W"] == W
    assert done.ledger[Membership] <= most(len(w), W)


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize(("d", "W"), [(2, 1000), (3, 1), (9, 100), (40, 1), (40, 13), (200, 30)])
def test_where_the_law_is_badly_wrong_the_bound_holds(name: str, d: int, W: int) -> None:
    w = NASTY[name](d, W)
    done = learned(w, W)
    assert done.hypothesis.w.tolist() == primitive(w)
    assert done.ledger[Membership] <= most(d, W)


def test_hundreds_of_large_weights() -> None:
    w = np.random.default_rng(7).integers(-1000, 1001, 300)
    done = run(chart_box_integer(d=300, W=1000), Plane(w))
    assert done.hypothesis.w.tolist() == primitive(w)
    assert done.ledger[Membership] <= 1.02 * 300 * math.log2(2001)


def test_the_mean_is_little_above_the_entropy_and_far_below_that_of_ratios_side_by_side() -> None:
    ours, others = (labels(learner, 30, 100, 20) for learner in (chart_box_integer, pivot_ratio_integer))
    assert np.mean(ours) <= 1.02 * 30 * math.log2(201)
    assert np.mean(ours) <= 0.65 * np.mean(others)


def test_tiny_weights_cost_more_than_their_entropy_but_less_than_a_label_each_for_sign_match_and_ratio() -> None:
    counts = labels(chart_box_integer, 30, 1, 100)
    assert 1.35 * 30 * math.log2(3) < np.mean(counts) < 1.5 * 30 * math.log2(3)
    assert max(counts) < 88


def test_a_weight_below_zero_is_not_zero() -> None:
    assert learned([-1, -1], 1).ledger[Membership] == 3  # two signs and a match: there is nothing left to ask
    assert learned([1, 1], 1).ledger[Membership] == 4


@pytest.mark.parametrize("W", [1, 2, 1000])
def test_one_dimension_is_one_label(W: int) -> None:
    for w in (W, -1):
        done = learned([w], W)
        assert (done.ledger.total, done.hypothesis.w.tolist()) == (1, [math.copysign(1, w)])


def test_all_that_is_asked_is_whole_numbers_up_to_the_largest_weight() -> None:
    points = np.concatenate([turn.query.points for turn in learned([7, -12, 0, 5, 12, 1], 12).turns])
    assert (points == points.round()).all()
    assert np.abs(points).max() <= 12
    assert ((points != 0).sum(axis=1) <= 2).all()


class Coins:
    """Answers by tossing coins, which no target need fit."""

    def __init__(self, seed: int, bias: float) -> None:
        self.rng, self.bias = np.random.default_rng(seed), bias

    def answer(self, query: Membership) -> Any:
        return self.rng.random(len(query.points)) < self.bias


@given(st.integers(1, 30), st.sampled_from([1, 2, 5, 60]), st.integers(0, 999), st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]))
def test_no_answers_break_the_bound(d: int, W: int, seed: int, bias: float) -> None:
    try:
        done = run(chart_box_integer(d=d, W=W), Coins(seed, bias))
    except Inconsistent:
        return  # the knockout's answers alone fit no weights up to W
    assert done.ledger[Membership] <= most(d, W)
    assert np.abs(done.hypothesis.w).max() <= W


def test_an_order_that_no_such_weights_have_is_noticed() -> None:
    """Of 0, 1, 2, 3 the champion 0 beats 2, and 2 beats 3, although a tie would have gone to the later: that takes W = 2."""
    target = teachers.Honest(HalfSpace(np.array([4.0, 2.0, 3.0, 1.0])))
    with pytest.raises(Inconsistent, match="no integer weights"):
        run(chart_box_integer(d=4, W=1), target)
    assert run(chart_box_integer(d=4, W=4), target).hypothesis.w.tolist() == [4, 2, 3, 1]


def heard(dialogue: Any, w: Sequence[int]) -> Any:
    """A dialogue's result, if w gives the labels."""
    try:
        query = next(dialogue)
        while True:
            query = dialogue.send(query.points @ np.array(w) >= 0)
    except StopIteration as done:
        return done.value


@given(st.lists(st.integers(-30, 30), min_size=2, max_size=14).filter(any), st.integers(0, 3))
@example([0, 0, 0, -30, 30, 30, 1], 0)
def test_the_chances_of_what_is_found_multiply_to_its_share_of_all_vectors(w: list[int], spare: int) -> None:
    """The share is counted in whole numbers, the vectors level by level of the tree for each size of the champion."""
    cup, W = heard(knockout(len(w)), w), max(map(abs, w)) + spare
    ratios, product, p = IntegerRatios(cup.winner, cup.order, cup.signs == -1, W), 0.0, cup.champion

    def ways(j: int, size: int) -> int:
        below = [k for k in cup.order if cup.winner[k] == j]
        return math.prod(sum(counted[k][: size + (k < j)]) for k in below) if size or w[j] >= 0 else 0

    counted: dict[int, list[int]] = {}
    for j in [*reversed(cup.order), p]:
        counted[j] = [ways(j, size) for size in range(W + 1)]
    for j in cup.order:
        fractions, chances = ratios.law(j)
        (i,) = np.flatnonzero(fractions[:, 0] * abs(w[p]) == fractions[:, 1] * abs(w[j]))
        assert chances.sum() == pytest.approx(1)
        product += math.log(chances[i])
        ratios.settle(j, fractions[i])
    multiples = W * math.gcd(*w) // abs(w[p])
    assert product == pytest.approx(math.log(multiples) - math.log(sum(counted[p][1:])), abs=1e-9)
    assert (ratios.weights * cup.signs).tolist() == primitive(w)


def searched(chances: Sequence[float], i: int) -> tuple[int, int]:
    """How many questions a search for i asks, and what it finds."""
    asked: list[int] = []

    def at_least(k: int) -> Any:
        asked.append(k)
        yield from ()
        return i >= k

    try:
        next(gilbert_moore(np.array(chances), at_least))
    except StopIteration as done:
        return len(asked), done.value
    raise AssertionError


@given(st.lists(st.integers(0, 300), min_size=1, max_size=40))
@example([300] * 9 + [0] + [300] * 9)
@example([0] + [300] * 40)
@example([6, 0, 6, 2, 3])
def test_a_search_takes_fewer_than_two_more_than_the_logarithm_and_ends(powers: list[int]) -> None:
    chances = [2.0**-power for power in powers]
    for i, p in enumerate(chances):
        count, found = searched(chances, i)
        assert found == i
        assert count < math.log2(sum(chances) / p) + 2 + 1e-9
        assert count <= 43  # however unlikely


def test_a_search_asks_for_the_likely_sooner() -> None:
    assert searched([1, 1, 1, 997], 3) == (1, 3)
    assert searched([997, 1, 1, 1], 0) == (1, 0)
    assert searched([1e-30, 1e-30, 1e-30, 1e-27], 3) == (1, 3)
    assert searched([1], 0) == (0, 0)
    assert [searched([1] * 8, i)[0] for i in range(8)] == [3] * 8


def test_a_half_without_points_costs_nothing() -> None:
    assert [searched([1, 1, 1000], i)[0] for i in range(3)] == [2, 2, 1]
    assert [searched([1000, 1, 1], i)[0] for i in range(3)] == [1, 2, 2]


def test_the_points_of_very_many_very_unequal_outcomes_are_apart() -> None:
    n = len(fraction_table(1000)[0])
    for chances in (np.r_[1.0, np.full(n - 1, 1e-304)], np.ones(n), np.exp(-700 * np.linspace(0, 1, n))):
        points = middles(chances)
        assert np.diff(points).min() > 2.0**-41
        assert 0 < points[0] < points[-1] < 1
        assert points[0] == pytest.approx(chances[0] / chances.sum() / 2, rel=1e-6)  # what keeps them apart is small


@pytest.mark.parametrize("W", [1, 2, 3, 10, 1000])
def test_the_table_of_fractions_is_the_farey_sequence(W: int) -> None:
    fractions, row = fraction_table(W)
    assert np.array_equal(fractions, _farey(W))
    m, x = (index[1:] for index in np.tril_indices(W + 1))
    a, b = fractions[row[m * (m + 1) // 2 + x]].T
    assert (a * m == b * x).all()


def test_the_number_of_vectors_that_a_knockout_leaves() -> None:
    for d, W in ((1, 4), (2, 3), (3, 3), (4, 2)):
        sizes = Counter(v[0] for v in itertools.product(range(W + 1), repeat=d) if v[0] == max(v) > 0)
        assert vectors(d, W) == sizes.total()
    assert most(64, 1000) == 885


@pytest.mark.parametrize("arguments", [{"d": 0}, {"d": 10_001}, {"d": 2.0}, {"W": 0}, {"W": 1001}, {"W": "3"}, {"W": True}])
def test_what_cannot_be_asked_for(arguments: dict[str, Any]) -> None:
    with pytest.raises(BadArgument, match="is an integer, from 1 to"):
        run(chart_box_integer(**{"d": 3, "W": 5, **arguments}), teachers.Honest(HalfSpace(np.ones(3))))
