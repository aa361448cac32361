"""Half-spaces from an instance of each label: at every scale, with ties and zeros, certified; and what a slip leaves of it."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import qlearn
from qlearn import Membership, certify, check, contradicting, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.seeded_half_spaces import SeededHalfSpaces, seeds, unit
from qlearn.contradictions import told
from qlearn.errors import BadArgument, NoisyTeacher, Undecided
from qlearn.evidence.remaining import confirmed
from qlearn.geometry.alternatives import Signs, alternative
from qlearn.geometry.directions import angle, ratios
from qlearn.geometry.pins import pinned
from qlearn.learners.linear.boundary_points import _frame, boundary_points
from qlearn.learners.linear.lowd_meek import lowd_meek
from qlearn.learners.linear.seeded import placed
from qlearn.teachers.function import Function
from qlearn.transcript import Turn

LEARNERS = [lowd_meek, boundary_points]
CLASS = SeededHalfSpaces()
by_name = pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)


def between(w: Any, one: Any, other: Any, share: float) -> HalfSpace:
    """The half-space with these weights whose boundary is such a share of the way from the instance that it holds."""
    w, one, other = (np.array(v, float) for v in (w, one, other))
    if w @ one < w @ other:
        one, other = other, one
    b = -float(w @ one - share * (w @ one - w @ other))
    return HalfSpace(w, b, {"positive": tuple(one.tolist()), "negative": tuple(other.tolist())})


def rows(turns: Any) -> tuple[Any, Any]:
    return np.concatenate([t.query.points for t in turns]), np.concatenate([t.answer for t in turns])


@by_name
@given(st.integers(0, 10**6), st.sampled_from(["3/4", "1/3", "1/50", "1/5000", "1/2000000"]))
def test_any_target_is_found_within_eps_and_certified(learner: Any, seed: int, eps: str) -> None:
    target = CLASS.draw(Coins(seed))
    ends = seeds(*(target.given[name] for name in ("d", "positive", "negative")))
    assume(eps != "1/2000000" or np.abs(ends).max() < 1000 * unit(*ends))
    learning = learner(eps=eps, **target.given)
    done = run(learning, teachers.Honest(target))
    bound = learner.theorem.bounds[0].at(**learning.sizes(target))
    assert done.ledger.total <= bound
    known = confirmed(learning, done.hypothesis, done.turns)
    assert known.holds
    off = angle(done.hypothesis.scaled(target), done.hypothesis.direction)
    assert off <= known.error
    assert known.error <= float(Fraction(eps)) + 2.0**-44
    assert contradicting(done) == ()


@by_name
@pytest.mark.parametrize("d", [1, 2, 3, 4])
def test_the_finest_angles_are_certified(learner: Any, d: int) -> None:
    for seed in range(12):
        rng = np.random.default_rng(seed)
        target = between(rng.normal(size=d), rng.normal(size=d), rng.normal(size=d), 0.3)
        learning = learner(eps="1/50000000000", **target.given)
        known = confirmed(learning, (done := run(learning, teachers.Honest(target))).hypothesis, done.turns)
        assert known.holds
        assert angle(done.hypothesis.scaled(target), done.hypothesis.direction) <= known.error


@by_name
@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12, 2.0**-300, 2.0**300])
@pytest.mark.parametrize("far", [0.0, 1000.0])
def test_scales_and_places(learner: Any, scale: float, far: float) -> None:
    """In the instances' own unit nothing changes; a power of two changes not one answer."""
    rng = np.random.default_rng(5)
    one, other = rng.normal(size=(2, 4)) + far
    target = between(rng.normal(size=4), one, other, 0.3)
    given = {name: tuple((np.array(target.given[name]) * scale).tolist()) for name in ("positive", "negative")}
    moved = HalfSpace(target.w / scale, target.b, given)
    done = [run(learner(eps="1/1000", **t.given), teachers.Honest(t)) for t in (target, moved)]
    assert all(confirmed(each.learning, each.hypothesis, each.turns).holds for each in done)
    if math.frexp(scale)[0] == 0.5:
        assert [t.answer.tolist() for t in done[0].turns] == [t.answer.tolist() for t in done[1].turns]
        assert (done[0].hypothesis.direction == done[1].hypothesis.direction).all()
        assert (done[0].hypothesis.centre * scale == done[1].hypothesis.centre).all()
    points, _ = rows(done[0].turns)
    reach = np.abs(points - (one + other) / 2).max()
    assert reach <= 2.5 * unit(one, other), "nothing is asked far off"


