"""Few of many variables: groups, pools, and sums of them."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import comb
from operator import xor
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Counterexample, Equivalence, Membership, Session, find, run, teachers
from qlearn.concepts.disjunctions import Disjunction, Disjunctions
from qlearn.concepts.sparse_parities import SparseParity
from qlearn.errors import BadArgument, Failed, Inconsistent
from qlearn.formulas import clg
from qlearn.learners.boolean.binary_field import BinaryField
from qlearn.learners.boolean.group_testing import exponent, group_testing, splitting
from qlearn.learners.boolean.group_testing_equivalence import group_testing_equivalence
from qlearn.learners.boolean.non_adaptive_group_testing import non_adaptive_group_testing, pools
from qlearn.learners.boolean.sparse_parity import recurrence, sparse_parity
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


@given(few, st.integers(0, 20))
def test_pools_clear_all_but_the_target(drawn: Any, seed: int) -> None:
    """At delta = 10**-9 nobody sees a failure; a wrong set is never returned silently where more than k stay."""
    n, kept, more = drawn
    k = len(kept) + more
    found = run(non_adaptive_group_testing(n=n, k=k, delta="1/1000000000", seed=seed), teachers.Honest(masked(n, kept, k)))
    assert set(np.flatnonzero(found.hypothesis.keep).tolist()) == kept
    assert found.ledger[Membership] <= pools(n, k, Fraction(1, 10**9))
    assert found.ledger.rounds == (k > 0)


def test_pools_fail_as_often_as_may_be() -> None:
    """Of two variables the other one stays with probability (3/4)**5, just below 1/4."""
    n, share, target = 2, Fraction(1, 2), masked(2, {0}, 1)
    wrong, T = 0, pools(2, 1, share)
    for seed in range(2000):
        try:
            found = run(non_adaptive_group_testing(n=n, k=1, delta=share, seed=seed), teachers.Honest(target))
            wrong += not agree(target, found.hypothesis)
        except Failed:
            wrong += 1
    assert T == 5
    assert abs(wrong / 2000 - 0.75**5) < 0.05


def test_too_many_in_the_target_are_seen() -> None:
    with pytest.raises(Failed, match="variables are in no rejected pool, and at most 1 "):
        run(non_adaptive_group_testing(n=30, k=1, delta="1/10"), teachers.Honest(masked(30, range(5))))


def parity_of(n: int, kept: Any, most: int) -> SparseParity:
    return SparseParity(np.isin(np.arange(n), list(kept)), most)


@given(few)
def test_checks_of_a_code_find_sparse_parities(drawn: Any) -> None:
    n, kept, more = drawn
    k = len(kept) + more
    found = run(sparse_parity(n=n, k=k), teachers.Honest(parity_of(n, kept, k)))
    assert set(np.flatnonzero(found.hypothesis.chosen).tolist()) == kept
    assert found.ledger[Membership] <= min(n, k * clg(n + 1))
    assert found.ledger.rounds == (k > 0)


def test_a_row_that_follows_is_not_asked() -> None:
    """Fifth powers of GF(16) are in GF(4), so their four bits have rank 2."""
    found = run(sparse_parity(n=15, k=3), teachers.Honest(parity_of(15, {1, 4, 14}, 3)))
    assert found.ledger[Membership] == 10 < 3 * clg(16)


@given(st.sets(st.integers(0, 29), min_size=3, max_size=8))
def test_more_variables_than_promised_are_noticed_or_the_labels_are_those_returned(kept: set[int]) -> None:
    target = parity_of(30, kept, 2)
    try:
        found = run(sparse_parity(n=30, k=2), teachers.Honest(target))
    except Inconsistent:
        return
    assert found.hypothesis.chosen.sum() <= 2
    points = found.turns[0].query.points
    assert (found.hypothesis(points) == target(points)).all()


def test_labels_of_no_sparse_parity_are_refused() -> None:
    with pytest.raises(Inconsistent, match="a parity of 3 variables, and at most 2 were promised"):
        run(sparse_parity(n=4, k=2), teachers.Honest(parity_of(4, {0, 1, 2}, 2)))
    told: Any = Session(sparse_parity(n=30, k=2))
    with pytest.raises(Inconsistent, match="no parity of at most 2 of 30"):
        told.tell(np.arange(len(told.query.points)) == 0)
    for bad in ({"n": 0, "k": 1}, {"n": 2, "k": -1}):
        with pytest.raises(BadArgument, match="is an integer"):
            run(sparse_parity(**bad), teachers.Honest(parity_of(4, {0}, 1)))


@given(st.integers(1, 9), st.data())
def test_the_field(m: int, data: Any) -> None:
    field = BinaryField(m)
    a, b, c = (data.draw(st.integers(0, 2**m - 1)) for _ in range(3))
    assert field.times(a, field.times(b, c)) == field.times(field.times(a, b), c)
    assert field.times(a, b ^ c) == field.times(a, b) ^ field.times(a, c)
    assert field.times(a, field.inverse(a)) == (1 if a else 0)
    assert field.power(a, 2**m) == a


@given(st.integers(2, 6), st.integers(1, 5), st.data())
def test_the_shortest_recurrence_is_found(m: int, length: int, data: Any) -> None:
    """Of any sequence over the field that has one of this length, from twice as many terms."""
    field, element = BinaryField(m), st.integers(0, 2**m - 1)
    law = data.draw(st.lists(element, min_size=length, max_size=length))
    terms = data.draw(st.lists(element, min_size=length, max_size=length))
    while len(terms) < 2 * length + 4:
        terms.append(reduce(xor, (field.times(c, term) for c, term in zip(law, reversed(terms), strict=False))))
    found = recurrence(field, terms[: 2 * length])
    order = max(length, len(found) - 1)
    assert len(found) - 1 <= length
    for i in range(order, len(terms)):
        assert reduce(xor, (field.times(c, terms[i - j]) for j, c in enumerate(found))) == 0


def test_the_least_polynomials_without_a_divisor() -> None:
    assert [BinaryField(m).modulus for m in range(1, 9)] == [2, 7, 11, 19, 37, 67, 131, 283]
