"""Claims that hold with a probability, or on average: an e-process over a stream of seeds fixed beforehand.

Each case (target, law, settings) has its own stream, and each claim its own process.  With X_i the failure indicator over
delta, or the count over its expected bound, E_t = mean over k of prod_i (1 + k (X_i - 1)) is a supermartingale if the claim
is true, so it ever reaches 1/alpha with probability at most alpha (Ville).  The claims of one theorem that hold with
probability 1 - delta hold together with that probability.  Targets are enumerated and seeds are never chosen by a search: a
search over seeds would 'refute' a true claim.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from ..catalogue import Learner
from ..domains import FEW, Law
from ..errors import Failed, SizeConflict, Undecided
from ..formulas import exactly
from ..queries import Example, Statistical, Unlabelled
from ..theorems import Bound, Outcome
from .exhaust import every_concept, every_setting
from .trial import Trial, promised

RUNS = {"quick": 400, "full": 2000}
CASES = {"quick": 6, "full": 32}
FALSE_ALARM = 1e-6
STAKES = np.array([0.1, 0.25, 0.5, 0.9])  # the k of the mixture
DRAWN = frozenset({Example, Statistical, Unlabelled})  # what is answered by a law
NEEDLE_POINTS = 4  # a needle law is tried at each pair of so many points


@dataclass(frozen=True)
class Tested:
    """How many runs, the largest mean that was seen as a share of its claim, and what a false claim would have met."""

    cases: int
    runs: int
    worst: float
    power: float | None  # the chance to refute, in one case, a claim that fails twice as often as it says
    false_alarm: float = FALSE_ALARM

    def __str__(self) -> str:
        power = "" if self.power is None else f" power {self.power:.2f} at twice the claim,"
        worst = f"worst {self.worst:.2f} of the claim;{power} false alarm {self.false_alarm:.0e}"
        return f"{self.runs} runs in {self.cases} cases, {worst}"


def sample(learner: Learner[..., Any], effort: str = "quick", seed: int = 0) -> Tested | None:
    """Test the claims that are not worst case.  None if there are none, or nothing to try them on; `Broken` if refuted."""
    if learner.theorem.certain:
        return None
    cases = _spread(list(_cases(learner)), CASES[effort])
    if not cases:
        return None
    runs = RUNS[effort]
    worst = max(_tested(trial, [seed, number], runs, len(cases)) for number, trial in enumerate(cases))
    deltas = {float(exactly(trial.settings["delta"])) for trial in cases if "delta" in trial.settings}
    power = min((_power(delta, len(cases), runs) for delta in deltas), default=None)
    return Tested(len(cases), len(cases) * runs, worst, power)


def _tested(trial: Trial, stream: list[int], runs: int, cases: int) -> float:
    """The e-processes of one case; the largest mean of its claims."""
    expected = [bound for bound in trial.learner.theorem.bounds if bound.mode == "expected"]
    wealth, total = np.ones((1 + len(expected), len(STAKES))), np.zeros(1 + len(expected))
    alarm = cases * len(wealth) / FALSE_ALARM
    for i in range(runs):
        x = np.array(_shares(replace(trial, policy="random", seed=_seed(*stream, i)), expected))
        total += x
        wealth *= 1 + STAKES * (x[:, None] - 1)
        if wealth.mean(axis=1).max() >= alarm:
            share = total[wealth.mean(axis=1).argmax()] / (i + 1)
            detail = f"{share:.2f} times what is claimed, over {i + 1} runs (false alarm {FALSE_ALARM:.0e})"
            raise trial.broken("probability", detail)
    return float(total.max() / runs)


def _shares(trial: Trial, expected: Sequence[Bound]) -> list[float]:
    """Failed / delta, then for each expected bound count / bound: each at most 1 on average if its claim is true."""
    try:
        done, _ = trial.run()
    except Failed:
        return [1 / float(exactly(trial.settings["delta"])), *(0.0 for _ in expected)]
    theorem, sizes = trial.learner.theorem, done.learning.sizes(trial.concept, done.turns)
    counts = [(done.ledger[bound.kind], bound.at(**sizes)) for bound in expected]
    over = [count / limit if limit else float("inf") if count else 0.0 for count, limit in counts]
    chancy = [bound for bound in theorem.bounds if bound.mode == "with probability 1 - delta"]
    failed = not all(bound.allows(done.ledger[bound.kind], bound.at(**sizes)) for bound in chancy)
    if theorem.guarantee.mode == "with probability 1 - delta":
        failed |= not promised(trial, Outcome(trial.concept, done.hypothesis, sizes, trial.law))
    elif not chancy:
        return [0.0, *over]
    if "delta" not in sizes:
        raise SizeConflict(f"{trial.learner.name} claims something with probability 1 - delta, but nothing says what delta is")
    return [float(failed / sizes["delta"]), *over]


def _cases(learner: Learner[..., Any]) -> Iterator[Trial]:
    """Small targets, each under the uniform law and under needles: nearly all mass on one point, just over eps on another."""
    theorem = learner.theorem
    for given in theorem.learns.small:
        concepts = every_concept(theorem.learns, given)
        for concept, settings in itertools.product(concepts, every_setting(theorem.settings, 4)):
            for law in _laws(learner, concept, settings):
                yield Trial(learner, concept, settings, law=law)


def _laws(learner: Learner[..., Any], concept: Any, settings: Any) -> Iterator[Law | None]:
    if not learner.theorem.kinds & DRAWN:
        yield None
        return
    try:
        points = concept.domain.points()
    except Undecided:
        return
    assert len(points) <= FEW
    yield Law.uniform(points)
    rare = exactly(settings.get("eps", "1/10")) * Fraction(1001, 1000)
    for x, y in itertools.permutations(points[-NEEDLE_POINTS:], 2):
        yield Law(np.array([x, y]), (1 - rare, rare))


def _spread(cases: list[Trial], most: int) -> list[Trial]:
    """So many cases, evenly spread over the list."""
    step = max(1, len(cases) / most)
    return [cases[int(i * step)] for i in range(min(most, len(cases)))]


def _seed(*stream: int) -> int:
    return int(np.random.SeedSequence(stream).generate_state(1)[0])


def _power(delta: float, cases: int, runs: int) -> float:
    """How often a claim of delta that really fails with probability 2 delta would be refuted, by 400 simulated tests."""
    rng = np.random.default_rng(0)
    fails = rng.random((400, runs)) < min(1.0, 2 * delta)
    growth = np.log1p(STAKES * (fails[..., None] / delta - 1)).cumsum(axis=1)
    return float((np.exp(growth).mean(axis=2) >= cases / FALSE_ALARM).any(axis=1).mean())
