"""Half-spaces of a grid: all labellings, exact signs, and differences that are never overlooked."""

from __future__ import annotations

import contextlib
import itertools
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Equivalence, Learner, teachers
from qlearn.choices import Coins
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.exact_half_spaces import ExactHalfSpace
from qlearn.concepts.grid_half_spaces import GridHalfSpace, GridHalfSpaces, inner_radius, listed, outer_radius
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.integer_search import common, differences, integral, value
from qlearn.concepts.tables import Labelling
from qlearn.concepts.threshold_labellings import labellings, most_labellings
from qlearn.domains import Grid
from qlearn.errors import Undecided
from qlearn.evidence.attack import policies
from qlearn.learners.boolean.elimination import elimination
from qlearn.oracle import agree, disagreements

COUNTS = {(1, 1): 4, (1, 5): 12, (2, 1): 14, (2, 2): 58, (3, 1): 104, (4, 1): 1882}
weight = st.one_of(st.integers(-3, 3), st.integers(-(10**40), 10**40))


def forms(d: int) -> Any:
    return st.tuples(st.tuples(*[weight] * d), weight)


@pytest.mark.parametrize(("size", "count"), COUNTS.items())
def test_the_labellings_are_all_there(size: tuple[int, int], count: int) -> None:
    """The cube's counts are the known numbers of threshold functions; a line of m points has 2 m."""
    d, N = size
    grid = list(itertools.product(range(N + 1), repeat=d))
    found = labellings(grid)
    assert len(found) == count <= most_labellings(len(grid), d)
    for labels, form in found.items():
        assert labels == tuple(value(form, x) > 0 for x in grid)
        assert all(value(form, x) for x in grid), "no point is on the boundary"
    space = GridHalfSpaces().space(d, N)
    assert len({concept.key() for concept in space.concepts}) == count


@given(st.integers(0, 10**6))
def test_every_small_half_space_is_one_of_the_space(seed: int) -> None:
    concept = GridHalfSpaces().draw(Coins(seed))
    if (concept.N + 1) ** len(concept.w) <= 16:
        space = GridHalfSpaces().space(**concept.given)
        assert space.contains(space.all, concept)


def test_too_many_labellings_are_not_listed() -> None:
    for d, N in [(5, 1), (3, 3), (2, 8), (1, 5000), (60, 1)]:
        assert not listed(d, N)
        with pytest.raises(Undecided, match="too many to enumerate"):
            GridHalfSpaces().space(d=d, N=N)


@given(st.integers(1, 3).flatmap(lambda d: st.tuples(forms(d), st.tuples(*[st.floats(-1e6, 1e6)] * d))))
def test_signs_are_those_of_the_rationals(case: Any) -> None:
    (w, b), x = case
    exact = b + sum(c * Fraction(t) for c, t in zip(w, x, strict=True))
    concept = GridHalfSpace(w, b, 1)
    assert concept(np.array([x]))[0] == (exact >= 0)
    assert np.sign(concept.values(np.array([x]))[0, 0]) == (exact > 0) - (exact < 0)


pairs = st.integers(1, 3).flatmap(lambda d: st.tuples(forms(d), forms(d), st.integers(1, 4)))
near = st.tuples(pairs, st.integers(-1, 1)).map(lambda case: (case[0][0], (case[0][0][0], case[0][0][1] + case[1]), case[0][2]))


@given(st.one_of(pairs, near))
def test_a_difference_is_found_exactly_if_there_is_one(case: Any) -> None:
    f, g, N = case
    grid = itertools.product(range(N + 1), repeat=len(f[0]))
    wrong = [x for x in grid if (value(f, x) >= 0) != (value(g, x) >= 0)]
    found = list(differences(f, g, N))
    assert set(found) <= set(wrong)
    for side in (True, False):
        depths, got = ([abs(value(g, x)) for x in some if (value(g, x) >= 0) == side] for some in (wrong, found))
        assert bool(got) == bool(depths)
        assert min(got, default=0) == min(depths, default=0), "the shallowest is among them"


@given(pairs, st.integers(0, 3))
def test_common_points_are_all_found_or_the_search_says_that_it_gave_up(case: Any, nodes: int) -> None:
    f, g, N = case
    grid = itertools.product(range(N + 1), repeat=len(f[0]))
    expected = {x for x in grid if value(f, x) >= 0 and value(g, x) >= 0}
    found = list(common((f, g), N))
    assert set(found) == expected
    assert len(found) == len(expected)
    with contextlib.suppress(Undecided):
        assert set(common((f, g), N, nodes)) == expected


def test_a_search_that_is_cut_short_never_says_equal() -> None:
    d = 40
    target = GridHalfSpace(tuple(2 * i + 81 for i in range(d)), -2000, 3)
    other = HalfSpace(np.array(target.w) * (1 + 1e-3 * np.sin(np.arange(d))), float(target.b))
    with pytest.raises(Undecided, match="partial points"):
        next(differences((target.w, target.b), integral(other.w.tolist(), other.b), 3, nodes=1))


