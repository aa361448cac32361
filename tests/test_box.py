"""The box that the chart box learners share: what its parts say, what it may lose, and how few labels it takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qlearn import Membership, run
from qlearn.learners.linear.box import COARSE, WIDE, WINNERS, Box, begun, boxed, halvings, longest_cut
from qlearn.learners.linear.chart_box import chart_box
from qlearn.learners.linear.chart_box_confident import chart_box_confident
from qlearn.learners.linear.chart_box_inside import chart_box_inside
from qlearn.learners.linear.chart_box_truth_known import chart_box_truth_known
from qlearn.learners.linear.knockout import Knockout
from qlearn.teachers.function import Function


def played(d: int, winner: Sequence[int] | None = None) -> Knockout:
    """A knockout that weight d - 1 won, all signs +; `winner` says who beat each."""
    beat = np.array(winner if winner is not None else [d - 1] * d, np.intp)
    return Knockout(np.ones(d), d - 1, beat, np.ones(d, np.intp), tuple(range(d - 2, -1, -1)))


def answered(talk: Any, *labels: bool) -> list[Any]:
    """The rows that are asked when the labels are given."""
    asked, said = [], iter(labels)
    try:
        query = next(talk)
        while True:
            asked += list(query.points)
            query = talk.send(np.array([next(said) for _ in query.points]))
    except StopIteration:
        return asked


@pytest.mark.parametrize("d", [2, 3, 17])
@pytest.mark.parametrize("wider", [1.0, 1.5])
def test_equal_sides_end_the_run_just_when_they_are_small(d: int, wider: float) -> None:
    box = Box(played(d), Fraction(1, 10), wider=wider)
    centre = np.append(np.linspace(0.2, 0.8, d - 1), 1.0)
    side = box.small(float(centre @ centre)) / wider
    for factor, ends in ((1 - 1e-9, True), (1 + 1e-9, False)):
        half = np.append(np.full(d - 1, factor * side / 2), 0.0)
        box.low, box.high = centre - half, centre + half
        assert box.certified == ends


@given(st.floats(0, 3), st.floats(0, 1), st.booleans())
def test_a_cut_is_asked_where_it_loses_no_more_than_there_is_to_spare(spare: float, place: float, above: bool) -> None:
    """The longer part is at most 2**(spare - 1) of the side, at least half of it and at most 9/10; the place is the nearest."""
    box = Box(played(3), Fraction(1, 1000))
    box.low[0], box.high[0], box.spare = 0.25, 0.75, spare
    longer = min(2.0 ** (min(spare, 1.0) - 1), 0.9)
    (row,) = answered(box.cut(0, 0.25 + place / 2), above)
    nearest = min(max(place, 1 - longer), longer)
    assert row.tolist() == pytest.approx([1, 0, -(0.25 + nearest / 2)])
    left = 1 - nearest if above else nearest
    assert box.spare == pytest.approx(spare - 1 - math.log2(left))
    assert (box.low[0], box.high[0]) == pytest.approx((0.25 + nearest / 2, 0.75) if above else (0.25, 0.25 + nearest / 2))


def test_what_is_known_without_a_label_may_be_spared_down_to_the_least_side() -> None:
    box = Box(played(3), Fraction(1, 10))
    assert box.spare == 2
    for high, spare in ((0.25, 4.0), (0.5, 4.0), (0.0, 2.0 + float(halvings(3, Fraction(1, 10))) + 1)):
        box.lower(0, high)
        assert (box.high[0], box.spare) == (min(high, 0.25), pytest.approx(spare))


def exceeds(a: tuple[int, int], b: tuple[int, int]) -> Fraction:
    """The chance that a uniform number from a is above one from b: exact, for it is linear between whole numbers."""
    cells = [Fraction(2 * k + 1, 2) for k in range(a[0], a[1])]
    return sum((min(max(x, Fraction(b[0])), Fraction(b[1])) - b[0] for x in cells), Fraction(0)) / (a[1] - a[0]) / (b[1] - b[0])


ENDS = st.lists(st.integers(0, 16), min_size=2, max_size=2, unique=True).map(lambda ends: tuple(sorted(ends)))


@given(st.lists(ENDS, min_size=4, max_size=4))
def test_the_share_left_is_all_but_where_losers_are_above_winners(ends: list[tuple[int, int]]) -> None:
    """0 beat 1, 2 beat 3, and 4 beat 0 and 2: only the first two matches are between ratios that are not settled."""
    box = Box(played(5, [4, 0, 4, 2, 4]), Fraction(1, 10))
    box.low[:4], box.high[:4] = np.array(ends).T / 16
    share = 1 - exceeds(ends[1], ends[0]) - exceeds(ends[3], ends[2])
    assert box.share == pytest.approx(float(share), abs=1e-12)


@given(st.integers(2, 33), st.integers(0, 999), st.sampled_from([0.0, 0.002, 0.02]))
@example(2, 0, 0.02)
@example(4, 0, 0.02)
@example(16, 0, 0.02)
def test_ratios_are_met_though_all_labels_are_off_by_the_same(d: int, seed: int, slack: float) -> None:
    """Near ties, so that in each round a smaller weight may win: (w_j + off)/w_p is in its interval, off <= slack w_p."""
    rng = np.random.default_rng(seed)
    off = 0.85 * slack
    sizes = 1 - off * rng.integers(0, 4, d) if seed % 2 else np.append(rng.random(d - 1), 1.0)
    if seed % 3 == 0:  # of two powers of 2 the last wins all matches, and is the smallest
        sizes = 1 - 0.999 * off * np.array([i.bit_count() for i in range(d)])
    w = sizes * rng.choice([-1.0, 1.0], d)
    w[np.abs(w) < 2 * off] = 1.0  # its sign is what a label says
    box, _ = run(begun(d, "1/10", slack=slack), Function(lambda X: X @ w + off >= 0)).hypothesis
    p = box.cup.champion
    assert off <= slack * abs(w[p])
    met = (box.cup.signs * w + off) / abs(w[p])
    others = np.arange(d) != p
    assert (box.low[others] <= met[others] + 1e-12).all()
    assert (met[others] <= box.high[others] + 1e-12).all()


def test_first_cuts_end_when_a_ratio_is_short_and_winners_are_cut_finer() -> None:
    """By the law's standard deviation, or what is small in the end; a ratio that is known to be short is not cut."""
    w = np.random.default_rng(3).normal(size=40)
    for eps in ("1/100", "1/100000"):
        box, law = run(begun(40, eps), Function(lambda X: X @ w >= 0)).hypothesis
        small, sides = box.small(law.squares), box.high - box.low
        losers = np.flatnonzero((box.cup.size == 1) & (np.arange(40) != box.cup.champion))
        winners = np.flatnonzero((box.cup.size > 1) & (np.arange(40) != box.cup.champion))
        coarse, fine = max(COARSE * law.scale, small), max(WINNERS * law.scale, WIDE * small)
        assert sides[losers].max() <= 1.3 * coarse
        assert sides[winners].max() <= 1.3 * fine
        assert 4 * np.median(sides[winners]) < np.median(sides[losers])
        assert np.median(sides[losers]) > coarse / 4
        assert np.median(sides[winners]) > fine / 4


