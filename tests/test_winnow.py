"""Winnow: what Littlestone's proof says of the weights holds after every counterexample, in exact numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Counterexample, Equivalence, find, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.disjunctions import Disjunction, Disjunctions
from qlearn.concepts.exact_half_spaces import ExactHalfSpace
from qlearn.domains import Law
from qlearn.errors import BadArgument, Inconsistent, Undecided
from qlearn.evidence.remaining import confirmed
from qlearn.formulas import clog
from qlearn.learners.boolean.winnow import threshold, winnow
from qlearn.oracle import agree, disagreements
from qlearn.queries import Query
from qlearn.testing import adversaries
from qlearn.transcript import Turn

alphas = st.fractions(min_value=Fraction(5, 4), max_value=5, max_denominator=10)
thetas = st.fractions(min_value=1, max_value=30, max_denominator=8)
targets = st.integers(1, 25).flatmap(lambda n: st.sets(st.integers(0, n - 1), max_size=4).map(lambda kept: masked(n, kept)))


HALF = np.array([0.5, 1.0])


def masked(n: int, kept: Any) -> Disjunction:
    return Disjunction(np.isin(np.arange(n), list(kept)))


@given(targets, alphas, thetas, st.sampled_from(["first", "random", "longest"]), st.integers(0, 9))
def test_each_step_is_what_the_proof_says(target: Disjunction, alpha: Any, theta: Any, policy: Any, seed: int) -> None:
    n, k = target.sizes["n"], target.sizes["k"]
    done = run(winnow(n, k, alpha, theta), teachers.Honest(target, policy, seed=seed))
    assert agree(target, done.hypothesis)
    c, promotions, demotions = clog(theta, alpha), 0, 0
    for turn in done.turns:
        weights = turn.query.hypothesis.w  # type: ignore[attr-defined]
        total = sum(weights)
        assert total + theta * demotions <= n + (alpha - 1) * theta * promotions
        for weight in np.array(weights, object)[target.keep]:
            assert weight in [alpha**e for e in range(c + 1)], "a variable of the target is only ever promoted"
        if turn.answer is not None:
            active = sum(weight for weight, bit in zip(weights, turn.answer.point, strict=True) if bit)
            assert (active >= theta) != turn.answer.label
            promotions += turn.answer.label
            demotions += not turn.answer.label
    assert promotions <= k * c
    assert promotions + demotions <= Fraction(n) / theta + alpha * k * c
    assert done.ledger[Equivalence] == promotions + demotions + 1


@given(adversaries(Disjunctions(), n=4, k=2), alphas, thetas)
def test_no_teacher_gets_beyond_the_bound(adversary: Any, alpha: Any, theta: Any) -> None:
    learning = winnow(4, 2, alpha, theta)
    asked = run(learning, adversary).ledger[Equivalence]
    assert asked <= winnow.theorem.bounds[0].at(**learning.sizes())


def test_a_thousand_variables_cost_their_logarithm() -> None:
    target = masked(1000, {0, 500, 999})
    done = run(winnow(n=1000), teachers.Honest(target))
    bound = winnow.theorem.bounds[0].at(**done.learning.sizes(target))
    assert bound == 2 * 3 * (10 - 1) + 3
    assert done.learning.arguments["alpha"] == 2
    assert done.ledger[Equivalence] <= bound


@given(targets, st.integers(0, 999))
def test_a_cube_too_large_to_list_is_searched(target: Disjunction, seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = len(target.keep)
    weights = tuple(Fraction(int(rng.integers(0, 4)), 2) for _ in range(n))
    other = ExactHalfSpace(weights, -Fraction(int(rng.integers(1, 9)), 2))
    met = min((weights[i] for i in np.flatnonzero(target.keep)), default=-other.b) >= -other.b
    missed = sum(weight for weight, kept in zip(weights, target.keep, strict=True) if not kept) < -other.b
    assert agree(target, other) == (met and missed)
    for found in disagreements(target, other):
        assert found.point.dtype == np.uint8
        assert target(found.point[None])[0] == found.label != other(found.point[None])[0]


def test_what_no_disjunction_does_is_noticed() -> None:
    class Contrary:
        """Says that whatever the hypothesis accepts is false, and whatever it rejects is true."""

        def answer(self, query: Query[Any]) -> Any:
            point = np.array([1, 1], np.uint8)
            return Counterexample(point, not query.hypothesis(point[None])[0])  # type: ignore[attr-defined]

    with pytest.raises(Inconsistent, match="each of its variables is 1 in a point that was labelled false"):
        run(winnow(n=2), Contrary())
    with pytest.raises(Inconsistent, match="no point of 2 bits"):
        run(winnow(n=2), teachers.Recorded([Turn(Equivalence(ExactHalfSpace((1, 1), -1)), Counterexample(HALF, False))]))
    with pytest.raises(Inconsistent, match="no disjunction of 1 variables needs another promotion") as caught:
        run(winnow(n=20, k=1), teachers.Honest(masked(20, {3, 9})))
    assert sum(turn.answer.label for turn in caught.value.run.turns) == clog(10, 2) + 1, "at the first that is one too many"


def test_theta_is_half_of_n_if_not_given_but_1_at_least() -> None:
    assert [threshold(n, None) for n in (1, 2, 3, 9)] == [1, 1, Fraction(3, 2), Fraction(9, 2)]
    assert threshold(9, "5/2") == Fraction(5, 2)


def test_bad_arguments_are_named() -> None:
    for arguments in ({"alpha": 1}, {"alpha": "1/2"}, {"theta": "1/2"}, {"theta": 0}):
        with pytest.raises(BadArgument, match="needs alpha > 1 and theta >= 1"):
            run(winnow(n=3, **arguments), teachers.Honest(masked(3, {0})))
    for bad in ({"n": 0}, {"n": 3, "k": -1}):
        with pytest.raises(BadArgument, match="is an integer"):
            run(winnow(**bad), teachers.Honest(masked(3, {0})))
    with pytest.raises(Undecided, match="too many to enumerate"):
        Disjunctions().space(n=13, k=2)


def test_it_composes() -> None:
    target, law = masked(30, {4, 20}), Law.uniform(Coins(0).rng.integers(0, 2, (64, 30)).astype(np.uint8))
    sampled = find("boolean.winnow+sampling")(n=30, k=2, eps="1/10", delta="1/100")
    found = run(sampled, teachers.Honest(target, law=law))
    assert law.measure(target(law.points) != found.hypothesis(law.points)) <= Fraction(1, 10)
    remembered = run(find("boolean.winnow+memo")(n=30), teachers.Honest(target))
    assert remembered.ledger == run(winnow(n=30), teachers.Honest(target)).ledger
    untold = run(find("boolean.winnow+sampling")(n=30, eps="1/10", delta="1/100"), teachers.Honest(target, law=law))
    assert untold.hypothesis.key() == found.hypothesis.key(), "k says how many examples may be asked for, not which"


def test_where_k_is_not_known_all_disjunctions_are_possible() -> None:
    assert len(Disjunctions().space(n=4).concepts) == len(Disjunctions().space(n=4, k=9).concepts) == 16
    assert len(Disjunctions().space(n=4, k=1).concepts) == 5
    done = run(winnow(n=4), teachers.Honest(masked(4, {2})))
    assert confirmed(done.learning, done.hypothesis, done.turns).holds
