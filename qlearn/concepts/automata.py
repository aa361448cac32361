"""Deterministic finite automata: sets of words that are recognised with finitely many states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..points import Labels, Points
from ..queries import Hypothesis
from ..words import Words, alphabet, rows_of, spelled, word_of
from .shortest_difference import Layout, laid_out
from .word_differences import differences

SMALL = 512  # entries of a batch that plain Python walks through faster than numpy


@dataclass(frozen=True, eq=False)
class Automaton:
    """A complete automaton: it starts in state 0, and in state q letter a leads to state step[q, a - 1].

    States that cannot be reached are allowed and mean nothing; `n` counts the states of the smallest automaton.
    """

    step: NDArray[np.intp]  # (states, k), entries 0 .. states - 1
    accepts: NDArray[np.bool_]  # (states,)

    def __post_init__(self) -> None:
        step, accepts = np.asarray(self.step), np.asarray(self.accepts)
        if step.ndim != 2 or not step.size or accepts.shape != step.shape[:1] or step.dtype.kind not in "iu":
            raise BadArgument(
                "an automaton needs steps, whole numbers of shape (states, letters), and accepts of shape (states,), at least"
                f" one state and one letter; got {step.dtype}{step.shape} and {accepts.shape}"
            )
        alphabet(step.shape[1])
        missing = (step < 0) | (step >= len(step))
        if missing.any():
            q, a = np.argwhere(missing)[0].tolist()
            raise BadArgument(
                f"state {q} has no step by letter {a + 1}: {step[q, a]} is no state of 0..{len(step) - 1}.  An automaton is"
                " complete; let the missing steps lead to one more state that accepts nothing (`Automaton.completed`)"
            )
        object.__setattr__(self, "step", np.ascontiguousarray(step, np.intp))
        object.__setattr__(self, "accepts", np.ascontiguousarray(accepts, np.bool_))

    @classmethod
    def completed(cls, step: NDArray[np.intp], accepts: NDArray[np.bool_]) -> Automaton:
        """From a partial automaton: each step outside 0..states - 1 leads to one more state, which accepts nothing."""
        n = len(step)
        missing = (step < 0) | (step >= n)
        if not missing.any():
            return cls(step, accepts)
        sink = np.full((1, step.shape[1]), n, np.intp)
        return cls(np.vstack([np.where(missing, n, step), sink]), np.append(accepts, False))

    @property
    def k(self) -> int:
        return int(self.step.shape[1])

    @property
    def domain(self) -> Words:
        return Words(self.k)

    @property
    def given(self) -> Mapping[str, int]:
        return {"k": self.k}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"k": self.k, "n": len(self.minimal.step)}

    def __call__(self, points: Points) -> Labels:
        """Which words are accepted; `BadArgument` for a letter outside the alphabet."""
        labels: Labels = self.accepts[self.states(points)]
        return labels

    def states(self, points: Points) -> NDArray[np.intp]:
        """The states that words lead to, shape (batch,)."""
        if points.size <= SMALL:
            try:
                return self._walked(points)
            except (IndexError, TypeError):
                pass  # the longer way says which letter is none
        letters = points.astype(np.intp)
        if not ((letters >= 0) & (letters <= self.k) & (letters == points)).all():
            bad = points[((points < 0) | (points > self.k) | (points != np.floor(points))).any(axis=1)][0]
            raise BadArgument(f"{bad.tolist()} is no word: the letters are 1..{self.k}, and 0 stands after the last")
        state = np.zeros(len(points), np.intp)
        for column in letters.T:
            state = self._wide.take(state * (self.k + 1) + column)
        return state

    def _walked(self, points: Points) -> NDArray[np.intp]:
        """The same, one letter after another; `IndexError` for what is no letter."""
        step, found = self.step.data, []
        for row in points.tolist():
            state = 0
            for a in row:
                if not a:
                    break
                state = step[state, a - 1 if a > 0 else self.k]
            found.append(state)
        return np.array(found, np.intp)

    def after(self, word: bytes, state: int = 0) -> int:
        """Where a word leads to."""
        step = self.step.data
        for a in word:
            state = step[state, a - 1]
        return state

    @cached_property
    def layout(self) -> Layout:
        """The states that can be reached, nearest first: what other automata are held against."""
        return laid_out(self)

    @cached_property
    def _wide(self) -> NDArray[np.intp]:
        """For each state where 0, which is no letter, and then each letter leads to, in one row."""
        return np.column_stack([np.arange(len(self.step)), self.step]).ravel()

    @cached_property
    def minimal(self) -> Automaton:
        """The smallest automaton of the same words, its states in the order in which the shortest words reach them."""
        reached = self.reached
        step = np.searchsorted(reached, self.step[reached])
        same = refined(step, self.accepts[reached].astype(np.intp))
        first = np.unique(same, return_index=True)[1]
        quotient = Automaton(same[step][first], self.accepts[reached][first])
        return quotient.renumbered(int(same[np.searchsorted(reached, 0)]))

    @cached_property
    def reached(self) -> NDArray[np.intp]:
        """The states that words lead to."""
        seen = np.zeros(len(self.step), np.bool_)
        new = np.array([0])
        while len(new):
            seen[new] = True
            new = np.unique(self.step[new])
            new = new[~seen[new]]
        return np.flatnonzero(seen)

    def renumbered(self, start: int = 0) -> Automaton:
        """The states that are reached from `start`, breadth first: equal for two automata that differ only in their numbers."""
        order = [start]
        place = {start: 0}
        rows = self.step.tolist()
        for q in order:  # which grows
            for r in rows[q]:
                if r not in place:
                    place[r] = len(order)
                    order.append(r)
        numbers = np.zeros(len(self.step), np.intp)
        numbers[order] = np.arange(len(order))
        return Automaton(numbers[self.step[order]], self.accepts[order])

    def key(self) -> bytes:
        return b"automaton%d." % self.k + self.step.tobytes() + self.accepts.tobytes()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """For another automaton: a shortest word on which they differ, then longer ones; None for anything else."""
        if not isinstance(hypothesis, Automaton) or hypothesis.k != self.k:
            return None
        return (rows_of([word])[0] for word in differences(self, hypothesis))

    def __str__(self) -> str:
        n = len(self.minimal.step)
        return f"{n} state{'s' * (n > 1)} over {self.k} letter{'s' * (self.k > 1)}"

    __repr__ = __str__


def refined(step: NDArray[np.intp], same: NDArray[np.intp]) -> NDArray[np.intp]:
    """A number for each state, equal while those given are and no letter leads to states whose numbers are not."""
    while True:
        finer = np.unique(np.column_stack([same, same[step]]), axis=0, return_inverse=True)[1].reshape(-1)
        if finer.max() == same.max():
            return same
        same = finer


def accepting(automaton: Automaton, most: int = 8) -> str:
    """The first few accepted words in order of length, for people."""
    words: list[str] = []
    for longest in range(len(automaton.minimal.step) + 1):
        layer = Words(automaton.k, longest).points()
        layer = layer[np.count_nonzero(layer, axis=1) == longest]
        words += [spelled(word_of(row)) for row in layer[automaton(layer)]]
        if len(words) >= most:
            return ", ".join([*words[:most], "..."])
    return ", ".join(words) or "no word"
