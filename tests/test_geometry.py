"""The numerics that learners share: corners that span, fits that fit, and how far rounding may carry."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from qlearn.concepts.affine import UNIT, Softmax
from qlearn.errors import BadArgument, Inconsistent
from qlearn.geometry.log_ratios import log_ratios, rounding
from qlearn.geometry.simplex import condition, corners, fit

steps = st.integers(-300, 300).map(lambda k: 2.0**k)
seeds = st.integers(0, 10**6)


@given(st.integers(1, 6), steps, st.sampled_from([-1, 1]))
def test_corners_are_a_centre_and_one_step_along_each_axis(d: int, step: float, sign: int) -> None:
    points, c, h = corners(d, 0.0, sign * step)
    assert points.shape == (d + 1, d)
    assert (points[0] == c).all()
    assert (points[1:] - points[0] == np.diag(h)).all()
    assert (h == sign * step).all()


def test_the_step_taken_is_the_one_after_rounding() -> None:
    _, _, h = corners(1, 1.0, 1e-16 + 2.0**-52)
    assert h[0] == 2.0**-52
    assert corners(3, (1.0, 2.0, 3.0), (1.0, 0.5, -2.0))[0][3].tolist() == [1.0, 2.0, 1.0]


@pytest.mark.parametrize(("centre", "step"), [(0.0, (1.0, 0.0)), ((0.0, 1e17), 1.0), ((1.0, 2.0, 3.0), 1.0), (0.0, (1.0,) * 3)])
def test_corners_that_do_not_span_are_refused(centre: Any, step: Any) -> None:
    with pytest.raises(BadArgument, match=r"leads nowhere in coordinate 1|one number or 2 of them"):
        corners(2, centre, step)


@given(seeds, st.integers(1, 5), st.integers(1, 4), st.integers(-30, 30))
def test_a_fit_of_exact_floats_is_exact(seed: int, d: int, K: int, scale: int) -> None:
    rng = np.random.default_rng(seed)
    W, b = rng.integers(-99, 99, (K, d)) * 2.0**scale, rng.integers(-99, 99, K) * 2.0**scale
    points, c, h = corners(d, tuple(rng.integers(-9, 9, d).tolist()), tuple((2.0 ** rng.integers(-3, 4, d)).tolist()))
    found = fit(points @ W.T + b, c, h)
    assert (found[0] == W).all()
    assert (found[1] == b).all()


@given(st.integers(1, 5), steps)
def test_the_condition_is_that_of_the_equations_in_units_of_the_step(d: int, step: float) -> None:
    points, c, h = corners(d, 0.0, step)
    assert condition(c, h) == pytest.approx(np.linalg.cond(np.column_stack([points / step, np.ones(d + 1)])))
    assert condition(c, h) >= 1
    assert condition(1000 * h, h) > 100 * condition(c, h), "a far centre makes it worse"


@given(seeds, st.integers(1, 4), st.integers(2, 5))
def test_log_ratios_are_the_logits_against_the_last_class(seed: int, d: int, K: int) -> None:
    rng = np.random.default_rng(seed)
    model = Softmax.of(rng.normal(size=(K, d)), rng.normal(size=K))
    points = rng.normal(size=(7, d))
    logits = log_ratios(model.values(points), points)
    assert (logits[:, -1] == 0).all()
    np.testing.assert_allclose(logits, points @ model.W.T + model.b, atol=1e-13)


@pytest.mark.parametrize("bad", [0.0, -0.0, -1e-300])
def test_a_probability_that_is_none_names_its_class_and_point(bad: float) -> None:
    probabilities = np.array([[0.5, 0.5, 0.25], [0.5, bad, 0.25]])
    with pytest.raises(Inconsistent, match=r"class 1 probability -?\S+ at \[3, 4\]"):
        log_ratios(probabilities, np.array([[1.0, 2.0], [3.0, 4.0]]))
    tiny = log_ratios(np.array([[5e-324, 1.0]]), np.zeros((1, 1)))
    assert tiny[0, 0] == pytest.approx(-744.44, abs=0.01), "the least float is a probability"


def exact_logits(W: Any, b: Any, x: Any) -> list[Fraction]:
    return [
        sum((Fraction(w) * Fraction(v) for w, v in zip(row, x, strict=True)), Fraction(c)) for row, c in zip(W, b, strict=True)
    ]


@given(seeds, st.integers(1, 5), st.integers(2, 4), st.sampled_from([1e-6, 1.0, 30.0]))
def test_a_logit_read_off_probabilities_is_within_its_rounding(seed: int, d: int, K: int, size: float) -> None:
    rng = np.random.default_rng(seed)
    model = Softmax.of(rng.uniform(-size, size, (K, d)), rng.uniform(-size, size, K))
    points = rng.uniform(-2, 2, (4, d))
    off = rounding(model.W, model.b, points, UNIT)
    read = log_ratios(model.values(points), points)
    for row, x in zip(read.tolist(), points.tolist(), strict=True):
        true = exact_logits(model.W.tolist(), model.b.tolist(), x)
        assert all(abs(Fraction(z) - (t - true[-1])) <= Fraction(off) for z, t in zip(row, true, strict=True))
    largest = float((np.abs(points) @ np.abs(model.W).T + np.abs(model.b)).max())
    assert off <= 40 * (d + 4) * UNIT * (largest + 1), "and it is no excuse for anything"


def test_rounding_counts_each_operation() -> None:
    W, b, points = np.array([[3.0, -4.0]]), np.array([-1.0]), np.array([[0.0, 0.0], [-1.0, 2.0]])
    assert rounding(W, b, points, UNIT) == 2 * UNIT * ((2 + 4) * ((3 + 8 + 1) + 1) + 8)
    assert sp.Rational(UNIT) == sp.Rational(1, 2**53)
