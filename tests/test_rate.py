"""A teacher whose noise is not what was said: a memory, another rate, a drift; and how seldom a true one is accused."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Membership, find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import Failed, TeacherError, WrongRate
from qlearn.rate import RateTest

TARGET = HalfSpace(np.array([3.0, -2.0, 1.0, 0.5, -0.25, 0.125]))
RHO = Fraction(1, 4)
NAMES = ("linear.pivot_ratio+vote", "linear.pivot_ratio+sprt", "linear.pivot_ratio+proposition_1")


class Cached:
    """Flips a point once, and answers it from memory afterwards."""

    def __init__(self, rate: float, seed: int) -> None:
        self.known: dict[bytes, bool] = {}
        self.noisy = teachers.Noisy(teachers.Honest(TARGET), rate, seed)

    def answer(self, query: Membership) -> Any:
        labels = self.noisy.answer(query)
        return np.array([self.known.setdefault(p.tobytes(), label) for p, label in zip(query.points, labels, strict=True)])


class Drifting:
    """Flips more and more often: from a rate to another after so many labels."""

    def __init__(self, before: float, after: float, when: int, seed: int) -> None:
        self.when, self.heard = when, 0
        self.now, self.then = (teachers.Noisy(teachers.Honest(TARGET), rate, seed) for rate in (before, after))

    def answer(self, query: Membership) -> Any:
        self.heard += len(query.points)
        return (self.now if self.heard <= self.when else self.then).answer(query)


def accused(name: str, teacher: Callable[[int], Any], seeds: int = 20, eps: str = "1/100") -> int:
    """How often the learner ends with `WrongRate`."""
    found = 0
    for seed in range(seeds):
        try:
            run(find(name)(d=6, eps=eps, rho=RHO, delta="1/20"), teacher(seed))
        except WrongRate as error:
            found += "rho = 1/4" in str(error)
        except Failed:
            pass
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_cache_is_found_out(name: str) -> None:
    assert accused(name, lambda seed: Cached(0.25, seed)) == 20
    assert accused(name, lambda seed: teachers.Noisy(teachers.Honest(TARGET), 0.25, seed, persistent=True)) == 20


@pytest.mark.parametrize("name", NAMES)
def test_equal_answers_are_found_out(name: str) -> None:
    yes, no = (teachers.Function(lambda X, label=label: np.full(len(X), label)) for label in (True, False))
    assert accused(name, lambda seed: yes, 1) == accused(name, lambda seed: no, 1) == 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rate", [0.05, 0.4])
def test_another_rate_is_found_out(name: str, rate: float) -> None:
    assert accused(name, lambda seed: teachers.Noisy(teachers.Honest(TARGET), rate, seed)) >= 18


@pytest.mark.parametrize("name", NAMES)
def test_a_drift_is_found_out(name: str) -> None:
    for after in (0.0, 0.45):
        drifts = partial(Drifting, 0.25, after, 700)
        assert accused(name, drifts, seeds=8, eps="1/1000000") >= 7


@pytest.mark.parametrize("name", NAMES)
def test_the_rate_that_was_said_is_not(name: str) -> None:
    assert accused(name, lambda seed: teachers.Noisy(teachers.Honest(TARGET), 0.25, seed), 100) <= 2


@settings(max_examples=6)
@given(st.integers(0, 10**6), st.sampled_from([0.02, 0.25, 0.45]), st.integers(1, 40))
def test_false_alarms_are_as_rare_as_they_say(seed: int, rate: float, votes: int) -> None:
    """At most alarm = 1/50 a stream: 25 or more of 400 would have a probability below 1e-6."""
    rng, alarms = np.random.default_rng(seed), 0
    for wrong in rng.binomial(votes, rate, (400, 30)).tolist():
        test = RateTest(Fraction(rate), Fraction(1, 50))
        try:
            for each in wrong:
                test.heard(each, votes)
        except WrongRate:
            alarms += 1
    assert alarms < 25


def test_a_change_late_on_is_seen_by_itself() -> None:
    """Of 10000 votes 1 in 4 was wrong; then hardly any: 60 votes say so, where all together would not."""
    test = RateTest(RHO, Fraction(1, 10**4))
    for _ in range(512):
        test.heard(5, 20)
    for _ in range(2):
        test.heard(0, 20)
    with pytest.raises(WrongRate, match=r"asked for 60 labels.* 0 disagreed.* a cache"):
        [test.heard(0, 20) for _ in range(6)]


def test_it_is_the_teachers_fault_and_a_failure_that_delta_pays_for() -> None:
    with pytest.raises(WrongRate, match="flips more often, or its rate has drifted") as error:
        RateTest(RHO, Fraction(1, 100)).heard(50, 100)
    assert isinstance(error.value, TeacherError)
    assert isinstance(error.value, Failed)
    for part in ("100 labels", "50 disagreed", "about 25", "at most 0.01", "measure its rate"):
        assert part in str(error.value)


def wealth(heard: list[tuple[int, int]]) -> Fraction:
    """The rivals' probability of all this over that of the rate 1/4, anew: each from its start, each with its share."""
    starts = [0, *(2**k for k in range(10) if 2**k < len(heard))]
    total = Fraction(0)
    for k, start in enumerate(starts):
        wrong, votes = (sum(each[i] for each in heard[start:]) for i in (0, 1))
        for rival in (Fraction(0), Fraction(1, 8), Fraction(3, 8), Fraction(1, 2)):
            ratio = (rival / RHO) ** wrong * ((1 - rival) / (1 - RHO)) ** (votes - wrong)
            total += ratio / 4 / ((k + 1) * (k + 2))
    return total


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=40))
def test_it_alarms_where_the_rivals_explain_it_so_much_better(pairs: list[tuple[int, int]]) -> None:
    heard = [(wrong, wrong + right) for wrong, right in pairs]
    most = max(wealth(heard[: i + 1]) for i in range(len(heard)))
    for factor, alarms in ((Fraction(99, 100), True), (Fraction(1), False), (Fraction(101, 100), False)):
        alarm = 1 / (most * factor)
        test, alarmed = RateTest(RHO, alarm), False
        try:
            for each in heard:
                test.heard(*each)
        except WrongRate:
            alarmed = True
        assert alarmed == alarms, "at the very limit, rounding is not held against the teacher"


def test_nothing_heard_says_nothing() -> None:
    test = RateTest(RHO, Fraction(1, 100))
    test.heard(0, 0)
    test.heard(0, 1)
    assert (test.wrong, test.votes, test.decisions) == (0, 1, 2)
