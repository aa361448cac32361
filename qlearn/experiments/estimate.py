"""How often an attack succeeds against the target where it succeeds least: by counting, and never more than was shown.

Def. 3 of Chandrasekaran et al. 2020 asks that Pr[Exp = 1] >= gamma for *every* f* of F, over A's coins.  Each target has runs
with coins of their own and limits that hold whenever one stops (`sequential`).

That the worst target reaches gamma is claimed when each does.  The claim is false only if that of the one target which is
truly worst is, so it may cost alpha, however many targets there are.  That it does *not* is said of any target that falls
below, so there each of m targets has alpha/m.  Every decision is made by binomial sums in rational numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ..choices import Coins
from ..errors import BadArgument
from ..formulas import exactly, proper_share, whole
from .chosen_targets import Targets
from .estimated import Estimate, Tried, Verdict
from .experiment import Experiment, Played
from .sequential import above, looks, lower_limit

RUNS = 5  # the stream of coins of the runs that count


@dataclass(frozen=True)
class Aim:
    """What is to be shown, at which level, of how many targets, with at most how many runs of each, from which seed."""

    gamma: Fraction | None
    alpha: Fraction
    targets: int
    runs: int
    seed: int


def estimate(
    experiment: Experiment,
    targets: Targets,
    gamma: Any = None,
    *,
    alpha: Any = "1/20",
    runs: int = 1024,
    seed: int = 0,
    say: Callable[[str], None] = lambda text: None,
) -> Estimate:
    """Run the experiment against each target until `gamma` is shown, refuted, or `runs` runs of each are over.

    Without `gamma` all runs are made, and the lower limit is what was shown.  A run that exceeds its budget or fails counts
    as a failure.  Without coins one run a target tells all.  Where an error is only enclosed, each end wrong with probability
    a, p is above (p' - a)/(1 - a) if the runs that pass succeed with p', and below (1 - f)/(1 - a) if f fail.

    >>> from qlearn import find
    >>> from qlearn.concepts.conjunctions import Conjunctions
    >>> from qlearn.experiments.chosen_targets import every
    >>> from qlearn.experiments.experiment import by_learner
    >>> from qlearn.experiments.measures import the_same
    >>> experiment = Experiment(by_learner(find("boolean.bit_clearing")), budget=2, error=the_same, eps=0)
    >>> print(estimate(experiment, every(Conjunctions(), n=2), gamma=1))  # doctest: +NORMALIZE_WHITESPACE
    boolean.bit_clearing is a 0-extraction attack of complexity 2 and confidence 1 against monotone conjunctions (n = 2);
    error: 0 for f* itself, else 1; 4 runs

    Raises `BadArgument` for a gamma or alpha that is no probability, a gamma of 1 where coins are tossed, or an adversary
    that says it tosses none and does; `ServerFault` if the server fails.
    """
    wanted = None if gamma is None else exactly(gamma, "gamma")
    aim = Aim(wanted, proper_share(alpha, "alpha"), len(targets), whole(runs, "runs", least=1), seed)
    if wanted is not None and not 0 < wanted <= 1:
        raise BadArgument(f"gamma is a success probability, above 0 and at most 1, got {gamma}")
    if wanted == 1 and experiment.coins:
        raise BadArgument("no number of runs shows a success probability of 1 where coins are tossed; ask for less, as 99/100")
    tried: list[Tried] = []
    for number, concept in enumerate(targets.concepts):
        say(f"target {number + 1} of {len(targets)}")
        blank = Tried(number, str(concept), targets.how[number])
        tried.append((_tossed if experiment.coins else _settled)(experiment, concept, blank, aim))
        if wanted is not None and tried[-1].upper < wanted:
            break
    return _summed(experiment, targets, aim, tuple(tried))


def _settled(experiment: Experiment, concept: Any, blank: Tried, aim: Aim) -> Tried:
    """One run tells all, if its error does.  On the first target a second one shows that no coins are tossed indeed."""
    coins = run_seed(aim.seed, blank.number, 0)
    played = experiment.play(concept, coins)
    if not blank.number:
        again = experiment.play(concept, run_seed(aim.seed, blank.number, 1))
        if (again.asked, again.failure) != (played.asked, played.failure):
            raise BadArgument(f"{experiment.adversary.name} is said to toss no coins, but two runs differ; say coins=True")
    found = _counted(blank, played, coins)
    shown = found.successes and found.false <= aim.alpha
    failed = found.failures and found.false <= aim.alpha / aim.targets
    return replace(found, lower=Fraction(int(shown)), upper=Fraction(int(not failed)))


def _tossed(experiment: Experiment, concept: Any, found: Tried, aim: Aim) -> Tried:
    """Runs with fresh coins, looked at now and then."""
    for n, share in looks(aim.alpha, aim.runs):
        while found.runs < n:
            coins = run_seed(aim.seed, found.number, found.runs)
            found = _counted(found, experiment.play(concept, coins), coins)
        a = found.false
        lower = max(found.lower, (lower_limit(found.successes, n, share) - a) / (1 - a))
        upper = min(found.upper, (1 - lower_limit(found.failures, n, share / aim.targets)) / (1 - a))
        found = replace(found, lower=lower, upper=upper)
        if aim.gamma is None:
            continue
        if above(found.successes, n, aim.gamma + (1 - aim.gamma) * a, share):
            return replace(found, lower=max(lower, aim.gamma))
        if upper < aim.gamma:
            return found
    return found


def _counted(found: Tried, played: Played, seed: int) -> Tried:
    first = found.failed_seed is None and not played.success
    return replace(
        found,
        runs=found.runs + 1,
        successes=found.successes + played.success,
        failures=found.failures + played.failure,
        false=max(found.false, played.error.false if played.error else Fraction(0)),
        most=max(found.most, played.asked),
        failed_seed=seed if first else found.failed_seed,
        why=played.why if first else found.why,
    )


def run_seed(seed: int, target: int, number: int) -> int:
    """The seed of a run: `experiment.play(targets.concepts[target], run_seed(seed, target, number))` is that run again."""
    return int(Coins(seed, RUNS, target, number).rng.integers(0, 2**31))


def _summed(experiment: Experiment, targets: Targets, aim: Aim, tried: tuple[Tried, ...]) -> Estimate:
    worst = min(tried, key=lambda one: (one.lower, Fraction(one.successes, one.runs), -one.most))
    shown = worst.lower if len(tried) == len(targets) else Fraction(0)
    verdict: Verdict = "shown" if shown > 0 and (aim.gamma is None or shown >= aim.gamma) else "undecided"
    if aim.gamma is not None and any(one.upper < aim.gamma for one in tried):
        verdict, worst = "refuted", min(tried, key=lambda one: one.upper)
    return Estimate(
        adversary=experiment.adversary.name,
        against=targets.says,
        number=len(targets),
        exhausted=targets.exhausted,
        eps=experiment.eps,
        budget=experiment.budget,
        error=str(experiment.error),
        alpha=aim.alpha,
        claimed=aim.gamma,
        verdict=verdict,
        gamma=shown,
        certain=not experiment.coins and not any(one.false for one in tried),
        worst=worst,
        tried=tried,
    )
