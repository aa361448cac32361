"""A teacher made of a system under learning of AALpy: anything that is reset and takes one input after another."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..concepts.automata import Automaton
from ..errors import BadAnswer, BadArgument
from ..oracle import counterexamples
from ..points import Labels, Points, shortened
from ..queries import Counterexample, Equivalence, Membership, Query
from ..words import Words, rows_of, spelled, word_of
from .aalpy_automata import Letters, from_aalpy, named, to_aalpy


class AalpySystem:
    """Answers about the words after which an AALpy system says true; letter 1 is the input `letters[0]`, and so on.

    membership   the system's last output after a reset and the word's inputs
    equivalence  with an `oracle` of AALpy, what it finds; else, for a system that holds a `Dfa`, exactly, a shortest difference

    AALpy's oracles test, most of them at random or up to a number of states: their yes may be false, and then what was learned
    agrees with the system on what was tried.  A no is true.

    >>> from aalpy import RegexSUL
    >>> system = AalpySystem(RegexSUL("(ab)*"), "ab")
    >>> from qlearn.queries import Membership
    >>> system.answer(Membership(rows_of([b"", bytes([1, 2]), bytes([1])]))).tolist()
    [True, True, False]

    Raises `BadArgument` for what is no system, `BadAnswer` for outputs other than true and false.
    """

    def __init__(self, system: Any, letters: Letters, oracle: Any = None) -> None:
        from aalpy import SUL, Dfa, Oracle

        if not isinstance(system, SUL):
            raise BadArgument(f"AalpySystem takes an AALpy system under learning (SUL), got a {type(system).__name__}")
        if oracle is not None and not isinstance(oracle, Oracle):
            raise BadArgument(f"an oracle is one of AALpy's, with a find_cex; got a {type(oracle).__name__}")
        self.system, self.oracle, self.letters = system, oracle, named(letters)
        inside = getattr(system, "automaton", None)
        self.automaton = from_aalpy(inside, self.letters)[0] if isinstance(inside, Dfa) else None

    def answer(self, query: Query[Any]) -> Any:
        if isinstance(query, Membership):
            return self._labels(query.points)
        if not isinstance(query, Equivalence):
            raise BadAnswer(f"a system answers membership and equivalence queries about words, no {query.kind} queries")
        if not isinstance(query.hypothesis, Automaton) or query.hypothesis.k != len(self.letters):
            raise BadArgument(f"a system of {len(self.letters)} letters is compared with automata over as many")
        if type(query) is Equivalence and self.oracle is not None:
            return self._tested(query.hypothesis)
        if self.automaton is None:
            raise BadArgument(
                f"this system is no known automaton, so nothing decides a query for {type(query).__name__.lower()}"
                " counterexamples; give one of AALpy's oracles, and ask for any counterexample"
            )
        return next(counterexamples(self.automaton, query), None)

    def _labels(self, points: Points) -> Labels:
        fits = Words(len(self.letters)).contains(points)
        if not fits.all():
            bad = points[~fits][0].tolist()
            raise BadArgument(f"{bad} is no word over the system's {len(self.letters)} letters: 1 stands for the first")
        return np.array([self._says(word_of(row)) for row in points], np.bool_)

    def _says(self, word: bytes) -> bool:
        output = self.system.query(tuple(self.letters[a - 1] for a in word))[-1]
        if output not in (True, False):
            raise BadAnswer(
                f"after {spelled(word)} the system says {shortened(repr(output))}, not true or false; a language is one"
                " of its outputs: wrap the system so that it says whether the output is that one"
            )
        return bool(output)

    def _tested(self, hypothesis: Automaton) -> Counterexample | None:
        assert self.oracle is not None
        found = self.oracle.find_cex(to_aalpy(hypothesis, self.letters))
        if found is None:
            return None
        word = bytes(self.letters.index(letter) + 1 for letter in found)
        return Counterexample(rows_of([word])[0], self._says(word))
