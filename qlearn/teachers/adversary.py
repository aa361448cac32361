"""A teacher with no concept in mind: it says whatever leaves most concepts possible."""

from __future__ import annotations

from typing import Any

from ..classes import ConceptClass
from ..oracle import Concept
from ..queries import Query


class Adversary:
    """Keeps the version space as large as it can.  Every answer is true of some concept to the end: `witness` is one.

    >>> from qlearn import run
    >>> from qlearn.learners.linear.bisection import bisection
    >>> from qlearn.concepts.thresholds import IntervalThresholds
    >>> run(bisection(0, 1, "1/1000"), Adversary(IntervalThresholds(), a=0, b=1)).ledger["membership"]
    10

    One adversary is for one dialogue.  Raises `Undecided` where the class has no version space at these sizes.
    """

    def __init__(self, concept_class: ConceptClass, **sizes: Any) -> None:
        self.space = concept_class.space(**sizes)
        self.alive = self.space.all

    def answer(self, query: Query[Any]) -> Any:
        options = self.space.options(query, self.alive)
        answer, self.alive = max(options, key=lambda option: self.space.size(option[1]))
        return answer

    @property
    def witness(self) -> Concept:
        """A concept of which everything said is true."""
        return self.space.witness(self.alive)