@given(st.integers(0, 10**6))
def test_large_grids_are_decided_against_float_hypotheses(seed: int) -> None:
    coins = Coins(seed)
    d, N = coins.integer(8, 40), coins.integer(2, 10)
    w = tuple(coins.integer(-9, 9) for _ in range(d))
    target = GridHalfSpace(w, -sum(c * coins.integer(0, N) for c in w), N)
    same = HalfSpace(np.array(w) / 7, (target.b + 0.5) / 7)
    assert agree(target, same)
    if any(w):
        assert not agree(target, HalfSpace(-same.w, -same.b))
        for found in disagreements(target, HalfSpace(-same.w, -same.b)):
            assert target(found.point[None])[0] == found.label


@pytest.mark.parametrize(("d", "N"), [(1, 1), (1, 2), (1, 4), (1, 9), (2, 1), (2, 2)])
def test_integers_within_the_radius_give_every_labelling(d: int, N: int) -> None:
    """All integer vectors of a length of at most R - r with |v.(x, 1)| >= 1 on the grid, and the balls about them."""
    grid = np.column_stack([Grid(N + 1, d).points(), np.ones((N + 1) ** d)])
    r, R = float(inner_radius(d, N)), float(outer_radius(d, N))
    assert np.linalg.norm(grid, axis=1).max() * r == pytest.approx(1)
    reach = range(-int(R - r), int(R - r) + 1)
    vectors = np.array(list(itertools.product(reach, repeat=d + 1)))
    values = vectors[np.linalg.norm(vectors, axis=1) <= R - r] @ grid.T
    strict = values[(np.abs(values) >= 1).all(axis=1)]
    assert len(np.unique(strict > 0, axis=0)) == len(GridHalfSpaces().space(d, N).concepts)


@given(st.integers(0, 10**6))
def test_the_shallowest_counterexample_is_nearest_to_the_hypothesis(seed: int) -> None:
    coins = Coins(seed)
    target = GridHalfSpaces().draw(coins)
    other = HalfSpace(coins.rng.normal(size=len(target.w)), coins.rng.normal())
    if target.domain.size**target.domain.d <= 1000:
        found = teachers.Honest(target, "shallowest").answer(Equivalence(other))
        every = [abs(other.values(wrong.point[None])[0, 0]) for wrong in disagreements(target, other)]
        assert (found is None) == (not every)
        assert found is None or abs(other.values(found.point[None])[0, 0]) == min(every)


def test_a_hypothesis_without_values_has_no_shallow_side() -> None:
    target = GridHalfSpace((1,), -2, 3)
    labels = Labelling(np.zeros(4, np.bool_))
    shallow, first = (teachers.Honest(target, policy).answer(Equivalence(labels)) for policy in ("shallowest", "first"))
    assert shallow.point == first.point == 2


def test_only_learners_of_half_spaces_meet_shallow_counterexamples() -> None:
    conjunction, half_space = Conjunction.of_all(3), GridHalfSpace((1, 1), 0, 1)
    assert "shallowest" not in policies(elimination, conjunction, conjunction.given)
    learner = Learner(elimination.start, replace(elimination.theorem, learns=GridHalfSpaces()), "mine.elimination")
    assert policies(learner, half_space, half_space.given)[0] == "shallowest"
    assert "keeps-most" in policies(learner, half_space, {"d": 2, "N": 1})
    assert policies(learner, half_space, {"d": 9, "N": 9}) == ("shallowest", "first", "longest", "random")


@given(st.integers(1, 4).flatmap(lambda d: st.tuples(forms(d), st.tuples(*[st.floats(-1e308, 1e308)] * d))), st.data())
def test_signs_of_huge_integers_are_those_of_the_rationals(case: Any, data: Any) -> None:
    """Where rounded weights settle the sign, and where the point lies on the boundary or one unit beside it."""
    (w, b), x = case
    scale = data.draw(st.sampled_from([1, 2**60 + 1, 10**320]))
    w, exact = tuple(scale * c for c in w), Fraction(0)
    exact = sum((c * Fraction(t) for c, t in zip(w, x, strict=True)), Fraction(0))
    for offset in (scale * b, -int(exact), 1 - int(exact), -1 - int(exact)):
        half_space = ExactHalfSpace(w, offset)
        rows = np.array([x, [0.0] * len(w), x])
        value = half_space.values(rows)[:, 0]
        for row, sign in zip((exact + offset, Fraction(offset), exact + offset), np.sign(value), strict=True):
            assert sign == (row > 0) - (row < 0)
        assert value[0] == value[2]
        assert np.isfinite(value).all()


def test_weights_too_small_to_be_floats_beside_the_largest_still_count() -> None:
    half_space = ExactHalfSpace((10**330, 1), -(10**330))
    assert half_space(np.array([[1.0, 1.0], [1.0, -1.0], [1.0, 0.0], [1.0, -1e308]])).tolist() == [True, False, True, False]
    assert ExactHalfSpace((10**330, -1))(np.array([[0.0, 1e6], [5e-324, 1e6]])).tolist() == [False, True]
