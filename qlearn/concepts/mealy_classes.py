"""All Mealy machines over an alphabet, to be learned."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from ..choices import Choices, Coins, one_of
from ..errors import BadArgument
from ..formulas import whole
from ..words import Words, alphabet
from .automaton_classes import Steps, accessible
from .finite_space import FiniteSpace, enumerable
from .mealy_machines import MealyMachine
from .uniform import until

LONGEST = {1: 4, 2: 3}  # letters -> states of the machines that are listed; 2 for larger alphabets


@dataclass(frozen=True)
class MealyMachines:
    """Mealy machines over k letters with o outputs.  The games are played on those of few states."""

    small: Sequence[Mapping[str, Any]] = ({"k": 1, "o": 2}, {"k": 1, "o": 3}, {"k": 2, "o": 2})
    medium: Sequence[Mapping[str, Any]] = ({"k": 1, "o": 2},)
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n, "k": 2, "o": 2} for n in (2, 4, 8, 16, 32))

    def of_size(self, coins: Coins, *, n: int, k: int = 2, o: int = 2) -> MealyMachine:
        """Any function over k letters whose smallest machine has n states, each as likely as any other."""
        alphabet(k)
        whole(n, "n", least=1)
        if whole(o, "o", least=1) == 1 < n:
            raise BadArgument(f"with o = 1 output no words tell {n} states apart; give o >= 2, or n = 1")

        def machine() -> MealyMachine:
            return MealyMachine(accessible(coins, k, n), coins.rng.integers(0, o, (n, k)), o)

        return until(machine, lambda one: one.n == n)

    def draw(self, choices: Choices) -> MealyMachine:
        k, n, o = choices.integer(1, 3), choices.integer(1, 6), choices.integer(2, 4)
        step = one_of(choices, (drawn, cycle))(choices, k, n)
        same = [choices.integer(0, o - 1) for _ in range(k)]
        odd = choices.integer(0, 1)  # all states answer alike but the last; or as they like
        output = [[same[a] if odd else choices.integer(0, o - 1) for a in range(k)] for _ in range(n)]
        output[-1][0] = choices.integer(0, o - 1)
        return MealyMachine(step, np.array(output), o)

    def space(self, k: int, o: int, **_: Any) -> FiniteSpace:
        return _space(alphabet(k), o)

    def __str__(self) -> str:
        return "Mealy machines"


def drawn(choices: Choices, k: int, n: int) -> Steps:
    """Any steps between n states."""
    return np.array([[choices.integer(0, n - 1) for _ in range(k)] for _ in range(n)])


def cycle(choices: Choices, k: int, n: int) -> Steps:
    """The first letter goes round n states, the others stay."""
    step = np.tile(np.arange(n)[:, None], (1, k))
    step[:, 0] = (np.arange(n) + 1) % n
    return step


@cache
def _space(k: int, o: int) -> FiniteSpace:
    n = LONGEST.get(k, 2)
    return FiniteSpace(listed(k, o), Words(k, 2 * n - 1).points(), whole=False)


def listed(k: int, o: int) -> list[MealyMachine]:
    """Every function of at most two states once, and of three or more, as far as listed, those where all outputs are 0 but
    the last state's to the first letter, which is 1."""
    found: dict[bytes, MealyMachine] = {}
    states = LONGEST.get(k, 2)
    words = Words(k, 2 * states - 1).points()  # two machines that differ do so on one of these
    for n in range(1, states + 1):
        enumerable(4 * n ** (n * k) * (o ** (n * k) if n < 3 else 1), f"Mealy machines of {n} states over {k} letters")
        for entries in itertools.product(range(n), repeat=n * k):
            step = np.array(entries).reshape(n, k)
            for output in _outputs(n, k, o):
                machine = MealyMachine(step, output, o)
                found.setdefault(machine(words).tobytes(), machine)
    return list(found.values())


def _outputs(n: int, k: int, o: int) -> Iterator[Steps]:
    if n < 3:
        yield from (np.array(outputs).reshape(n, k) for outputs in itertools.product(range(o), repeat=n * k))
        return
    only = np.zeros((n, k), np.intp)
    only[-1, 0] = 1
    yield only
