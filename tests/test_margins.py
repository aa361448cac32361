"""Learners with a promised margin: what their proofs say of the weights holds after every counterexample, exactly."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qlearn import Counterexample, Equivalence, find, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.exact_half_spaces import ExactHalfSpace
from qlearn.concepts.grid_half_spaces import GridHalfSpace
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.margin_ball import MarginBall, differences
from qlearn.concepts.margin_half_spaces import MarginHalfSpace, MarginHalfSpaces, axes, root_above, root_below
from qlearn.concepts.mixtures import Mixture, Mixtures, binary
from qlearn.concepts.short_grid_half_spaces import ShortGridHalfSpaces, squares
from qlearn.domains import Law
from qlearn.errors import BadArgument, Inconsistent, Undecided
from qlearn.evidence.search import Drawn
from qlearn.learners.linear.normalised_winnow import normalised_winnow, signed_winnow
from qlearn.learners.linear.perceptron import perceptron, perceptron_grid
from qlearn.oracle import agree, disagreements
from qlearn.testing import adversaries

POLICIES = st.sampled_from(["first", "random", "longest", "shallowest"])


def concepts(learns: Any) -> Any:
    return st.composite(lambda draw: learns.draw(Drawn(draw)))()


def sign(found: Counterexample) -> int:
    return 1 if found.label else -1


def exactly(x: Any) -> list[Fraction]:
    return [Fraction(t) for t in np.asarray(x).tolist()]


def dot(a: Any, b: Any) -> Any:
    return sum(s * t for s, t in zip(a, b, strict=True))


# ---- the perceptron ----------------------------------------------------------------------------------------------


@given(concepts(MarginHalfSpaces()), POLICIES, st.integers(0, 9))
def test_novikoffs_two_inequalities_hold_at_each_step(target: MarginHalfSpace, policy: Any, seed: int) -> None:
    R, g, w = target.R, target.g, target.w
    done = run(perceptron(len(w), R, g), teachers.Honest(target, policy, seed=seed))
    assert agree(target, done.hypothesis)
    for m, turn in enumerate(done.turns):
        v = exactly(turn.query.hypothesis.w)  # type: ignore[attr-defined]
        assert dot(v, v) <= m * R**2
        assert dot(v, w) >= 0
        assert dot(v, w) ** 2 >= (m * g) ** 2 * dot(w, w)
        if turn.answer is not None:
            x = exactly(turn.answer.point)
            assert target.domain.contains(turn.answer.point[None])[0]
            assert dot(x, x) <= R**2
            assert sign(turn.answer) * dot(v, x) <= 0
    assert done.ledger[Equivalence] <= R**2 // g**2 + 1


@pytest.mark.parametrize("d", [3, 5])
@pytest.mark.parametrize("ratio", [Fraction(2), Fraction(5), Fraction(19, 2), Fraction(30)])
def test_shallow_counterexamples_force_the_bound_in_three_dimensions(d: int, ratio: Fraction) -> None:
    """Up to one query: where the bound is an integer, the last counterexample would have to lie on two boundaries at once."""
    target = MarginHalfSpace((3, -1, 4, 1, 5)[:d], Fraction(1), 1 / ratio)
    done = run(perceptron(d, 1, 1 / ratio), teachers.Honest(target, "shallowest"))
    bound = ratio**2 // 1 + 1
    assert bound - (ratio.denominator == 1) == done.ledger[Equivalence]


@pytest.mark.parametrize("k", [1, 2, 5, 16, 25])
def test_free_labels_on_the_axes_force_any_learner(k: int) -> None:
    """The teacher who contradicts each prediction on the axes costs the perceptron its bound, margin and all."""
    g = root_below(Fraction(1, k))
    target = MarginHalfSpace((-1,) * k, Fraction(1), g, axes(k))
    assert run(perceptron(k, 1, g), teachers.Honest(target)).ledger[Equivalence] == k + 1 == 1 // g**2 + 1


@given(concepts(ShortGridHalfSpaces()), POLICIES)
def test_the_doubled_normal_is_never_nearer_than_one(target: GridHalfSpace, policy: Any) -> None:
    d, N, S = (target.given[name] for name in ("d", "N", "S"))
    far = (*(2 * c for c in target.w), 2 * target.b + 1)
    assert squares(target.w, target.b) <= S
    lifted = np.column_stack([target.domain.points(), np.ones((N + 1) ** d)])
    assert (np.abs(lifted @ np.array(far)) >= 1).all()
    assert ((lifted @ np.array(far) >= 0) == target(target.domain.points())).all()
    done = run(perceptron_grid(d, N, S), teachers.Honest(target, policy))
    assert agree(target, done.hypothesis)
    for m, turn in enumerate(done.turns):
        v = (*turn.query.hypothesis.w, turn.query.hypothesis.b)  # type: ignore[attr-defined]
        assert dot(v, v) <= m * (d * N**2 + 1)
        assert dot(v, far) >= m


@given(adversaries(ShortGridHalfSpaces(), d=2, N=1, S=13))
def test_no_teacher_of_a_grid_gets_beyond_the_bound(adversary: Any) -> None:
    assert run(perceptron_grid(2, 1, 13), adversary).ledger[Equivalence] <= 13 * 3 + 1


def test_a_broken_promise_is_noticed() -> None:
    near = MarginHalfSpace((1, 100), Fraction(2), Fraction(1, 100), ((1, 0), (-1, 1), (1, -1), (0, 1)))
    with pytest.raises(Inconsistent, match="no half-space keeps the margin"):
        run(perceptron(2, 2, 2), teachers.Honest(near))
    with pytest.raises(Inconsistent, match="more counterexamples than any half-space"):
        run(perceptron_grid(3, 1, 1), teachers.Honest(GridHalfSpace((9, 5, -7), -8, 1), "longest"))
    with pytest.raises(Inconsistent, match="no point of the grid"):
        run(perceptron_grid(2, 1, 5), Contrary())
    with pytest.raises(Inconsistent, match="nothing has margin g"):
        run(normalised_winnow(2, 1, 1), Contrary())


class Contrary:
    """Whatever the hypothesis says of one point is wrong."""

    def answer(self, query: Any) -> Counterexample:
        point = np.array([1.0, -1.0])
        return Counterexample(point, not query.hypothesis(point[None])[0])


def test_bad_arguments_are_named() -> None:
    target = MarginHalfSpace((1,), Fraction(1), Fraction(1), ((1,),))
    for R, g in ((1, 2), (1, 0), (-1, "1/2")):
        with pytest.raises(BadArgument, match="needs 0 < g <= "):
            run(perceptron(1, R, g), teachers.Honest(target))
        for learner in (normalised_winnow, signed_winnow):
            with pytest.raises(BadArgument, match="needs 0 < g <= X"):
                run(learner(1, R, g), teachers.Honest(target))
    for bad in ({"d": 0, "N": 1, "S": 1}, {"d": 1, "N": 0, "S": 1}, {"d": 1, "N": 1, "S": 0}):
        with pytest.raises(BadArgument, match="is an integer, at least 1"):
            run(perceptron_grid(**bad), teachers.Honest(target))


# ---- the ball ----------------------------------------------------------------------------------------------------

whole = st.integers(-5, 5)
balls = st.integers(1, 4).flatmap(
    lambda d: st.tuples(st.tuples(*[whole] * d), st.tuples(*[st.one_of(whole, st.floats(-2, 2))] * d), st.integers(1, 19))
)


@given(balls, st.integers(0, 10**6))
def test_half_spaces_differ_on_a_ball_exactly_if_a_point_says_so(case: Any, seed: int) -> None:
    w, v, g = case
    assume(any(w))
    ball = MarginBall(w, Fraction(1), Fraction(g, 20))
    target, other = MarginHalfSpace(w, ball.R, ball.g), HalfSpace(np.array(v, float))
    try:
        found = list(differences(ball, other) or ())
    except Undecided:
        found = [np.zeros(0)]  # they differ, but at no float that was tried
    else:
        for x in found:
            assert ball.contains(x[None])[0]
            assert target(x[None])[0] != other(x[None])[0]
    drawn = ball.draw(Coins(seed), 50) if g < 15 else np.zeros((0, len(w)))
    if not found:
        assert (target(drawn) == other(drawn)).all()
        assert agree(target, other)


def test_ties_in_the_plane_of_the_normals_are_decided() -> None:
    """R = 5, g = 3: the extreme points are (3, +-4); v = (4, 3) is 0 at (3, -4), and that is a difference on one side."""
    ball = MarginBall((1, 0), Fraction(5), Fraction(3))
    tie, less = (list(differences(ball, HalfSpace(np.array(v))) or ()) for v in ([4.0, 3.0], [4.0, 2.9]))
    assert less == []
    assert {tuple(x.tolist()) for x in tie} == {(-3.0, 4.0)}


def test_a_difference_between_floats_is_not_called_equality() -> None:
    ball = MarginBall((1, 0), Fraction(1), Fraction(1, 3))
    nearly = Fraction(math.isqrt(8 * 10**80), 10**40)  # the root of 8 would be a tie at (1, -root of 8)/3, which is no float
    with pytest.raises(Undecided, match="at no float point"):
        list(differences(ball, ExactHalfSpace((nearly, Fraction(1)))) or ())
    assert list(differences(ball, ExactHalfSpace((nearly + Fraction(1, 10**40), Fraction(1)))) or ()) == []
    assert differences(ball, HalfSpace(np.array([4.0, 3.0]), 1.0)) is None
    assert differences(ball, Coins(0)) is None
    with pytest.raises(Undecided, match="ball has too many points"):
        agree(MarginHalfSpace((1, 0), Fraction(5), Fraction(3)), HalfSpace(np.array([4.0, 3.0]), 1.0))


def test_the_balls_boundary_belongs_to_it() -> None:
    ball = MarginBall((3, 4), Fraction(1), Fraction(1, 2))
    on, off = np.array([[0.75, 0.5], [0.0, 1.0]]), np.array([[0.8, 0.6 + 2.0**-53], [np.inf, 0.0], [0.5, 0.0]])
    assert ball.contains(on).all()
    assert not ball.contains(off).any()
    assert not ball.contains(np.zeros((2, 3))).any()
    assert ball.contains(ball.draw(Coins(0), 40)).all()
    assert MarginBall((10**400, 1), Fraction(1), Fraction(1, 2)).contains(np.array([[0.75, 0.0]]))[0]


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=10**4))
def test_short_roots_are_on_their_side(square: Fraction) -> None:
    assert root_below(square) ** 2 <= square < (root_below(square) + Fraction(1, 4096)) ** 2
    assume(square)
    assert root_above(square) ** 2 >= square > (root_above(square) - Fraction(1, 4096)) ** 2
    assert root_above(square**2) >= square >= root_below(square**2)


# ---- normalised Winnow -------------------------------------------------------------------------------------------


@given(st.booleans(), st.data(), POLICIES, st.integers(0, 9))
def test_the_entropy_falls_by_half_the_squared_margin(signed: bool, data: Any, policy: Any, seed: int) -> None:
    target = data.draw(concepts(Mixtures(signed)))
    n, X, g = (target.sizes[name] for name in ("n", "X", "g"))
    done = run((signed_winnow if signed else normalised_winnow)(n, X, g), teachers.Honest(target, policy, seed=seed))
    assert agree(target, done.hypothesis)
    w = np.maximum([*target.w, *(-c for c in target.w)] if signed else target.w, 0) / sum(map(abs, target.w))
    s, before = np.zeros(len(w)), math.log(len(w))
    for turn in done.turns:
        if turn.answer is None:
            continue
        x = np.concatenate([turn.answer.point, -turn.answer.point]) if signed else turn.answer.point
        assert np.abs(x).max() <= X
        s += sign(turn.answer) * x
        v = np.exp(float(g / X**2) * (s - s.max()))
        v /= v.sum()
        with np.errstate(divide="ignore"):
            after = float((w[w > 0] * np.log(w[w > 0] / v[w > 0])).sum())
        assert after <= before - float(g / X) ** 2 / 2 + 1e-9
        assert after >= -1e-9
        before = after


@pytest.mark.parametrize(("n", "X", "g"), [(8, 1, "1"), (64, 1, "1/3"), (256, 2, "1/2")])
def test_many_coordinates_cost_their_logarithm(n: int, X: int, g: str) -> None:
    k = int(X / Fraction(g))
    points = tuple(tuple(X * t for t in x) for x in binary(n, k))
    w = tuple(int(i % (n // k) == n // k - 1 and i < n // k * k) for i in range(n))
    target = Mixture(w, Fraction(X), Fraction(g), points)
    learning = normalised_winnow(n, X, g)
    asked = run(learning, teachers.Honest(target, "random")).ledger[Equivalence]
    assert asked <= normalised_winnow.theorem.bounds[0].at(**learning.sizes())


def test_a_mixture_of_one_coordinate_is_known() -> None:
    target = Mixture((5,), Fraction(3), Fraction(1), ((3,), (-1,)))
    assert run(normalised_winnow(1, 3, 1), teachers.Honest(target)).ledger[Equivalence] == 1


def test_weights_far_apart_neither_overflow_nor_lose_their_order() -> None:
    """Exponents up to 2 * 10**4: in floats the weights would be 0 or infinite."""
    from qlearn.learners.linear.normalised_winnow import _weights

    weights = _weights([Fraction(20000), Fraction(19999), Fraction(-20000)], 40)
    assert weights[0] == 1
    assert abs(weights[1] - Fraction(math.exp(-1))) < Fraction(1, 10**15)
    assert weights[2] == 0


# ---- everything composes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["perceptron", "perceptron_grid", "normalised_winnow", "signed_winnow", "halving"])
def test_samples_and_memory_work_on_each(name: str) -> None:
    learner = find(f"linear.{name}")
    for seed in range(4):
        space = learner.theorem.learns.space(**learner.theorem.learns.small[seed % 3])
        target: Any = space.every(space.all)[seed % space.size(space.all)]
        given = {name: value for name, value in target.given.items() if name in learner.signature.parameters}
        plain = run(learner(**given), teachers.Honest(target))
        assert run(find(f"{learner.name}+memo")(**given), teachers.Honest(target)).ledger == plain.ledger
        law = Law.uniform(target.domain.points())
        sampled = find(f"{learner.name}+sampling")(**given, eps="1/10", delta="1/1000")
        found = run(sampled, teachers.Honest(target, law=law, seed=seed)).hypothesis
        assert law.measure(found(law.points) != target(law.points)) <= Fraction(1, 10)


def test_a_ball_can_be_sampled() -> None:
    target = MarginHalfSpace((3, -1, 2), Fraction(1), Fraction(1, 3))
    sampled = find("linear.perceptron+sampling")(d=3, R=1, g="1/3", eps="1/20", delta="1/1000")
    found = run(sampled, teachers.Honest(target)).hypothesis
    points = target.domain.draw(Coins(9), 2000)
    assert (found(points) != target(points)).mean() < 0.05
    assert next(disagreements(target, HalfSpace(np.array([-3.0, 1.0, -2.0])))).label in (False, True)
