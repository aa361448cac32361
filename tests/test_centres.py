"""Centres of cones and what is inscribed in them and around them: against cvxpy, at every scale, and at their edges."""

from __future__ import annotations

import contextlib
import math
from typing import Any

import cvxpy as cp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from qlearn.errors import Undecided
from qlearn.geometry.analytic_centre import analytic_centre, dikin
from qlearn.geometry.diagonal_ellipsoid import Diagonal, largest_diagonal
from qlearn.geometry.directions import angle
from qlearn.geometry.inscribed_ellipsoid import _judged, by_ellipsoid, largest_ellipsoid, tangents
from qlearn.geometry.max_margin import max_margin

sizes = st.integers(2, 9)
seeds = st.integers(0, 10**6)
scales = st.sampled_from([1.0, 1e-2, 1e-4, 1e-7, 1e-9])
SIZES = [(2, 2), (2, 9), (3, 3), (4, 20), (6, 8), (8, 60)]


def cone(d: int, m: int, seed: int, narrow: float = 1.0) -> tuple[Any, Any]:
    """d + m rows of length 1, and a unit vector inside them; the cone is about `narrow` wide, and pointed."""
    rng = np.random.default_rng(seed)
    w = rng.normal(size=d)
    w /= np.linalg.norm(w)
    basis = tangents(w)
    corners = np.vstack([np.eye(d - 1), -np.ones((1, d - 1))])  # so that the slice is bounded
    across = np.vstack([corners, rng.normal(size=(m, d - 1))])
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    rows = across @ basis.T + np.outer(narrow * rng.uniform(0.2, 2, len(across)), w)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True), w


def farthest(rows: Any, centre: Any, rng: Any, tries: int = 12) -> float:
    """The largest angle with the centre that linear programs find: extreme points of the slice, in units of its width."""
    basis = tangents(centre)
    heights = rows @ centre
    unit = np.sort(heights)[: len(centre)].mean()
    worst = 0.0
    for _ in range(tries):
        found = linprog(-rng.normal(size=len(centre) - 1), -(rows @ basis), heights / unit, bounds=(None, None))
        if found.status == 0:
            worst = max(worst, math.atan(unit * float(np.linalg.norm(found.x))))
    return worst


def on_the_sphere(n: int, count: int, rng: Any) -> Any:
    z = rng.normal(size=(count, n))
    return z / np.linalg.norm(z, axis=1, keepdims=True)


# the full ellipsoid, and what is around the cone


@pytest.mark.parametrize(("d", "m"), [(2, 2), (3, 0), (3, 5), (4, 12), (5, 3)])
def test_the_full_ellipsoid_is_that_of_cvxpy(d: int, m: int) -> None:
    """In R^d, as published; and the slice's own, by which it is found."""
    rows, w = cone(d, m, 7 * d + m)
    found = largest_ellipsoid(rows, w, tolerance=1e-9)
    u, S = cp.Variable(d), cp.Variable((d, d), PSD=True)
    inside = [rows @ u >= cp.norm(rows @ S, axis=1), cp.norm(u) <= 1]
    cp.Problem(cp.Maximize(cp.log_det(S)), inside).solve(solver="CLARABEL")
    mine = np.outer(found.centre, found.centre) / d
    mine += (1 - 1 / d) * (found.directions * found.lengths**2) @ found.directions.T
    np.testing.assert_allclose(found.centre, u.value, atol=1e-4)
    np.testing.assert_allclose(mine, S.value @ S.value, atol=3e-4)


