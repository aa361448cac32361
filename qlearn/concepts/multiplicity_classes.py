"""All functions of words with values modulo a prime that finitely many numbers compute, as automata to be learned."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from ..choices import Choices, Coins, one_of
from ..formulas import whole
from ..words import Words, alphabet
from .automata import Automaton
from .automaton_classes import cycle, drawn, lock
from .finite_space import FiniteSpace, enumerable
from .modular import field
from .multiplicity_automata import MultiplicityAutomaton
from .uniform import until

FIELDS = (2, 3, 5, 101)


@dataclass(frozen=True)
class MultiplicityAutomata:
    """Functions of words over k letters to the integers modulo p.  The games are played on those of rank 1 or 2."""

    small: Sequence[Mapping[str, Any]] = ({"k": 1, "p": 2}, {"k": 2, "p": 2}, {"k": 1, "p": 3})
    medium: Sequence[Mapping[str, Any]] = ({"k": 1, "p": 3}, {"k": 2, "p": 3})
    scales: Sequence[Mapping[str, Any]] = tuple({"R": R, "k": 2, "p": 2} for R in (1, 2, 3, 4, 6, 8))

    def of_size(self, coins: Coins, *, R: int, k: int = 2, p: int = 2) -> MultiplicityAutomaton:
        """Any numbers, R of them in a state, on the condition that no fewer would do and the empty word's value is not 0.

        Functions are equally likely: each has as many automata of R numbers as there are changes of coordinates.
        """
        whole(R, "R", least=1)
        alphabet(k)
        field(p)

        def automaton() -> MultiplicityAutomaton:
            start, step, final = (coins.rng.integers(0, p, shape) for shape in ((R,), (k, R, R), (R,)))
            return MultiplicityAutomaton(p, start, step, final)

        return until(automaton, lambda one: bool(one.start @ one.final % p) and one.rank == R)

    def draw(self, choices: Choices) -> MultiplicityAutomaton:
        p, k = one_of(choices, FIELDS), choices.integer(1, 3)
        shape = one_of(choices, (drawn_numbers, accepting, counting))
        return shape(choices, k, p)

    def space(self, k: int, p: int, **_: Any) -> FiniteSpace:
        return _space(alphabet(k), field(p))

    def __str__(self) -> str:
        return "functions of words modulo a prime"


def drawn_numbers(choices: Choices, k: int, p: int) -> MultiplicityAutomaton:
    """Any numbers, or mostly zeros."""
    r, dense = choices.integer(0, 6), choices.integer(0, 1)

    def numbers(*shape: int) -> Any:
        some = [choices.integer(0, p - 1) if dense or not choices.integer(0, 2) else 0 for _ in range(int(np.prod(shape)))]
        return np.array(some, np.int64).reshape(shape)

    return MultiplicityAutomaton(p, numbers(r), numbers(k, r, r), numbers(r))


def accepting(choices: Choices, k: int, p: int) -> MultiplicityAutomaton:
    """A set of words that few states recognise: 1 in it, 0 outside."""
    shape = one_of(choices, (drawn, lock, cycle))
    return of_automaton(shape(choices, k, choices.integer(1, 5)), p)


def counting(choices: Choices, k: int, p: int) -> MultiplicityAutomaton:
    """A polynomial in how often the first letter occurs, by the binomials of that number: modulo p its rank may be smaller."""
    degree = choices.integer(0, 6)
    step = np.tile(np.eye(degree + 1, dtype=np.int64), (k, 1, 1))
    step[0] += np.eye(degree + 1, k=1, dtype=np.int64)
    shares = np.array([choices.integer(0, p - 1) for _ in range(degree + 1)], np.int64)
    return MultiplicityAutomaton(p, np.eye(1, degree + 1, dtype=np.int64)[0], step, shares)


def of_automaton(automaton: Automaton, p: int) -> MultiplicityAutomaton:
    """1 for words that the automaton accepts and 0 for the others: its rank is at most the number of states."""
    n = len(automaton.step)
    unit = np.eye(n, dtype=np.int64)
    return MultiplicityAutomaton(p, unit[0], unit[automaton.step.T], automaton.accepts.astype(np.int64))


def listed(k: int, p: int, r: int) -> list[MultiplicityAutomaton]:
    """Every function of rank at most r once, as its smallest automaton; those of smaller rank first."""
    found: dict[bytes, MultiplicityAutomaton] = {}
    words = Words(k, max(1, 2 * r - 1)).points()  # on which two of these functions differ, if they do
    for size in range(r + 1):
        numbers = size * size * k + size
        for chosen in itertools.product(range(p), repeat=numbers):
            step, final = np.split(np.array(chosen, np.int64), [size * size * k])
            one = MultiplicityAutomaton(p, np.eye(1, size, dtype=np.int64)[0], step.reshape(k, size, size), final)
            found.setdefault(one(words).tobytes(), one)
    return [one.minimal for one in found.values()]


@cache
def _space(k: int, p: int) -> FiniteSpace:
    r = 2 if k == 1 and p < 5 else 1
    enumerable(4 * p ** (k * r * r + r), f"automata with {r} numbers modulo {p} in a state")
    longest = 2 * r + 1  # the empty word's value may cost one more number, in the target and in what is found
    return FiniteSpace(listed(k, p, r), Words(k, longest).points(), whole=False)
