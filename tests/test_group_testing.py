"""Few of many variables: groups, pools, and sums of them."""

from __future__ import annotations

from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Counterexample, Equivalence, Membership, Session, find, run, teachers
from qlearn.concepts.disjunctions import Disjunction, Disjunctions
from qlearn.errors import BadArgument, Inconsistent
from qlearn.formulas import clg
from qlearn.learners.boolean.group_testing import exponent, group_testing, splitting
from qlearn.learners.boolean.group_testing_equivalence import group_testing_equivalence
from qlearn.oracle import agree, disagreements
from qlearn.testing import adversaries

few = st.integers(1, 60).flatmap(
    lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1), max_size=6), st.integers(0, 3))
)  # n, what is in the target, and how many more may be


def masked(n: int, kept: Any, most: int | None = None) -> Disjunction:
    return Disjunction(np.isin(np.arange(n), list(kept)), most)


@given(few)
def test_splitting_finds_them_within_its_bound(drawn: Any) -> None:
    n, kept, more = drawn
    k = len(kept) + more
    found = run(group_testing(n=n, k=k), teachers.Honest(masked(n, kept, k)))
    assert set(np.flatnonzero(found.hypothesis.keep).tolist()) == kept
    assert found.ledger[Membership] <= splitting(n, k) <= n
    said = [tuple(turn.query.points[0]) for turn in found.turns]
    assert len(set(said)) == len(said), "no point is asked twice"


@given(adversaries(Disjunctions(), n=8, k=3))
def test_an_adversary_gets_no_more_than_the_bound(adversary: Any) -> None:
    done = run(group_testing(n=8, k=3), adversary)
    assert clg(sum(comb(8, i) for i in range(4))) <= splitting(8, 3) == 8
    assert done.ledger[Membership] <= 8


def test_nothing_is_asked_that_follows() -> None:
    """Each question about 8 variables, at most 3 of them: either answer is still possible."""
    space = Disjunctions().space(n=8, k=3)
    for target in space.concepts:
        alive = space.all
        for query, answer in run(group_testing(n=8, k=3), teachers.Honest(target)).turns:
            assert len(space.options(query, alive)) == 2
            alive = space.after(query, answer, alive) or 0
        assert space.every(alive) == [target]


def test_a_thousand_variables_and_one_or_a_dozen() -> None:
    assert [splitting(1000, k) for k in (0, 1, 2, 3, 12, 500, 1000, 2000)] == [0, 10, 20, 29, 98, 1000, 1000, 1000]
    assert clg(sum(comb(1000, i) for i in range(13))) == 91
    assert exponent(1000, 12) == 6


@given(few, st.sampled_from(["first", "longest", "random"]), st.integers(0, 5))
def test_counterexamples_are_halved(drawn: Any, policy: Any, seed: int) -> None:
    n, kept, _ = drawn
    target = masked(n, kept)
    found = run(group_testing_equivalence(n=n), teachers.Honest(target, policy, seed=seed))
    assert agree(target, found.hypothesis)
    assert found.ledger[Equivalence] == len(kept) + 1
    assert found.ledger[Membership] <= sum(clg(n - j) for j in range(len(kept)))


@given(few, few)
def test_disjunctions_on_a_large_cube_find_their_differences(one: Any, other: Any) -> None:
    n = max(13, one[0], other[0])
    a, b = masked(n, one[1]), masked(n, other[1])
    found = list(disagreements(a, b))
    assert bool(found) == (one[1] != other[1])
    for counterexample in found:
        assert a(counterexample.point[None])[0] == counterexample.label != b(counterexample.point[None])[0]


def test_what_no_disjunction_says_is_noticed() -> None:
    session: Any = Session(group_testing_equivalence(n=3))
    session.tell(Counterexample(np.array([1, 1, 0], np.uint8), True))
    session.tell(np.array([False]))  # so it is the second, and not the first
    with pytest.raises(Inconsistent, match="each of its variables is 1 in a point that was labelled false"):
        session.tell(Counterexample(np.array([1, 0, 0], np.uint8), True))
    with pytest.raises(Inconsistent, match="labelled false"):
        Session(group_testing_equivalence(n=3)).tell(Counterexample(np.zeros(3, np.uint8), True))
    with pytest.raises(Inconsistent, match="no point of 3 bits"):
        Session(group_testing_equivalence(n=3)).tell(Counterexample(np.array([1, 0.5, 0]), True))
    session = Session(group_testing_equivalence(n=3))
    session.tell(Counterexample(np.array([1, 0, 0], np.uint8), True))
    with pytest.raises(Inconsistent, match="whatever has it is true"):
        session.tell(Counterexample(np.array([1, 1, 0], np.uint8), False))


@pytest.mark.parametrize("arguments", [{"n": 0, "k": 1}, {"n": 3, "k": -1}, {"n": 2.5, "k": 1}])
def test_bad_sizes_are_named(arguments: Any) -> None:
    with pytest.raises(BadArgument, match="is an integer"):
        run(group_testing(**arguments), teachers.Honest(masked(3, {0})))
    assert find("boolean.group_testing") is group_testing
