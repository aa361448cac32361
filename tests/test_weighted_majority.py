"""A vote of weighted rows: what it proposes, what each counterexample does to it, and targets that are no row."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Equivalence, run, teachers
from qlearn.concepts.any_labellings import AnyLabelling, AnyLabellings
from qlearn.concepts.tables import CUBE, SINGLETONS
from qlearn.driver import Session
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.learners.finite.weighted_majority import questions, weighted_majority
from qlearn.queries import Counterexample
from qlearn.testing import concepts

factors = st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50)


@given(concepts(AnyLabellings()), factors, st.integers(0, 9))
def test_each_proposal_is_what_was_told_and_the_vote_elsewhere(target: AnyLabelling, beta: Fraction, seed: int) -> None:
    found = run(weighted_majority(target.table, beta), teachers.Honest(target, "random", seed=seed))
    told: dict[int, bool] = {}
    for query, answer in found.turns:
        weights = [beta ** sum(row[x] != label for x, label in told.items()) for row in target.table]
        for x, label in enumerate(query.hypothesis.labels):
            votes = sum(weight if row[x] else -weight for row, weight in zip(target.table, weights, strict=True))
            assert label == told.get(x, votes >= 0)
        if answer is not None:
            told[int(answer.point[0])] = bool(answer.label)
    assert tuple(found.hypothesis.labels) == target.labelled
    assert len(told) == found.ledger[Equivalence] - 1 < questions(len(target.table), target.exceptions, beta)


@given(concepts(AnyLabellings()))
def test_the_exceptions_are_those_of_the_best_row(target: AnyLabelling) -> None:
    errors = [sum(a != b for a, b in zip(row, target.labelled, strict=True)) for row in target.table]
    assert target.sizes == {"N": len(target.table), "n": len(target.labelled), "e": min(errors)}


def test_weights_are_compared_exactly_after_many_counterexamples() -> None:
    """After a thousand errors each both weights would be 0 as floats, and a tie."""
    first, second = np.zeros(2002, int), np.zeros(2002, int)
    first[:1000], second[1000:] = 1, 1
    session: Any = Session(weighted_majority((tuple(first.tolist()), tuple(second.tolist())), "1/50"))
    for x in range(2000):  # the rows take turns in being wrong
        session.tell(Counterexample(np.array([x]), not session.query.hypothesis.labels[x]))
    assert session.query.hypothesis.labels[2000:].tolist() == [True, True], "a tie votes 1"
    session.tell(Counterexample(np.array([2000]), False))
    assert session.query.hypothesis.labels[2000:].tolist() == [False, False], "the second has one error more"


def test_a_point_told_twice_is_refused() -> None:
    session: Any = Session(weighted_majority(CUBE))
    session.tell(Counterexample(np.array([1]), False))
    with pytest.raises(Inconsistent, match=r"point 1 is a counterexample labelled True, but an earlier one said False"):
        session.tell(Counterexample(np.array([1]), True))


def test_a_counterexample_outside_the_table_is_refused() -> None:
    session: Any = Session(weighted_majority(SINGLETONS))
    with pytest.raises(BadAnswer):
        session.tell(Counterexample(np.array([5]), True))


@pytest.mark.parametrize("beta", [0, 1, "3/2", -1])
def test_bad_factors_are_refused(beta: Any) -> None:
    with pytest.raises(BadArgument, match="beta"):
        next(iter(weighted_majority(CUBE, beta)))
