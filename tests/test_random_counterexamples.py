"""Proper hypotheses and counterexamples at random: lg N questions on average, N - 1 at worst."""

from __future__ import annotations

from math import comb, log2
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Counterexample, Session, run, teachers
from qlearn.concepts.tables import Row, Tables
from qlearn.errors import Inconsistent
from qlearn.learners.finite.random_counterexamples import nearest, random_counterexamples

tables = st.integers(1, 5).flatmap(
    lambda n: st.sets(st.tuples(*[st.integers(0, 1)] * n), min_size=1, max_size=20).map(lambda rows: tuple(sorted(rows)))
)


@given(tables, st.data())
def test_hypotheses_are_rows_that_fit_and_each_counterexample_excludes_one(table: Any, data: Any) -> None:
    target = Row(table, data.draw(st.integers(0, len(table) - 1)))
    policy = data.draw(st.sampled_from(["first", "random", "keeps-most"]))
    space = Tables().space(table=table) if policy == "keeps-most" else None
    done = run(random_counterexamples(table), teachers.Honest(target, policy, space=space, seed=data.draw(st.integers(0, 9))))
    assert tuple(done.hypothesis.labels.astype(int)) == table[target.row]
    assert len(done.turns) <= len(table) - 1
    left = list(table)
    for query, answer in done.turns:
        assert tuple(query.hypothesis.labels.astype(int)) in left
        if answer is not None:
            left = [row for row in left if row[int(answer.point[0])] == answer.label]


def test_singletons_are_found_by_their_empty_neighbour_and_worst_one_by_one() -> None:
    """With the empty set one random counterexample names the singleton; without it there are two to choose from."""
    singletons = np.eye(12, dtype=int)
    assert nearest(np.vstack([singletons, np.zeros((1, 12), int)]).astype(bool)) == 12
    table = tuple(map(tuple, singletons.tolist()))
    space = Tables().space(table=table)
    worst = run(random_counterexamples(table), teachers.Honest(Row(table, 11), "keeps-most", space=space))
    assert len(worst.turns) == 11
    teachers_at_random = (teachers.Honest(Row(table, 11), "random", seed=seed) for seed in range(300))
    many = [len(run(random_counterexamples(table), teacher).turns) for teacher in teachers_at_random]
    assert 1.5 < np.mean(many) < 2.5, "each counterexample is the target's own point half the time"


def test_the_mean_over_slices_and_thresholds_is_below_the_logarithm() -> None:
    slices = tuple(tuple(int(i >> j & 1) for j in range(6)) for i in range(64) if i.bit_count() == 3)
    assert len(slices) == comb(6, 3)
    thresholds = tuple(tuple(int(i <= j) for j in range(40)) for i in range(41))
    for table in (slices, thresholds):
        for row in (0, len(table) // 3, len(table) - 1):
            asked = [
                len(run(random_counterexamples(table), teachers.Honest(Row(table, row), "random", seed=seed)).turns)
                for seed in range(200)
            ]
            assert np.mean(asked) <= log2(len(table)) + 0.5


def test_what_no_row_says_is_noticed() -> None:
    session: Any = Session(random_counterexamples(((0, 0, 1), (0, 1, 1))))
    with pytest.raises(Inconsistent, match="no concept of this class of 2"):
        session.tell(Counterexample(np.array([0]), True))
    assert run(random_counterexamples(((0, 1),)), teachers.Function(lambda X: X[:, 0] > 0)).turns == []
