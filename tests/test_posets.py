"""Monotone labellings of ordered points: the square grid, and any pool."""

from __future__ import annotations

import itertools
from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Membership, run, teachers
from qlearn.concepts.monotone_labellings import (
    MonotoneGrid,
    MonotoneGrids,
    MonotoneLabelling,
    MonotoneLabellings,
    below,
)
from qlearn.errors import BadArgument, Undecided
from qlearn.formulas import clg
from qlearn.learners.finite.chain_bisection import chain_bisection, chains
from qlearn.learners.finite.saddleback import saddleback
from qlearn.oracle import agree, disagreements
from qlearn.testing import adversaries

grids = st.integers(1, 40).flatmap(lambda N: st.lists(st.integers(0, N), min_size=N, max_size=N)).map(
    lambda heights: MonotoneGrid(tuple(sorted(heights, reverse=True)))
)  # fmt: skip
pools = st.integers(1, 3).flatmap(lambda d: st.sets(st.tuples(*[st.integers(-3, 3)] * d), min_size=1, max_size=30))
labelled = pools.flatmap(
    lambda pool: st.tuples(st.just(np.array(sorted(pool))), st.sets(st.sampled_from(range(len(pool))), max_size=4))
).map(lambda drawn: MonotoneLabelling(below(drawn[0])[sorted(drawn[1])].any(axis=0), drawn[0]))


@given(grids)
def test_the_border_is_walked(target: MonotoneGrid) -> None:
    N = len(target.heights)
    found = run(saddleback(N=N), teachers.Honest(target))
    assert found.hypothesis == target
    assert found.ledger[Membership] <= 2 * N - 1
    steps = [turn.query.points[0].tolist() for turn in found.turns]
    assert all((k - i, j - m) in ((0, 1), (1, 0)) for (i, j), (k, m) in itertools.pairwise(steps))


def test_the_staircase_takes_them_all_and_a_corner_few() -> None:
    asked = [run(saddleback(N=9), teachers.Honest(MonotoneGrid(h))).ledger[Membership] for h in ((9,) * 9, (0,) * 9)]
    assert asked == [9, 9]
    assert run(saddleback(N=9), teachers.Honest(MonotoneGrid(tuple(range(8, -1, -1))))).ledger[Membership] == 17


@given(grids, st.data())
def test_grids_are_monotone_and_know_their_differences(target: MonotoneGrid, data: Any) -> None:
    N = len(target.heights)
    labels = target(np.array([(i, j) for i in range(N) for j in range(N)])).reshape(N, N)
    assert (labels[1:] >= labels[:-1]).all()
    assert (labels[:, 1:] >= labels[:, :-1]).all()
    heights = data.draw(st.lists(st.integers(0, N), min_size=N, max_size=N))
    other = MonotoneGrid(tuple(sorted(heights, reverse=True)))
    assert agree(target, other) == (target == other)
    for found in disagreements(target, other):
        assert target(found.point[None])[0] == found.label != other(found.point[None])[0]


@given(labelled)
def test_chains_are_bisected(target: MonotoneLabelling) -> None:
    pool = tuple(map(tuple, target.pool.tolist()))
    found = run(chain_bisection(pool), teachers.Honest(target))
    assert (found.hypothesis.labels == target.labels).all()
    assert found.ledger[Membership] <= sum(clg(len(chain) + 1) for chain in chains(pool)) <= len(pool)


@given(adversaries(MonotoneLabellings(), pool=tuple((i, j) for i in range(3) for j in range(3))))
def test_nothing_is_asked_that_follows_from_other_chains(adversary: Any) -> None:
    pool = tuple((i, j) for i in range(3) for j in range(3))
    alive, space = adversary.space.all, adversary.space
    for query, answer in run(chain_bisection(pool), adversary).turns:
        assert len(space.options(query, alive)) == 2
        alive = space.after(query, answer, alive)
    assert alive == adversary.alive
    assert space.size(alive) == 1


def test_spaces_hold_all_monotone_labellings() -> None:
    assert [len(MonotoneGrids().space(N=N).concepts) for N in (1, 2, 3, 4)] == [comb(2 * N, N) for N in (1, 2, 3, 4)]
    cube = tuple((a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1))
    assert len(MonotoneLabellings().space(pool=cube).concepts) == 20, "Dedekind's third number"
    for concept in MonotoneLabellings().space(pool=cube).concepts:
        below_true = below(np.array(cube)) & concept.labels[:, None]
        assert (concept.labels | ~below_true.any(axis=0)).all()
    for large in (lambda: MonotoneGrids().space(N=9), lambda: MonotoneLabellings().space(pool=[[i, -i] for i in range(13)])):
        with pytest.raises(Undecided, match="too many to enumerate"):
            large()


def test_bad_arguments_are_named() -> None:
    with pytest.raises(BadArgument, match="N is an integer, at least 1"):
        run(saddleback(N=0), teachers.Honest(MonotoneGrid((1,))))
    with pytest.raises(BadArgument, match="stands there twice"):
        chain_bisection(((0, 1), (0, 1))).sizes()


@given(st.permutations([(i, j) for i in range(3) for j in range(2)]), st.integers(1, 6))
def test_chains_hold_every_point_once_in_whatever_order_the_pool_is(pool: list[tuple[int, int]], n: int) -> None:
    found = chains(tuple(pool[:n]))
    assert sorted(i for chain in found for i in chain) == [*range(n)]
    for chain in found:
        assert all(a <= c and b <= d for (a, b), (c, d) in itertools.pairwise([pool[i] for i in chain]))
