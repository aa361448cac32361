"""Prony's method: centres lie where they are said to, and answers that are of no such network are told."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import drawn

from qlearn import find, run, teachers
from qlearn.concepts.rbf_networks import RbfNetwork, RbfNetworks, apart
from qlearn.errors import BadArgument, Inconsistent, QlearnError
from qlearn.evidence.remaining import confirmed
from qlearn.learners.kernels.pencil import pencil
from qlearn.learners.kernels.prony import prony
from qlearn.learners.kernels.prony_directions import direction, prony_directions
from qlearn.testing import concepts

TOLD = r"not of \d centres with the kernel|more than \d centres, or (of )?another kernel"
FEW = settings(max_examples=25, deadline=None)


def told(target: RbfNetwork, more: Any = None, **arguments: Any) -> Any:
    """A run of Prony's method on it."""
    given = {"digits": 60, "tol": "1e-12", **target.given, **arguments}
    return run((more or prony)(**given), teachers.Honest(target))


@FEW
@given(concepts(RbfNetworks()), st.integers(0, 5), st.sampled_from([prony, prony_directions]))
def test_centres_and_weights_lie_where_they_are_said_to(target: RbfNetwork, checks: int, learner: Any) -> None:
    done = told(target, learner, checks=checks)
    radius = done.hypothesis.radius
    assert apart(target, done.hypothesis) <= radius <= Fraction(1, 10**12)
    assert done.hypothesis.sizes == target.sizes
    certified = confirmed(done.learning, done.hypothesis, done.turns)
    assert certified.holds
    moved = [
        replace(done.hypothesis, weights=tuple(a + share * Fraction(1, 10**12) for a in done.hypothesis.weights))
        for share in (Fraction(1, 2), 1)  # a whole tol away, the radius is too much
    ]
    assert [confirmed(done.learning, network, done.turns).holds for network in moved] == [True, False]


@FEW
@given(concepts(RbfNetworks()), st.integers(25, 40), st.randoms(use_true_random=False))
def test_an_answer_may_be_off_by_one_in_its_last_digit(target: RbfNetwork, digits: int, random: Any) -> None:
    class Careless(teachers.Honest):
        def answer(self, query: Any) -> Any:
            unit = Fraction(10) ** (1 - digits)
            return tuple(y + abs(y) * unit * random.choice((-1, 1)) * Fraction(9, 10) for y in super().answer(query))

    try:
        found = run(prony(**target.given, digits=digits, tol=1), Careless(target)).hypothesis
    except BadArgument:  # centres near each other, seen from the side
        assert target.sizes["k"] > 1
    else:
        assert apart(target, found) <= found.radius


@pytest.mark.parametrize(("k", "d", "digits"), [(8, 2, 35), (8, 10, 40), (16, 2, 60)])
def test_many_centres_take_three_digits_each(k: int, d: int, digits: int) -> None:
    target = drawn(k, d, seed=1)
    done = told(target, digits=digits, tol="1e-9", seed=1)
    assert done.ledger["digits"] == k * (d + 1)
    assert apart(target, done.hypothesis) <= done.hypothesis.radius <= Fraction(1, 10**9)


@pytest.mark.parametrize(("k", "given_digits"), [(2, 5), (4, 12), (6, 20), (8, 14)])
def test_too_few_digits_are_told_with_how_many_would_do(k: int, given_digits: int) -> None:
    target = drawn(k, 2, seed=3)
    with pytest.raises(BadArgument, match="too few digits for Prony") as caught:
        told(target, digits=given_digits)
    wanted = int(re.findall(r"(?:try digits =|about) (\d+)", str(caught.value))[0])
    assert given_digits < wanted < 60
    assert told(target, digits=wanted).hypothesis.radius <= Fraction(1, 10**12)


@pytest.mark.parametrize("learner", [prony, prony_directions])
@pytest.mark.parametrize(("k", "said"), [(1, 2), (2, 3), (2, 5), (3, 4)])
def test_a_centre_that_is_there_twice_is_one_and_fewer_centres_are_told(learner: Any, k: int, said: int) -> None:
    target = drawn(k, 2, seed=k)
    twice = RbfNetwork.of([*target.centres, target.centres[0]], [*target.weights, 1], 1)
    for network in (target, twice):
        with pytest.raises(Inconsistent, match=rf"fewer than {said} centres, or the same twice.*Ask for k = {k};"):
            told(network, learner, k=said)
        assert told(network, learner, k=k).hypothesis.sizes["k"] == k


