"""Automata of AALpy, read and written.  AALpy names letters as it likes; here they are numbers, in the order given."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from ..concepts.automata import Automaton
from ..errors import BadArgument
from ..words import alphabet

Letters = Sequence[Hashable]


def from_aalpy(dfa: Any, letters: Letters | None = None) -> tuple[Automaton, tuple[Hashable, ...]]:
    """A `Dfa` of AALpy as an automaton, and what its letters 1, ..., k are called there: in the order given, or as they occur.

    The states are those that words lead to, in the order in which they are met.

    >>> from aalpy import Dfa
    >>> dfa = Dfa.from_state_setup({"even": (True, {"x": "odd", "y": "even"}), "odd": (False, {"x": "even", "y": "odd"})})
    >>> automaton, letters = from_aalpy(dfa)
    >>> automaton.step.tolist(), automaton.accepts.tolist(), letters
    ([[1, 0], [0, 1]], [True, False], ('x', 'y'))

    Raises `BadArgument` for another kind of automaton, one that lacks a step (AALpy's `make_input_complete` adds those), and
    letters that are not the automaton's.
    """
    from aalpy import Dfa

    if not isinstance(dfa, Dfa):
        raise BadArgument(
            f"a language is read from an AALpy Dfa; a {type(dfa).__name__} is none: a machine whose outputs are not"
            " accept and reject has one language for each output"
        )
    used = dfa.get_input_alphabet()
    names = named(used if letters is None else letters)
    if unknown := [letter for letter in used if letter not in names]:
        raise BadArgument(f"the automaton has a letter {unknown[0]!r}, which is none of {', '.join(map(repr, names))}")
    states, place = [dfa.initial_state], {dfa.initial_state: 0}
    step = []
    for state in states:  # which grows
        for name in names:
            if name not in state.transitions:
                raise BadArgument(
                    f"state {state.state_id!r} has no step by letter {name!r}; automata here are complete:"
                    " AALpy's make_input_complete(dfa, 'sink_state') lets what is missing lead to one more state"
                )
            if (other := state.transitions[name]) not in place:
                place[other] = len(states)
                states.append(other)
        step.append([place[state.transitions[name]] for name in names])
    return Automaton(np.array(step), np.array([bool(state.is_accepting) for state in states])), names


def to_aalpy(automaton: Automaton, letters: Letters | None = None) -> Any:
    """An automaton as a `Dfa` of AALpy, its letters called so; by default they are called 1, ..., k.

    Its states are those that words lead to, with their prefixes, which some oracles walk along.

    >>> dfa = to_aalpy(Automaton(np.array([[1], [0]]), np.array([True, False])), ["tick"])
    >>> [dfa.execute_sequence(dfa.initial_state, ["tick"] * i)[-1] for i in (1, 2)]
    [False, True]

    Raises `BadArgument` for names that are not k different ones.
    """
    from aalpy import Dfa, DfaState

    names = named(range(1, automaton.k + 1) if letters is None else letters)
    if len(names) != automaton.k:
        raise BadArgument(f"the automaton has {automaton.k} letters, but {len(names)} names are given")
    reached = automaton.renumbered()
    states = [DfaState(f"s{q}", accepts) for q, accepts in enumerate(reached.accepts.tolist())]
    states[0].prefix = ()
    for state, row in zip(states, reached.step.tolist(), strict=True):  # breadth first, so each has its prefix by then
        for name, r in zip(names, row, strict=True):
            state.transitions[name] = states[r]
            if states[r].prefix is None:
                states[r].prefix = (*state.prefix, name)
    return Dfa(states[0], states)


def named(letters: Letters) -> tuple[Hashable, ...]:
    """Names for the letters 1, ..., k; `BadArgument` unless they are different and no more than there can be letters."""
    names = tuple(letters)
    alphabet(len(names))
    if len(set(names)) < len(names):
        raise BadArgument(f"two letters have one name: {', '.join(map(repr, names))}")
    return names
