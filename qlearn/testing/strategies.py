"""Hypothesis strategies for property tests about query learning; shrinking goes towards small, plain, untied things.

>>> from hypothesis import given, settings
>>> from qlearn import run
>>> from qlearn.concepts.conjunctions import Conjunctions
>>> from qlearn.learners.boolean.elimination import elimination
>>> @settings(database=None, derandomize=True)
... @given(adversaries(Conjunctions(), n=5))
... def never_more_than_six(adversary):
...     assert run(elimination(n=5), adversary).ledger["equivalence"] <= 6
>>> never_more_than_six()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import strategies as st

from ..catalogue import Learner
from ..choices import Coins
from ..classes import ConceptClass
from ..domains import Box, Domain, Law, Space
from ..errors import Undecided
from ..evidence.attack import draw, policies
from ..evidence.search import Drawn
from ..evidence.trial import Trial
from ..queries import Query
from ..teachers import Adversary, Honest

SCALES = (1.0, 2.0**-40, 2.0**40, 1e-12, 1e12)


def concepts(learns: ConceptClass | Learner[..., Any], given: Mapping[str, Any] | None = None) -> st.SearchStrategy[Any]:
    """Concepts of a class (or of the class that a learner learns), edge cases among them: constants, zero weights, ties,
    needles, dyadic and other rationals, scales from 1e-12 to 1e12, as far as the class has them.

    `given`, such as `{"n": 4}`, fixes the size; the concepts are then those of the class's version space.
    Raises `Undecided` if a size is fixed and the class cannot list its concepts there.
    """
    learns = learns.theorem.learns if isinstance(learns, Learner) else learns
    if given is None:
        return st.composite(lambda draw: learns.draw(Drawn(draw)))()
    space = learns.space(**given)
    return st.sampled_from(list(space.every(space.all)))


def trials(learner: Learner[..., Any]) -> st.SearchStrategy[Trial]:
    """A target, the learner's arguments and a teacher: `trial.learning`, `trial.teacher()`, `trial.concept`."""
    return st.composite(lambda drawing: draw(learner, Drawn(drawing)))()


def teachers(learner: Learner[..., Any], concept: Any) -> st.SearchStrategy[Honest]:
    """Honest teachers of a concept, with each manner of choosing counterexamples that makes a difference to the learner."""

    def teacher(policy: str, seed: int) -> Honest:
        return Trial(learner, concept, {}, policy, seed).honest()

    return st.builds(teacher, st.sampled_from(policies(learner, concept, concept.given)), st.integers(0, 3))


def adversaries(learns: ConceptClass, **given: Any) -> st.SearchStrategy[Any]:
    """Teachers with no concept in mind whose every answer is legal for some concept of this size.

    One keeps most concepts alive; the others answer by Hypothesis's own whim, so that a test explores the whole game, and a
    failure shrinks to the plainest answers that show it.  Raises `Undecided` where the class has no version space.
    """
    space = learns.space(**given)

    def made(draw: Callable[[Any], Any]) -> Any:
        return Adversary(learns, **given) if draw(st.booleans()) else Whim(space, draw)

    return st.composite(made)()


class Whim:
    """A teacher whose answers are drawn from the legal ones, one by one, as they are asked for."""

    def __init__(self, space: Any, draw: Callable[[Any], Any]) -> None:
        self.space, self._draw = space, draw
        self.alive = space.all

    def answer(self, query: Query[Any]) -> Any:
        answer, self.alive = self._draw(st.sampled_from(self.space.options(query, self.alive)))
        return answer

    @property
    def witness(self) -> Any:
        """A concept of which everything said is true."""
        return self.space.witness(self.alive)


def rationals() -> st.SearchStrategy[Fraction]:
    """Zero, whole, dyadic and other rationals, of sizes from 1e-12 to 1e12, negative ones too."""
    dyadic = st.builds(lambda k, e: Fraction(k) / 2**e, st.integers(-1024, 1024), st.integers(0, 20))
    other = st.builds(Fraction, st.integers(-1000, 1000), st.sampled_from((3, 7, 10, 10**9 + 7)))
    scaled = st.builds(lambda x, e: x * Fraction(10) ** e, st.one_of(dyadic, other), st.sampled_from((-9, -4, 4, 9)))
    return st.one_of(st.integers(-9, 9).map(Fraction), dyadic, other, scaled)


def weights(d: int, *, zero: bool = True) -> st.SearchStrategy[Any]:
    """Weight vectors, float64 of shape (d,): plain ones, ties in size, zeros, one weight above all others (a needle), all of
    very different sizes; at each of the scales 1, 2**-40, 2**40, 1e-12, 1e12.  `zero=False` leaves out the zero vector."""

    def made(draw: Callable[[Any], Any]) -> Any:
        kind = draw(st.sampled_from(("plain", "ties", "needle", "wide", "rational")))
        entries = {
            "plain": st.integers(-9, 9),
            "ties": st.sampled_from((1, -1, 0)),
            "needle": st.sampled_from((0, 1e-12, -1e-12)),
            "wide": st.builds(lambda k, e: k * 10.0**e, st.integers(-9, 9), st.integers(-6, 6)),
            "rational": rationals().filter(lambda x: abs(x) < 10**6).map(float),
        }
        w = np.array(draw(st.lists(entries[kind], min_size=d, max_size=d)), np.float64)
        if kind == "needle" or not (zero or w.any()):
            w[draw(st.integers(0, d - 1))] = 1.0
        return w * draw(st.sampled_from(SCALES))

    return st.composite(made)()


def points(domain: Domain, most: int = 6) -> st.SearchStrategy[Any]:
    """Batches of up to `most` points of a domain, shape (batch, d): repeated ones, corners, and the origin if it lies in it."""
    try:
        every = domain.points()
    except Undecided:
        return st.lists(_point(domain), min_size=1, max_size=most).map(np.array)
    rows = st.lists(st.integers(0, len(every) - 1), min_size=1, max_size=most)
    return rows.map(lambda chosen: every[chosen])


def _point(domain: Domain) -> st.SearchStrategy[Any]:
    """One point of a domain that is not enumerated."""
    if isinstance(domain, Box):
        sides = zip(domain.low, domain.high, strict=True)
        return st.tuples(*(st.one_of(st.sampled_from((a, b)), st.floats(a, b)) for a, b in sides))
    drawn = st.integers(0, 2**32 - 1).map(lambda seed: domain.draw(Coins(seed), 1)[0])
    plain = [x for x in (np.zeros(domain.d), *np.eye(domain.d), *-np.eye(domain.d)) if domain.contains(x[None])[0]]
    chosen = [st.sampled_from(plain)] if plain else []
    return st.one_of([*chosen, drawn, *([weights(domain.d)] if isinstance(domain, Space) else [])])


def laws(domain: Domain) -> st.SearchStrategy[Law]:
    """Laws of examples on a finite domain: uniform, and needles that hide little mass on one point.

    Raises `Undecided` for a domain that is not enumerated.
    """
    every = domain.points()
    if len(every) == 1:
        return st.just(Law.uniform(every))

    def needle(draw: Callable[[Any], Any]) -> Law:
        x, y = draw(st.lists(st.integers(0, len(every) - 1), min_size=2, max_size=2, unique=True))
        rare = draw(st.fractions("1/10000", "1/2", max_denominator=10**4))
        return Law(every[[x, y]], (1 - rare, rare))

    return st.one_of(st.just(Law.uniform(every)), st.composite(needle)())
