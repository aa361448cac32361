"""A teacher of a regular language who gives the longest counterexamples that a limit allows."""

from __future__ import annotations

from typing import Any

from ..concepts.automata import Automaton
from ..concepts.word_differences import longest
from ..errors import BadArgument
from ..oracle import counterexamples, truth
from ..queries import Counterexample, Equivalence, Query
from ..smallest import Smallest
from ..words import rows_of


class LongestWords:
    """Answers truly about a language; a counterexample has as many letters as it may, at most `limit`.

    Where the hypothesis is right about all words of so few letters and wrong about a longer one, a shortest of those is given,
    so a yes is exact.  Bounds grow with the logarithm of this length, and so does what a long counterexample costs.

    >>> import numpy as np
    >>> evens = Automaton(np.array([[1], [0]]), np.array([True, False]))
    >>> everything = Automaton(np.array([[0]]), np.array([True]))
    >>> LongestWords(evens, 8).answer(Equivalence(everything)).point.tolist()
    [1, 1, 1, 1, 1, 1, 1]
    """

    def __init__(self, concept: Automaton, limit: int) -> None:
        if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
            raise BadArgument(f"the limit is how many letters a counterexample may have, 0 or more; got {limit!r}")
        self.concept, self.limit = concept, limit

    def answer(self, query: Query[Any]) -> Any:
        if not isinstance(query, Equivalence):
            return truth(query, self.concept)
        hypothesis = query.hypothesis
        if isinstance(hypothesis, Automaton) and hypothesis.k == self.concept.k and not isinstance(query, Smallest):
            word = longest(self.concept, hypothesis, self.limit)
            if word is not None:
                row = rows_of([word])
                return Counterexample(row[0], bool(self.concept(row)[0]))
        return next(counterexamples(self.concept, query), None)