EDGES: dict[str, HalfSpace] = {
    "one dimension": between([3.0], [1.0], [-1.0], 0.3),
    "one dimension, turned": between([-3.0], [1.0], [-1.0], 0.3),
    "an instance on the boundary": between([1.0, -2.0, 1.0], [2.0, 0.0, 1.0], [0.0, 1.0, 0.0], 0.0),
    "one dimension, on the boundary": between([1.0], [0.5], [0.0], 0.0),
    "one weight": between([0.0, 0.0, -1.0, 0.0], [1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0], 0.5),
    "apart in one coordinate": between([1.0, 100.0, -100.0], [1.0, 1.0, 1.0], [2.0, 1.0, 1.0], 0.5),
    "a tiny weight where they are apart": between([1e-9, 1.0, -1.0], [1.0, 1.0, 1.0], [2.0, 1.0, 1.0], 0.5),
    "a needle": between([1.0, 1e-12, 1e-12], [1.0, 1.0, 1.0], [0.0, 3.0, 2.0], 0.25),
    "in line with 0": between([1.0, 1.0], [1.0, 1.0], [3.0, 3.0], 0.5),
    "equal weights": between([1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0], 0.5),
    "opposite weights": between([1.0, -1.0, 1.0, -1.0], [1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], 0.5),
    "growing weights": between([1.0, 10.0, 100.0, 1e3, 1e4], [1.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], 0.5),
}


@by_name
@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("eps", ["3/4", "1/10", "1/100000"])
def test_edges(learner: Any, edge: str, eps: str) -> None:
    target = EDGES[edge]
    learning = learner(eps=eps, **target.given)
    done = run(learning, teachers.Honest(target))
    assert done.ledger.total <= learner.theorem.bounds[0].at(**learning.sizes(target))
    assert angle(done.hypothesis.scaled(target), done.hypothesis.direction) <= float(Fraction(eps))
    assert confirmed(learning, done.hypothesis, done.turns).holds


@pytest.mark.parametrize("d", [1, 2, 3, 5, 8])
def test_both_bounds_are_met_in_every_dimension(d: int) -> None:
    """By instances that differ everywhere, mostly in one coordinate; by weights of which each outgrows those before."""
    positive, negative = (0.0,) * d, (*(0.4 / d for _ in range(d - 1)), -0.9)
    worst = between(100.0 ** np.arange(d), positive, negative, 0.5)
    growing = between(100.0 ** np.arange(d), np.eye(1, d)[0], np.zeros(d), 0.5)
    for learner, target in ((lowd_meek, worst), (boundary_points, growing)):
        counts = []
        for seed in range(40):
            rng = np.random.default_rng(seed)
            w = target.w * np.where(rng.random(d) < 1 / 2, -1, 1)
            share = (0.5, 0.01, 0.99)[seed % 3]
            case = between(w, target.given["positive"], target.given["negative"], share)
            learning = learner(eps="1/10", **case.given)
            counts.append(run(learning, teachers.Honest(case)).ledger.total)
        assert max(counts) == learner.theorem.bounds[0].at(d=d, eps=Fraction(1, 10))


@settings(max_examples=25)
@given(st.integers(1, 6), st.integers(0, 10**6), st.sampled_from(["1/20", "1/100000"]))
def test_whatever_gives_the_same_labels_is_within_the_certified_angle(d: int, seed: int, eps: str) -> None:
    """Tried by shaking the target; of the transcript of boundary points, by linear programs too."""
    rng = np.random.default_rng(seed)
    target = between(rng.normal(size=d) * 10.0 ** rng.integers(-3, 4, d), rng.normal(size=d), rng.normal(size=d), rng.random())
    for learner in LEARNERS:
        learning = learner(eps=eps, **target.given)
        done = run(learning, teachers.Honest(target))
        found, error = done.hypothesis, confirmed(learning, done.hypothesis, done.turns).error
        points, labels = rows([*told(learning), *done.turns])
        v = found.direction / np.linalg.norm(found.direction)
        for size in (0.3, 1.0, 2.0):
            direction = v + error * size * rng.normal(size=d + 1) / math.sqrt(d + 1)
            other = replace(found, direction=direction)
            if (other(points) == labels).all():
                assert angle(direction, v) <= error
        if learner is boundary_points:
            assert angle(found.scaled(target), found.direction) <= ratios(found.lift(points), labels, found.direction)


