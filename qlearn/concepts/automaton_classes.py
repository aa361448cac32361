"""All regular languages over an alphabet, as automata to be learned."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..formulas import whole
from ..words import Words, alphabet
from .automata import Automaton
from .finite_space import FiniteSpace, enumerable
from .uniform import until

Steps = NDArray[np.intp]  # (states, k), where each letter leads to
STATES = {1: 4, 2: 2}  # letters -> states of the automata that are listed; 2 for larger alphabets


@dataclass(frozen=True)
class Automata:
    """Regular languages over k letters.  The games are played on those of few states, with counterexamples of few letters."""

    small: Sequence[Mapping[str, Any]] = ({"k": 1}, {"k": 2})
    medium: Sequence[Mapping[str, Any]] = ({"k": 3},)
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n, "k": 2} for n in (2, 4, 8, 16, 32))

    def of_size(self, coins: Coins, *, n: int, k: int = 2) -> Automaton:
        """Any language over k letters whose smallest automaton has n states, each as likely as any other."""
        whole(n, "n", least=1)
        alphabet(k)

        def automaton() -> Automaton:
            return Automaton(accessible(coins, k, n), coins.bits(n))

        return until(automaton, lambda one: len(one.minimal.step) == n)

    def draw(self, choices: Choices) -> Automaton:
        k = choices.integer(1, 3)
        shape = one_of(choices, (drawn, lock, cycle))
        return shape(choices, k, choices.integer(1, 7))

    def space(self, k: int, **_: Any) -> FiniteSpace:
        return _space(alphabet(k))

    def __str__(self) -> str:
        return "regular languages"


def drawn(choices: Choices, k: int, n: int) -> Automaton:
    """Any steps between n states, any of them accepting."""
    step = [[choices.integer(0, n - 1) for _ in range(k)] for _ in range(n)]
    return Automaton(np.array(step), choices.bits(n))


def accessible(coins: Coins, k: int, n: int) -> Steps:
    """The steps of n states that words reach, shape (n, k): any such automaton, each as likely as any other.

    Each choice of n of N states, and of steps that reach them all from the first, can be completed in N**(k (N - n)) ways.  So
    what is reached of any steps between N states is uniform, once it is n of them (Carayol and Nicaud 2012); and N is chosen so
    that n is the number to expect.  Over one letter a path has to return from its end.
    """
    if k == 1:
        step = np.arange(1, n + 1)
        step[-1] = coins.integer(0, n - 1)
        return step[:, None]
    share = 1.0
    for _ in range(50):  # of the states that are reached: the root of v = 1 - exp(-k v)
        share = 1 - math.exp(-k * share)
    states = round(n / share)

    def walk() -> Automaton:
        return Automaton(coins.rng.integers(0, states, (states, k)), np.zeros(states, np.bool_))

    return until(walk, lambda one: len(one.reached) == n).renumbered().step


def lock(choices: Choices, k: int, n: int) -> Automaton:
    """One word alone is accepted (or all but it): every wrong letter leads to a state that is never left."""
    step = np.full((n + 1, k), n)
    for q in range(n - 1):
        step[q, choices.integer(0, k - 1)] = q + 1
    accepts = np.arange(n + 1) == n - 1
    return Automaton(step, accepts ^ choices.bits(1))


def cycle(choices: Choices, k: int, n: int) -> Automaton:
    """The first letter goes round n states, the others stay: words are told apart by a count alone."""
    step = np.tile(np.arange(n)[:, None], (1, k))
    step[:, 0] = (np.arange(n) + 1) % n
    return Automaton(step, choices.bits(n))


def listed(k: int, n: int) -> list[Automaton]:
    """Every language of at most n states over k letters, once, as its smallest automaton; those of fewer states first."""
    found: dict[bytes, Automaton] = {}
    for states in range(1, n + 1):
        enumerable(2**states * states ** (states * k) // 512, f"automata of {states} states and {k} letters")
        steps = itertools.product(range(states), repeat=states * k)
        for step, accepts in itertools.product(steps, itertools.product((False, True), repeat=states)):
            smallest = Automaton(np.array(step).reshape(states, k), np.array(accepts)).minimal
            found.setdefault(smallest.key(), smallest)
    return list(found.values())


@cache
def _space(k: int) -> FiniteSpace:
    n = STATES.get(k, 2)
    return FiniteSpace(listed(k, n), Words(k, 2 * n if k < 3 else 2 * n - 1).points(), whole=False)
