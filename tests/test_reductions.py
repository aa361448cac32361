"""Reductions keep their theorems: memory, signs, logits, one dimension more."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from qlearn import Bound, Dialogue, Learner, Membership, Theorem, Value, exact, find, proves, run, teachers
from qlearn.catalogue import reductions
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.concepts.half_spaces import HalfSpace, ScaledHalfSpace
from qlearn.errors import BadArgument
from qlearn.learners.boolean.elimination import elimination
from qlearn.learners.linear.bisection import bisection
from qlearn.learners.linear.pivot_ratio import pivot_ratio_integer
from qlearn.learners.linear.spherical_bisection import spherical_bisection
from qlearn.reductions.homogeneous import turned
from qlearn.reductions.sampling import draws
from qlearn.theorems import Certified

memo, sign, logit, homogeneous = (reductions()[name] for name in ("memo", "sign", "logit", "homogeneous"))


@proves(
    Theorem(
        learns=Conjunctions(),
        claim="Each point is asked three times.",
        bounds=(Bound(Membership, "exactly", lambda n: 3 * n),),
        guarantee=exact,
        cite=(),
    )
)
def forgetful(n: int) -> Dialogue[Conjunction]:
    points = 1 - np.eye(n)
    twice = yield from Membership(np.vstack([points, points[::-1]]))
    again = yield from Membership(points)
    assert (twice[:n] == again).all()
    assert (twice[n:] == again[::-1]).all()
    return Conjunction(~again)


@pytest.mark.parametrize("n", [1, 2, 7])
def test_memory_asks_no_point_twice(n: int) -> None:
    target = Conjunction(np.arange(n) % 2 == 0)
    plain, remembered = (run(learner(n=n), teachers.Honest(target)) for learner in (forgetful, memo(forgetful)))
    assert plain.hypothesis.key() == remembered.hypothesis.key() == target.key()
    assert (plain.ledger.total, remembered.ledger.total, remembered.ledger.rounds) == (3 * n, n, 1)
    rows = np.concatenate([t.query.points for t in remembered.turns])
    assert len(np.unique(rows, axis=0)) == len(rows)
    assert str(memo(forgetful).theorem.bounds[0]) == "membership at most 3*n"


def test_memory_takes_minus_zero_for_zero_and_keeps_kinds_apart() -> None:
    @proves(Theorem(learns=Conjunctions(), claim="", bounds=(Bound(Value, "at most", lambda n: 3),), guarantee=exact, cite=()))
    def zeros(n: int) -> Dialogue[Any]:
        one = yield from Value(np.array([[0.0, 1.0]]))
        two = yield from Value(np.array([[-0.0, 1.0]]))
        assert one == two
        return (yield from Value(np.array([[0.0, 1.0]]), outputs=2))

    model = HalfSpace(np.array([1.0, 2.0]))

    class Both:
        def answer(self, query: Any) -> Any:
            return np.repeat(model.values(query.points), query.outputs, axis=1)

    done = run(memo(zeros)(n=1), Both())
    assert [t.query.outputs for t in done.turns] == [1, 2]


def test_a_sign_is_the_label() -> None:
    target = HalfSpace(np.array([1e-300, -2.0, 0.0]))
    plain = run(spherical_bisection(d=3, eps="1/1000"), teachers.Honest(target))
    signed = run(sign(spherical_bisection)(d=3, eps="1/1000"), teachers.Honest(target))
    assert plain.hypothesis.key() == signed.hypothesis.key()
    assert dict(signed.ledger) == {"value": plain.ledger["membership"]}


def test_a_logistic_models_logit_is_its_affine_function() -> None:
    w, b = np.array([0.5, -2.0, 0.0]), 0.25

    def confidences(X: Any) -> Any:
        p = 1 / (1 + np.exp(-(X @ w + b)))
        return np.column_stack([1 - p, p])

    found = run(logit(find("linear.equation_solving"))(d=3), teachers.Function(confidences)).hypothesis
    np.testing.assert_allclose([*found.w, found.b], [*w, b], atol=1e-14)


@pytest.mark.parametrize(
    ("reduction", "learner"),
    [
        (sign, elimination),
        (sign, find("linear.equation_solving")),
        (logit, elimination),
        (logit, find("linear.softmax")),
        (homogeneous, elimination),
        (homogeneous, bisection),
        (homogeneous, pivot_ratio_integer),
        (homogeneous, homogeneous(spherical_bisection)),
    ],
    ids=lambda part: part.name,
)
def test_what_does_not_fit_is_refused_by_name(reduction: Any, learner: Any) -> None:
    with pytest.raises(BadArgument, match="needs a learner"):
        reduction(learner)


@pytest.mark.parametrize(
    "bad", [{"step": 0}, {"step": -1.0}, {"step": (1.0, 1.0, 1.0)}, {"centre": "here"}, {"d": 0}, {"centre": 1e18}], ids=str
)
def test_a_place_that_is_none_is_refused(bad: Any) -> None:
    with pytest.raises(BadArgument):
        run(homogeneous(spherical_bisection)(**{"d": 2, "eps": "1/10", **bad}), teachers.Honest(HalfSpace(np.ones(2))))


def test_reductions_compose() -> None:
    target = HalfSpace(np.array([1.0, -2.0]), 0.5)
    plain = run(find("linear.spherical_bisection+homogeneous")(d=2, eps="1/100"), teachers.Honest(target))
    for name in ("linear.spherical_bisection+homogeneous+memo", "linear.spherical_bisection+homogeneous+sign+memo"):
        done = run(find(name)(d=2, eps="1/100"), teachers.Honest(target))
        assert done.hypothesis.key() == plain.hypothesis.key()
        assert done.ledger.total <= plain.ledger.total


def test_values_that_differ_a_little_are_remembered_apart() -> None:
    @proves(Theorem(learns=Conjunctions(), claim="", bounds=(Bound(Value, "at most", lambda n: 2),), guarantee=exact, cite=()))
    def near(n: int) -> Dialogue[Any]:
        return (yield from Value(np.array([[1e-30], [2e-30]])))

    found = run(memo(near)(n=1), teachers.Function(lambda X: X[:, 0])).hypothesis
    assert found[:, 0].tolist() == [1e-30, 2e-30]


def test_the_turned_basis_is_that_of_the_roots_of_primes() -> None:
    """What keeps questions from infinity is proved of these roots, and of no others."""
    roots = np.sqrt([2, 3, 5, 7, 11, 13])
    np.testing.assert_allclose(np.abs(turned(np.eye(6)[-1])), roots / np.linalg.norm(roots), rtol=1e-14)


def test_the_lower_bound_is_the_inner_one_in_one_dimension_more() -> None:
    for inner in (spherical_bisection, find("linear.pivot_ratio")):
        outer = homogeneous(inner).theorem.lower
        assert inner.theorem.lower is not None
        assert outer is not None
        for d in (1, 2, 5):
            assert outer.bound.at(d=d, eps=0.1) == inner.theorem.lower.bound.at(d=d + 1, eps=0.1)
    modest = Learner(spherical_bisection.start, replace(spherical_bisection.theorem, lower=None), "mine.modest")
    assert homogeneous(modest).theorem.lower is None


def test_a_question_at_infinity_is_refused() -> None:
    @proves(spherical_bisection.theorem)
    def far(d: int, eps: Any) -> Dialogue[Any]:
        yield from Membership(np.zeros((1, d)))

    with pytest.raises(BadArgument, match="at infinity"):
        run(homogeneous(far)(d=1, eps="1/10"), teachers.Honest(HalfSpace(np.ones(1))))


def test_an_eps_below_the_rounding_of_inputs_is_refused_and_one_above_is_not() -> None:
    lost = 2.0**20 * 2 * 2.0**-50  # centre/step 2**20, d = 1
    learner = homogeneous(spherical_bisection)
    with pytest.raises(BadArgument, match="rounded by"):
        next(iter(learner(d=1, eps=0.75 * lost, centre=2.0**20)))
    for eps in (lost, 1.25 * lost):
        next(iter(learner(d=1, eps=eps, centre=2.0**20)))
    with pytest.raises(BadArgument, match="an angle in radians"):
        next(iter(learner(d=1, eps=0, centre=2.0**20)))


def test_transcripts_are_confirmed_in_the_inner_learners_words() -> None:
    heard: list[Any] = []

    def confirms(hypothesis: Any, turns: Any, sizes: Any) -> Certified:
        heard[:] = [dict(sizes), *((query.kind, answer.tolist()) for query, answer in turns)]
        return Certified(True, 0.0, "ear")

    theorem = replace(spherical_bisection.theorem, guarantee=replace(spherical_bisection.theorem.guarantee, confirms=confirms))
    told = Learner(spherical_bisection.start, theorem, "mine.told")
    values = [(Value(np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])), np.array([[0.0], [-1.0], [2.0]]))]
    assert sign(told).theorem.guarantee.confirms(None, values, {"d": 2}).holds  # type: ignore[misc]
    assert heard == [{"d": 2}, ("membership", [True, False, True])]
    labels = [(Membership(np.array([[1.0, 0.0]])), np.array([True]))]
    found = ScaledHalfSpace(np.ones(3), np.zeros(2), np.ones(2))
    assert homogeneous(told).theorem.guarantee.confirms(found, labels, {"d": 2}).holds  # type: ignore[misc]
    assert heard == [{"d": 3}, ("membership", [True])]
    silent = replace(theorem, guarantee=replace(theorem.guarantee, confirms=None))
    for reduction in (sign, homogeneous):
        assert reduction(Learner(told.start, silent, "mine.silent")).theorem.guarantee.confirms is None


def test_each_hypothesis_meets_as_many_examples_as_the_theorem_says() -> None:
    learning = reductions()["sampling"](elimination)(n=6, eps="1/10", delta="1/10")
    target = Conjunction(np.zeros(6, np.bool_))
    asked = [turn.query.m for turn in run(learning, teachers.Honest(target, seed=1)).turns]
    eps = delta = Fraction(1, 10)
    assert len(asked) > 1
    assert asked == [draws(i, eps, delta) for i in range(1, len(asked) + 1)]
