"""Polynomial boundaries from labels: what is certified is true, and what cannot be is refused."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import run, teachers
from qlearn.choices import Coins
from qlearn.concepts.polynomial_thresholds import PolynomialThreshold, SeededPolynomials, well_spread
from qlearn.errors import BadArgument, Failed, Inconsistent
from qlearn.evidence.remaining import confirmed
from qlearn.geometry.directions import angle
from qlearn.geometry.legendre import longest, slopes, steepest
from qlearn.geometry.monomials import dimension, exponents, features
from qlearn.geometry.pinned_polynomials import faces, pinned
from qlearn.geometry.zero_sets import ZeroSet, _real_roots
from qlearn.learners.kernels.boundary_null_space import boundary_null_space

QUADRIC = teachers.Function(lambda X: (X**2).sum(axis=1) <= 0.5)


def quadric(seed: int, d: int, p: int = 2) -> PolynomialThreshold:
    """Uniform coefficients, a tenth of the box in each class."""
    rng = np.random.default_rng((seed, d, p))
    while True:
        found = PolynomialThreshold(rng.normal(size=dimension(d, p)), d, p)
        if 0.1 <= found(rng.uniform(-1, 1, (2000, d))).mean() <= 0.9:
            return found


def instances(target: Any, d: int, seed: int = 0) -> dict[str, Any]:
    X = np.random.default_rng(seed).uniform(-1, 1, (500, d))
    above = target(X)
    return {"positive": tuple(X[above][0].tolist()), "negative": tuple(X[~above][0].tolist())}


# ---- the null space of a boundary


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from([8, 12, 20, 40]))
def test_the_stated_angle_is_true_and_confirmed_by_the_labels_alone(seed: int, k: int) -> None:
    target = SeededPolynomials().draw(Coins(seed))
    learning = boundary_null_space(k=k, seed=seed % 5, **target.given)
    try:
        done = run(learning, teachers.Honest(target))
    except Failed:
        return
    m = learning.sizes()["m"]
    assert done.ledger.total == k + (m - 1) * (k + 1)
    assert angle(target.w, done.hypothesis.w) <= done.hypothesis.angle < math.pi / 2
    known = confirmed(learning, done.hypothesis, done.turns)
    assert known.holds
    assert known.error <= done.hypothesis.angle + 1e-12


@pytest.mark.parametrize(("d", "k", "least"), [(2, 30, 1e-4), (5, 20, 3e-3), (5, 36, 1e-7)])
def test_more_halvings_certify_a_smaller_angle(d: int, k: int, least: float) -> None:
    angles = []
    for seed in range(4):
        target = quadric(seed, d)
        found = run(boundary_null_space(d=d, p=2, k=k, m=2 * dimension(d, 2), **instances(target, d)), teachers.Honest(target))
        assert angle(target.w, found.hypothesis.w) <= found.hypothesis.angle
        angles.append(found.hypothesis.angle)
    assert float(np.median(angles)) < least


def test_a_certificate_needs_its_pairs_and_its_far_point() -> None:
    learning = boundary_null_space(d=2, p=2, positive=(0, 0), negative=(1, 1), k=24, m=10)
    done = run(learning, QUADRIC)
    h = done.hypothesis
    assert confirmed(learning, h, done.turns).holds
    for other in (
        replace(h, angle=h.angle / 10),
        replace(h, w=-h.w),
        replace(h, above=not h.above),
        replace(h, inside=h.outside, outside=h.inside),
        replace(h, inside=h.inside + 1e-3),
        replace(h, w=h.w + 2 * h.angle * np.eye(1, 6, 1)[0]),
    ):
        assert not confirmed(learning, other, done.turns).holds
    assert not confirmed(learning, h, done.turns[:-1]).holds


def never_negative(X: Any) -> Any:
    return X[:, 0] ** 2 + 1 >= 0


def hidden_factor(X: Any) -> Any:
    return (X[:, 0] ** 2 + 1) * (X[:, 0] + X[:, 1] - 0.25) >= 0


@pytest.mark.parametrize("m", [9, 30])
def test_a_boundary_that_does_not_span_is_said(m: int) -> None:
    """Of degree 3 (x**2 + 1) l(x) has no other labels than l(x): no angle between cubics is shown, however many points."""
    with pytest.raises(Failed, match=r"does not span.*keeps its sign"):
        run(boundary_null_space(d=2, p=3, positive=(1, 1), negative=(-1, -1), k=30, m=m), teachers.Function(hidden_factor))


def test_a_square_that_is_zero_on_a_line_has_one_class_but_there() -> None:
    square = teachers.Function(lambda X: -((X[:, 0] - X[:, 1]) ** 2) >= 0)  # - everywhere but on a diagonal
    with pytest.raises(Failed, match=r"otherwise than the positive instance \[0\.5, 0\.5\]: only one class"):
        run(boundary_null_space(d=2, p=2, positive=(0.5, 0.5), negative=(0.3, -0.5), k=20), square)


def test_one_class_only_is_said() -> None:
    with pytest.raises(Failed, match=r"otherwise than the negative instance \[0, 0\.5\]: only one class"):
        run(boundary_null_space(d=2, p=2, positive=(0, 0), negative=(0, 0.5), k=20), teachers.Function(never_negative))


def test_a_higher_degree_than_said_is_inconsistent() -> None:
    quartic = teachers.Function(lambda X: (X**2).sum(axis=1) ** 2 + X[:, 0] ** 3 <= 0.4)
    with pytest.raises(Inconsistent, match="no polynomial of degree 2"):
        run(boundary_null_space(d=2, p=2, positive=(0, 0), negative=(1, 1), k=30, m=12), quartic)


BAD: list[tuple[dict[str, Any], str]] = [
    ({"positive": (0.5, 0.5), "negative": (0.5, 0.5)}, "the same"),
    ({"positive": (0.5, 1.5)}, r"positive instance \[0\.5, 1\.5\] is outside"),
    ({"negative": (0.5, float("nan"))}, "finite"),
    ({"positive": (0.5,)}, "d = 2"),
    ({"p": 0}, "p is an integer"),
    ({"d": 0}, "d is an integer"),
    ({"k": 0}, "k is an integer"),
    ({"k": 49}, "k is an integer"),
    ({"m": 4}, "m is an integer"),
    ({"seed": -1}, "seed is an integer"),
]


@pytest.mark.parametrize(("wrong", "says"), BAD)
def test_arguments_that_are_none(wrong: dict[str, Any], says: str) -> None:
    given = {"d": 2, "p": 2, "positive": (0, 0), "negative": (1, 1), "k": 10, **wrong}
    with pytest.raises(BadArgument, match=says):
        run(boundary_null_space(**given), QUADRIC)


# ---- slopes, zeros, pins


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 10**6))
def test_features_are_no_steeper_than_at_the_corner(d: int, p: int, seed: int) -> None:
    rng, which = np.random.default_rng(seed), exponents(d, p)
    X, Y = rng.uniform(-1, 1, (2, 20, d))
    Y[:10] = np.clip(X[:10] + 1e-3 * rng.normal(size=(10, d)), -1, 1)
    one, other = (features(Z, which, "legendre") for Z in (X, Y))
    apart = np.linalg.norm(one - other, axis=1)
    assert (apart <= math.sqrt(steepest(d, p)) * np.linalg.norm(X - Y, axis=1) + 1e-12).all()
    assert (np.linalg.norm(one, axis=1) <= math.sqrt(longest(d, p)) * (1 + 1e-12)).all()
    corner, near = features(np.array([np.ones(d), np.full(d, 1 - 1e-6)]), which, "legendre")
    share = np.linalg.norm(corner - near) / (math.sqrt(steepest(d, p)) * 1e-6 * math.sqrt(d))
    assert 0.999 <= share <= 1 + 1e-6


@given(st.integers(1, 3), st.integers(1, 4), st.integers(0, 10**6))
def test_slopes_are_those_of_differences(d: int, p: int, seed: int) -> None:
    X = np.random.default_rng(seed).uniform(-1, 1, (5, d))
    which, M, h = exponents(d, p), slopes(d, p), 1e-5
    found = np.einsum("eik,mk->mei", M, features(X, which, "legendre")[:, : M.shape[2]])
    for i, axis in enumerate(np.eye(d)):
        moved = (features(X + h * axis, which, "legendre") - features(X - h * axis, which, "legendre")) / (2 * h)
        assert np.allclose(found[:, :, i], moved, atol=1e-6)


@given(st.integers(1, 3), st.integers(1, 4), st.integers(0, 10**6))
def test_lines_meet_the_zeros_where_they_change_sign(d: int, p: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    c = rng.normal(size=dimension(d, p))
    zeros = ZeroSet(d, p, c)
    starts, along = rng.uniform(-1, 1, (20, d)), rng.normal(size=(20, d))
    found = zeros.on_lines(starts, along)
    assert (np.abs(found) <= 1).all()
    assert np.allclose(zeros.features(found) @ c, 0, atol=1e-6 * np.linalg.norm(c) * math.sqrt(longest(d, p)))
    fine = starts[:, None] + np.linspace(-3, 3, 2001)[:, None] * along[:, None]  # (20, 2001, d)
    values = (zeros.features(fine.reshape(-1, d)) @ c).reshape(20, -1)
    inside: Any = (np.abs(fine) <= 1 - 1e-9).all(axis=2)
    changes = (values[:, 1:] * values[:, :-1] < 0) & inside[:, 1:] & inside[:, :-1]
    assert len(found) >= changes.sum()


def test_roots_of_degenerate_rows() -> None:
    rows = np.array([[0.0, 2.0, -1.0], [1.0, 0.0, 1.0], [1.0, -3.0, 2.0], [0.0, 0.0, 1.0]])
    found = _real_roots(rows)
    assert np.nanmin(np.abs(found[0] - 0.5)) < 1e-15
    assert np.isnan(found[1]).all()
    assert sorted(found[2]) == [1, 2]
    cubic = _real_roots(np.array([[1.0, -6.0, 11.0, -6.0], [0.0, 0.0, 1.0, -0.5]]))
    assert np.allclose(np.sort(cubic[0]), [1, 2, 3])
    assert np.nanmin(np.abs(cubic[1] - 0.5)) < 1e-6


@given(st.integers(0, 10**6), st.integers(0, 6))
def test_pins_enclose_whatever_the_ends_are(seed: int, more: int) -> None:
    """Pairs about the boundary of a quadric, of all lengths: the angle is true, with as many rows as needed or more."""
    target, rng = quadric(seed % 7, 2), np.random.default_rng(seed)
    zeros = ZeroSet(2, 2, target.w)
    on = zeros.on_lines(rng.uniform(-1, 1, (60, 2)), rng.normal(size=(60, 2)))[: 5 + more]
    step = 10.0 ** rng.uniform(-9, -2, (len(on), 1)) * rng.normal(size=on.shape)
    ends = np.clip(on + step, -1, 1), np.clip(on - 0.3 * step, -1, 1)
    labels = [target(end) for end in ends]
    kept = labels[0] != labels[1]
    inside = np.where(labels[0][:, None], ends[0], ends[1])[kept]
    outside = np.where(labels[0][:, None], ends[1], ends[0])[kept]
    if len(inside) < 5:
        return
    found = pinned(inside, outside, 2, 2)
    assert not found.impossible
    assert min(angle(found.w, target.w), angle(-found.w, target.w)) <= found.angle


def test_a_far_point_turns_only_what_it_can() -> None:
    w, phi = np.eye(1, 3)[0], np.array([1.0, 0.2, 0.0])
    assert faces(w, phi, True, 0.1)
    assert not faces(w, phi, False, 0.1)
    assert not faces(w, phi, True, 1.2)
    assert not faces(w, phi, True, math.pi)


def test_spread_boundaries_are_told_from_others() -> None:
    assert well_spread(PolynomialThreshold(np.array([0.3, 1.0, -1.0]), 2, 1))
    assert not well_spread(PolynomialThreshold(np.array([5.0, 1.0, -1.0]), 2, 1))
    assert not well_spread(PolynomialThreshold(np.array([0.0, 1.0, 0.0, 0.0, 0.0, 0.0]), 2, 2))
