"""Perceptrons on the sphere: the cosine grows by exactly what is said, the stops count right, results are within eps."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Bound, Learner, Membership, run, teachers, verify
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.domains import unit_vectors
from qlearn.errors import BadArgument
from qlearn.geometry.directions import angle
from qlearn.learners.linear.active_perceptron import active_perceptron, in_a_phase, mean_entry, off_the_boundary, phases
from qlearn.learners.linear.modified_perceptron import labels_needed, mistakes, modified_perceptron, passed, perceive
from qlearn.learners.linear.reflection import reflected
from qlearn.testing import weights

BOTH: list[Any] = [modified_perceptron, active_perceptron]
seeds = st.integers(0, 10**6)


def units(d: int, seed: int, m: int = 3) -> Any:
    return unit_vectors(np.random.default_rng(seed), m, d)


@given(st.integers(1, 8), seeds)
def test_a_mistake_adds_twice_the_product_of_the_distances_to_the_cosine(d: int, seed: int) -> None:
    v, u, x = units(d, seed)
    turned = reflected(v, x)
    assert np.linalg.norm(turned) == pytest.approx(1, abs=1e-14)
    assert turned @ u == pytest.approx(v @ u - 2 * (v @ x) * (u @ x), abs=1e-13)
    if (v @ x >= 0) != (u @ x >= 0):
        assert turned @ u == pytest.approx(v @ u + 2 * abs(v @ x) * abs(u @ x), abs=1e-13)


@given(st.integers(2, 6), seeds)
def test_the_angle_never_grows_and_every_point_is_seen_in_turn(d: int, seed: int) -> None:
    v, u = units(d, seed, 2)
    points = units(d, seed + 1, 40)
    labels = points @ u >= 0
    now, wrong, after = v, 0, 0
    for x, y in zip(points, labels, strict=True):
        if (now @ x >= 0) != y:
            turned = reflected(now, x)
            assert turned @ u >= now @ u - 1e-13
            now, wrong, after = turned, wrong + 1, 0
        else:
            after += 1
    found = perceive(v, points, labels)
    assert found[0].tolist() == now.tolist()
    assert found[1:] == (wrong, after)


@given(st.integers(2, 6), seeds, st.floats(1e-9, 1.5))
def test_points_lie_at_the_distance_asked_for(d: int, seed: int, beta: float) -> None:
    v, z = units(d, seed, 2)
    x = off_the_boundary(v, z, beta)
    assert np.linalg.norm(x) == pytest.approx(1, abs=1e-12)
    assert v @ x == pytest.approx(math.sin(beta), abs=1e-12)
    assert x @ (z - (z @ v) * v) > 0


@pytest.mark.parametrize("n", [1, 2, 5, 20])
def test_the_mean_entry_and_what_is_used_of_it(n: int) -> None:
    seen = np.abs(units(n, 3, 20000)[:, 0])
    assert abs(seen.mean() - mean_entry(n)) <= 4 * seen.std() / math.sqrt(len(seen)) + 1e-9
    assert mean_entry(n) ** 2 >= 2 / (math.pi * n)


@pytest.mark.parametrize("learner", BOTH, ids=lambda x: x.name)
@settings(max_examples=25)
@given(w=weights(3, zero=False), seed=seeds)
def test_within_eps_at_every_scale(learner: Any, w: Any, seed: int) -> None:
    found = run(learner(d=3, eps="1/10", delta="1/1000000", seed=seed), teachers.Honest(HalfSpace(w)))
    assert angle(w, found.hypothesis.w) <= 0.1
    assert np.linalg.norm(found.hypothesis.w) == pytest.approx(1)


def test_the_active_one_goes_on_to_small_angles() -> None:
    w = units(5, 11)[0]
    found = run(active_perceptron(d=5, eps=Fraction(1, 10**9), delta="1/20"), teachers.Honest(HalfSpace(w)))
    assert angle(w, found.hypothesis.w) <= 1e-9


@pytest.mark.parametrize("learner", BOTH, ids=lambda x: x.name)
def test_on_a_line_one_label_says_all(learner: Any) -> None:
    for w in (-2.0, 1e-300):
        found = run(learner(d=1, eps="1/10", delta="1/20"), teachers.Honest(HalfSpace(np.array([w]))))
        assert found.ledger[Membership] == 1
        assert found.hypothesis.w.tolist() == [math.copysign(1, w)]


def test_who_is_never_wrong_stops_after_a_run() -> None:
    eps, third = Fraction(5, 4), Fraction(1, 12)
    first: list[Any] = []

    class Agreeing:
        def answer(self, query: Membership) -> Any:
            first[:] = first or [query.points[0]]
            return query.points @ first[0] >= 0

    found = run(modified_perceptron(d=6, eps=eps, delta="1/4"), Agreeing())
    assert found.ledger[Membership] == 1 + passed(1, eps, third) < labels_needed(6, eps, third)


def test_who_is_always_wrong_stops_after_so_many_mistakes_or_labels() -> None:
    class Fickle:
        """Its labels are those of no half-space."""

        def answer(self, query: Membership) -> Any:
            return np.arange(len(query.points)) % 2 == 0

    eps, third = Fraction(1, 10), Fraction(1, 12)
    found = run(modified_perceptron(d=2, eps=eps, delta="1/4"), Fickle())
    assert mistakes(2, eps, third) < found.ledger[Membership] / 3
    assert found.ledger[Membership] == 1 + passed(1, eps, third) < labels_needed(2, eps, third)


def test_numbers_of_the_active_one() -> None:
    assert [phases(Fraction(x)) for x in ("5/4", "1/2", "1/10", "1/1000")] == [1, 1, 3, 6]
    for eps in (Fraction(5, 4), Fraction(1, 2), Fraction(1, 10), Fraction(1, 1000)):
        assert 4.0 ** -phases(eps) <= math.tan(eps / 2) < 4.0 ** (1 - phases(eps))
    assert in_a_phase(2, Fraction(1, 2), Fraction(1, 4)) == math.ceil(25 * math.pi / 16 * math.log(64))


@pytest.mark.parametrize("learner", BOTH, ids=lambda x: x.name)
def test_bad_arguments(learner: Any) -> None:
    good = {"d": 2, "eps": "1/10", "delta": "1/20"}
    for changed, says in (
        ({"d": 0}, "d is an integer"),
        ({"eps": "8/5"}, "eps is an angle"),
        ({"eps": 0}, "eps is an angle"),
        ({"delta": 1}, "delta is a probability"),
        ({"seed": -1}, "seed is an integer"),
    ):
        with pytest.raises(BadArgument, match=says):
            run(learner(**{**good, **changed}), teachers.Function(lambda X: X[:, 0] >= 0))


def test_one_that_stops_at_once_is_refuted() -> None:
    def hasty(d: int, eps: Any, delta: Any, seed: int = 0) -> Any:
        (x,) = unit_vectors(np.random.default_rng(seed), 1, d)
        (positive,) = yield from Membership(x[None])
        return HalfSpace(x if positive else -x)

    theorem = replace(active_perceptron.theorem, bounds=(Bound(Membership, "exactly", lambda: 1),))
    verdict = verify(Learner(hasty, theorem, "mine.hasty"))
    assert verdict.failure is not None
    assert verdict.failure.law == "probability"
