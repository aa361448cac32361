"""Multiplicity automata over the integers modulo a prime: functions of words whose Hankel matrix has a finite rank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..points import Classes, Points, spell
from ..queries import Hypothesis
from ..words import Words, alphabet, rows_of
from .modular import Matrix, Span, field, independent, inverse, times

EMPTY = b""


@dataclass(frozen=True, eq=False)
class MultiplicityAutomaton:
    """A state, which is a row of r numbers modulo p, is multiplied by the matrix of each letter; `final` values the last one.

    The matrix with a row for each prefix, a column for each suffix and the word's value as entry is the Hankel matrix.  Its
    rank over this field is the least r with which the function can be written (Schuetzenberger 1961, Fliess 1974).
    """

    p: int
    start: Matrix  # (r,)
    step: Matrix  # (k, r, r)
    final: Matrix  # (r,)

    def __post_init__(self) -> None:
        p, shapes = field(self.p), (np.shape(self.start), np.shape(self.step), np.shape(self.final))
        start, step, final = (np.asarray(part) for part in (self.start, self.step, self.final))
        r = start.size
        if shapes != ((r,), (len(step), r, r), (r,)) or any(part.dtype.kind not in "iu" for part in (start, step, final)):
            raise BadArgument(
                "a multiplicity automaton needs whole numbers: start of shape (r,), step of shape (letters, r, r) and final of"
                f" shape (r,); got shapes {shapes[0]}, {shapes[1]} and {shapes[2]}, and {step.dtype} steps"
            )
        alphabet(len(step))
        for name, part in (("start", start), ("step", step), ("final", final)):
            object.__setattr__(self, name, np.ascontiguousarray(part % p, np.int64))

    @classmethod
    def at_the_empty_word(cls, k: int, p: int) -> MultiplicityAutomaton:
        """1 at the empty word and 0 elsewhere."""
        one = np.ones(1, np.int64)
        return cls(p, one, np.zeros((k, 1, 1), np.int64), one)

    @property
    def k(self) -> int:
        return len(self.step)

    @property
    def domain(self) -> Words:
        return Words(self.k)

    @property
    def given(self) -> Mapping[str, int]:
        return {"k": self.k, "p": self.p}

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """R: the rank of the Hankel matrix when the empty word's value, if it is 0, counts as 1."""
        raised = self if times(self.start, self.final, self.p) else self.plus(self.at_the_empty_word(self.k, self.p))
        return {**self.given, "R": raised.rank}

    def __call__(self, points: Points) -> Classes:
        """The values of words; `BadArgument` for what is no word over these letters."""
        if not (words := self.domain.contains(points)).all():
            bad = spell(points[~words][0])
            raise BadArgument(f"{bad} is no word: the letters are 1..{self.k}, and only 0 stands after the last")
        state = np.repeat(self.start[None], len(points), axis=0)
        for column in points.T:
            for a in set(column.tolist()) - {0}:
                state[column == a] = times(state[column == a], self.step[int(a) - 1], self.p)
        return times(state, self.final, self.p).astype(np.intp)

    def states(self, word: bytes) -> list[Matrix]:
        """The states before the word and after each of its letters."""
        found = [self.start]
        for a in word:
            found.append(times(found[-1], self.step[a - 1], self.p))
        return found

    def plus(self, other: MultiplicityAutomaton, times_other: int = 1) -> MultiplicityAutomaton:
        """This function and a multiple of another one, added word by word."""
        r, both = len(self.start), len(self.start) + len(other.start)
        step = np.zeros((self.k, both, both), np.int64)
        step[:, :r, :r], step[:, r:, r:] = self.step, other.step
        final = np.concatenate([self.final, times_other * other.final])
        return MultiplicityAutomaton(self.p, np.concatenate([self.start, other.start]), step, final)

    @property
    def backwards(self) -> MultiplicityAutomaton:
        """The automaton that reads words from their end."""
        return MultiplicityAutomaton(self.p, self.final, self.step.transpose(0, 2, 1), self.start)

    def reached(self) -> Iterator[tuple[bytes, Matrix]]:
        """Words in order of length, then of letters, whose states are independent and span those of all words; and the states.

        A word whose state is a mixture of those before it is left out with all that it begins: what its continuation says,
        the continuation of one of these has said already.
        """
        span = Span(len(self.start), self.p)
        found = [(EMPTY, self.start)] if span.add(self.start) else []
        yield from found
        for word, state in found:  # which grows
            for a in range(self.k):
                after = times(state, self.step[a], self.p)
                if span.add(after):
                    found.append((word + bytes([a + 1]), after))
                    yield found[-1]

    def _of_reached(self) -> MultiplicityAutomaton:
        """The same function in the coordinates of reached states, as many numbers as those span."""
        if not self.start.any():
            return MultiplicityAutomaton(self.p, self.start[:0], self.step[:, :0, :0], self.final[:0])
        states = np.array([state for _, state in self.reached()])
        few = independent(states.T, self.p)
        back = inverse(states[:, few], self.p)
        step = times(times(states, self.step, self.p)[:, :, few], back, self.p)
        return MultiplicityAutomaton(self.p, np.eye(1, len(states), dtype=np.int64)[0], step, times(states, self.final, self.p))

    @cached_property
    def minimal(self) -> MultiplicityAutomaton:
        """The same function with the fewest numbers: what no word reaches and what no word tells apart is left out."""
        return self._of_reached().backwards._of_reached().backwards

    @property
    def rank(self) -> int:
        """The rank of the Hankel matrix over the integers modulo p: it may be smaller than over the rationals."""
        return len(self.minimal.start)

    def key(self) -> bytes:
        arrays = (self.start, self.step, self.final)
        return b"multiplicity%d.%d.%d." % (self.p, self.k, len(self.start)) + b"".join(a.tobytes() for a in arrays)

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """For another one over the same field: a shortest word on which they differ, then longer ones; else None."""
        if not isinstance(hypothesis, MultiplicityAutomaton) or hypothesis.given != self.given:
            return None
        return (rows_of([word])[0] for word in nonzero(self.plus(hypothesis, -1)))

    def __str__(self) -> str:
        return f"{self.rank} numbers modulo {self.p} over {self.k} letter{'s' * (self.k > 1)}"

    __repr__ = __str__


