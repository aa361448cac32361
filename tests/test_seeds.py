"""A first instance of each label: within the budget, the same each time, and honest about what it may have missed."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Membership, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadArgument, CallerError, OneLabel, OutOfBudget
from qlearn.geometry.pairs import in_pairs
from qlearn.learners.linear.seeds import opposite

boxes = st.integers(1, 6).flatmap(
    lambda d: st.tuples(
        st.lists(st.integers(-9, 9), min_size=d, max_size=d).map(lambda v: np.array(v, float)),
        st.lists(st.sampled_from([1.0, 1e-12, 1e12, 0.3, 7.0]), min_size=d, max_size=d).map(np.array),
        st.lists(st.integers(-9, 9), min_size=d, max_size=d).map(lambda v: np.array(v, float)),
        st.integers(-9, 9),
    )
)


def searched(low: Any, high: Any, most: int, seed: int, teacher: Any) -> tuple[Any, Any]:
    """The pair found, or the error that says none was; and the turns."""
    try:
        done = run(opposite(low, high, most, seed), teacher)
    except OneLabel as none:
        return none, none.run.turns
    return done.hypothesis, done.turns


def points_of(turns: Any) -> Any:
    return np.concatenate([t.query.points for t in turns])


@given(boxes, st.integers(2, 60), st.integers(0, 5))
def test_what_is_found_is_one_of_each_label_inside_the_box(case: Any, most: int, seed: int) -> None:
    low, width, w, b = case
    target, high = HalfSpace(w / width, float(b)), low + width
    found, turns = searched(low, high, most, seed, teachers.Honest(target))
    asked = points_of(turns)
    if isinstance(found, OneLabel):
        assert len(asked) == found.asked == most
        assert (target(asked) == found.label).all()
    else:
        positive, negative = found
        assert target(positive[None])[0]
        assert not target(negative[None])[0]
        assert len(asked) <= most
        *before, last = turns
        assert len({label for t in before for label in t.answer.tolist()}) == 1, "it stops at the first other label"
        assert last.query.cost <= max(1, len(asked) // 8), "and asks little in vain"
    assert ((asked >= low) & (asked <= high)).all()
    assert (asked[0] == low + (high / 2 - low / 2)).all()


def test_the_same_arguments_ask_the_same() -> None:
    """Also whatever the batches: the points asked are a beginning of one sequence."""
    low, high = np.array([-1.0, 0.0, 5.0]), np.array([1.0, 1e-9, 6.0])
    never = teachers.Function(lambda X: np.zeros(len(X), bool))
    asked = [points_of(searched(low, high, most, 3, never)[1]) for most in (50, 120, 120)]
    assert (asked[1] == asked[2]).all()
    assert (asked[0] == asked[1][:50]).all()
    other = [x for x, _ in itertools.islice(in_pairs(low, high, 4), 49)]
    assert (np.array(other) != asked[0][1:]).any()


def test_pairs_lie_opposite_each_other_and_no_corner_comes_twice() -> None:
    low, high = np.array([-1.0, 2.0, 5.0, 0.0]), np.array([1.0, 2.0, 6.0, 3.0])
    points = list(itertools.islice(in_pairs(low, high, 0), 100))
    for (one, drawn), (other, too) in zip(points[::2], points[1::2], strict=True):
        assert drawn == too
        np.testing.assert_allclose(one + other, low + high, rtol=1e-15)
    corners = [tuple(x) for x, drawn in points if not drawn]
    assert len(corners) == len(set(corners)) == 8, "one coordinate is no wider than a point"
    assert [drawn for _, drawn in points[:8]] == [False, False, True, True] * 2


@pytest.mark.parametrize("share", [Fraction(1, 10), Fraction(1, 4)])
def test_a_pair_meets_a_convex_set_without_the_centre_twice_as_likely_as_a_point(share: Fraction) -> None:
    """An interval that no corner meets; 4,000 seeds, so the mean is within 5 standard deviations of its law."""
    start, runs, most = 0.6, 4000, 9  # the centre, the only corners, and 3 pairs of draws
    inside = teachers.Function(lambda X: (X[:, 0] >= start) & (X[:, 0] < start + float(share)))
    missed = 0
    for seed in range(runs):
        found, _ = searched(np.zeros(1), np.ones(1), most, seed, inside)
        if isinstance(found, OneLabel):
            assert found.draws == 6
            missed += 1
            assert float((1 - 2 * share) ** 3) <= found.missed(float(share))
    law = float((1 - 2 * share) ** 3)
    assert abs(missed / runs - law) < 5 * math.sqrt(law * (1 - law) / runs)


def test_what_was_missed_is_said_with_its_numbers() -> None:
    with pytest.raises(OneLabel, match=r"no opposite label found in the box from \[0, 0\] to \[1, 1\]") as none:
        run(opposite(np.zeros(2), np.ones(2), 101, 0), teachers.Function(lambda X: X[:, 0] < 2))
    assert (none.value.label, none.value.asked, none.value.draws) == (True, 101, 96)
    assert isinstance(none.value, CallerError)
    assert none.value.missed(0.5) == 0.5**96
    assert none.value.missed(none.value.share(0.01)) == pytest.approx(0.01)
    assert "(1 - beta)**96: one of 0.047 or more with at most 1 %" in str(none.value)
    with pytest.raises(OneLabel) as few:
        run(opposite(np.zeros(2), np.ones(2), 2, 0), teachers.Function(lambda X: X[:, 0] < 2))
    assert few.value.draws == 0
    assert few.value.missed(0.99) == 1.0
    assert few.value.share(0.01) == 1.0


def test_a_plane_that_only_clips_the_box_is_found_at_a_corner() -> None:
    done = run(opposite(np.full(3, -1e300), np.full(3, 1e300), 60, 0), teachers.Function(lambda X: X.sum(axis=1) >= 2.9e300))
    assert (done.hypothesis[0] == 1e300).all()
    assert done.ledger.total <= 1 + 4 * 4


def test_rounds_grow_like_the_logarithm_of_the_labels() -> None:
    for most, rounds in ((16, 16), (100, 33), (1000, 53), (100_000, 92)):
        with pytest.raises(OneLabel) as none:
            run(opposite(np.zeros(9), np.ones(9), most, 0), teachers.Function(lambda X: X[:, 0] < 2))
        assert len(none.value.run.turns) <= rounds, len(none.value.run.turns)


BAD: list[Any] = [
    ((np.zeros(2), np.zeros(2), 9, 0), "somewhere low < high"),
    ((np.ones(2), np.zeros(2), 9, 0), "low <= high"),
    ((np.zeros(2), np.ones(3), 9, 0), "one length"),
    ((np.zeros((1, 2)), np.ones((1, 2)), 9, 0), "one length"),
    ((np.zeros(0), np.zeros(0), 9, 0), "one length"),
    ((["a"], ["b"], 9, 0), "one length"),
    (([[1], [1, 2]], [1], 9, 0), "no array"),
    ((np.zeros(1), np.array([np.inf]), 9, 0), "finite"),
    ((np.array([np.nan]), np.ones(1), 9, 0), "finite"),
    ((np.zeros(1), np.ones(1), 1, 0), "most is an integer, at least 2"),
    ((np.zeros(1), np.ones(1), 9.0, 0), "most is an integer"),
    ((np.zeros(1), np.ones(1), 9, -1), "seed is an integer"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD)
def test_what_is_no_search_is_refused(arguments: Any, message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        run(opposite(*arguments), teachers.Function(lambda X: X[:, 0] >= 0))


def test_a_budget_stops_it() -> None:
    with pytest.raises(OutOfBudget) as refused:
        run(opposite(np.zeros(1), np.ones(1), 9, 0), teachers.Function(lambda X: X[:, 0] >= 5), budget={Membership: 4})
    assert refused.value.run.ledger.total == 4