def labels(learning: Any, w: Any, b: float = 0.0) -> int:
    return run(learning, Function(lambda X: X @ w + b >= 0)).ledger[Membership]


def test_uniform_directions_take_hardly_more_labels_than_caps_need() -> None:
    """d = 30, eps = 1/100: 196.4 bits, the logarithm of how many caps of that radius cover the sphere; means of 30 targets."""
    counts = {"until true": 0, "confident": 0, "certified": 0, "halving alone": 0, "inside": 0}
    for seed, w in enumerate(np.random.default_rng(30).normal(size=(30, 30))):
        counts["until true"] += labels(chart_box_truth_known(d=30, eps="1/100", target=tuple(w.tolist())), w)
        counts["confident"] += labels(chart_box_confident(d=30, eps="1/100", delta="1/20", seed=seed), w)
        counts["certified"] += labels(chart_box(d=30, eps="1/100"), w)
        counts["halving alone"] += labels(boxed(30, "1/100", lambda box, law: box.certified, planned=False), w)
        counts["inside"] += labels(chart_box_inside(d=29, eps="1/100", seed=seed), w[:29], -float(w[:29].sum() / 2) + 0.1)
    shares = {name: count / 30 / 196.4 for name, count in counts.items()}
    assert shares["until true"] < 1.037, shares
    assert shares["confident"] < 1.08, shares
    assert shares["certified"] < 1.158, shares
    assert shares["certified"] + 0.001 < shares["halving alone"], shares
    assert shares["inside"] < 1.208, shares


def test_the_longest_side_is_cut() -> None:
    box = Box(played(4), Fraction(1, 1000))
    box.low[:3], box.high[:3] = (0.1, 0.2, 0.3), (0.2, 0.5, 0.4)
    _, law = run(begun(4, "1/1000"), Function(lambda X: X @ [0.3, 0.5, 0.4, 1] >= 0)).hypothesis
    (row,) = answered(longest_cut(box, law), True)
    assert np.flatnonzero(row).tolist() == [1, 3]
    assert 0.32 < -row[3] < 0.35  # just below the middle, where smaller ratios are likelier