def nonzero(function: MultiplicityAutomaton) -> Iterator[bytes]:
    """Words whose value is not 0, in order of length: first a shortest one; none exactly if the function is 0 everywhere.

    The first of all such words in order of length, then of letters, begins with reached words only (`reached`): else another
    one would come before it.  So at most r words are looked at, each in k r^2 steps.  (Tzeng 1992, for probabilities.)
    """
    reached = []
    shortest = None
    for word, state in function.reached():
        reached.append((word, state))
        if shortest is None and times(state, function.final, function.p):
            shortest = word
            yield word
    if shortest is None:
        return
    ends = [(word[::-1], state) for word, state in function.backwards.reached()]
    states, after = (np.array([state for _, state in those]) for those in (reached, ends))
    found = {shortest}
    for middle, matrix in _middles(function):
        hits = np.argwhere(times(times(states, matrix, function.p), after.T, function.p))
        found |= {reached[i][0] + middle + ends[j][0] for i, j in hits.tolist()}
    yield from sorted(found - {shortest}, key=lambda word: (len(word), word))


def _middles(function: MultiplicityAutomaton) -> Iterator[tuple[bytes, Matrix]]:
    """Nothing, and each letter as often as there are numbers, with their matrices."""
    r = len(function.start)
    yield EMPTY, np.eye(r, dtype=np.int64)
    for a in range(function.k):
        matrix = np.eye(r, dtype=np.int64)
        for _ in range(r):
            matrix = times(matrix, function.step[a], function.p)
        yield bytes([a + 1]) * r, matrix
