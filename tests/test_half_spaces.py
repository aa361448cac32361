"""Half-spaces: exact signs, and cones of directions that are never thought smaller than they are."""

from __future__ import annotations

import contextlib
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog

from qlearn import Membership, find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace, ScaledHalfSpace
from qlearn.errors import BadArgument, Undecided
from qlearn.evidence.remaining import confirmed
from qlearn.geometry.directions import angle, planes, ratios
from qlearn.learners.linear.pivot_ratio import pivot_ratio, pivot_ratio_integer
from qlearn.learners.linear.spherical_bisection import spherical_bisection
from qlearn.teachers.function import Function
from qlearn.transcript import Turn

number = st.floats(allow_nan=False, allow_infinity=False)
scale = st.sampled_from([1e-300, 1e-12, 1.0, 1e12, 1e300])
small = st.integers(-9, 9).map(float)


def vectors(n: int, entry: Any = small) -> Any:
    return st.lists(entry, min_size=n, max_size=n).map(np.array)


@given(st.integers(1, 4).flatmap(lambda d: st.tuples(vectors(d, number), vectors(d, number), number)))
def test_the_side_of_a_point_is_that_of_the_rationals(case: Any) -> None:
    w, x, b = case
    assume(w.any())
    total = Fraction(b) + sum(Fraction(a) * Fraction(c) for a, c in zip(w.tolist(), x.tolist(), strict=True))
    concept = HalfSpace(w, b)
    assert concept(x[None])[0] == (total >= 0)
    (value,) = concept.values(x[None])[0]
    assert (value > 0, value < 0) == (total > 0, total < 0)


def test_a_tie_that_rounding_would_break_is_a_tie() -> None:
    w = np.array([0.1, 0.2, -0.3])
    off = Fraction(0.1) + Fraction(0.2) + Fraction(-0.3)
    assert HalfSpace(w)(np.ones((1, 3)))[0] == (off >= 0)
    assert HalfSpace(np.array([1e16, 1.0, -1e16]), -1.0)(np.ones((1, 3)))[0]
    assert not HalfSpace(np.array([1e16, 1.0, -1e16]), -1.5)(np.ones((1, 3)))[0]
    assert HalfSpace(np.array([1.0]))(np.array([[0.0], [-0.0], [5e-324], [-5e-324]])).tolist() == [True, True, True, False]


@given(st.integers(1, 3).flatmap(lambda d: st.tuples(vectors(d), vectors(d), vectors(d), small)))
def test_scaled_coordinates_see_the_same_half_space(case: Any) -> None:
    w, x, centre, b = case
    assume(w.any())
    target = HalfSpace(w, b)
    seen = ScaledHalfSpace(np.append(w, b), centre, 2.0 ** np.arange(len(w)))
    direction = seen.scaled(target)
    same = ScaledHalfSpace(direction, seen.centre, seen.step)
    off = abs(float(w @ x + b))
    if off > 1e-9 * (1 + np.abs(w) @ np.abs(x) + abs(b)):
        assert same(x[None])[0] == target(x[None])[0]


@given(vectors(4), vectors(4), scale, scale)
def test_the_angle_is_of_directions_and_exact_at_its_ends(one: Any, other: Any, s: float, t: float) -> None:
    assume(one.any())
    assume(other.any())
    assert angle(s * one, t * other) == pytest.approx(angle(one, other), abs=1e-14)
    assert angle(one, s * one) == pytest.approx(0, abs=1e-15)
    assert angle(one, -s * one) == pytest.approx(math.pi, abs=1e-15)
    assert angle(one, 0 * one) == math.pi / 2


targets = st.integers(1, 6).flatmap(lambda d: vectors(d, st.tuples(small, scale).map(lambda e: e[0] * max(e[1], 1e-12))))


@given(targets, st.sampled_from(["1/2", "1/10", "1/1000", "1/10000000", "1/1000000000000"]), st.data())
def test_no_consistent_half_space_is_outside_the_enclosure(w: Any, eps: str, data: Any) -> None:
    """Whatever labels what was asked in the same way lies within the certified angle: tried by shaking the target."""
    assume(w.any())
    for learner, enclosure in ((spherical_bisection, planes), (pivot_ratio, ratios)):
        done = run(learner(d=len(w), eps=eps), teachers.Honest(HalfSpace(w)))
        points = np.concatenate([t.query.points for t in done.turns])
        labels = np.concatenate([t.answer for t in done.turns])
        certified = enclosure(points, labels, done.hypothesis.w)
        assert angle(w, done.hypothesis.w) <= certified
        assert certified <= float(Fraction(eps)) + 2.0**-44
        u = done.hypothesis.w / np.linalg.norm(done.hypothesis.w)
        rng = np.random.default_rng(data.draw(st.integers(0, 99)))
        for size in (0.3, 1.0, 2.0):
            other = HalfSpace(u + certified * size * rng.normal(size=len(w)) / math.sqrt(len(w)))
            if (other(points) == labels).all():
                assert angle(other.w, u) <= certified


