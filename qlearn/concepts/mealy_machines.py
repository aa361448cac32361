"""Mealy machines: an output for every letter that is read.  A word's label is the last of its outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..points import Classes, Points
from ..queries import Hypothesis
from ..words import Words, rows_of
from .automata import Automaton, refined
from .shortest_difference import Layout, laid_out
from .word_differences import differences


@dataclass(frozen=True, eq=False)
class Moore:
    """The same with outputs at the states: a state for each pair of a state and the output on the way there, and a start."""

    step: NDArray[np.intp]
    accepts: NDArray[np.intp]  # the output, 0 at the start

    @cached_property
    def layout(self) -> Layout:
        return laid_out(self)

    @cached_property
    def walk(self) -> Automaton:
        """The steps alone."""
        return Automaton(self.step, np.zeros(len(self.step), np.bool_))


@dataclass(frozen=True, eq=False)
class MealyMachine:
    """It starts in state 0; in state q letter a gives output[q, a - 1] and leads to state step[q, a - 1].

    The empty word has no output; its label is 0.  States that cannot be reached mean nothing.  `o` says how many outputs 0, ..,
    o - 1 there may be.
    """

    step: NDArray[np.intp]  # (states, k), entries 0 .. states - 1
    output: NDArray[np.intp]  # (states, k), entries 0 .. o - 1
    o: int

    def __post_init__(self) -> None:
        step, output = np.asarray(self.step), np.asarray(self.output)
        if output.shape != step.shape or output.dtype.kind not in "iu" or not ((output >= 0) & (output < self.o)).all():
            raise BadArgument(
                f"a Mealy machine needs an output for each step, a whole number of 0..{self.o - 1}; got {output.dtype}"
                f"{output.shape} for steps of shape {step.shape}"
            )
        walk = Automaton(step, np.zeros(len(step), np.bool_))  # which checks the steps
        object.__setattr__(self, "step", walk.step)
        object.__setattr__(self, "output", np.ascontiguousarray(output, np.intp))

    @property
    def k(self) -> int:
        return int(self.step.shape[1])

    @property
    def domain(self) -> Words:
        return Words(self.k)

    @property
    def given(self) -> Mapping[str, int]:
        return {"k": self.k, "o": self.o}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {**self.given, "n": self.n}

    @cached_property
    def n(self) -> int:
        """The states that a smallest machine of the same outputs has."""
        reached = Automaton(self.step, np.zeros(len(self.step), np.bool_)).reached
        same = np.unique(self.output[reached], axis=0, return_inverse=True)[1].reshape(-1)
        return int(refined(np.searchsorted(reached, self.step[reached]), same).max()) + 1

    def __call__(self, points: Points) -> Classes:
        """The last outputs of words; `BadArgument` for a letter outside the alphabet."""
        labels: Classes = self.moore.accepts[self.moore.walk.states(points)]
        return labels

    def after(self, word: bytes, state: int = 0) -> int:
        """Where a word leads to."""
        for a in word:
            state = int(self.step[state, a - 1])
        return state

    def last(self, word: bytes) -> int:
        """The last output of a word, 0 if it is empty."""
        return int(self.output[self.after(word[:-1]), word[-1] - 1]) if word else 0

    @cached_property
    def moore(self) -> Moore:
        pairs, place = np.unique(np.column_stack([self.step.ravel(), self.output.ravel()]), axis=0, return_inverse=True)
        place = place.reshape(self.step.shape) + 1
        return Moore(np.vstack([place[:1], place[pairs[:, 0]]]), np.append(0, pairs[:, 1]))

    def key(self) -> bytes:
        return b"mealy%d." % self.k + self.step.tobytes() + self.output.tobytes()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """For another Mealy machine: a shortest word whose last outputs differ, then longer ones; None for anything else."""
        if not isinstance(hypothesis, MealyMachine) or hypothesis.k != self.k:
            return None
        return (rows_of([word])[0] for word in differences(self.moore, hypothesis.moore))

    def __str__(self) -> str:
        states, letters = "s" * (self.n > 1), "s" * (self.k > 1)
        return f"{self.n} state{states} over {self.k} letter{letters} with {self.o} outputs"

    __repr__ = __str__