@pytest.mark.parametrize("learner", [prony, prony_directions])
@pytest.mark.parametrize(("k", "said", "g"), [(3, 2, 1), (5, 2, 1), (2, 2, "11/10"), (1, 1, "1.001"), (1, 1, 2), (3, 3, "1/2")])
def test_more_centres_or_another_gamma_are_told(learner: Any, k: int, said: int, g: Any) -> None:
    for seed in range(4):
        with pytest.raises(QlearnError, match=TOLD):
            told(drawn(k, 2, seed), learner, k=said, g=g, checks=1)


def test_an_exponential_that_changes_its_sign_is_told() -> None:
    class Turned(teachers.Honest):
        def answer(self, query: Any) -> Any:
            return tuple(y if row < 4 else -y for row, y in enumerate(super().answer(query)))

    target = drawn(2, 2, 0)
    with pytest.raises(Inconsistent, match=r"changes its sign.*more than 2 centres, or of another kernel"):
        run(prony(**target.given, digits=40, tol="1e-9"), Turned(target))


def test_another_kernel_is_told() -> None:
    def inverse(X: Any) -> list[Any]:
        return [1 / (1 + sum(row**2)) + 2 / (1 + sum((row - Fraction(1, 2)) ** 2)) for row in X]

    for k in (1, 2):
        with pytest.raises(QlearnError, match=TOLD):
            run(prony(d=2, k=k, g=1, digits=40, tol="1/100", checks=1), teachers.Function(inverse))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"k": 0}, "k is an integer, at least 1"),
        ({"d": 0}, "d is an integer, at least 1"),
        ({"digits": 1}, "digits is an integer, at least 2"),
        ({"checks": -1}, "checks is an integer, at least 0"),
        ({"tol": 0}, "above 0; got 0"),
        ({"tol": "small"}, "tol must be a finite number"),
    ],
)
def test_bad_arguments_are_refused(change: dict[str, Any], message: str) -> None:
    good = {"d": 2, "k": 2, "g": 1, "digits": 30, "tol": "1/100"}
    for learner in (prony, prony_directions):
        with pytest.raises(BadArgument, match=message):
            next(iter(learner(**{**good, **change})))


def merged(d: int) -> RbfNetwork:
    """Two centres that meet along (1, s, ..., s**(d - 1)) for s = 0, ..., d - 2."""
    difference = np.polynomial.polynomial.polyfromroots(range(d - 1)).astype(int) if d > 1 else np.array([1])
    half = [Fraction(int(x), 2 * int(np.abs(difference).max())) for x in difference]
    return RbfNetwork.of([half, [-x for x in half]], [1, "-3/2"], g=1)


@pytest.mark.parametrize("d", [1, 2, 3, 4, 5])
def test_the_nastiest_pair_takes_every_direction(d: int) -> None:
    target = merged(d)
    done = told(target, prony_directions, digits=100)
    assert done.ledger["digits"] == 4 * d + 2 * (d - 1) == prony_directions.theorem.bounds[0].at(d=d, k=2, checks=0)
    assert apart(target, done.hypothesis) <= Fraction(1, 10**12)
    assert told(target, prony).ledger["digits"] == 2 * (d + 1)


def test_three_centres_that_meet_two_by_two_take_every_direction() -> None:
    target = RbfNetwork.of([[0, 0], [0, "1/2"], ["1/2", 0]], [1, 1, 1], g=1)  # s = 0, 1 and, for the third pair, none
    assert told(target, prony_directions).ledger["digits"] == 3 * 6 + 3
    spread = RbfNetwork.of([[0, 0], [0, "1/4"], ["1/2", "-1/4"]], [1, -1, 1], g=1)  # s = 0, 1, 2
    assert (
        told(spread, prony_directions).ledger["digits"]
        == 4 * 6 + 3
        == prony_directions.theorem.bounds[0].at(d=2, k=3, checks=0)
    )


def test_a_direction_is_scaled_to_its_largest_entry() -> None:
    assert direction(3, 0) == (1, 0, 0)
    assert direction(3, 4) == (Fraction(1, 16), Fraction(1, 4), 1)


def test_the_three_are_in_the_catalogue() -> None:
    names = ("kernels.prony", "kernels.prony_directions", "kernels.pencil")
    assert [find(name) for name in names] == [prony, prony_directions, pencil]


def test_zero_throughout_is_no_network() -> None:
    for learner in (prony, prony_directions):
        with pytest.raises(BadArgument, match="If no number of digits does, the answers are not of 2 centres"):
            run(learner(d=2, k=2, g=1, digits=30, tol="1e-9"), teachers.Function(lambda X: [0] * len(X)))