@pytest.mark.parametrize("eps", ["5/4", "1/1000", "1/1000000000", "1/1000000000000"])
@pytest.mark.parametrize("name", ["spherical_bisection", "pivot_ratio"])
def test_offsets_are_certified_to_the_finest_angle(name: str, eps: str) -> None:
    """What is certified is what was promised, however fine, though every question is rounded on its way."""
    learner = find(f"linear.{name}+homogeneous")
    for seed in range(4):
        rng = np.random.default_rng(seed)
        d = (1, 2, 5, 12)[seed]
        target = HalfSpace(rng.normal(size=d) * 10.0 ** rng.integers(-6, 6, d), rng.normal())
        learning = learner(d=d, eps=eps, centre=tuple(rng.normal(size=d)))
        done = run(learning, teachers.Honest(target))
        known = confirmed(learning, done.hypothesis, done.turns)
        assert known.holds
        assert angle(done.hypothesis.scaled(target), done.hypothesis.direction) <= known.error


@given(targets, st.sampled_from(["1/1000", "1/1000000000"]), st.sampled_from([0.0, 1e-6, 1e-4, 1e-2]), st.integers(0, 999))
def test_rows_that_were_moved_on_their_way_are_allowed_for(w: Any, eps: str, noise: float, seed: int) -> None:
    """The teacher hears each question a little off its plane: what is certified holds for all that says the same there."""
    assume(w.any())
    rng = np.random.default_rng(seed)
    heard: list[tuple[Any, Any]] = []

    def off(X: Any) -> Any:
        moved = X + noise * rng.normal(size=X.shape) / math.sqrt(X.size)
        heard.append((moved, HalfSpace(w)(moved)))
        return heard[-1][1]

    for learner, enclosure in ((spherical_bisection, planes), (pivot_ratio, ratios)):
        heard.clear()
        found = run(learner(d=len(w), eps=eps), Function(off)).hypothesis.w
        points, labels = (np.concatenate(each) for each in zip(*heard, strict=True))
        with contextlib.suppress(Undecided):
            certified = enclosure(points, labels, found)
            assert angle(w, found) <= certified
            for _ in range(4):
                other = farthest(points, labels, found, rng.normal(size=len(w)))
                assert other is None or angle(other, found) <= certified + 1e-6


def farthest(points: Any, labels: Any, centre: Any, direction: Any) -> Any:
    """The w that gives these labels, or ties, and is farthest in a direction, where w.centre = |centre|; None if none is."""
    rows = points * np.where(labels, -1.0, 1.0)[:, None]
    rows /= np.abs(rows).max(axis=1, keepdims=True)
    along = centre[None] / np.linalg.norm(centre)
    return linprog(-direction, rows, np.zeros(len(rows)), along, [1.0], bounds=(-100, 100)).x


@pytest.mark.parametrize("learner", [spherical_bisection, pivot_ratio], ids=lambda learner: learner.name)
def test_labels_that_no_half_space_gives_are_not_certified(learner: Any) -> None:
    """Each label turned round in its turn: what no half-space says any more is not confirmed."""
    learning = learner(d=4, eps="1/1000")
    done = run(learning, teachers.Honest(HalfSpace(np.array([1.0, -2.0, 0.3, 0.7]))))
    points = np.concatenate([t.query.points for t in done.turns])
    labels = np.concatenate([t.answer for t in done.turns])
    impossible = 0
    for i in range(len(points)):
        other = labels.copy()
        other[i] = not other[i]
        if farthest(points, other, done.hypothesis.w, np.zeros(4)) is None:
            impossible += 1
            turns = [Turn(Membership(x[None]), np.array([said])) for x, said in zip(points, other, strict=True)]
            assert not confirmed(learning, done.hypothesis, turns).holds
    assert impossible > len(points) / 2


