"""Halving over the half-spaces of a grid: at most half remain after each counterexample, and what is returned has weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Counterexample, Equivalence, run, teachers
from qlearn.concepts.grid_half_spaces import GridHalfSpace, GridHalfSpaces, every_half_space
from qlearn.concepts.grid_labellings import GridLabelling, places
from qlearn.domains import Grid
from qlearn.errors import BadArgument, Inconsistent
from qlearn.learners.linear.halving import halving
from qlearn.oracle import agree
from qlearn.testing import adversaries

SIZES = [(1, 1), (1, 7), (2, 1), (2, 3), (3, 1)]
POLICIES = st.sampled_from(["first", "random", "longest", "shallowest"])


@given(st.sampled_from(SIZES), st.integers(0, 10**4), POLICIES)
def test_half_of_what_remains_goes_each_time(size: tuple[int, int], number: int, policy: Any) -> None:
    listed = every_half_space(*size)
    target = listed[number % len(listed)]
    done = run(halving(*size), teachers.Honest(target, policy))
    assert agree(target, done.hypothesis)
    assert isinstance(done.hypothesis, GridHalfSpace), "a half-space, though the proposals need not be"
    left = list(listed)
    for turn in done.turns[:-1]:
        still = [other for other in left if other(turn.answer.point[None])[0] == turn.answer.label]
        assert 1 <= len(still) <= len(left) / 2
        left = still
    assert done.ledger[Equivalence] <= halving.theorem.bounds[0].at(C=len(listed))


@given(adversaries(GridHalfSpaces(), d=2, N=2))
def test_no_teacher_gets_beyond_the_bound(adversary: Any) -> None:
    assert run(halving(2, 2), adversary).ledger[Equivalence] <= (58).bit_length()


@pytest.mark.parametrize(("d", "N"), SIZES)
def test_the_adversary_needs_no_more_than_vc_and_gets_no_more_than_the_bound(d: int, N: int) -> None:
    asked = run(halving(d, N), teachers.Adversary(GridHalfSpaces(), d=d, N=N)).ledger[Equivalence]
    assert d + 2 <= asked <= halving.theorem.bounds[0].at(C=len(every_half_space(d, N)))


def test_what_cannot_be_listed_or_fits_nothing_is_said() -> None:
    with pytest.raises(BadArgument, match=r"too many to list; ask `linear.ellipsoid`"):
        run(halving(5, 1), teachers.Honest(GridHalfSpace((1,) * 5, 0, 1)))
    for bad in ((0, 1), (1, 0)):
        with pytest.raises(BadArgument, match="at least 1"):
            run(halving(*bad), teachers.Honest(GridHalfSpace((1,), 0, 1)))

    class Xor:
        """On the square: true where just one of two bits is 1, which no half-space says."""

        def answer(self, query: Any) -> Counterexample | None:
            grid = Grid(2, 2).points()
            wrong = grid[query.hypothesis(grid) != (grid.sum(axis=1) == 1)]
            return Counterexample(wrong[0], bool(wrong[0].sum() == 1)) if len(wrong) else None

    with pytest.raises(Inconsistent, match="no half-space of the grid"):
        run(halving(2, 1), Xor())


@given(st.sampled_from(SIZES))
def test_a_labelling_knows_the_places_of_its_points(size: tuple[int, int]) -> None:
    d, N = size
    grid = Grid(N + 1, d).points()
    assert (places(grid, N) == np.arange(len(grid))).all()
    for i in range(len(grid)):
        one = GridLabelling(np.arange(len(grid)) == i, d, N)
        assert (one(grid) == (np.arange(len(grid)) == i)).all()
        assert (one(grid[::-1]) == one(grid)[::-1]).all(), "a row's label is its own"
    for outside in (np.full((1, d), -1.0), np.full((1, d), 0.5), np.full((1, d), N + 1.0), np.zeros((1, d + 1))):
        with pytest.raises(IndexError, match="no point of the grid"):
            one(outside)
    assert GridLabelling(np.array([True, False]), 1, 1).key() != GridLabelling(np.array([False, True]), 1, 1).key()
    assert str(GridLabelling(np.array([True, False]), 1, 1)) == "1 of 2 points of {0..1}^1"
