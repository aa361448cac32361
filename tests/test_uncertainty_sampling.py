"""Uncertainty sampling: the nearest row is the nearest, and the labels asked are given by what is found."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Membership, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadArgument, Inconsistent
from qlearn.evidence.remaining import confirmed
from qlearn.geometry.directions import angle
from qlearn.geometry.max_margin import max_margin
from qlearn.geometry.nearest_row import NearestRow
from qlearn.learners.linear.uncertainty_sampling import fitted, pool_of, uncertainty_sampling
from qlearn.transcript import Turn


@settings(max_examples=60)
@given(st.integers(1, 6), st.sampled_from([1, 5, 1024, 1025, 5000]), st.integers(0, 99), st.sampled_from([1.0, 0.1, 1e-3]))
def test_the_nearest_row_is_that_of_looking_at_all(d: int, n: int, seed: int, pace: float) -> None:
    """While the plane turns at every pace, and rows are taken until none is left."""
    rng = np.random.default_rng(seed)
    rows = pool_of(d, n, seed)
    if n > 4:
        rows = np.vstack([rows[:-2], rows[:2]])  # some rows twice
    near, left = NearestRow(rows), np.ones(n, np.bool_)
    w = rng.normal(size=d)
    for _ in range(min(n, 60)):
        w = w / np.linalg.norm(w)
        distances = np.abs((rows * w).sum(axis=1))
        distances[~left] = np.inf
        found = near.nearest(w)
        assert found == int(np.argmin(distances))
        near.take(found)
        left[found] = False
        w = w + pace * rng.normal(size=d) * (10.0 if rng.random() < 0.05 else 1.0)
        pace *= 0.97


def test_few_rows_are_looked_at_while_the_plane_turns_slowly() -> None:
    rng = np.random.default_rng(0)
    near, w = NearestRow(pool_of(10, 50_000, 0)), np.eye(1, 10)[0]
    for k in range(200):
        w = w + 0.3 * 0.95**k * rng.normal(size=10)
        w /= np.linalg.norm(w)
        near.take(near.nearest(w))
    assert len(near.front) < 2000


@settings(max_examples=25)
@given(st.integers(1, 8), st.integers(1, 60), st.integers(0, 99), st.data())
def test_it_asks_different_points_and_is_right_on_them(d: int, pool: int, seed: int, data: Any) -> None:
    labels = data.draw(st.integers(1, pool))
    concept = HalfSpace(np.random.default_rng(seed).normal(size=d))
    learning = uncertainty_sampling(d=d, pool=pool, labels=labels, seed=seed)
    done = run(learning, teachers.Honest(concept))
    points = np.concatenate([t.query.points for t in done.turns])
    assert d == 1 or len(np.unique(points, axis=0)) == labels, "no point twice"
    assert done.ledger.total == labels
    assert (done.hypothesis(points) == concept(points)).all()
    assert confirmed(learning, done.hypothesis, done.turns).holds
    wrong = int((done.hypothesis(pool_of(d, pool, seed)) != concept(pool_of(d, pool, seed))).sum())
    assert wrong <= pool - labels
    if d > 1:
        assert confirmed(learning, done.hypothesis, done.turns).error == (pool - labels) / pool
    assert not confirmed(learning, HalfSpace(-done.hypothesis.w), done.turns).holds


@settings(max_examples=60)
@given(st.integers(1, 12), st.integers(1, 80), st.integers(0, 999), st.sampled_from([0.01, 0.3, 2.0]))
def test_what_is_fitted_to_some_rows_is_fitted_to_all(d: int, m: int, seed: int, off: float) -> None:
    rng = np.random.default_rng(seed)
    w = rng.normal(size=d) / np.sqrt(d)
    rows = pool_of(d, m, seed) * np.where(pool_of(d, m, seed) @ w >= 0, 1.0, -1.0)[:, None]
    best, _ = max_margin(rows)
    last = best + off * rng.normal(size=d) / np.sqrt(d)
    found = fitted(rows, last / np.linalg.norm(last))
    assert (rows @ found).min() >= 0.99 * (rows @ best).min()


def test_uncertain_points_teach_more_than_the_first_that_come() -> None:
    concept = HalfSpace(np.random.default_rng(3).normal(size=10))
    found = run(uncertainty_sampling(d=10, pool=20_000, labels=80), teachers.Honest(concept)).hypothesis
    assert angle(found.w, concept.w) < 0.02
    whole = run(uncertainty_sampling(d=10, pool=80, labels=80), teachers.Honest(concept)).hypothesis
    assert angle(whole.w, concept.w) > 0.1


def test_another_seed_is_another_pool_and_the_same_the_same() -> None:
    def asked(seed: int) -> bytes:
        done = run(uncertainty_sampling(d=3, pool=50, labels=9, seed=seed), teachers.Honest(HalfSpace(np.array([1.0, 2, 3]))))
        return b"".join(t.query.key() for t in done.turns)

    assert asked(1) == asked(1)
    assert asked(1) != asked(2)


def test_labels_that_no_half_space_gives_are_said_to_be_so() -> None:
    with pytest.raises(Inconsistent, match="no half-space through 0"):
        run(uncertainty_sampling(d=2, pool=40, labels=40), teachers.Function(lambda X: X[:, 0] * X[:, 1] >= 0))
    learning = uncertainty_sampling(d=2, pool=40, labels=3)
    done = run(learning, teachers.Honest(HalfSpace(np.array([1.0, 2.0]))))
    turned = [Turn(Membership(t.query.points), ~t.answer) for t in done.turns]
    assert not confirmed(learning, done.hypothesis, turned).holds
    assert not confirmed(learning, done.hypothesis, done.turns[:2]).holds, "fewer points than it says"


@pytest.mark.parametrize("more", [{"labels": 0}, {"labels": 9}, {"pool": 0}, {"d": 0}, {"labels": 2.5}])
def test_numbers_that_do_not_fit_are_refused(more: dict[str, Any]) -> None:
    with pytest.raises(BadArgument):
        run(uncertainty_sampling(**{"d": 2, "pool": 8, "labels": 3, **more}), teachers.Honest(HalfSpace(np.ones(2))))