@pytest.mark.parametrize("learner", [spherical_bisection, pivot_ratio], ids=lambda learner: learner.name)
def test_a_hypothesis_elsewhere_is_not_confirmed(learner: Any) -> None:
    learning = learner(d=3, eps="1/100")
    done = run(learning, teachers.Honest(HalfSpace(np.array([1.0, -2.0, 0.5]))))
    w = done.hypothesis.w
    assert confirmed(learning, done.hypothesis, done.turns).holds
    assert not confirmed(learning, HalfSpace(w + 0.05 * np.linalg.norm(w) * np.eye(3)[2]), done.turns).holds
    assert not confirmed(learning, HalfSpace(-w), done.turns).holds


def test_ties_everywhere_leave_the_sign_open() -> None:
    """w and -w label points of their common boundary alike: no angle below pi encloses both."""
    around = np.array([[np.cos(t), np.sin(t), 0.0] for t in (0.0, 2.0, 4.0)])
    both = np.ones(3, np.bool_)
    for w in (np.array([0.0, 0.0, 1.0]), np.array([0.0, 0.0, -1.0])):
        assert (HalfSpace(w)(around) == both).all()
        assert ratios(around, both, w) == math.pi


def test_too_few_labels_bound_nothing() -> None:
    points, labels = np.eye(3), np.array([True, True, True])
    with pytest.raises(Undecided):
        ratios(points, labels, np.array([1.0, 0.5, 0.5]))
    assert planes(points, labels, np.array([1.0, 1.0, 1.0])) > 0.5


@pytest.mark.parametrize("W", [1, 2, 3, 7, 1000])
def test_integer_weights_are_found_to_the_last_fraction(W: int) -> None:
    rng = np.random.default_rng(W)
    for d in (1, 2, 5):
        for w in (rng.integers(-W, W + 1, d), np.full(d, W), np.r_[W, rng.integers(W - 1, W + 1, d - 1)] if d > 1 else [-W]):
            w = np.asarray(w, float)
            if w.any():
                found = run(pivot_ratio_integer(d=d, W=W), teachers.Honest(HalfSpace(w, given={"W": W}))).hypothesis
                assert (found.w == w / math.gcd(*w.astype(int).tolist())).all()


def test_weights_above_the_largest_that_is_listed_are_refused() -> None:
    with pytest.raises(BadArgument, match="from 1 to 1000"):
        run(pivot_ratio_integer(d=2, W=1001), teachers.Honest(HalfSpace(np.ones(2))))


@pytest.mark.parametrize("eps", [0, -1, "2", math.pi, 2.0**-41, "x", None])
def test_an_angle_that_is_none_is_refused(eps: Any) -> None:
    for learner in (spherical_bisection, pivot_ratio):
        with pytest.raises(BadArgument):
            run(learner(d=3, eps=eps), teachers.Honest(HalfSpace(np.ones(3))))


def test_one_dimension_is_one_label() -> None:
    for w in (3.0, -1e-300):
        for learner in (spherical_bisection, pivot_ratio):
            learning = learner(d=1, eps="1/1000")
            done = run(learning, teachers.Honest(HalfSpace(np.array([w]))))
            assert (done.ledger.total, math.copysign(1, done.hypothesis.w[0])) == (1, math.copysign(1, w))
            assert confirmed(learning, done.hypothesis, done.turns).holds
            both = [*done.turns, done.turns[0]._replace(answer=~done.turns[0].answer)]
            assert not confirmed(learning, done.hypothesis, both).holds


@pytest.mark.parametrize("scales", [(1, 1), (1e-9, 1e9), (1e6, 1e-6)], ids=str)
def test_raw_features_with_an_offset(scales: Any) -> None:
    """The reduction's promise is in the box's own coordinates, whatever units its features have."""
    step, centre = np.array(scales, float), np.array([5.0, -3.0]) * scales
    target = HalfSpace(np.array([1.0, -2.0]) / step, 4.0)
    learning = find("linear.spherical_bisection+homogeneous")(d=2, eps="1/1000", centre=tuple(centre), step=tuple(step))
    done = run(learning, teachers.Honest(target))
    assert confirmed(learning, done.hypothesis, done.turns).holds
    assert angle(done.hypothesis.scaled(target), done.hypothesis.direction) <= 1e-3
    box = centre + step * np.random.default_rng(0).uniform(-1, 1, (2000, 2))
    assert (done.hypothesis(box) == target(box)).mean() > 0.99