@given(sizes, st.integers(0, 30), seeds, scales)
def test_the_full_ellipsoid_lies_inside_and_what_is_around_it_outside(d: int, m: int, seed: int, narrow: float) -> None:
    rows, w = cone(d, m, seed, narrow)
    rng = np.random.default_rng(seed)
    found = largest_ellipsoid(rows, w)
    np.testing.assert_allclose(found.directions.T @ found.directions, np.eye(d - 1), atol=1e-12)
    assert np.abs(found.centre @ found.directions).max() <= 1e-14
    assert (np.diff(found.lengths) <= 0).all(), "the longest first"
    ends = found.centre + (on_the_sphere(d - 1, 40, rng) * found.lengths) @ found.directions.T
    assert (ends @ rows.T >= -1e-14).all()
    assert farthest(rows, found.centre, rng) <= found.outer
    assert found.outer <= math.atan(1.2 * (d - 1) * found.lengths[0]) + 1e-12, "John's factor, or little more"
    again = largest_ellipsoid(rows, found.centre, found.weights, tolerance=1e-7)
    assert np.log(again.lengths).sum() >= np.log(found.lengths).sum() - 1e-9
    assert np.log(again.lengths).sum() <= np.log(found.lengths).sum() + 0.05 * d, "it was nearly the largest"


@given(sizes, st.integers(0, 12), seeds, scales)
def test_whatever_the_multipliers_what_they_show_is_true(d: int, m: int, seed: int, narrow: float) -> None:
    rows, w = cone(d, m, seed, narrow)
    rng = np.random.default_rng(seed)
    best = largest_ellipsoid(rows, w, tolerance=1e-6)
    for spread in (0.0, 0.03, 0.3, 2.0):
        weights = best.weights * np.exp(spread * rng.normal(size=len(rows))) + spread * 0.01 * best.weights.max()
        nudge = spread * 0.2 * best.directions @ (best.lengths * rng.normal(size=d - 1)) / math.sqrt(d)
        centre = (best.centre + nudge) / np.linalg.norm(best.centre + nudge)
        if (rows @ centre).min() > 1e-12:
            shown = _judged(rows, centre, weights)
            assert farthest(rows, centre, rng, 4) <= shown.outer
            ends = shown.centre + (on_the_sphere(d - 1, 20, rng) * shown.lengths) @ shown.directions.T
            assert (ends @ rows.T >= -1e-14).all()


def halved_space(d: int, m: int, seed: int) -> tuple[Any, Any]:
    """Rows in all directions, w close to some of their planes: a start far from the middle."""
    rng = np.random.default_rng(seed)
    rows, w = on_the_sphere(d, m, rng), on_the_sphere(d, 1, rng)[0]
    return rows * np.where(rows @ w >= 0, 1.0, -1.0)[:, None], w


@pytest.mark.parametrize("seed", range(4))
def test_a_start_far_from_the_middle_ends_at_the_same_ellipsoids(seed: int) -> None:
    rows, w = halved_space(20, 200, seed)
    full = largest_ellipsoid(rows, w, tolerance=1e-8)
    middle, _ = max_margin(rows)
    np.testing.assert_allclose(largest_ellipsoid(rows, middle, tolerance=1e-8).centre, full.centre, atol=1e-6)
    diagonal = largest_diagonal(rows, ball(rows, w), 1e-8)
    again = largest_diagonal(rows, ball(rows, middle), 1e-8)
    np.testing.assert_allclose(again.centre, diagonal.centre, atol=1e-5)
    np.testing.assert_allclose(again.axes, diagonal.axes, rtol=1e-4)
    np.testing.assert_allclose(analytic_centre(rows, w), analytic_centre(rows, middle), atol=1e-8)


def test_rounding_may_be_all_that_is_left_of_a_pull() -> None:
    rows, w = cone(2, 130, 200, 1e-9)
    assert angle(analytic_centre(rows, w, tolerance=1e-9), w) < 3e-9


@given(sizes, seeds)
def test_john_is_met_by_a_cone_of_d_rows(d: int, seed: int) -> None:
    """A simplex lies in its largest ellipsoid d - 1 times, and no less: in the units in which that is round."""
    rows, w = cone(d, 0, seed, 1e-3)
    found = largest_ellipsoid(rows, w, tolerance=1e-9)
    for _ in range(d + 1):
        weights = np.array([found.weights @ (rows @ found.centre) ** 2])
        assert weights[0] == pytest.approx(d - 1, rel=1e-6), "the multipliers' sum, in units of the heights"
    assert found.outer == pytest.approx(math.atan((d - 1) * found.lengths[0]), rel=1e-6)


