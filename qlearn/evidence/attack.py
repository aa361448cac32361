"""Targets and teachers chosen to break the claim.

First every target of medium size meets each manner of honest teacher.  Then Hypothesis draws target, settings, teacher and
seed, climbs towards the largest measured/bound, and shrinks what breaks a law.  Effort is a number of examples, so a seed
repeats the attack exactly.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..catalogue import Learner
from ..choices import Choices, Coins, one_of
from ..errors import Failed, Undecided
from ..oracle import Concept, Valued
from ..points import shortened
from ..queries import Counterfactual, Equivalence, Statistical
from .exhaust import every_concept, every_setting
from .search import climb
from .trial import Trial, judge, thrifty

EXAMPLES = {"quick": 60, "full": 3000}
POLICIES = ("keeps-most", "first", "longest", "random")


@dataclass(frozen=True)
class Attacked:
    """How much was tried, and the trial that came nearest to the bound."""

    swept: int
    drawn: int
    ratio: Fraction
    best: Trial | None

    def __str__(self) -> str:
        target = f" by {shortened(self.best.concept)}" if self.best else ""
        return f"{self.swept} targets swept, {self.drawn} drawn, worst {float(self.ratio):.3g}{target}"


def attack(learner: Learner[..., Any], effort: str = "quick", seed: int = 0) -> Attacked:
    """The best attack found; `Broken`, with the simplest target found, if it breaks a law."""
    best: tuple[Fraction, Trial | None] = (Fraction(-1), None)
    others = itertools.count()
    swept = 0

    def disturb() -> None:
        """A dialogue about another target, drawn anew: what a learner could see outside its answers is different then."""
        draw(learner, Coins(seed, next(others))).run()

    def tried(trial: Trial) -> Fraction:
        nonlocal best
        try:
            ratio, done = judge(trial, disturb)
        except Failed:
            return Fraction(0)
        if ratio > best[0]:
            best = ratio, trial
            thrifty(trial, done)
        return ratio

    for trial in _sweep(learner):
        tried(trial)
        swept += 1
    drawn = climb(lambda choices: tried(draw(learner, choices)), EXAMPLES[effort], seed)
    return Attacked(swept, drawn, *best)


def leaves_choice(learner: Learner[..., Any]) -> bool:
    """Whether an honest teacher may answer a learner in more than one way."""
    return any(issubclass(kind, Equivalence | Counterfactual | Statistical) for kind in learner.theorem.kinds)


def policies(learner: Learner[..., Any], concept: Concept, given: Mapping[str, Any]) -> tuple[str, ...]:
    """The manners that make a difference, the nastiest first.

    A learner that asks neither equivalence nor counterfactual nor statistical queries meets only one honest teacher; only real
    values have a boundary to be near, and only probabilities are told from below.
    """
    if not leaves_choice(learner):
        return ("first",)
    known = ("shallowest", *POLICIES) if isinstance(concept, Valued) or Statistical in learner.theorem.kinds else POLICIES
    try:
        space = learner.theorem.learns.space(**given)
    except Undecided:
        return tuple(policy for policy in known if policy != "keeps-most")
    return known if space.contains(space.all, concept) else tuple(policy for policy in known if policy != "keeps-most")


def _sweep(learner: Learner[..., Any]) -> Iterator[Trial]:
    """Every target of each medium size, simplest first; none where the class cannot list them."""
    settings = every_setting(learner.theorem.settings, 1)[0]
    for given in learner.theorem.learns.medium:
        for concept in every_concept(learner.theorem.learns, given):
            for policy in policies(learner, concept, given)[:3]:
                yield Trial(learner, concept, settings, policy)


def draw(learner: Learner[..., Any], choices: Choices) -> Trial:
    theorem = learner.theorem
    concept = theorem.learns.draw(choices)
    settings = {name: one_of(choices, values) for name, values in theorem.settings.items()}
    policy = one_of(choices, policies(learner, concept, concept.given))
    return Trial(learner, concept, settings, policy, seed=choices.integer(0, 3))