@by_name
def test_a_hypothesis_elsewhere_is_not_confirmed(learner: Any) -> None:
    rng = np.random.default_rng(2)
    target = between(rng.normal(size=3), rng.normal(size=3), rng.normal(size=3), 0.4)
    learning = learner(eps="1/100", **target.given)
    done = run(learning, teachers.Honest(target))
    found = done.hypothesis
    promised = learner.theorem.guarantee.holds
    case = qlearn.theorems.Outcome(target, found, {"d": 3, "eps": Fraction(1, 100)})
    assert promised(case)
    turned = found.direction + 0.05 * np.linalg.norm(found.direction) * np.eye(4)[2]
    unseen = found.centre + 3 * found.step
    for other in (
        replace(found, direction=turned),
        replace(found, direction=-found.direction),
        replace(found, direction=found.direction + 0.02 * np.eye(4)[3]),
        replace(found, step=found.step * 2**20),
        replace(found, step=found.step / 2),
        replace(found, centre=unseen, direction=np.append(found.direction[:3], found.w @ unseen * found.step[0])),
    ):
        assert not promised(replace(case, hypothesis=other))
        assert not confirmed(learning, other, done.turns).holds


def test_pairs_that_were_not_asked_certify_nothing() -> None:
    rng = np.random.default_rng(2)
    target = between(rng.normal(size=3), rng.normal(size=3), rng.normal(size=3), 0.4)
    learning = boundary_points(eps="1/100", **target.given)
    done = run(learning, teachers.Honest(target))
    found = done.hypothesis
    closer = found.outside + (found.inside - found.outside) / 4
    for other in (
        replace(found, outside=closer),
        replace(found, inside=found.outside, outside=found.inside),
        replace(found, inside=found.inside[:2], outside=found.outside[:2]),
    ):
        assert confirmed(learning, found, done.turns).holds
        assert not confirmed(learning, other, done.turns).holds
        assert other.key() != found.key()
    lied = [*done.turns[:-1], done.turns[-1]._replace(answer=~done.turns[-1].answer)]
    assert not confirmed(learning, found, lied).holds


def test_pins_that_lie_on_a_line_or_too_wide_show_nothing() -> None:
    inside, outside = np.array([[0.0, 0.01], [0.0, 0.02]]), np.array([[0.0, -0.01], [0.0, -0.02]])
    up = np.array([0.0, 1.0, 0.0])
    assert pinned(inside, outside, np.zeros(2), 1.0, up) == math.pi
    apart = np.array([[0.0, 0.0], [1.0, 0.0]])
    assert pinned(inside + apart, outside + apart, np.zeros(2), 1.0, up) < 0.05
    assert pinned(inside + apart, outside + apart, np.zeros(2), 1.0, -up) > 3
    assert pinned(100 * inside + apart, 100 * outside + apart, np.zeros(2), 1.0, up) == math.pi
    flat = np.array([[0.01, 0.0], [1.01, 0.0]])
    assert pinned(flat, flat - [0.02, 0.0], np.zeros(2), 1.0, up) == math.pi, "which side is which is not seen from there"


@given(st.integers(1, 8), st.integers(0, 10**6), st.sampled_from([1e-12, 1.0, 1e12]))
def test_a_frame_is_orthonormal(d: int, seed: int, scale: float) -> None:
    direction = np.random.default_rng(seed).normal(size=d) * scale
    a, others = _frame(direction)
    frame = np.array([a, *others])
    np.testing.assert_allclose(frame @ frame.T, np.eye(d), atol=1e-14)
    np.testing.assert_allclose(a * np.linalg.norm(direction), direction, rtol=1e-14)


class Slip:
    """Answers truly but for some rows, counted from 0."""

    def __init__(self, concept: Any, rows: set[int]) -> None:
        self.concept, self.rows, self.heard = concept, rows, 0

    def answer(self, query: Any) -> Any:
        labels = self.concept(query.points)
        for i in range(len(labels)):
            labels[i] ^= self.heard + i in self.rows
        self.heard += len(labels)
        return labels


def held(learning: Any, teacher: Any) -> Any:
    """The run, to its end or to where the learner noticed a slip."""
    try:
        return run(learning, teacher)
    except NoisyTeacher as noticed:
        return noticed.run


BY_LABELS = [
    "linear.pivot_ratio",
    "linear.spherical_bisection",
    "linear.pivot_ratio+homogeneous",
    "linear.spherical_bisection+homogeneous",
    "linear.lowd_meek",
    "linear.boundary_points",
]