@given(sizes, st.integers(1, 9), seeds)
def test_a_slice_that_is_not_bounded_is_not_enclosed(d: int, m: int, seed: int) -> None:
    """All rows on one side of a hyperplane through w: the slice goes on for ever on the other."""
    rows, w = cone(d, m, seed)
    across = tangents(w)[:, 0]
    rows = rows[rows @ across >= 0]
    with contextlib.suppress(Undecided):
        assert largest_ellipsoid(rows, w).outer == math.pi
    assert by_ellipsoid(rows, np.ones(len(rows), np.bool_), w) == math.pi


def test_a_start_outside_is_refused() -> None:
    with pytest.raises(Undecided, match="strictly inside"):
        largest_ellipsoid(np.eye(2), np.array([1.0, 0.0]))
    both = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    assert by_ellipsoid(both, np.ones(3, np.bool_), np.array([1.0, 0.0])) == math.pi


@given(sizes, st.integers(0, 20), seeds, scales, st.sampled_from([1e-200, 1.0, 1e200]))
def test_an_enclosure_takes_points_labels_and_an_estimate_of_any_length(
    d: int, m: int, seed: int, narrow: float, size: float
) -> None:
    rows, w = cone(d, m, seed, narrow)
    rng = np.random.default_rng(seed)
    labels = rng.random(len(rows)) < 0.5
    points = rows * np.where(labels, 3.0, -0.5)[:, None]
    shown = by_ellipsoid(points, labels, size * w)
    assert shown == pytest.approx(by_ellipsoid(rows, np.ones(len(rows), np.bool_), w), rel=1e-3)
    assert farthest(rows, w, rng, 4) <= shown
    assert by_ellipsoid(points, ~labels, size * w) == math.pi, "the estimate is on the wrong side of all"
    assert by_ellipsoid(points, labels, -size * w) == math.pi


def test_one_dimension_is_a_ray() -> None:
    assert by_ellipsoid(np.array([[2.0], [-1.0]]), np.array([True, False]), np.array([3.0])) <= 1e-14
    assert by_ellipsoid(np.array([[2.0], [1.0]]), np.array([True, False]), np.array([3.0])) == math.pi


# the diagonal ellipsoid


def ball(rows: Any, w: Any) -> Diagonal:
    return Diagonal(w, np.full(len(w), 0.9 * (rows @ w).min()))


@pytest.mark.parametrize(("d", "m"), SIZES)
def test_the_diagonal_ellipsoid_is_that_of_cvxpy(d: int, m: int) -> None:
    rows, w = cone(d, m, 11 * d + m)
    found = largest_diagonal(rows, ball(rows, w), gap=1e-9)
    u, s = cp.Variable(d), cp.Variable(d)
    inside = [rows @ u >= cp.norm(rows @ cp.diag(s), axis=1), cp.norm(u) <= 1]
    cp.Problem(cp.Maximize(cp.sum(cp.log(s))), inside).solve(solver="CLARABEL")
    np.testing.assert_allclose(found.centre, u.value, atol=1e-4)
    np.testing.assert_allclose(found.axes, s.value, rtol=1e-3)
    assert np.log(found.axes).sum() >= np.log(s.value).sum() - 1e-5


@pytest.mark.parametrize("narrow", [1e-4, 1e-8])
def test_a_thin_cones_diagonal_ellipsoid_is_that_of_cvxpy_in_its_own_units(narrow: float) -> None:
    """Where cvxpy itself fails: it is given the slice, in units of the cone's width."""
    rows, w = cone(5, 15, 5, narrow)
    found = largest_diagonal(rows, ball(rows, w), gap=1e-7)
    c = found.centre
    v, r = cp.Variable(5), cp.Variable(5)
    heights = rows @ c / narrow
    across = rows - np.outer(rows @ c, c)
    inside = [heights + across @ v >= cp.norm(rows @ cp.diag(r), axis=1), c @ v == 0]
    cp.Problem(cp.Maximize(cp.sum(cp.log(r))), inside).solve(solver="CLARABEL")
    np.testing.assert_allclose(v.value, 0, atol=1e-3)
    np.testing.assert_allclose(found.axes / narrow, r.value, rtol=1e-3)


