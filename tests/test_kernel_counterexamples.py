"""Polynomial thresholds from counterexamples: exactly, within the bounds, on grids and by kernels."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Equivalence, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.grid_polynomials import GridPolynomial, GridPolynomials, degrees, factorials, powers, spelled
from qlearn.concepts.kernel_margins import KernelSum, KernelSums, MarginKernelSum, kernel, margin_square, rational
from qlearn.concepts.margin_half_spaces import axes, corners
from qlearn.errors import BadAnswer, BadArgument, Inconsistent, Undecided
from qlearn.learners.kernels.ellipsoid import asked, ball, cut_of, ellipsoid, polynomial, radii
from qlearn.learners.kernels.perceptron import perceptron
from qlearn.learners.linear.ellipsoid import asked as asked_of_half_spaces
from qlearn.learners.linear.ellipsoid import ball as ball_of_half_spaces
from qlearn.learners.linear.perceptron import perceptron as linear_perceptron
from qlearn.queries import Counterexample

POLICIES: list[Any] = ["first", "random", "longest"]


@dataclass
class Always:
    """A teacher that gives the same counterexample for ever."""

    point: Any
    label: bool = True

    def answer(self, _: Any) -> Counterexample:
        return Counterexample(np.array(self.point, np.float64), self.label)


def sizes(d: int, p: int, N: int) -> dict[str, int]:
    return {"n": len(powers(d, p, N)), "N": N, "E": degrees(d, p, N), "Q": factorials(d, p, N)}


# ---- grids


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from(POLICIES))
def test_polynomials_of_a_grid_are_found_exactly(seed: int, policy: Any) -> None:
    target = GridPolynomials(largest=2, highest=2).draw(Coins(seed))
    learning = ellipsoid(**target.given)
    done = run(learning, teachers.Honest(target, policy, seed=seed))
    X = target.domain.points()
    assert (done.hypothesis(X) == target(X)).all()
    assert done.hypothesis.key() == target.key()
    assert done.ledger[Equivalence] <= learning.learner.theorem.bounds[0].at(**learning.sizes(target))


@pytest.mark.parametrize(("d", "p", "N"), [(2, 3, 3), (3, 2, 1), (3, 2, 2), (6, 2, 1)])
def test_larger_grids(d: int, p: int, N: int) -> None:
    rng = np.random.default_rng(d)
    w = [int(c) for c in rng.integers(-5, 6, len(powers(d, p, N)))]
    target = GridPolynomial(tuple(w), d, p, N)
    middle = sorted(target.values(target.domain.points())[:, 0].tolist())[(N + 1) ** d // 2]
    target = GridPolynomial((w[0] - int(middle), *w[1:]), d, p, N)  # half of the points in each class
    done = run(ellipsoid(d=d, p=p, N=N), teachers.Honest(target))
    X = target.domain.points()
    assert (done.hypothesis(X) == target(X)).all()
    assert done.ledger[Equivalence] <= asked(**sizes(d, p, N))


def test_parity_is_a_polynomial_of_the_cube() -> None:
    """Of degree 2 on {0, 1}^2, and of none lower: all labellings of the square are quadrics, 14 of 16 half-spaces."""
    xor = GridPolynomial((-1, 2, 2, -4), 2, 2, 1)
    assert xor(xor.domain.points()).tolist() == [False, True, True, False]
    done = run(ellipsoid(d=2, p=2, N=1), teachers.Honest(xor))
    assert done.hypothesis.key() == xor.key()
    assert len(GridPolynomials().space(d=2, p=2, N=1).concepts) == 16
    assert len(GridPolynomials().space(d=2, p=1, N=1).concepts) == 14
    with pytest.raises(Inconsistent, match=r"no polynomial of degree 1 on the grid \{0\.\.1\}\^2 fits"):
        run(ellipsoid(d=2, p=1, N=1), teachers.Honest(xor))


def test_adversaries_stay_within_the_bound_and_above_the_lower_one() -> None:
    for given_sizes in ({"d": 1, "p": 2, "N": 4}, {"d": 2, "p": 2, "N": 1}, {"d": 1, "p": 3, "N": 5}):
        done = run(ellipsoid(**given_sizes), teachers.Adversary(GridPolynomials(), **given_sizes))
        n = len(powers(**given_sizes))
        assert n + 1 <= done.ledger[Equivalence] <= asked(**sizes(**given_sizes))


@pytest.mark.parametrize(("d", "N"), list(itertools.product((1, 2, 3), (1, 2, 5))))
def test_degree_one_is_the_half_spaces_own_bound(d: int, N: int) -> None:
    given_sizes = sizes(d, 1, N)
    assert asked(**given_sizes) == asked_of_half_spaces(d, N)
    assert ball(given_sizes["n"], N, given_sizes["E"], given_sizes["Q"]) == ball_of_half_spaces(d, N)


@pytest.mark.parametrize(("d", "p", "N"), [(1, 2, 3), (2, 2, 3), (2, 3, 2), (3, 2, 1)])
def test_the_ball_is_fine_enough(d: int, p: int, N: int) -> None:
    """1/wide is at most r/R: `fine` is made from it."""
    n, _, E, Q = sizes(d, p, N).values()
    wide = radii(n, N, E, Q)
    assert 2 ** ball(n, N, E, Q).fine >= 24 * n**5 * wide


@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 4), st.integers(0, 10**6))
def test_cuts_and_proposals_speak_of_one_polynomial(d: int, p: int, N: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.integers(0, N + 1, d)
    v = [int(c) * 10**20 for c in rng.integers(-9, 10, len(powers(d, p, N)))]
    cut = cut_of(Counterexample(x.astype(np.float64), True), d, p, N)
    exact = sum(a * b for a, b in zip(cut, v, strict=True))
    found = polynomial(v, d, p, N)
    value = sum(c * prod(int(t) ** k for t, k in zip(x, e, strict=True)) for c, e in zip(found.w, powers(d, p, N), strict=True))
    assert value == exact
    assert found(x[None].astype(np.float64))[0] == (exact >= 0)


@pytest.mark.parametrize("point", [(0.5, 0), (4, 0), (-1, 0)])
def test_points_off_the_grid_are_the_teachers_fault(point: Any) -> None:
    with pytest.raises(BadAnswer, match=r"a counterexample is a point of the grid \{0\.\.3\}\^2"):
        run(ellipsoid(d=2, p=2, N=3), Always(point, False))


def test_the_same_counterexample_for_ever_is_inconsistent() -> None:
    with pytest.raises((Inconsistent, BadAnswer)):
        run(ellipsoid(d=2, p=2, N=2), Always((0.0, 0.0), False))


@pytest.mark.parametrize("wrong", ["d", "p", "N"])
def test_no_grid_without_sizes(wrong: str) -> None:
    with pytest.raises(BadArgument, match=wrong):
        run(ellipsoid(**{"d": 2, "p": 2, "N": 2, wrong: 0}), Always((0.0, 0.0)))


def test_polynomials_are_spelled() -> None:
    assert spelled((0, 0, 0), powers(1, 2, 2)) == "0"
    assert spelled((-1, 0, 3), powers(1, 2, 2)) == "-1 + 3*x1^2"
    assert spelled((2, -1, 1, 0, -4, 0), powers(2, 2, 2)) == "2 - x2 + x1 - 4*x1*x2"


def test_powers_are_those_that_count_on_the_grid() -> None:
    assert powers(2, 3, 1) == ((0, 0), (0, 1), (1, 0), (1, 1))
    assert len(powers(3, 2, 5)) == 10
    assert degrees(2, 2, 3) == 8
    assert factorials(2, 2, 3) == 4


# ---- kernels


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from([*POLICIES, "shallowest"]))
def test_sums_of_kernels_are_found_within_novikoffs_bound(seed: int, policy: Any) -> None:
    target = KernelSums().draw(Coins(seed))
    assert margin_square(target.centres, target.weights, target.p, target.points) >= target.g**2 > 0
    assert max(kernel(x, x, target.p) for x in target.points) <= target.R**2
    told = {name: value for name, value in target.given.items() if name != "points"}
    done = run(perceptron(**told), teachers.Honest(target, policy, seed=seed))
    X = target.domain.points()
    assert (done.hypothesis(X) == target(X)).all()
    assert len(done.hypothesis.centres) <= target.R**2 // target.g**2
    v = list(zip(done.hypothesis.weights, done.hypothesis.centres, strict=True))
    assert sum(a * b * kernel(x, z, target.p) for a, x in v for b, z in v) <= len(v) * target.R**2


@pytest.mark.parametrize("p", [1, 2, 3])
def test_adversaries_force_the_bound_on_the_axes(p: int) -> None:
    given_sizes: dict[str, Any] = {"d": 4, "p": p, "R": Fraction(2**p), "g": Fraction(2**p, 2), "points": axes(4, 2)}
    told = {name: value for name, value in given_sizes.items() if name != "points"}
    done = run(perceptron(**told), teachers.Adversary(KernelSums(), **given_sizes))
    assert done.ledger[Equivalence] == 5


def test_degree_one_is_the_perceptron() -> None:
    target = MarginKernelSum(axes(5), (1, -1, 1, 1, -1), 1, Fraction(1), Fraction(4, 9), axes(5))
    ours = run(perceptron(d=5, p=1, R=1, g="4/9"), teachers.Honest(target))
    theirs = run(linear_perceptron(d=5, R=1, g="4/9"), teachers.Honest(target))
    X = target.domain.points()
    assert ours.ledger == theirs.ledger
    assert (ours.hypothesis(X) == theirs.hypothesis(X)).all()


def test_exclusive_or_with_an_offset() -> None:
    """(x, 1) in place of x: x1 + x2 - 2 x1 x2 - 1/2 is a sum of kernels (1 + x.z)**2 at the corners."""
    X = corners(2)
    target = MarginKernelSum(X, (-13, 8, 8, -6), 2, Fraction(3), Fraction(1, 4), X)
    assert margin_square(X, target.weights, 2, X) == Fraction(3, 35)
    assert target(np.array(X, float)).tolist() == [False, True, True, False]
    done = run(perceptron(d=3, p=2, R=3, g="1/4"), teachers.Honest(target))
    assert done.hypothesis(np.array(X, float)).tolist() == [False, True, True, False]
    assert done.ledger[Equivalence] <= 145


def test_values_are_exact_where_floats_are_not() -> None:
    x = 0.1
    exact = Fraction(x) ** 2
    tie = KernelSum(((1,), (exact.numerator,)), (0, 0), 2)
    assert tie(np.array([[x]])).tolist() == [True]
    near = KernelSum(((Fraction(1, 3),), (Fraction(1, 3) + Fraction(1, 10**40),)), (1, -1), 1)
    assert near(np.array([[1.0], [-1.0]])).tolist() == [False, True]
    assert rational((0.5, 2.0)) == (Fraction(1, 2), 2)


def test_too_many_counterexamples_and_features_too_long() -> None:
    with pytest.raises(Inconsistent, match=r"more than \(R/g\)\*\*2 counterexamples"):
        run(perceptron(d=2, p=2, R=1, g="1/2"), teachers.Honest(MarginKernelSum(*flat())))
    with pytest.raises(BadAnswer, match=r"\(x\.x\)\*\*2 <= R\*\*2, R = 1"):
        run(perceptron(d=2, p=2, R=1, g="1/2"), Always((2.0, 0.0), False))
    with pytest.raises(BadAnswer, match="2 coordinates"):
        run(perceptron(d=2, p=2, R=1, g="1/2"), Always((1.0, 0.0, 0.0), False))


def flat() -> tuple[Any, ...]:
    """A target of which the margin is smaller than told: nine points on an arc, one of another label between two."""
    points = tuple((k, 40 - k) for k in range(0, 41, 5))
    scaled = tuple((Fraction(a, 40), Fraction(b, 40)) for a, b in points)
    return (((1, 0), (0, 1)), (20, -21), 2, Fraction(1), Fraction(1, 10**6), scaled)


@pytest.mark.parametrize("wrong", [{"d": 0}, {"p": 0}, {"g": 0}, {"g": 2}, {"R": "x"}])
def test_no_margin_without_proper_numbers(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadArgument):
        run(perceptron(**{"d": 2, "p": 2, "R": 1, "g": "1/2", **wrong}), Always((1.0, 0.0)))


def test_only_listed_points_have_a_version_space() -> None:
    with pytest.raises(Undecided, match="listed points"):
        KernelSums().space(p=2, R=Fraction(1), g=Fraction(1, 2))
