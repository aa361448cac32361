"""Mealy machines of AALpy, read and written.  AALpy names letters and outputs as it likes; here they are numbers."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from ..concepts.mealy_machines import MealyMachine
from ..errors import BadArgument
from .aalpy_automata import Letters, named

Names = tuple[Hashable, ...]


def mealy_from_aalpy(machine: Any, letters: Letters | None = None) -> tuple[MealyMachine, Names, Names]:
    """A `MealyMachine` of AALpy as one of ours, what its letters 1, ..., k are called there, and its outputs 0, 1, ...

    Letters are in the order given, or as they occur; states and outputs in the order in which they are met.

    >>> from aalpy import MealyMachine as Machine
    >>> door = {"shut": {"push": ("opens", "open"), "pull": ("-", "shut")}, "open": {"push": ("-", "open"),
    ...     "pull": ("shuts", "shut")}}
    >>> ours, letters, outputs = mealy_from_aalpy(Machine.from_state_setup(door))
    >>> ours.step.tolist(), ours.output.tolist(), letters, outputs
    ([[1, 0], [1, 0]], [[0, 1], [1, 2]], ('push', 'pull'), ('opens', '-', 'shuts'))

    Raises `BadArgument` for another kind of automaton, one that lacks a step, and letters that are not the machine's.
    """
    from aalpy import MealyMachine as Machine

    if not isinstance(machine, Machine):
        raise BadArgument(f"outputs are read from an AALpy MealyMachine; a {type(machine).__name__} is none")
    used = machine.get_input_alphabet()
    names = named(used if letters is None else letters)
    if unknown := [letter for letter in used if letter not in names]:
        raise BadArgument(f"the machine has a letter {unknown[0]!r}, which is none of {', '.join(map(repr, names))}")
    states, place, said = [machine.initial_state], {machine.initial_state: 0}, dict[Hashable, int]()
    step, output = [], []
    for state in states:  # which grows
        for name in names:
            if name not in state.transitions:
                raise BadArgument(f"state {state.state_id!r} has no step by letter {name!r}; machines here are complete")
            if (other := state.transitions[name]) not in place:
                place[other] = len(states)
                states.append(other)
        step.append([place[state.transitions[name]] for name in names])
        output.append([said.setdefault(state.output_fun[name], len(said)) for name in names])
    return MealyMachine(np.array(step), np.array(output), max(2, len(said))), names, tuple(said)


def mealy_to_aalpy(machine: MealyMachine, letters: Letters | None = None) -> Any:
    """A machine as a `MealyMachine` of AALpy, its letters called so; by default they are called 1, ..., k.

    >>> theirs = mealy_to_aalpy(MealyMachine(np.array([[1], [0]]), np.array([[0], [1]]), 2), ["tick"])
    >>> theirs.execute_sequence(theirs.initial_state, ["tick"] * 4)
    [0, 1, 0, 1]

    Raises `BadArgument` for names that are not k different ones.
    """
    from aalpy import MealyMachine as Machine
    from aalpy import MealyState

    names = named(range(1, machine.k + 1) if letters is None else letters)
    if len(names) != machine.k:
        raise BadArgument(f"the machine has {machine.k} letters, but {len(names)} names are given")
    states = [MealyState(f"s{q}") for q in range(len(machine.step))]
    for state, row, said in zip(states, machine.step.tolist(), machine.output.tolist(), strict=True):
        state.transitions = {name: states[r] for name, r in zip(names, row, strict=True)}
        state.output_fun = dict(zip(names, said, strict=True))
    return Machine(states[0], states)