@given(sizes, st.integers(0, 30), seeds, scales)
def test_the_diagonal_ellipsoid_lies_inside_and_is_nearly_the_largest(d: int, m: int, seed: int, narrow: float) -> None:
    rows, w = cone(d, m, seed, narrow)
    found = largest_diagonal(rows, ball(rows, w), gap=0.5)
    assert np.linalg.norm(found.centre) == pytest.approx(1, abs=1e-14)
    assert (rows @ found.centre - np.sqrt(rows**2 @ found.axes**2) >= -1e-15).all()
    again = largest_diagonal(rows, found, gap=1e-6)
    assert np.log(found.axes).sum() <= np.log(again.axes).sum() + 1e-6
    assert np.log(found.axes).sum() >= np.log(again.axes).sum() - 0.6


@given(sizes, st.integers(0, 30), seeds, scales, st.integers(1, 8))
def test_its_longest_axes_across_the_centre_and_what_is_left_on_their_sides(
    d: int, m: int, seed: int, narrow: float, k: int
) -> None:
    rows, w = cone(d, m, seed, narrow)
    rng = np.random.default_rng(seed)
    found = largest_diagonal(rows, ball(rows, w))
    k = min(k, d - 1)
    axes = found.longest(k)
    np.testing.assert_allclose(axes @ axes.T, np.eye(k), atol=1e-12)
    assert np.abs(axes @ found.centre).max() <= 1e-9
    across = on_the_sphere(d, 50, rng)
    across -= np.outer(across @ found.centre, found.centre)
    across = across[np.linalg.norm(across, axis=1) > 1e-3]  # of the others only rounding is left
    reach = np.linalg.norm(across * found.axes, axis=1) / np.linalg.norm(across, axis=1)
    assert reach.max() <= np.linalg.norm(axes[0] * found.axes) * (1 + 1e-6), "none reaches farther"
    answered = axes * np.where(rng.random(k) < 0.5, 1.0, -1.0)[:, None]
    kept = found.halved(answered)
    assert np.linalg.norm(kept.centre) == pytest.approx(1, abs=1e-14)
    both = np.vstack([rows, answered])
    assert (both @ kept.centre >= 1.01 * np.sqrt(both**2 @ kept.axes**2)).all()
    if k == 1:
        assert kept.axes.min() >= 0.3 * found.axes.min()


def test_a_diagonal_ellipsoid_without_end_or_a_start_outside_is_refused() -> None:
    with pytest.raises(Undecided):
        largest_diagonal(np.array([[1.0, 0.0]]), Diagonal(np.array([0.8, 0.6]), np.array([0.1, 0.1])))
    with pytest.raises(Undecided, match="not inside"):
        largest_diagonal(np.eye(2), Diagonal(np.array([0.8, 0.6]), np.array([0.1, 0.7])))
    with pytest.raises(Undecided, match="not inside"):
        largest_diagonal(np.eye(2), Diagonal(np.array([1.0, 0.0]), np.array([0.1, 0.1])))


# the analytic centre


@pytest.mark.parametrize(("d", "m"), [(1, 0), *SIZES])
def test_the_analytic_centre_is_that_of_cvxpy(d: int, m: int) -> None:
    rows, w = cone(d, m, 3 * d + m) if d > 1 else (np.array([[2.0], [0.1]]), np.ones(1))
    v, q = cp.Variable(d), cp.Variable()
    value = cp.sum(cp.log(rows @ v)) + cp.log(q)
    cp.Problem(cp.Maximize(value), [cp.sum_squares(v) + q <= 1]).solve(solver="CLARABEL")
    np.testing.assert_allclose(analytic_centre(rows, w, 1e-9), v.value, atol=2e-5)


