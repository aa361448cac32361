"""Dialogues side by side, and in other words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Dialogue, Equivalence, Membership, Value, lockstep, run, teachers, translate
from qlearn.concepts.conjunctions import Conjunction
from qlearn.errors import BadAnswer, LearnerError, OutOfBudget
from qlearn.learners.linear.bisection import bisection_grid

TEACHER = teachers.Function(lambda X: X[:, 0] >= 37)


def grids(sizes: list[int]) -> list[Any]:
    return [bisection_grid(N=N) for N in sizes]


def test_equal_searches_take_the_rounds_of_one() -> None:
    found = run(lockstep(grids([2**20 - 1] * 64)), TEACHER)
    assert {bracket.high for bracket in found.hypothesis} == {37}
    assert found.ledger.rounds == 20
    assert found.ledger[Membership] == 64 * 20


@given(st.lists(st.integers(0, 300), max_size=8))
def test_unequal_searches_are_each_answered_as_alone(sizes: list[int]) -> None:
    together = run(lockstep(grids(sizes)), TEACHER)
    alone = [run(learning, TEACHER) for learning in grids(sizes)]
    assert together.hypothesis == [one.hypothesis for one in alone]
    assert together.ledger.total == sum(one.ledger.total for one in alone)
    assert together.ledger.rounds == max((one.ledger.rounds for one in alone), default=0)


def test_different_kinds_go_out_in_rounds_of_their_own() -> None:
    def labels(d: int) -> Dialogue[int]:
        answer = yield from Membership(np.zeros((2, d)))
        return len(answer)

    def values() -> Dialogue[float]:
        answer = yield from Value(np.ones((1, 1)))
        return float(answer[0, 0])

    def guess() -> Dialogue[Any]:
        return (yield from Equivalence(Conjunction.of_all(1)))

    class Teacher:
        def answer(self, query: Any) -> Any:
            return {"membership": [True] * query.cost, "value": [2.5], "equivalence": None}[query.kind]

    found = run(lockstep([labels(1), values(), labels(2), labels(1), guess()]), Teacher())
    assert found.hypothesis == [2, 2.5, 2, 2, None]
    assert found.ledger.rounds == 4


def test_a_refusal_reaches_every_dialogue_that_has_not_finished() -> None:
    def content(N: int) -> Dialogue[str]:
        try:
            yield from bisection_grid.start(N)
        except OutOfBudget:
            return "refused"
        return "found"

    found = run(lockstep([content(0), content(3), content(1000)]), TEACHER, budget=5)
    assert found.hypothesis == ["found", "found", "refused"]
    assert found.refused is not None
    with pytest.raises(OutOfBudget):
        run(lockstep([content(1000), iter(bisection_grid(N=50))]), TEACHER, budget=3)


def test_translate_asks_one_kind_in_other_words_and_passes_the_rest() -> None:
    def inner() -> Dialogue[tuple[bool, float]]:
        label = yield from Membership(np.array([[3.0]]))
        value = yield from Value(np.array([[4.0]]))
        return bool(label[0]), float(value[0, 0])

    def by_value(query: Membership) -> Dialogue[Any]:
        values = yield from Value(query.points)
        return values[:, 0] >= 0

    found = run(translate(inner(), Membership, by_value), teachers.Function(lambda X: X[:, 0] - 3))
    assert found.hypothesis == (True, 1.0)
    assert dict(found.ledger) == {"value": 2}


def test_what_a_translation_answers_passes_the_gate_too() -> None:
    def careless(query: Membership) -> Dialogue[Any]:
        return (yield from Value(query.points))

    with pytest.raises(BadAnswer, match="membership"):
        run(translate(bisection_grid(N=3), Membership, careless), teachers.Function(lambda X: X[:, 0]))


def test_translate_passes_a_refusal_inwards() -> None:
    heard = []

    def inner() -> Dialogue[str]:
        try:
            yield from Membership(np.array([[1.0]]))
        except OutOfBudget as refusal:
            heard.append(refusal)
            return "enough"
        return "more"

    def twice(query: Membership) -> Dialogue[Any]:
        answer = yield from Membership(np.repeat(query.points, 2, axis=0))
        return answer[:1]

    assert run(translate(inner(), Membership, twice), TEACHER, budget=1).hypothesis == "enough"
    assert heard

    def insisting() -> Dialogue[None]:
        try:
            yield from Membership(np.array([[1.0]]))
        except OutOfBudget:
            yield from Membership(np.array([[1.0]]))

    with pytest.raises(LearnerError, match="after its budget was refused"):
        run(translate(insisting(), Membership, twice), TEACHER, budget=1)


def test_a_refusal_ends_the_dialogues_that_wait_for_another_round_too() -> None:
    def part(d: int) -> Dialogue[str]:
        try:
            for _ in range(2):
                yield from Membership(np.zeros((1, d)))
        except OutOfBudget:
            return "refused"
        return "answered"

    found = run(lockstep([part(1), part(2)]), teachers.Function(lambda X: X[:, 0] > 0), budget=1)
    assert found.hypothesis == ["refused", "refused"]
    assert found.ledger.total == 1
