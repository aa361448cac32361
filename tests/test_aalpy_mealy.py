"""Mealy machines of AALpy and back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from qlearn.concepts.automata import Automaton
from qlearn.concepts.mealy_classes import MealyMachines
from qlearn.concepts.mealy_machines import MealyMachine
from qlearn.errors import BadArgument
from qlearn.teachers.aalpy_automata import to_aalpy
from qlearn.teachers.aalpy_mealy import mealy_from_aalpy, mealy_to_aalpy
from qlearn.testing import concepts
from qlearn.words import Words, word_of

SWITCH = MealyMachine(np.array([[1, 0], [0, 1]]), np.array([[0, 1], [1, 0]]), 2)


@given(concepts(MealyMachines()))
def test_words_have_the_same_outputs_there_and_back(machine: MealyMachine) -> None:
    names = [f"letter {a}" for a in range(1, machine.k + 1)]
    theirs = mealy_to_aalpy(machine, names)
    back, letters, outputs = mealy_from_aalpy(theirs, names)
    assert letters == tuple(names)
    for row in Words(machine.k, 4).points()[1:]:
        word = word_of(row)
        said = theirs.execute_sequence(theirs.initial_state, [names[a - 1] for a in word])
        assert said[-1] == machine.last(word) == outputs[back.last(word)]


@pytest.mark.parametrize("names", [["x"], ["x", "x"], ["x", "y", "z"]])
def test_names_that_do_not_fit_are_refused(names: Any) -> None:
    with pytest.raises(BadArgument):
        mealy_to_aalpy(SWITCH, names)


def test_what_is_no_complete_machine_is_refused() -> None:
    theirs: Any = mealy_to_aalpy(SWITCH, ["x", "y"])
    with pytest.raises(BadArgument, match="has a letter 'y'"):
        mealy_from_aalpy(theirs, ["x", "z"])
    del theirs.states[1].transitions["y"]
    with pytest.raises(BadArgument, match="no step by letter 'y'"):
        mealy_from_aalpy(theirs, ["x", "y"])
    with pytest.raises(BadArgument, match="a Dfa is none"):
        mealy_from_aalpy(to_aalpy(Automaton(np.array([[0]]), np.array([True]))))