@given(sizes, st.integers(0, 60), seeds, scales)
def test_at_the_analytic_centre_nothing_pulls(d: int, m: int, seed: int, narrow: float) -> None:
    rows, w = cone(d, m, seed, narrow)
    rng = np.random.default_rng(seed)
    found = analytic_centre(rows, w)
    c = found / np.linalg.norm(found)
    assert found @ found == pytest.approx(len(rows) / (len(rows) + 2))
    lengths, directions = dikin(rows, found)
    pull = (directions.T @ (rows / (rows @ c)[:, None]).sum(axis=0)) * lengths
    assert np.linalg.norm(pull) <= 1e-5 + 1e-12 / narrow
    np.testing.assert_allclose(analytic_centre(rows * rng.uniform(0.1, 9, (len(rows), 1)), w), found, atol=1e-5)
    assert (np.diff(lengths) <= 0).all()
    assert np.abs(c @ directions).max() <= 1e-9
    ends = c + (on_the_sphere(d - 1, 40, rng) * lengths) @ directions.T
    assert (ends @ rows.T >= -1e-14).all(), "Dikin's ellipsoid is inside"
    grams = np.square((rows @ directions * lengths) / (rows @ c)[:, None]).sum(axis=0)
    np.testing.assert_allclose(grams, 1, rtol=1e-6 + 1e-11 / narrow)


def test_an_analytic_centre_needs_a_start_inside_and_dikin_a_bounded_slice() -> None:
    with pytest.raises(Undecided, match="strictly inside"):
        analytic_centre(np.eye(2), np.array([1.0, 0.0]))
    with pytest.raises(Undecided):
        dikin(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]), np.array([0.6, 0.8, 0.0]))


# the largest margin


@pytest.mark.parametrize(("d", "m"), [(1, 0), *SIZES])
def test_the_largest_margin_is_that_of_cvxpy(d: int, m: int) -> None:
    rows, _ = cone(d, m, 5 * d + m) if d > 1 else (np.array([[2.0], [0.1]]), np.ones(1))
    u, r = cp.Variable(d), cp.Variable()
    cp.Problem(cp.Maximize(r), [rows @ u >= r, cp.norm(u) <= 1]).solve(solver="CLARABEL")
    found, _ = max_margin(rows, tolerance=1e-9)
    np.testing.assert_allclose(found, u.value, atol=1e-5)
    assert (rows @ found).min() == pytest.approx(r.value, abs=1e-7)


@settings(max_examples=200)
@given(sizes, st.integers(0, 60), seeds, scales, st.booleans())
def test_the_multipliers_show_that_no_margin_is_larger(d: int, m: int, seed: int, narrow: float, near: bool) -> None:
    """The margin of any w of the cone is at most its mean by the multipliers; and every w is within an angle of u."""
    rows, w = cone(d, m, seed, narrow)
    u, y = max_margin(rows, w if near else None)
    assert np.linalg.norm(u) == pytest.approx(1, abs=1e-14)
    assert (y >= 0).all()
    mean = y @ rows / y.sum()
    along = float(mean @ u)
    limit = along + np.linalg.norm(mean - along * u) * math.sin(min(math.pi / 2, by_ellipsoid(rows, rows @ w > 0, u)))
    assert (rows @ u).min() <= limit + 1e-15
    assert (rows @ u).min() >= limit * (1 - 1e-4) - 1e-13


@given(sizes, st.integers(1, 60), seeds)
def test_rows_that_no_vector_has_on_its_positive_side(d: int, m: int, seed: int) -> None:
    rows, _ = cone(d, m, seed)
    with pytest.raises(Undecided, match="no vector"):
        max_margin(np.vstack([rows, -rows[:1]]))
    with pytest.raises(Undecided, match="no vector"):
        max_margin(np.vstack([rows, -rows.sum(axis=0)[None]]))
