"""The formal oracle: which answers to a query are true of a concept.  A relation, and nothing else.

A membership, label or value query has one legal answer; an equivalence query has as many as there are counterexamples, and
a bound must hold for all of them.  Every teacher, version space and check in the library is measured against `legal`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from .domains import Domain, Law
from .errors import BadAnswer, Undecided
from .points import Labels, Points, Values
from .queries import (
    Comparison,
    Counterexample,
    Counterfactual,
    Digits,
    Equivalence,
    Example,
    Explanation,
    Hypothesis,
    Label,
    Leaf,
    Membership,
    Query,
    Statistical,
    Superset,
    Unlabelled,
    Value,
)
from .smallest import Smallest
from .words import Words


class Concept(Protocol):
    """What is to be learned.  A row's label never depends on the batch it comes in."""

    @property
    def domain(self) -> Domain: ...

    @property
    def sizes(self) -> Mapping[str, int | Any]:
        """The sizes that bounds are stated in."""

    def __call__(self, points: Points, /) -> NDArray[Any]:
        """The labels of points (batch, d): bool, or classes 0..K-1."""

    def key(self) -> bytes: ...


@runtime_checkable
class Valued(Protocol):
    """A concept with real outputs."""

    def values(self, points: Points, /) -> Values:
        """Outputs of shape (batch, outputs)."""


@runtime_checkable
class Precise(Protocol):
    """A concept with one real output that it knows to any number of digits."""

    def digits(self, query: Digits, /) -> tuple[Fraction, ...]:
        """Its values at the query's points, each rounded by `digits.rounded`."""


@runtime_checkable
class Ordered(Protocol):
    """A concept that compares points by their values, exactly."""

    def reaches(self, points: Points, others: Points, /) -> NDArray[np.bool_]:
        """Whether each point is valued at least as high as the other one, shape (batch,)."""


@runtime_checkable
class Decided(Protocol):
    """A concept that finds its own disagreements, on domains too large to enumerate."""

    def disagreements(self, hypothesis: Hypothesis, /) -> Iterator[NDArray[Any]] | None:
        """Points where the hypothesis is wrong; none at all exactly if there are none.  None: cannot tell."""


@runtime_checkable
class Leafed(Protocol):
    """A concept whose leaves have names."""

    def leaves(self, points: Points, known: Labels | None = None, /) -> NDArray[np.int64]:
        """The name of the node where the walk down stops, shape (batch,): a leaf if all features that it asks are known."""


@runtime_checkable
class Implying(Protocol):
    """A concept that knows which clauses follow from it."""

    def implies(self, clauses: Points, /) -> Labels:
        """Whether it rejects all points where each clause fails, shape (batch,); a clause is a row of a `Superset` query."""


@runtime_checkable
class Explained(Protocol):
    """A concept that lists what may be answered to a counterfactual query."""

    def explanations(self, query: Counterfactual, /) -> Iterator[Explanation]:
        """Every legal answer, at least one."""


def legal(query: Query[Any], concept: Concept, answer: Any) -> bool:
    """Whether this answer to this query is true of the concept.  Raises `Undecided` where the class cannot tell."""
    try:
        answer = query.accepts(answer)
    except BadAnswer:
        return False
    match query:
        case Equivalence():
            if answer is None:
                return next(disagreements(concept, query.hypothesis), None) is None
            fits = bool(concept.domain.contains(answer.point[None])[0] and concept(answer.point[None])[0] == answer.label)
            return fits and (not isinstance(query, Smallest) or size(answer) == size(next(counterexamples(concept, query))))
        case Example():
            points, labels = answer
            return bool(concept.domain.contains(points).all() and np.array_equal(concept(points), labels))
        case Unlabelled():
            return bool(concept.domain.contains(answer).all())
        case Statistical():  # under some law: the question names none
            true = query.event(points := concept.domain.points(), concept(points))
            return bool(true.min() - query.tau <= answer <= true.max() + query.tau)
        case Counterfactual() if isinstance(concept, Explained):
            return any(same_explanation(answer, true) for true in concept.explanations(query))
        case _:
            return np.array_equal(query.accepts(truth(query, concept)), answer)


def truth(query: Query[Any], concept: Concept) -> Any:
    """The one legal answer to a query about rows."""
    match query:
        case Value() if isinstance(concept, Valued):
            return concept.values(query.points)
        case Digits() if isinstance(concept, Precise):
            return concept.digits(query)
        case Membership() | Label():
            return concept(query.points)
        case Comparison() if isinstance(concept, Ordered):
            return concept.reaches(query.points, query.others)
        case Superset() if isinstance(concept, Implying):
            return concept.implies(query.points)
        case Leaf() if isinstance(concept, Leafed):
            return concept.leaves(query.points, query.known)
        case _:
            raise Undecided(f"{type(concept).__name__} has no single true answer to a {query.kind} query")


def probability(query: Statistical, concept: Concept, law: Law) -> Fraction:
    """How likely the event is of a point of the law and its label, exactly."""
    return law.measure(query.event(law.points, concept(law.points)))


def same_explanation(one: Explanation, other: Explanation) -> bool:
    """Whether two answers to a counterfactual query say the same."""
    if one.point is None or other.point is None:
        return one.point is other.point and one.label == other.label
    return one.label == other.label and one.other == other.other and np.array_equal(one.point, other.point)


def disagreements(concept: Concept, hypothesis: Hypothesis) -> Iterator[Counterexample]:
    """Counterexamples: at least one exactly if the hypothesis is not the concept, all of them where the domain is small."""
    points: Iterator[NDArray[Any]] | None = None
    if isinstance(concept, Decided):
        points = concept.disagreements(hypothesis)
    if points is None:
        everywhere = concept.domain.points()
        labels = concept(everywhere)
        for i in np.flatnonzero(labels != hypothesis(everywhere)):
            yield Counterexample(everywhere[i], labels[i].item())
        return
    for point in points:
        yield Counterexample(point, concept(point[None])[0].item())


def counterexamples(concept: Concept, query: Equivalence) -> Iterator[Counterexample]:
    """What may be answered to an equivalence query, yes apart: all disagreements, or if the query says so the smallest ones."""
    found = disagreements(concept, query.hypothesis)
    if not isinstance(query, Smallest):
        return found
    if not isinstance(concept.domain, Words):  # whose disagreements come in order of length
        found = iter(sorted(found, key=size))
    return next((group for _, group in itertools.groupby(found, key=size)), iter(()))


def size(counterexample: Counterexample) -> int:
    """How many entries of the point are not 0."""
    return int(np.count_nonzero(counterexample.point))


def agree(concept: Concept, hypothesis: Hypothesis) -> bool:
    """Whether hypothesis and concept are the same function on the concept's domain, exactly."""
    return hypothesis.key() == concept.key() or next(disagreements(concept, hypothesis), None) is None
