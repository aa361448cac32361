"""Polynomial kernels from values: where is asked, how it is solved, what rounding does, and other machines."""

from __future__ import annotations

import itertools
import time
from fractions import Fraction
from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.svm import SVC

from qlearn import Label, Value, find, run, teachers
from qlearn.channels import rounded_values
from qlearn.choices import Coins
from qlearn.concepts.enclosed_polynomials import EnclosedPolynomial
from qlearn.concepts.homogeneous_polynomials import HomogeneousPolynomial, HomogeneousPolynomials, of_one_degree
from qlearn.concepts.polynomials import Polynomial, PolynomialFunctions
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.evidence.remaining import confirmed
from qlearn.geometry.fekete import fekete, gain
from qlearn.geometry.lower_sets import amplification, condition, lattice, leja, solve, table
from qlearn.geometry.monomials import dimension, exponents, features
from qlearn.learners.kernels.homogeneous_polynomial import homogeneous_polynomial
from qlearn.learners.kernels.polynomial import polynomial
from qlearn.learners.kernels.polynomial_rounded import polynomial_rounded
from qlearn.testing import concepts

SIZES = [(1, 0), (1, 1), (1, 5), (2, 2), (3, 3), (2, 5), (5, 2), (10, 2)]  # d, p


def machine(d: int, p: int, seed: int = 0, constant: float = 1.0, offset: float = 0.3) -> Any:
    """The decision function of 60 support vectors in the box with a polynomial kernel."""
    rng = np.random.default_rng(seed)
    vectors, weights = rng.uniform(-1, 1, (60, d)), rng.standard_normal(60)
    return lambda X: ((X @ vectors.T / d + constant) ** p) @ weights + offset


def worst(found: Any, f: Any, d: int) -> float:
    """The largest error at 1,500 points of the box, against the largest value."""
    points = np.random.default_rng(1).uniform(-1, 1, (1500, d))
    return float(np.abs(found.values(points)[:, 0] - f(points)).max() / np.abs(f(points)).max())


# ---- the lattice


def test_places_are_the_extrema_of_chebyshev_each_far_from_those_before() -> None:
    for p in range(9):
        places = leja(p)
        assert sorted(places) == pytest.approx(sorted(np.cos(np.pi * np.arange(p + 1) / max(p, 1)).tolist()))
        for n in range(1, p + 1):
            far = [np.abs(x - places[:n]).prod() for x in places[n:]]
            assert far[0] >= max(far) - 1e-12
    assert leja(4)[2] == 0, "the middle is exact"


@pytest.mark.parametrize(("d", "p"), SIZES)
def test_the_lattice_has_a_point_for_each_exponent(d: int, p: int) -> None:
    points = lattice(d, p)
    assert points.shape == (comb(d + p, p), d)
    assert len(np.unique(points, axis=0)) == len(points)


@pytest.mark.parametrize(("d", "p"), SIZES)
@pytest.mark.parametrize("basis", ["powers", "chebyshev", "legendre"])
def test_solving_axis_by_axis_solves_the_equations(d: int, p: int, basis: Any) -> None:
    rng = np.random.default_rng(0)
    places = [np.sort(rng.uniform(-1, 1, p + 1)) + 3 * np.arange(p + 1) for _ in range(d)]  # different ones on each axis
    which = exponents(d, p)
    points = np.column_stack([x[which[:, i]] for i, x in enumerate(places)])
    wanted = rng.standard_normal((len(which), 2))
    answers = features(points, which, basis) @ wanted
    found = solve(answers, [table(x, basis) for x in places])
    assert np.abs(features(points, which, basis) @ found - answers).max() <= 1e-11 * np.abs(answers).max()
    assert found.shape == wanted.shape


def test_the_amplification_is_the_sum_of_the_inverse() -> None:
    for d, p in [(1, 1), (1, 3), (2, 2), (2, 3), (3, 2)]:
        for basis in ("chebyshev", "powers"):
            inverse = np.linalg.inv(features(lattice(d, p), exponents(d, p), basis))
            assert np.abs(inverse).sum() <= amplification(d, p, basis) <= (1 + 1e-5) * np.abs(inverse).sum()
            assert condition(d, p, basis) >= 1
    assert amplification(3, 0) == pytest.approx(1)
    assert 20_000 < amplification(10, 5) < 22_000