@pytest.mark.parametrize("name", BY_LABELS)
@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**6), min_size=1, max_size=2))
def test_after_a_slip_the_certificate_holds_or_a_contradiction_is_named(name: str, seed: int, slips: list[int]) -> None:
    """And nothing of the contradiction can be spared: without any one of its turns, weights exist, looked at exactly."""
    learner = qlearn.find(name)
    target = learner.theorem.learns.draw(Coins(seed))
    given = {k: v for k, v in target.given.items() if k in learner.signature.parameters}
    learning = learner(eps="1/20", **given)
    total = run(learning, teachers.Honest(target)).ledger.total
    assume(total)
    done = held(learning, Slip(target, {slip % total for slip in slips}))
    turns, named = done.turns, contradicting(done)
    assert named or confirmed(learning, done.hypothesis, turns).holds
    for kept, possible in [(named, not named), *((tuple(i for i in named if i != one), True) for one in named)]:
        said = [*told(learning), *(turns[i] for i in kept)]
        if said:
            points, labels = rows(said)
            signs = Signs.of(learner.theorem.learns.lifted(points), labels)  # type: ignore[attr-defined]
            weights, _ = alternative(signs)
            assert (weights is not None) == possible
            if weights is not None:
                assert any(weights)
                assert all((sum(row * weights) >= 0) == label for row, label in zip(signs.rows, labels, strict=True))


def test_a_boundary_that_leaves_its_segment_is_noticed_and_its_turns_are_named() -> None:
    target = between([1e-9, 1.0], [1.0, 0.0], [0.0, 0.0], 0.5)
    learning = boundary_points(eps="1/10", **target.given)
    total = run(learning, teachers.Honest(target)).ledger.total
    assert total == learning.learner.theorem.bounds[0].at(d=2, eps=Fraction(1, 10)), "the end was asked"
    with pytest.raises(NoisyTeacher, match=r"against all that was said before; the teacher errs \(turn ") as noticed:
        run(learning, Slip(target, {total - 1}))
    assert noticed.value.turns[-1] == total - 1
    assert len(noticed.value.turns) <= 3


def test_what_was_told_is_no_turn_but_counts() -> None:
    """The instances speak in a certificate and in a contradiction, and are not named among the turns."""
    target = between([1.0], [1.0], [0.0], 0.5)
    learning = lowd_meek(eps="1/10", **target.given)
    done = run(learning, teachers.Honest(target))
    ((query, labels),) = told(learning)
    assert query.points.tolist() == [[1.0], [0.0]]  # type: ignore[attr-defined]
    assert labels.tolist() == [True, False]
    assert told(qlearn.find("linear.pivot_ratio")(d=2, eps="1/10")) == []
    beyond = Turn(Membership(np.array([[2.0]])), np.array([False]))
    assert contradicting(replace(done, turns=[*done.turns, beyond])) == (len(done.turns),)
    learning = boundary_points(d=1, positive=(1.0,), negative=(0.0,), eps="3/4")
    alone = run(learning, Function(lambda X: X[:, 0] >= 0.99))
    assert alone.hypothesis.inside[0, 0] == 1.0, "an end of its pair is the instance that it was told"
    assert confirmed(learning, alone.hypothesis, alone.turns).holds


@by_name
def test_its_certificate_is_checked_from_the_file(learner: Any, tmp_path: Any) -> None:
    target = between([1.0, -2.0, 0.5], [1.0, 0.0, 0.0], [0.0, 1.0, 0.3], 0.4)
    done = run(learner(eps="1/1000", **target.given), teachers.Honest(target))
    found = check(certify(done).save(tmp_path / "c"))
    assert found.holds
    assert found.certified_error is not None
    assert found.certified_error <= 1e-3


@by_name
@pytest.mark.parametrize("reduction", ["memo", "sign"])
def test_reductions_carry_what_was_told(learner: Any, reduction: str) -> None:
    target = between([1.0, -2.0, 0.5], [1.0, 0.0, 0.0], [0.0, 1.0, 0.3], 0.4)
    learning = qlearn.find(f"{learner.name}+{reduction}")(eps="1/1000", **target.given)
    done = run(learning, teachers.Honest(target))
    assert confirmed(learning, done.hypothesis, done.turns).holds
    assert contradicting(done) == ()


