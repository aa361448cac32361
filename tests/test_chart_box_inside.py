"""Half-spaces inside a box of inputs: nothing is asked outside it, and what is certified holds for all that agree."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Membership, run, teachers
from qlearn.concepts.box_half_spaces import BoxHalfSpace, BoxHalfSpaces
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadArgument, OneLabel, Undecided
from qlearn.evidence.remaining import confirmed
from qlearn.geometry.directions import angle
from qlearn.learners.linear.chart_box_inside import chart_box_inside
from qlearn.transcript import Turn


class Inside:
    """An honest teacher that answers only where inputs may lie."""

    def __init__(self, concept: HalfSpace, low: Any, high: Any) -> None:
        self.concept, self.low, self.high = concept, low, high

    def answer(self, query: Membership) -> Any:
        assert ((query.points >= self.low) & (query.points <= self.high)).all()
        return self.concept(query.points)


def through(w: Any, point: Any, low: Any, high: Any) -> BoxHalfSpace:
    return BoxHalfSpace(w, -float(w @ point), {"low": tuple(low.tolist()), "high": tuple(high.tolist())})


@given(
    st.integers(1, 6),
    st.integers(0, 9999),
    st.sampled_from([1e-12, 1.0, 1e12]),
    st.sampled_from(["1/3", "1/100", "1/10000000"]),
)
def test_it_is_within_eps_and_can_show_it(d: int, seed: int, scale: float, eps: str) -> None:
    rng = np.random.default_rng(seed)
    low = rng.normal(size=d) * scale
    high = low + scale * 10.0 ** rng.integers(-2, 3, d)
    w = rng.normal(size=d) * (rng.random(d) < 0.8)
    w[0] = w[0] or 1.0
    target = through(w / (high - low), low + (high - low) * rng.uniform(0.3, 0.7, d), low, high)
    learning = chart_box_inside(d=d, eps=eps, low=tuple(low.tolist()), high=tuple(high.tolist()), seed=seed)
    done = run(learning, Inside(target, low, high))
    theirs, ours, apart = done.hypothesis.off(target)
    known = confirmed(learning, done.hypothesis, done.turns)
    assert known.holds
    assert max(angle(theirs, ours), apart) <= known.error


@given(st.integers(1, 4), st.integers(0, 999))
def test_what_agrees_with_the_labels_lies_within_what_is_certified(d: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    low, high = np.zeros(d), np.ones(d)
    target = through(rng.normal(size=d), rng.uniform(0.3, 0.7, d), low, high)
    learning = chart_box_inside(d=d, eps="1/20", seed=seed)
    done = run(learning, Inside(target, low, high))
    known = confirmed(learning, done.hypothesis, done.turns)
    points = np.concatenate([t.query.points for t in done.turns])
    labels = np.concatenate([t.answer for t in done.turns])
    agreeing = 0
    for size in (0.01, 0.03, 0.1, 0.3, 1.0):
        w = done.hypothesis.w + size * known.error * np.linalg.norm(done.hypothesis.w) * rng.normal(size=d)
        offset = done.hypothesis.offset * (1 + size * rng.normal())
        other = HalfSpace(w, offset - float(w @ done.hypothesis.anchor))
        if (other(points) == labels).all():
            agreeing += 1
            theirs, ours, apart = done.hypothesis.off(other)
            assert max(angle(theirs, ours), apart) <= known.error + 1e-12


def test_one_flipped_label_is_no_longer_confirmed() -> None:
    target = through(np.array([1.0, -2.0, 0.5]), np.full(3, 0.45), np.zeros(3), np.ones(3))
    learning = chart_box_inside(d=3, eps="1/1000")
    done = run(learning, Inside(target, 0.0, 1.0))
    turns = list(done.turns)
    lost = 0
    for i, turn in enumerate(turns[-25:], start=len(turns) - 25):
        said = turn.answer.copy()
        said[0] = not said[0]
        lost += not confirmed(learning, done.hypothesis, [*turns[:i], Turn(turn.query, said), *turns[i + 1 :]]).holds
    assert lost >= 20  # a cut that a later one made needless may be false unseen


def test_a_plane_that_only_clips_the_box_costs_a_logarithm() -> None:
    """A corner cut off at a small distance is found with corners, and then asked about in its own small room."""
    low, high = np.zeros(3), np.ones(3)
    counts = []
    for distance in (0.3, 1e-3, 1e-6):
        w = -np.ones(3)
        target = through(w, np.full(3, 1 - distance), low, high)
        done = run(chart_box_inside(d=3, eps="1/100"), Inside(target, low, high))
        theirs, ours, apart = done.hypothesis.off(target)
        assert max(angle(theirs, ours), apart) <= 0.01
        counts.append(done.ledger[Membership])
    assert counts[2] <= counts[0] + 2 * 20 + 8


def test_a_box_without_a_second_label_and_one_that_is_only_touched() -> None:
    far = through(np.ones(4), np.full(4, 40.0), np.zeros(4), np.ones(4))
    with pytest.raises(OneLabel, match=r"all 100 points asked are labelled False.*missed with probability at most"):
        run(chart_box_inside(d=4, eps="1/10", tries=100), Inside(far, 0.0, 1.0))
    touched = through(np.ones(2), np.ones(2), np.zeros(2), np.ones(2))  # one corner is labelled +, nothing else
    with pytest.raises(Undecided, match="passes the box only near"):
        run(chart_box_inside(d=2, eps="1/10"), Inside(touched, 0.0, 1.0))


@pytest.mark.parametrize(
    "arguments", [{"low": 1.0}, {"low": (0.0, 1.0), "high": (1.0, 1.0)}, {"tries": 1}, {"d": 0}, {"eps": 2}]
)
def test_what_cannot_be_asked_for(arguments: dict[str, Any]) -> None:
    with pytest.raises(BadArgument):
        run(chart_box_inside(**{"d": 2, "eps": "1/10", **arguments}), teachers.Function(lambda X: X[:, 0] >= 0.5))


def test_the_class_has_planes_through_the_middle_half_only() -> None:
    for concept in BoxHalfSpaces().space(d=2, low=(0.0, -1.0), high=(1.0, 3.0)).concepts:
        corners = np.array([[0.25, 0.0], [0.25, 2.0], [0.75, 0.0], [0.75, 2.0]])
        values = corners @ concept.w + concept.b
        assert values.min() <= 0 <= values.max()
        assert concept.domain.contains(np.array([[0.5, 0.0], [2.0, 0.0]])).tolist() == [True, False]
