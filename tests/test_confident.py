"""Confidence boosted: a learner that fails half of the time, run several times, fails no more often than is claimed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from qlearn import Bound, Dialogue, Learner, find, run, teachers
from qlearn.concepts.tables import Labelling, Row, Table
from qlearn.domains import Law
from qlearn.errors import BadArgument, Failed, Inconsistent
from qlearn.queries import Example
from qlearn.reductions.confident import confident, examined, runs

LINE: Table = tuple(tuple(int(j >= i) for j in range(9)) for i in range(10))
CONSISTENT = find("finite.consistent")


def chancy(table: Any, eps: Any, delta: Any, seed: int = 0) -> Dialogue[Labelling]:
    """Right half of the time, else the opposite of the target's labels or worse."""
    (points, labels), right = (yield from Example(1)), np.random.default_rng(seed).random() < 0.5
    rows = np.array(table, np.bool_)
    fits = rows[:, points[:, 0].astype(int)] == labels
    return Labelling(rows[8] if right else rows[int(np.flatnonzero(~fits[:, 0])[0])])


HALVES = Learner(chancy, replace(CONSISTENT.theorem, bounds=(Bound(Example, "exactly", lambda N: N - N + 1),)), "mine.chancy")


def test_a_learner_that_is_right_half_of_the_time_becomes_reliable() -> None:
    learner, target = confident(HALVES), teachers.Honest(Row(LINE, 8), seed=3)
    found = [run(learner(LINE, eps="1/10", delta="1/20", seed=seed), target) for seed in range(300)]
    wrong = sum(not np.array_equal(done.hypothesis.labels, np.array(LINE[8], np.bool_)) for done in found)
    assert wrong <= 15  # 300 delta; all six runs are wrong in about 5 of 300, and in more than 15 next to never
    alone = sum(run(HALVES(LINE, 0, 0, seed), target).hypothesis.labels[0] for seed in range(300))
    assert alone > 100
    assert {done.ledger["example"] for done in found} == {runs(Fraction(1, 20)), learner.theorem.bounds[0].at(
        N=10, eps=Fraction(1, 10), delta=Fraction(1, 20)
    )}  # fmt: skip


def test_each_run_has_a_seed_of_its_own_and_the_runs_repeat() -> None:
    learner, target = confident(HALVES), Row(LINE, 8)
    one, same = (run(learner(LINE, eps="1/10", delta="1/2"), teachers.Honest(target)) for _ in range(2))
    assert [turn.query.key() for turn in one.turns] == [turn.query.key() for turn in same.turns]
    mixed = [
        run(learner(LINE, eps="1/10", delta="1/1000", seed=seed), teachers.Honest(target)).ledger["example"]
        > runs(Fraction(1, 1000))
        for seed in range(20)
    ]
    assert sum(mixed) >= 18, "eleven runs of one seed would be alike"


def test_the_seed_is_0_unless_it_is_said() -> None:
    seeds: list[int] = []

    def noting(table: Any, eps: Any, delta: Any, seed: int = 0) -> Dialogue[Labelling]:
        seeds.append(seed)
        yield from Example(1)
        return Labelling(np.array(table[0], np.bool_))

    learner = confident(Learner(noting, HALVES.theorem, "mine.noting"))
    for said in ({}, {"seed": 0}, {"seed": 1}):
        run(learner(LINE, eps="1/10", delta="1/2", **said), teachers.Honest(Row(LINE, 8)))
    assert len(set(seeds[:2])) == 2
    assert seeds[:2] == seeds[2:4]
    assert not set(seeds[:2]) & set(seeds[4:])


def test_runs_that_find_the_same_need_no_test() -> None:
    everything = teachers.Honest(Row(LINE, 4), law=Law(np.array([[3.0], [4.0]]), (Fraction(1, 2), Fraction(1, 2))))
    done = run(confident(CONSISTENT)(LINE, eps="1/10", delta="1/10"), everything)
    once = CONSISTENT.theorem.bounds[0].at(N=10, eps=Fraction(1, 40), delta=Fraction(1, 2))
    assert done.ledger["example"] == runs(Fraction(1, 10)) * once
    assert done.ledger.rounds == runs(Fraction(1, 10))


def test_runs_that_give_up_are_left_out_unless_all_do() -> None:
    def unreliable(table: Any, eps: Any, delta: Any, seed: int = 0) -> Dialogue[Labelling]:
        yield from Example(1)
        if np.random.default_rng(seed).random() < table[0][0]:
            raise Failed("no luck")
        return Labelling(np.array(table[1], np.bool_))

    learner = confident(Learner(unreliable, HALVES.theorem, "mine.unreliable"))
    assert run(learner(((0, 1), (1, 1)), eps="1/2", delta="1/4"), teachers.Honest(Row(((0, 1), (1, 1)), 1))).hypothesis
    with pytest.raises(Failed, match=r"none of 3 runs of mine\.unreliable came to an end; the last: no luck"):
        run(learner(((1, 1), (0, 1)), eps="1/2", delta="1/4"), teachers.Honest(Row(((1, 1), (0, 1)), 1)))


def test_a_teacher_that_contradicts_itself_is_not_taken_for_bad_luck() -> None:
    with pytest.raises(Inconsistent):
        run(confident(CONSISTENT)(((0, 0), (1, 1)), eps="1/4", delta="1/4"), teachers.Honest(Row(((0, 1),), 0)))


@pytest.mark.parametrize(
    "name", ["boolean.elimination", "boolean.bit_clearing+vote", "finite.minimum_disagreement", "finite.agnostic", "finite.cal"]
)
def test_whose_confidence_cannot_be_boosted(name: str) -> None:
    with pytest.raises(BadArgument, match=f"confident needs a learner .* {find(name).name.replace('+', '.')} is none"):
        confident(find(name))


@pytest.mark.parametrize(("eps", "delta"), [(0, "1/4"), ("1/4", 1), ("1/4", "x")])
def test_shares_of_nothing_are_refused(eps: Any, delta: Any) -> None:
    with pytest.raises(BadArgument, match=r"eps|delta"):
        run(confident(CONSISTENT)(LINE, eps=eps, delta=delta), teachers.Honest(Row(LINE, 4)))


def test_the_numbers_are_those_of_the_docstring() -> None:
    assert [runs(Fraction(1, k)) for k in (2, 4, 5, 1000)] == [2, 3, 4, 11]
    assert examined(Fraction(1, 2), Fraction(1, 2)) == 11  # (7/8)**11 <= 1/4