@given(st.integers(1, 3), st.integers(0, 3), st.integers(0, 99))
def test_no_error_of_the_answers_comes_back_larger_than_amplified(d: int, p: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    errors = rng.choice((-1.0, 1.0), dimension(d, p))
    moved = Polynomial(solve(errors, [table(leja(p), "chebyshev")] * d), p, np.zeros(d), np.ones(d))
    assert np.abs(moved.values(rng.uniform(-1, 1, (200, d)))).max() <= amplification(d, p)
    assert moved.size <= amplification(d, p)


# ---- polynomials


@given(concepts(PolynomialFunctions()))
def test_a_polynomial_is_the_sum_of_its_terms(f: Polynomial) -> None:
    point = f.centre + f.step * Coins(0).rng.uniform(-1, 1, (3, f.d))
    t = np.arccos(np.clip((point - f.centre) / f.step, -1, 1))
    plain = sum(a * np.cos(e * t).prod(axis=1) for a, e in zip(f.coefficients, exponents(f.d, f.p), strict=True))
    assert np.abs(f.values(point)[:, 0] - plain).max() <= 1e-12 * f.size
    assert (np.abs(f.values(point)) <= f.size * (1 + 1e-12)).all()
    assert (f(point) == (f.values(point)[:, 0] >= 0)).all()
    assert f.given["centre"] == tuple(f.centre)
    assert len(str(f)) < 400


def test_values_of_many_points_are_those_of_each_alone() -> None:
    f = Polynomial(np.random.default_rng(0).standard_normal(3003), 5, np.zeros(10), np.ones(10))
    points = np.random.default_rng(1).uniform(-1, 1, (3000, 10))
    every = f.values(points)
    assert (every[[0, 1400, 2999]] == np.vstack([f.values(points[[i]]) for i in (0, 1400, 2999)])).all()


def test_polynomials_are_compared_by_coefficients_also_of_other_degrees() -> None:
    box = np.zeros(2), np.ones(2)
    line, square = Polynomial(np.array([1.0, 2.0, 0.0]), 1, *box), Polynomial(np.array([1.0, 0, 0, 0, 3.0, 0]), 2, *box)
    assert line.distance(line) == 0
    assert line.distance(square) == square.distance(line) == 5
    assert len({f.key() for f in (line, square, Polynomial(line.coefficients, 1, np.ones(2), np.ones(2)))}) == 3
    with pytest.raises(BadArgument, match="different boxes"):
        line.distance(Polynomial(line.coefficients, 1, np.ones(2), np.ones(2)))
    assert str(Polynomial(np.zeros(3), 1, *box)) == "0"
    assert str(square) == "1 + 3 T1(x1) T1(x2)"
    assert "994 more terms" in str(Polynomial(np.arange(1001.0), 4, np.zeros(10), np.ones(10)))


# ---- the learner


@pytest.mark.parametrize(
    ("d", "p"), [(1, 1), (2, 2), (10, 2), (10, 3), (5, 4), (10, 4), (5, 5), (8, 5), pytest.param(10, 5, id="3003 unknowns")]
)
def test_a_machine_is_found_to_twelve_digits_with_as_many_values_as_unknowns(d: int, p: int) -> None:
    for seed in range(3):
        f = machine(d, p, seed)
        start = time.perf_counter()
        done = run(polynomial(d=d, p=p), teachers.Function(f))
        assert time.perf_counter() - start < 5
        assert dict(done.ledger) == {"value": comb(d + p, p)}
        assert done.ledger.rounds == 1
        assert worst(done.hypothesis, f, d) <= 1e-12


def test_two_machines_with_other_support_vectors_are_one_polynomial() -> None:
    f = machine(3, 2)
    rng = np.random.default_rng(5)
    others = rng.uniform(-2, 2, (30, 3))
    points = rng.uniform(-1, 1, (60, 3))
    weights = np.linalg.lstsq((points @ others.T / 3 + 1) ** 2, f(points) - 0.7, rcond=None)[0]
    copies = [
        run(polynomial(3, 2), teachers.Function(g)).hypothesis
        for g in (f, lambda X: ((X @ others.T / 3 + 1) ** 2) @ weights + 0.7)
    ]
    assert copies[0].distance(copies[1]) <= 1e-9 * copies[0].size


def test_a_trained_machine_is_found_in_the_box_of_its_data() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(50, 7, (200, 4))
    model = SVC(kernel="poly", degree=3, gamma=1e-3, coef0=1, C=1).fit(X, ((X - 50) ** 2).sum(axis=1) > 200)
    middle, half = (X.max(axis=0) + X.min(axis=0)) / 2, np.ptp(X, axis=0) / 2
    done = run(polynomial(4, 3, tuple(middle), tuple(half), checks=20), teachers.Function(model.decision_function))
    assert done.ledger[Value] == 35 + 20
    fresh = middle + half * rng.uniform(-1, 1, (1000, 4))
    said = model.decision_function(fresh)
    assert np.abs(done.hypothesis.values(fresh)[:, 0] - said).max() <= 1e-8 * np.abs(said).max()
    assert confirmed(done.learning, done.hypothesis, done.turns).holds


@pytest.mark.parametrize(
    ("f", "what"),
    [
        (machine(3, 3), "another degree"),
        (lambda X: np.exp(-((X - 0.3) ** 2).sum(axis=1)), "another kernel"),
        (lambda X: np.tanh(X.sum(axis=1)), "a sigmoid"),
        (lambda X: machine(3, 2)(X).round(3), "rounded values"),
        (lambda X: machine(3, 2)(X) + (X[:, 0] == 0) * 1e-3, "one part of the lattice wrong"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_kernel_than_said_is_found_by_the_checks(f: Any, what: str) -> None:
    run(polynomial(3, 2), teachers.Function(f))  # unchecked, any answers at all are those of a polynomial
    with pytest.raises(Inconsistent, match="another kernel or a higher degree") as caught:
        run(polynomial(3, 2, checks=3), teachers.Function(f))
    assert "degree at most 2" in str(caught.value)
    assert caught.value.run.ledger[Value] == 13


def test_checks_are_drawn_by_their_seed_and_tol_says_how_much_is_too_much() -> None:
    f = teachers.Function(lambda X: machine(3, 2)(X).round(3))
    assert run(polynomial(3, 2, checks=5, tol=0.1), f).ledger[Value] == 15
    queries: list[Any] = [run(polynomial(3, 2, checks=5, tol=0.1, seed=s), f).turns[0].query for s in (0, 1)]
    one, other = queries[0].points, queries[1].points
    assert (one[:10] == other[:10]).all()
    assert (one[10:] != other[10:]).all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"d": 0, "p": 2}, "d is an integer"),
        ({"d": 2, "p": -1}, "p is an integer"),
        ({"d": 30, "p": 5}, "coefficients; at most"),
        ({"d": 2, "p": 2, "step": 0.0}, "above 0; got 0.0 in coordinate 0"),
        ({"d": 2, "p": 2, "step": (1.0, -1.0)}, "above 0; got -1.0 in coordinate 1"),
        ({"d": 2, "p": 2, "centre": (0.0, 1e9), "step": 1e-3}, "coordinate 1 holds too few floats"),
        ({"d": 2, "p": 2, "step": (1.0, 2.0, 3.0)}, "step is one number or 2"),
        ({"d": 2, "p": 2, "checks": -1}, "checks is an integer"),
    ],
)
def test_what_is_no_lattice_is_refused(arguments: Any, message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        run(polynomial(**arguments), teachers.Function(lambda X: X[:, 0]))


def test_labels_are_no_values() -> None:
    labels = teachers.Function(lambda X: X[:, 0] > 0)
    with pytest.raises(BadAnswer, match="real numbers"):
        run(polynomial(2, 2), labels)
    with pytest.raises(BadAnswer):
        Value(np.zeros((1, 2))).accepts(labels.answer(Label(np.zeros((1, 2)), 2)))


@given(concepts(PolynomialFunctions()))
def test_the_certificate_holds_for_the_learners_own_polynomial_and_for_no_other(f: Polynomial) -> None:
    done = run(polynomial(**f.given), teachers.Honest(f))
    shown = confirmed(done.learning, done.hypothesis, done.turns)
    assert shown.holds
    assert f.distance(done.hypothesis) <= shown.error
    if f.size:
        other = Polynomial(done.hypothesis.coefficients + 1e-6 * f.size, f.p, f.centre, f.step)
        assert not confirmed(done.learning, other, done.turns).holds
        asked: Any = done.turns[0].query
        moved: Any = [(Value(asked.points + f.step), done.turns[0].answer)]
        assert not confirmed(done.learning, done.hypothesis, moved).holds


# ---- homogeneous kernels


@pytest.mark.parametrize(("d", "p"), [(1, 0), (1, 3), (2, 2), (10, 2), (10, 3), (5, 5), (10, 5)])
def test_a_homogeneous_machine_costs_fewer_values(d: int, p: int) -> None:
    f = machine(d, p, constant=0.0, offset=0.0)
    done = run(homogeneous_polynomial(d, p, checks=4), teachers.Function(f))
    assert done.ledger[Value] == comb(d + p - 1, p) + 4
    assert worst(done.hypothesis, f, d) <= 1e-12
    assert of_one_degree(d, p).shape == (comb(d + p - 1, p), d)


@given(concepts(HomogeneousPolynomials()))
def test_a_homogeneous_polynomial_grows_with_the_power(f: HomogeneousPolynomial) -> None:
    points = f.step * Coins(1).rng.uniform(-1, 1, (3, f.d))
    assert f.values(2 * points) == pytest.approx(2.0**f.p * f.values(points), abs=1e-11 * f.size)
    done = run(homogeneous_polynomial(**f.given), teachers.Honest(f))
    assert confirmed(done.learning, done.hypothesis, done.turns).holds
    if f.size:
        other = HomogeneousPolynomial(done.hypothesis.coefficients + 1e-6 * f.size, f.p, f.step)
        assert not confirmed(done.learning, other, done.turns).holds


def test_an_offset_is_no_term_of_the_degree() -> None:
    with pytest.raises(Inconsistent, match="terms of degree 2 alone"):
        run(homogeneous_polynomial(3, 2, checks=2), teachers.Function(machine(3, 2, constant=0.0)))
    with pytest.raises(BadArgument, match="above 0"):
        run(homogeneous_polynomial(3, 2, step=-1.0), teachers.Function(machine(3, 2)))


# ---- rounded answers


def test_fekete_points_amplify_less_than_the_lattice() -> None:
    better = 0
    for d, p in itertools.product(range(1, 11), range(1, 7)):
        if dimension(d, p) <= 56 or (d, p) in ((4, 6), (10, 3)):
            theirs, ours = gain(lattice(d, p), p), gain(fekete(d, p), p)
            assert ours <= theirs
            better += ours < 0.9 * theirs
    assert better >= 10
    assert gain(fekete(10, 3), 3) < 500 < 1100 < gain(lattice(10, 3), 3)


def test_alike_points_amplify_without_end() -> None:
    assert gain(np.zeros((3, 2)), 1) == float("inf")


@given(concepts(PolynomialFunctions()), st.sampled_from([0, "1/1000", 0.5]), st.integers(0, 9))
def test_no_value_is_off_by_more_than_said(f: Polynomial, rho: Any, seed: int) -> None:
    if dimension(f.d, f.p) > 60:
        return
    heard = teachers.Heard(teachers.Honest(f), rounded_values, {"rho": rho}, seed)
    done = run(polynomial_rounded(**f.given, rho=rho), heard)
    found = done.hypothesis
    points = f.centre + f.step * Coins(seed).rng.uniform(-1, 1, (300, f.d))
    assert np.abs(found.values(points) - f.values(points)).max() <= found.error
    most = gain(fekete(f.d, f.p), f.p)
    assert found.error <= 1.01 * most * (float(Fraction(rho)) + 3 * found.polynomial.rounding)
    assert confirmed(done.learning, found, done.turns).holds
    assert not confirmed(done.learning, EnclosedPolynomial(found.polynomial, found.error / 2 - 1e-300), done.turns).holds


def test_rounded_values_give_a_copy_within_its_error() -> None:
    f = machine(10, 2)
    found = run(polynomial_rounded(10, 2, "1/2000"), teachers.Function(lambda X: f(X).round(3))).hypothesis
    plain = run(polynomial(10, 2), teachers.Function(lambda X: f(X).round(3))).hypothesis
    points = np.random.default_rng(3).uniform(-1, 1, (2000, 10))
    off, plainly = (float(np.abs(h.values(points)[:, 0] - f(points)).max()) for h in (found, plain))
    assert off <= found.error <= 0.05
    assert off < plainly
    assert "within 0.0" in str(found)


@pytest.mark.parametrize(("rho", "message"), [(-1, "at least 0"), ("x", "finite number"), (float("nan"), "finite")])
def test_an_error_is_a_number_from_0(rho: Any, message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        run(polynomial_rounded(2, 2, rho), teachers.Function(machine(2, 2)))


def test_too_many_unknowns_are_sent_to_the_lattice() -> None:
    with pytest.raises(BadArgument, match=r"ask kernels\.polynomial"):
        run(polynomial_rounded(10, 5, 0), teachers.Function(machine(10, 5)))
    with pytest.raises(BadAnswer, match="value queries only"):
        rounded_values.answer(Label(np.zeros((1, 1)), 2), [0], None, {"rho": 0}, Coins(0))  # type: ignore[arg-type]


def test_all_are_in_the_catalogue() -> None:
    for name in ("polynomial", "homogeneous_polynomial", "polynomial_rounded"):
        theorem = find(f"kernels.{name}").theorem
        assert theorem.lower is not None
        assert theorem.bounds[0].at(d=10, p=5, checks=0) - theorem.lower.bound.at(d=10, p=5) == 0