BAD: list[tuple[dict[str, Any], str]] = [
    ({"d": 0}, "d is an integer"),
    ({"positive": (1.0,)}, "positive is an instance with d = 2"),
    ({"negative": (1.0, 2.0, 3.0)}, "negative is an instance with d = 2"),
    ({"negative": ("a", "b")}, "negative is an instance"),
    ({"negative": ((1.0, 2.0), (3.0,))}, "no array"),
    ({"negative": (1.0, 1.0)}, "are the same"),
    ({"eps": 0}, "angle in radians"),
    ({"eps": 2}, "angle in radians"),
    ({"positive": (100.0, 1.0), "negative": (100.0, 0.0), "eps": "1/1000000000000"}, "are rounded by"),
    ({"positive": (1e9, 1e9), "negative": (1e9, 1e9 + 1), "eps": "1/100000"}, "are rounded by"),
    ({"positive": (1e308, 0.0), "negative": (-1e308, 0.0)}, r"2\*\*1025 apart|2\*\*1024 apart"),
    ({"positive": (1e-320, 0.0), "negative": (0.0, 0.0)}, r"2\*\*-\d+ apart"),
    ({"positive": (1.7e308, 0.0), "negative": (1.6e308, 0.0)}, "are rounded by"),
]


@by_name
@pytest.mark.parametrize(("wrong", "message"), BAD, ids=lambda x: str(x)[:40])
def test_what_cannot_be_learned_from_is_refused(learner: Any, wrong: dict[str, Any], message: str) -> None:
    arguments: dict[str, Any] = {"d": 2, "positive": (1.0, 1.0), "negative": (0.0, 0.0), "eps": "1/10"}
    with pytest.raises(BadArgument, match=message):
        run(learner(**{**arguments, **wrong}), teachers.Function(lambda X: X[:, 0] >= 0.5))


def test_a_coarse_angle_is_refused_where_pairs_could_not_tell_the_sides() -> None:
    with pytest.raises(BadArgument, match="at most pi/4"):
        run(boundary_points(d=1, positive=(1.0,), negative=(0.0,), eps="4/5"), teachers.Function(lambda X: X[:, 0] >= 0.5))


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=5), st.integers(-300, 300))
def test_the_unit_is_the_least_power_of_two_from_the_distance(apart: list[int], exponent: int) -> None:
    assume(any(apart))
    one = np.array(apart) * 2.0**exponent
    found = unit(one, np.zeros(len(one)))
    square = sum(Fraction(x) ** 2 for x in one.tolist())
    assert square <= Fraction(found) ** 2 < 4 * square
    assert math.frexp(found)[0] == 0.5


def test_drawn_targets_part_their_instances_and_have_every_edge() -> None:
    seen = set()
    for i in range(600):
        target = CLASS.draw(Coins(1, i))
        one, other = seeds(target.given["d"], target.given["positive"], target.given["negative"])
        assert target(np.array([one, other])).tolist() == [True, False]
        seen.add("one coordinate" if (one != other).sum() == 1 else "more")
        if sum(Fraction(a) * Fraction(x) for a, x in zip(target.w.tolist(), one.tolist(), strict=True)) == -Fraction(target.b):
            seen.add("tie")
        seen |= {"zero"} & {"zero" for x in target.w if not x}
        seen.add(f"d = {len(one)}")
        seen.add("small" if np.abs(one).max() < 1e-6 else "large" if np.abs(one).max() > 1e6 else "plain")
    assert seen >= {"one coordinate", "more", "tie", "zero", "d = 1", "d = 5", "small", "large", "plain"}


def test_the_space_is_a_sub_class_and_too_large_a_one_is_not_listed() -> None:
    for sizes in (*CLASS.small, *CLASS.medium):
        space = CLASS.space(**sizes)
        assert not space.whole
        for concept in space.concepts:
            ends = np.array([sizes["positive"], sizes["negative"]])
            assert concept(ends).tolist() == [True, False]
    with pytest.raises(Undecided):
        CLASS.space(d=9, positive=(1.0,) * 9, negative=(0.0,) * 9)


def test_where_a_hypothesis_is_seen_from_is_part_of_the_promise() -> None:
    target = between([1.0, 1.0], [1.0, 1.0], [0.0, 0.0], 0.5)
    found = run(lowd_meek(eps="1/10", **target.given), teachers.Honest(target)).hypothesis
    one, other = np.ones(2), np.zeros(2)
    assert placed(found, one, other)
    assert not placed(replace(found, step=found.step * 2), one, other)
    assert not placed(replace(found, centre=np.array([1.5, 0.0])), one, other)
    assert not placed(replace(found, direction=np.ones(3)), one, other)


def test_a_unit_for_the_box_changes_no_bound_that_is_true() -> None:
    points = np.array([[1.0, 0.0], [-0.5, 1.0], [-0.75, 1.0]])
    labels = np.array([True, True, False])
    plain = ratios(points, labels, np.array([1.0, 0.625]))
    for size in (1e-6, 1e-3, 1.0, 1e3):
        assert ratios(points, labels, np.array([1.0, 0.625]), np.array([size])) == pytest.approx(plain, rel=1e-6)
