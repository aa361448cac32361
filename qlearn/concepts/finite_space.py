"""The version space of finitely many concepts: which remain is one integer, a bit for each concept."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from ..box_queries import Counterfactual, Explanation
from ..errors import Undecided
from ..oracle import Concept, Decided, Explained, agree, legal, same_explanation, size, truth
from ..points import Points
from ..queries import Batch, Counterexample, Digits, Equivalence, Example, Query, Statistical, Unlabelled
from ..smallest import Smallest, weights

MANY = 1 << 12  # concepts; a larger class is not enumerated


def enumerable(number: int, what: str) -> None:
    """`Undecided` if there are too many concepts to write down."""
    if number > MANY:
        raise Undecided(f"{what} are too many to enumerate; the limit is {MANY} concepts")


class FiniteSpace:
    """Concepts in order, and the points where counterexamples may lie (none for a class that meets no equivalence query).

    Alive sets are bitmasks: bit i stands for `concepts[i]`.  `whole` is False for a finite sub-class of an infinite class:
    a game may be played on it, but no concept of it fitting the answers says nothing about the class.
    """

    def __init__(self, concepts: Sequence[Concept], points: Points | None = None, *, whole: bool = True) -> None:
        self.concepts = tuple(concepts)
        self.points = points
        self.whole = whole
        self.all = (1 << len(self.concepts)) - 1
        self._bit = {concept.key(): 1 << i for i, concept in enumerate(self.concepts)}
        self._split: dict[tuple[bytes, int], list[tuple[Any, int]]] = {}
        self._columns: list[dict[Any, int]] | None = None
        self._labels: dict[bytes, list[Any]] = {}

    def options(self, query: Query[Any], alive: int) -> list[tuple[Any, int]]:
        if isinstance(query, Equivalence):
            return self._counterexamples(query, alive)
        if isinstance(query, Counterfactual):
            return [(answer, alive & group) for answer, group in self._explained(query) if alive & group]
        return self._answers(query, alive)

    def after(self, query: Query[Any], answer: Any, alive: int) -> int | None:
        if isinstance(query, Batch | Digits):
            said = _hashable(answer)
            left = sum(group for other, group in self._answers(query, alive) if _hashable(other) == said)
        elif isinstance(query, Equivalence):
            left = alive & self._consistent(query, answer)
        elif isinstance(query, Counterfactual):
            left = alive & sum(group for true, group in self._explained(query) if same_explanation(true, answer))
        elif isinstance(query, Example | Statistical):
            left = alive & sum(1 << i for i, concept in enumerate(self.concepts) if legal(query, concept, answer))
        elif isinstance(query, Unlabelled):
            left = alive  # a point without its label says nothing
        else:
            raise Undecided(f"a finite version space cannot follow {query.kind} queries")
        return left or None

    def size(self, alive: int) -> int:
        return alive.bit_count()

    def contains(self, alive: int, concept: Concept) -> bool:
        """Whether it remains; a concept that is written otherwise than those here, too, if it labels all points as one does."""
        bit = self._bit.get(concept.key())
        if bit is None and self.points is not None and concept.domain.contains(self.points).all():
            bit = self.all
            for column, label in zip(self._by_label(), concept(self.points).tolist(), strict=True):
                bit &= column.get(label, 0)
            if bit and not self.whole and isinstance(concept, Decided):  # elsewhere it may differ
                bit = sum(self._bit[other.key()] for other in self.every(bit) if agree(other, concept))
        return bool(alive & (bit or 0))

    def witness(self, alive: int) -> Concept:
        return self.concepts[(alive & -alive).bit_length() - 1]

    def every(self, alive: int) -> list[Concept]:
        return [self.concepts[i] for i in self.remaining(alive)]

    def remaining(self, alive: int) -> list[int]:
        """The numbers of the concepts that remain."""
        return [i for i in range(len(self.concepts)) if alive >> i & 1]

    def _answers(self, query: Query[Any], alive: int) -> list[tuple[Any, int]]:
        """Each answer that some concept alive gives, with those that give it."""
        key = query.key(), alive
        if key not in self._split:
            groups: dict[Hashable, tuple[Any, int]] = {}
            for i in range(len(self.concepts)):
                if alive >> i & 1:
                    answer = query.accepts(truth(query, self.concepts[i]))
                    _, before = groups.get(_hashable(answer), (answer, 0))
                    groups[_hashable(answer)] = (answer, before | 1 << i)
            self._split[key] = list(groups.values())
        return self._split[key]

    def _explained(self, query: Counterfactual) -> list[tuple[Explanation, int]]:
        """Each legal answer of some concept, with all concepts that may give it."""
        key = query.key(), self.all
        if key not in self._split:
            groups: dict[Hashable, tuple[Any, int]] = {}
            for i, concept in enumerate(self.concepts):
                if not isinstance(concept, Explained):
                    raise Undecided(f"a {type(concept).__name__} does not list its counterfactuals")
                for answer in concept.explanations(query):
                    said = answer.label, answer.other, None if answer.point is None else answer.point.tobytes()
                    _, before = groups.get(said, (answer, 0))
                    groups[said] = (answer, before | 1 << i)
            self._split[key] = list(groups.values())
        return self._split[key]

    def _counterexamples(self, query: Equivalence, alive: int) -> list[tuple[Counterexample | None, int]]:
        if self.points is None:
            raise Undecided("this version space has no points to take counterexamples from")
        found: list[tuple[Counterexample | None, int]] = []
        yes, agreeing, last = alive, alive, -1  # agreeing: with the hypothesis, at all smaller points
        said, columns = self._said(query), self._by_label()
        for i, weight in self._order(query):
            if weight != last:
                agreeing, last = yes, weight
            for label, group in columns[i].items():
                if label != said[i] and (left := group & (agreeing if weight >= 0 else alive)):
                    found.append((Counterexample(self.points[i], label), left))
            yes &= columns[i].get(said[i], 0)
        return [*found, (None, yes)] if yes else found

    def _order(self, query: Equivalence) -> list[tuple[int, int]]:
        """The points' numbers; if counterexamples are to be smallest, in order of size, with it, else -1."""
        assert self.points is not None
        if not isinstance(query, Smallest):
            return [(i, -1) for i in range(len(self.points))]
        sizes = weights(self.points)
        return [(i, int(sizes[i])) for i in np.argsort(sizes, kind="stable").tolist()]

    def _consistent(self, query: Equivalence, answer: Counterexample | None) -> int:
        if answer is not None:
            labels = [concept(answer.point[None])[0] for concept in self.concepts]
            consistent = sum(1 << i for i, label in enumerate(labels) if label == answer.label)
            return consistent & self._right_below(query, answer) if isinstance(query, Smallest) else consistent
        return next((left for said, left in self._counterexamples(query, self.all) if said is None), 0)

    def _right_below(self, query: Smallest, answer: Counterexample) -> int:
        """The concepts that the hypothesis is right about at all points smaller than a counterexample."""
        assert self.points is not None
        smaller = np.flatnonzero(weights(self.points) < size(answer))
        said, columns = self._said(query), self._by_label()
        return functools.reduce(int.__and__, (columns[i].get(said[i], 0) for i in smaller.tolist()), self.all)

    def _said(self, query: Equivalence) -> list[Any]:
        """The hypothesis's label at each point."""
        key = query.hypothesis.key()
        if key not in self._labels:
            assert self.points is not None
            self._labels[key] = query.hypothesis(self.points).tolist()
        return self._labels[key]

    def _by_label(self) -> list[dict[Any, int]]:
        """For each point, the concepts by their label there."""
        if self._columns is None:
            assert self.points is not None
            self._columns = [{} for _ in self.points]
            for i, concept in enumerate(self.concepts):
                for column, label in zip(self._columns, concept(self.points).tolist(), strict=True):
                    column[label] = column.get(label, 0) | 1 << i
        return self._columns


def _hashable(answer: Any) -> Hashable:
    return (answer.shape, (answer + 0).tobytes()) if isinstance(answer, np.ndarray) else answer
