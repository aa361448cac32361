"""Claims that hold with a probability, or on average: an e-process over a stream of seeds fixed beforehand.

Each case (target, law, settings) has its own stream.  With X_i the failure indicator over delta, or the count over its
expected bound, E_t = mean over k of prod_i (1 + k (X_i - 1)) is a supermartingale if the claim is true, so it ever reaches
1/alpha with probability at most alpha (Ville).  Targets are enumerated and seeds are never chosen by a search: a search over
seeds would 'refute' a true claim.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ..catalogue import Learner
from ..domains import FEW, Law
from ..errors import Failed, Undecided
from ..queries import Example
from ..theorems import Outcome
from .exhaust import every_setting
from .trial import Trial, promised

RUNS = {"quick": 400, "full": 2000}
CASES = {"quick": 6, "full": 32}
FALSE_ALARM = 1e-6
STAKES = np.array([0.1, 0.25, 0.5, 0.9])  # the k of the mixture
NEEDLE_POINTS = 4  # a needle law is tried at each pair of so many points


@dataclass(frozen=True)
class Tested:
    """How many runs, the largest failure rate over delta that was seen, and what a false claim would have met."""

    cases: int
    runs: int
    worst: float
    power: float  # the chance to refute, in one case, a claim that fails twice as often as it says
    false_alarm: float = FALSE_ALARM

    def __str__(self) -> str:
        return (
            f"{self.runs} runs in {self.cases} cases, worst rate {self.worst:.2f} of the claim;"
            f" power {self.power:.2f} at twice the claim, false alarm {self.false_alarm:.0e}"
        )


def sample(learner: Learner[..., Any], effort: str = "quick", seed: int = 0) -> Tested | None:
    """Test the claims that are not worst case.  None if there are none, or nothing to try them on; `Broken` if refuted."""
    if learner.theorem.certain:
        return None
    cases = _spread(list(_cases(learner)), CASES[effort])
    if not cases:
        return None
    worst = 0.0
    deltas = []
    for number, trial in enumerate(cases):
        wealth, total = np.ones(len(STAKES)), 0.0
        for i in range(RUNS[effort]):
            x = _excess(Trial(learner, trial.concept, trial.settings, "random", _stream(seed, number, i), trial.law))
            total += x
            wealth *= 1 + STAKES * (x - 1)
            if wealth.mean() >= len(cases) / FALSE_ALARM:
                detail = (
                    f"fails {total / (i + 1):.2f} times as often as claimed in {i + 1} runs (false alarm {FALSE_ALARM:.0e})"
                )
                raise trial.broken("probability", detail)
        worst = max(worst, total / RUNS[effort])
        deltas.append(float(Fraction(trial.settings.get("delta", 1))))
    return Tested(len(cases), len(cases) * RUNS[effort], worst, min(_power(d, len(cases), RUNS[effort]) for d in set(deltas)))


def _excess(trial: Trial) -> float:
    """The largest of: failed / delta, and count / expected count.  At most 1 on average if every claim is true."""
    try:
        done, _ = trial.run()
    except Failed:
        return float(1 / Fraction(trial.settings["delta"]))
    theorem, sizes = trial.learner.theorem, done.learning.sizes(trial.concept, done.turns)
    failed, over = False, 0.0
    for bound in theorem.bounds:
        measured, limit = done.ledger[bound.kind], bound.at(**sizes)
        if bound.mode == "expected":
            over = max(over, measured / limit)
        elif bound.mode != "worst case":
            failed |= not bound.allows(measured, limit)
    if theorem.guarantee.mode != "worst case":
        failed |= not promised(trial, Outcome(trial.concept, done.hypothesis, sizes, trial.law))
    return max(over, float(failed / sizes["delta"]) if "delta" in sizes else 0.0)


def _cases(learner: Learner[..., Any]) -> Iterator[Trial]:
    """Small targets, each under the uniform law and under needles: nearly all mass on one point, just over eps on another."""
    theorem = learner.theorem
    for given in theorem.learns.small:
        space = theorem.learns.space(**given)
        for concept, settings in itertools.product(space.every(space.all), every_setting(theorem.settings, 4)):
            for law in _laws(learner, concept, settings):
                yield Trial(learner, concept, settings, law=law)


def _laws(learner: Learner[..., Any], concept: Any, settings: Any) -> Iterator[Law | None]:
    if Example not in learner.theorem.kinds:
        yield None
        return
    try:
        points = concept.domain.points()
    except Undecided:
        return
    assert len(points) <= FEW
    yield Law.uniform(points)
    rare = Fraction(settings.get("eps", Fraction(1, 10))) * Fraction(1001, 1000)
    for x, y in itertools.permutations(points[-NEEDLE_POINTS:], 2):
        yield Law(np.array([x, y]), (1 - rare, rare))


def _spread(cases: list[Trial], most: int) -> list[Trial]:
    """So many cases, evenly spread over the list."""
    step = max(1, len(cases) / most)
    return [cases[int(i * step)] for i in range(min(most, len(cases)))]


def _stream(seed: int, case: int, run: int) -> int:
    return int(np.random.SeedSequence([seed, case, run]).generate_state(1)[0])


def _power(delta: float, cases: int, runs: int) -> float:
    """How often a claim of delta that really fails with probability 2 delta would be refuted, by 400 simulated tests."""
    rng = np.random.default_rng(0)
    fails = rng.random((400, runs)) < min(1.0, 2 * delta)
    growth = np.log1p(STAKES * (fails[..., None] / delta - 1)).cumsum(axis=1)
    return float((np.exp(growth).mean(axis=2) >= cases / FALSE_ALARM).any(axis=1).mean())
