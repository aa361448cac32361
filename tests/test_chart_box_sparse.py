"""The chart box where few weights are not 0: its count, its certificate, its results, and what it takes for nothing."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Membership, find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.sparse_half_spaces import SparseHalfSpace
from qlearn.errors import BadArgument, Inconsistent, Undecided
from qlearn.evidence.remaining import confirmed
from qlearn.geometry.directions import angle
from qlearn.geometry.sum_box import _sums, sum_box
from qlearn.learners.linear.chart_box import chart_box
from qlearn.learners.linear.chart_box_sparse import chart_box_sparse, halvings, most
from qlearn.transcript import Run

EPS = ("5/4", "1/2", "1/100", "1/1000000000")


def said(done: Run[Any]) -> tuple[Any, Any]:
    return np.concatenate([t.query.points for t in done.turns]), np.concatenate([t.answer for t in done.turns])


def sparse(d: int, s: int, seed: int, scale: float = 1.0) -> Any:
    rng = np.random.default_rng([d, s, seed])
    w = np.zeros(d)
    w[rng.choice(d, s, replace=False)] = rng.normal(size=s) * scale ** rng.uniform(-1, 1, s)
    return w


@given(st.integers(1, 40), st.data(), st.integers(0, 999), st.sampled_from([1.0, 10.0, 1e6]), st.sampled_from(EPS))
def test_the_bound_holds_and_the_labels_show_the_angle(d: int, data: Any, seed: int, scale: float, eps: str) -> None:
    s = data.draw(st.integers(1, d))
    w = sparse(d, s, seed, scale)
    done = run(chart_box_sparse(d=d, eps=eps), teachers.Honest(HalfSpace(w)))
    assert done.ledger[Membership] <= most(d, s, Fraction(eps))
    certified = sum_box(*said(done), done.hypothesis.w)
    assert angle(w, done.hypothesis.w) <= certified <= float(Fraction(eps)) + 2.0**-44


@pytest.mark.parametrize("d", [1, 2, 3, 8, 13, 64])
@pytest.mark.parametrize("size", [1e-12, 1.0, 1e12])
def test_one_weight_alone_takes_the_signs_and_two_logarithms(d: int, size: float) -> None:
    """As many labels as the bound says, wherever it is, if the halves are even; and it is found exactly."""
    rounds = (d - 1).bit_length()
    for place in {0, d // 2, d - 1}:
        w = np.zeros(d)
        w[place] = -size
        done = run(chart_box_sparse(d=d, eps="1/1000"), teachers.Honest(HalfSpace(w)))
        assert done.hypothesis.w.tolist() == (w / size).tolist()
        count = done.ledger[Membership]
        assert count == d + 2 * rounds == most(d, 1, Fraction(1, 1000)) if d & (d - 1) == 0 else count <= d + 2 * rounds


@pytest.mark.parametrize("d", [2, 3, 7, 40])
def test_nasty_targets(d: int) -> None:
    """Ties, one giant in the lighter half's place, powers of 2 that every doubling meets, and weights just at the threshold."""
    tiny = 2.0 ** math.floor(math.log2(math.sin(0.01) / 4 / d))
    giant, heap = np.ones(d), np.zeros(d)
    giant[0], heap[: (d + 1) // 2] = d, 1.0
    hidden = heap.copy()
    hidden[-1] = max(d // 2 - 0.5, 0.5)  # in the lighter half, and as many times the weight that is found
    for w in (
        np.ones(d),
        giant,
        giant[::-1],
        heap,
        heap[::-1],
        hidden,
        2.0 ** np.arange(d),
        tiny ** (np.arange(d) > 0),
        -np.eye(d)[0],
    ):
        done = run(chart_box_sparse(d=d, eps=0.01), teachers.Honest(HalfSpace(np.array(w))))
        assert done.ledger[Membership] <= most(d, int(np.count_nonzero(w)), Fraction(0.01))
        assert angle(w, done.hypothesis.w) <= sum_box(*said(done), done.hypothesis.w) <= 0.01 + 2.0**-44


@pytest.mark.parametrize(("d", "s", "times"), [(64, 5, 2), (64, 16, 1.2), (256, 5, 3.5)])
def test_few_weights_take_a_fraction_of_the_chart_boxs_labels(d: int, s: int, times: float) -> None:
    ours, theirs = 0, 0
    for seed in range(5):
        w = sparse(d, s, seed)
        teacher = teachers.Function(lambda X, w=w: X @ w >= 0)
        ours += run(chart_box_sparse(d=d, eps=0.01), teacher).ledger[Membership]
        theirs += run(chart_box(d=d, eps=0.01), teacher).ledger[Membership]
    assert times * ours < theirs


def test_what_is_not_0_but_small_is_taken_for_0_and_allowed_for() -> None:
    """The others sum to less than any test asks: they cost nothing, the hypothesis has 0 there, and the angle holds."""
    w = np.full(32, 1e-7)
    w[[3, 17]] = 2.0, -1.0
    done = run(chart_box_sparse(d=32, eps="1/100"), teachers.Honest(HalfSpace(w)))
    none = run(chart_box_sparse(d=32, eps="1/100"), teachers.Honest(HalfSpace(np.where(np.abs(w) < 1, 0.0, w))))
    assert np.flatnonzero(done.hypothesis.w).tolist() == [3, 17]
    assert done.ledger[Membership] == none.ledger[Membership]
    assert 0 < angle(w, done.hypothesis.w) <= 0.01


def test_a_weight_found_without_a_label_is_not_shown_to_be_large() -> None:
    """The second half of a group is known to be large if the first is not; but no label of it says so."""
    w = sparse(16, 9, 138)
    done = run(chart_box_sparse(d=16, eps="1/2"), teachers.Honest(HalfSpace(w)))
    assert sum_box(*said(done), done.hypothesis.w) <= 0.5 + 2.0**-44


def test_the_stop_allows_for_what_is_left_out() -> None:
    """Two weights; eps such that the seventh interval of their ratio is just short enough, but for the other 62."""
    w = np.zeros(64)
    w[[0, 20]] = 1.0, 0.3
    done = run(chart_box_sparse(d=64, eps=0.008), teachers.Honest(HalfSpace(w)))
    c, h = done.hypothesis.w[20] / done.hypothesis.w[0], 2.0**-7
    eps = math.asin(h * 1.0005 / math.hypot(1, c))
    tight = run(chart_box_sparse(d=64, eps=eps), teachers.Honest(HalfSpace(w)))
    assert (c * 64) % 2 == 1.5
    assert tight.ledger[Membership] == done.ledger[Membership] + 1
    assert sum_box(*said(tight), tight.hypothesis.w) <= eps


@pytest.mark.parametrize("eps", [0.7, 0.3, 0.1, 0.01, 0.0123, 0.017])
def test_no_more_and_hardly_less_is_left_out_than_may_be(eps: float) -> None:
    """Each of 8 weights may be left out below sin(eps)/32: the threshold is the power of 2 next below."""
    done = run(chart_box_sparse(d=8, eps=eps), teachers.Honest(HalfSpace(np.eye(8)[0])))
    alone = [-row.min() for row in said(done)[0] if np.count_nonzero(row) == 2 and row.min() > -0.5]
    assert alone
    assert all(math.sin(eps) / 64 < share <= math.sin(eps) / 32 for share in alone)


def test_how_often_a_side_is_halved() -> None:
    """2 sin(eps) sqrt(15/16) of a side 1: just below 1/2 takes two halvings."""
    assert [halvings(2, Fraction(x, 1000)) for x in (255, 260, 265)] == [2, 2, 1]
    assert math.sin(0.260) * math.sqrt(15 / 16) * 2 < 0.5 < math.sin(0.260) * 2
    assert [halvings(s, Fraction(1, 2)) for s in (1, 2, 5, 17)] == [0, 1, 2, 3]


def test_half_a_certificate_says_less() -> None:
    """Without its last labels a run shows nothing within eps; with a sign left out, nothing at all."""
    learning = chart_box_sparse(d=9, eps="1/100")
    done = run(learning, teachers.Honest(HalfSpace(sparse(9, 4, 0))))
    assert confirmed(learning, done.hypothesis, done.turns).holds
    points, labels = said(done)
    assert sum_box(points[:-1], labels[:-1], done.hypothesis.w) > 0.01
    assert sum_box(points[:12], labels[:12], done.hypothesis.w) == math.pi
    with pytest.raises(Undecided, match="sign of weight 0"):
        sum_box(points[1:], labels[1:], done.hypothesis.w)
    assert sum_box(points, labels, -done.hypothesis.w) == math.pi


@given(st.integers(0, 999))
def test_no_direction_with_these_labels_is_farther(seed: int) -> None:
    """Directions drawn about the result: those that give the same labels are within the certified angle."""
    rng = np.random.default_rng(seed)
    d = int(rng.integers(2, 5))
    done = run(chart_box_sparse(d=d, eps="1/2"), teachers.Honest(HalfSpace(sparse(d, int(rng.integers(1, d + 1)), seed))))
    points, labels = said(done)
    certified = sum_box(points, labels, done.hypothesis.w)
    near = (
        done.hypothesis.w
        + rng.normal(size=(2000, d)) * rng.choice([0.05, 0.3, 1.0], (2000, 1)) * np.abs(done.hypothesis.w).max()
    )
    agree = ((near @ points.T >= 0) == labels).all(axis=1)
    assert all(angle(v, done.hypothesis.w) <= certified + 1e-12 for v in near[agree])


def test_a_simplex_is_seen_from_its_farthest_corner() -> None:
    """Two ratios that sum to less than 1/2, and an estimate of (1, 1/4, 1/8): the corners are 0 and 1/2 on either axis."""
    points = np.array([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0], [-0.5, 1, 1]])
    labels = np.array([True, True, True, False])
    estimate = np.array([1.0, 0.25, 0.125])
    corners = [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5)]
    reach = max(math.hypot(y - 0.25, z - 0.125) for y, z in corners)
    assert sum_box(points, labels, estimate) == pytest.approx(math.asin(reach / np.linalg.norm(estimate)), rel=1e-12)


