"""Mealy machines: their outputs and differences, the listed ones, and how they are learned."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Equivalence, Label, run, teachers
from qlearn.concepts.mealy_classes import MealyMachines, listed
from qlearn.concepts.mealy_machines import MealyMachine
from qlearn.driver import Session
from qlearn.errors import BadAnswer, BadArgument, Inconsistent, Undecided
from qlearn.learners.automata.mealy import mealy
from qlearn.oracle import agree, disagreements
from qlearn.queries import Counterexample
from qlearn.testing import concepts
from qlearn.words import Words, rows_of, word_of

machines = concepts(MealyMachines())
FOURTH = MealyMachine(np.array([[1, 0], [2, 1], [3, 2], [0, 3]]), np.array([[0, 0], [0, 0], [0, 0], [1, 0]]), 2)


def spoken(machine: MealyMachine, word: bytes) -> list[int]:
    state, said = 0, [0]
    for a in word:
        said.append(int(machine.output[state, a - 1]))
        state = int(machine.step[state, a - 1])
    return said


@given(machines, st.lists(st.lists(st.integers(1, 3), max_size=8), min_size=1, max_size=80))
def test_a_word_is_labelled_by_its_last_output(machine: MealyMachine, words: Any) -> None:
    asked = [bytes(min(a, machine.k) for a in word) for word in words]
    assert machine(rows_of(asked)).tolist() == [spoken(machine, word)[-1] for word in asked]
    assert [machine.last(word) for word in asked] == [spoken(machine, word)[-1] for word in asked]


@given(machines, machines)
def test_differences_are_exact_and_the_first_is_shortest(one: MealyMachine, other: MealyMachine) -> None:
    if one.k != other.k:
        assert one.disagreements(other) is None
        return
    words = Words(one.k, 4).points()
    differ = words[one(words) != other(words)]
    found = [word_of(c.point) for c in disagreements(one, other)]
    assert all(one.last(word) != other.last(word) for word in found)
    if len(differ):
        assert len(found[0]) == np.count_nonzero(differ[0])
    longer = Words(one.k, min(one.n + other.n - 1, 7)).points()
    if not found:
        assert (one(longer) == other(longer)).all()
        assert one.n == other.n


def test_the_number_of_states_is_that_of_rows_that_differ() -> None:
    for machine in (*listed(1, 2), *listed(2, 2)[::7]):
        suffixes = [word_of(row) for row in Words(machine.k, 4).points()][1:]
        rows = {tuple(machine.last(word_of(p) + v) for v in suffixes) for p in Words(machine.k, 3).points()}
        assert machine.n == len(rows)


def test_the_listed_machines_are_all_functions_of_two_states_once() -> None:
    found = [machine for machine in listed(2, 2) if machine.n < 3]
    words = Words(2, 5).points()
    every = {
        MealyMachine(np.array(step).reshape(2, 2), np.array(output).reshape(2, 2), 2)(words).tobytes()
        for step in itertools.product(range(2), repeat=4)
        for output in itertools.product(range(2), repeat=4)
    }
    assert {machine(words).tobytes() for machine in found} == every
    assert len(found) == len(every)
    with pytest.raises(Undecided):
        listed(3, 4)


@given(machines, st.sampled_from(["first", "random", "longest"]), st.integers(0, 9))
def test_the_machine_found_is_smallest_and_no_word_is_asked_twice(machine: MealyMachine, policy: Any, seed: int) -> None:
    found = run(mealy(machine.k, machine.o), teachers.Honest(machine, policy, seed=seed))
    assert agree(machine, found.hypothesis)
    assert len(found.hypothesis.step) == machine.n
    heard = [word_of(row) for turn in found.turns if isinstance(turn.query, Label) for row in turn.query.points]
    heard += [word_of(turn.answer.point) for turn in found.turns if isinstance(turn.answer, Counterexample)]
    assert len(set(heard)) == len(heard)
    assert b"" not in heard
    sizes = found.learning.sizes(machine, found.turns)
    words, proposals = (bound.at(**sizes) for bound in mealy.theorem.bounds)
    assert found.ledger[Label] <= words
    assert found.ledger[Equivalence] <= proposals


def labelled(session: Any) -> int:
    return sum(turn.query.cost for turn in session.turns if isinstance(turn.query, Label))


def test_a_long_counterexample_costs_its_logarithm() -> None:
    asked = []
    for letters in (8, 400):
        session: Any = Session(mealy(2, 2))
        while not isinstance(session.query, Equivalence):
            session.tell(FOURTH(session.query.points))
        before = labelled(session)
        session.tell(Counterexample(np.array([1] * 4 + [2] * (letters - 8) + [1] * 4), 1))
        while not isinstance(session.query, Equivalence):
            session.tell(FOURTH(session.query.points))
        asked.append(labelled(session) - before)
    assert asked[0] <= asked[1] <= asked[0] + 8


def test_an_output_that_changes_is_named() -> None:
    session: Any = Session(mealy(1, 3))
    while not isinstance(session.query, Equivalence):
        session.tell(np.zeros(len(session.query.points), int))
    with pytest.raises(Inconsistent, match="aa is a counterexample labelled 2, but 0 is what was answered before"):
        session.tell(Counterexample(np.array([1, 1]), 2))


def test_bad_answers_are_refused() -> None:
    session: Any = Session(mealy(1, 3))
    with pytest.raises(BadAnswer, match=r"0\.\.2"):
        session.tell(np.full(len(session.query.points), 3))


@pytest.mark.parametrize(("k", "o"), [(0, 2), (256, 2), (2, 1), (2, 2.5)])
def test_bad_sizes_are_refused(k: Any, o: Any) -> None:
    with pytest.raises(BadArgument):
        next(iter(mealy(k, o)))


@pytest.mark.parametrize(
    ("step", "output"),
    [([[0]], [[2]]), ([[0]], [[-1]]), ([[1]], [[0]]), ([[0, 0]], [[0]]), ([[0]], [[0.5]]), ([[]], [[]])],
)
def test_what_is_no_machine_is_refused(step: Any, output: Any) -> None:
    with pytest.raises(BadArgument):
        MealyMachine(np.array(step), np.array(output), 2)
