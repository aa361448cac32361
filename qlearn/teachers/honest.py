"""A teacher that knows one concept and tells the truth about it, as unhelpfully as its policy asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Literal, Protocol

import numpy as np

from ..choices import Coins
from ..classes import VersionSpace
from ..domains import Law
from ..errors import BadArgument, Undecided, unknown
from ..oracle import Concept, Explained, Valued, counterexamples, probability, truth
from ..points import Points
from ..queries import (
    Batch,
    Counterexample,
    Counterfactual,
    Digits,
    Equivalence,
    Example,
    Explanation,
    Hypothesis,
    Query,
    Statistical,
    Unlabelled,
)

Policy = Literal["first", "random", "longest", "shallowest", "keeps-most"]
Pick = Callable[[Sequence[Counterexample], Hypothesis], Counterexample]


STEPS = 8  # the tolerance of a statistical query, in steps of which one is drawn


class Source(Protocol):
    """Where examples are drawn: a domain (uniformly) or a `Law`."""

    def draw(self, coins: Coins, m: int) -> Points: ...


class Honest:
    """Answers truly about `concept`; the policy chooses among counterexamples, and among counterfactuals (the nearest first).

    first       the first one found
    random      any, by the seed
    longest     the one with the largest sum of entries (most ones; the furthest out)
    shallowest  the one nearest to the hypothesis's boundary, where it has real values: it cuts off least
    keeps-most  the one after which most concepts of `space` are still possible: the nastiest honest teacher.
                It follows all that is said, so use a fresh one for each dialogue.

    Examples are drawn from `law`, by default uniformly from the concept's domain.  To a statistical query it says the
    probability under that law (first), the most it may say (longest), the least (shallowest), any number in between (random),
    or the multiple of 2 tau next to the probability, which tells fewest laws and concepts apart (keeps-most).
    """

    def __init__(
        self,
        concept: Concept,
        policy: Policy = "first",
        *,
        space: VersionSpace[Any] | None = None,
        law: Law | Source | None = None,
        seed: int = 0,
    ) -> None:
        picks: dict[str, Pick] = {"random": self._random, "longest": _longest, "shallowest": _shallowest}
        policies = {"first": None, **picks, "keeps-most": None}
        if policy not in policies:
            raise unknown("policy", policy, policies)
        if policy == "keeps-most" and space is None:
            raise BadArgument("the policy keeps-most needs the version space: Honest(concept, 'keeps-most', space=...)")
        self.concept = concept
        self.policy = policy
        self._pick = policies[policy]
        self._space = space if policy == "keeps-most" else None
        self._alive = self._space.all if self._space else None
        self._law: Law | Source = law if law is not None else concept.domain
        self._coins = Coins(seed)

    def answer(self, query: Query[Any]) -> Any:
        if isinstance(query, Equivalence):
            return self._counterexample(query)
        if isinstance(query, Example):
            points = self._law.draw(self._coins, query.m)
            return points, self.concept(points)
        if isinstance(query, Unlabelled):
            return self._law.draw(self._coins, query.m)
        if isinstance(query, Counterfactual):
            return self._explanation(query)
        if isinstance(query, Statistical):
            return self._statistic(query)
        answer = truth(query, self.concept)
        if self._space is not None and isinstance(query, Batch | Digits):
            self._alive = self._space.after(query, query.accepts(answer), self._alive)
        return answer

    def _counterexample(self, query: Equivalence) -> Counterexample | None:
        if self._space is not None:
            answer: Counterexample | None = self._keeping_most(query, self._space)
            return answer
        found = counterexamples(self.concept, query)
        if self._pick is None:
            return next(found, None)
        every = list(found)
        return self._pick(every, query.hypothesis) if every else None

    def _explanation(self, query: Counterfactual) -> Explanation:
        """The nearest counterfactual; by policy any, the furthest, or the one that says least."""
        if not isinstance(self.concept, Explained):
            raise Undecided(f"a {type(self.concept).__name__} does not list its counterfactuals")
        if self._space is not None:
            answer: Explanation = self._keeping_most(query, self._space)
            return answer
        if self.policy in ("first", "shallowest"):
            return next(self.concept.explanations(query))
        every = list(self.concept.explanations(query))
        return every[self._coins.integer(0, len(every) - 1) if self.policy == "random" else -1]

    def _statistic(self, query: Statistical) -> Fraction:
        """A number within the tolerance of the probability, by policy."""
        law = self._law if isinstance(self._law, Law) else Law.uniform(self.concept.domain.points())
        true, tau = probability(query, self.concept, law), query.tau
        if self.policy == "keeps-most":
            return 2 * tau * round(true / (2 * tau))
        steps = {"longest": STEPS, "shallowest": -STEPS, "first": 0}.get(self.policy)
        return true + tau * Fraction(self._coins.integer(-STEPS, STEPS) if steps is None else steps, STEPS)

    def _keeping_most(self, query: Query[Any], space: VersionSpace[Any]) -> Any:
        true = [(a, left) for a, left in space.options(query, self._alive) if space.contains(left, self.concept)]
        if not true:
            raise BadArgument(f"the concept {self.concept} is not in the version space that keeps-most was given")
        answer, self._alive = max(true, key=lambda option: space.size(option[1]))
        return answer

    def _random(self, found: Sequence[Counterexample], hypothesis: Hypothesis) -> Counterexample:
        return found[self._coins.integer(0, len(found) - 1)]


def _longest(found: Sequence[Counterexample], hypothesis: Hypothesis) -> Counterexample:
    return max(found, key=lambda counterexample: counterexample.point.sum())


def _shallowest(found: Sequence[Counterexample], hypothesis: Hypothesis) -> Counterexample:
    if not isinstance(hypothesis, Valued):
        return found[0]
    depths = np.abs(hypothesis.values(np.array([counterexample.point for counterexample in found]))).max(axis=1)
    return found[int(np.argmin(depths))]