def test_only_rows_about_sums_and_the_one_weight_are_used() -> None:
    """Seen from weight 0: a row that compares two others, one that has it on the other side, and rows of any length."""
    rows = np.array([[0, 1.0, -1], [0.5, 0.5, -1], [-1, 2, 2], [-1, 4, 0], [-1, 0, 2], [-1, 0, 8], [-1, 1, 2]])
    found = _sums(rows, np.array([False, False, False, False, False, True, False]), 0)
    assert found.below == {(1, 2): Fraction(1, 2), (1,): Fraction(1, 4), (2,): Fraction(1, 2)}
    assert found.low == {2: Fraction(1, 8)}


def test_a_ratio_without_a_lower_end_may_be_0() -> None:
    points, labels = np.array([[1.0, 0], [0, 1.0], [-1.0, 1.0]]), np.array([True, True, False])
    assert sum_box(points, labels, np.array([4.0, 1.0])) == pytest.approx(math.asin(0.75 / math.hypot(1, 0.25)), rel=1e-12)
    assert sum_box(points, labels, np.array([1.0, 0.0])) == math.pi  # as far as it is long
    for estimate in ([1.0, 0.75], [4.0, 3.0]):
        found = sum_box(points, labels, np.array(estimate))
        assert found == pytest.approx(math.asin(0.75 / 1.25), rel=1e-12)
        with mpmath.workdps(40):
            assert mpmath.sin(found) > mpmath.mpf(3) / 5  # rounded upwards


def test_whoever_errs_is_told_so() -> None:
    class Yes:
        def answer(self, query: Membership) -> Any:
            return np.ones(len(query.points), np.bool_)

    with pytest.raises(Inconsistent, match="heavy half") as caught:
        run(chart_box_sparse(d=4, eps="1/10"), Yes())
    assert caught.value.turns
    assert max(np.abs(turn.query.points).max() for turn in caught.value.run.turns) == 4


@pytest.mark.parametrize("given", [{"d": 0, "eps": 0.1}, {"d": 2, "eps": 0}, {"d": 2, "eps": 2}, {"d": 2.5, "eps": 0.1}])
def test_bad_arguments(given: dict[str, Any]) -> None:
    with pytest.raises(BadArgument):
        run(find("linear.chart_box_sparse")(**given), teachers.Honest(HalfSpace(np.ones(2))))


def test_the_count_of_weights_is_no_argument() -> None:
    concept = SparseHalfSpace(np.array([0.0, 2.0, 0.0, -1.0]))
    assert (dict(concept.given), dict(concept.sizes)) == ({"d": 4}, {"d": 4, "s": 2})
