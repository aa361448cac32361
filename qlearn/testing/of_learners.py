"""Every law that a learner must obey, in one call."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..catalogue import Learner
from ..choices import Coins
from ..errors import Failed, Undecided
from ..evidence.attack import draw
from ..evidence.trial import Trial
from ..verdict import Effort, Verdict, verify
from .conduct import LAWS, Law
from .ratios import note

DIALOGUES = {"quick": 3, "full": 60}  # on which the laws of conduct are tried, besides the one nearest to the bound


@dataclass(frozen=True)
class Conformance:
    """What was held: the theorem's verdict, the laws of conduct, and which of them could not be tried here, and why."""

    verdict: Verdict
    laws: tuple[str, ...]
    skipped: Mapping[str, str]

    def __str__(self) -> str:
        lines = [str(self.verdict), f"  conduct   {', '.join(self.laws)}"]
        return "\n".join(lines + [f"  skipped   {law}: {why}" for law, why in self.skipped.items()])


def check_learner(learner: Learner[..., Any], *, effort: Effort = "quick", seed: int = 0) -> Conformance:
    """Hold a learner to its theorem and to the laws of conduct; raise `Broken` at the first that does not hold.

    The theorem is exhausted, attacked and sampled as by `qlearn.verify`.  The laws of conduct: it asks with `yield from`; it
    ends within every budget and asks nothing after a refusal; resumed from a journal after any turn it repeats no question;
    two of its dialogues at once do not disturb each other; run again in a fresh process it asks the same.

    `effort` is quick (under two seconds) or full (under a minute); the same seed repeats the check exactly.
    Raises `Broken` (an `AssertionError`) with the law, the simplest target found, the turns and the numbers; `BadArgument`
    for what is no learner; `AssertionError` too if nothing at all could be shown.

    >>> import qlearn
    >>> found = check_learner(qlearn.find("boolean.bit_clearing"))
    >>> found.verdict.best_ratio, found.laws
    (Fraction(1, 1), ('yield from', 'every budget', 'resumed', 'side by side', 'fresh process'))
    """
    verdict = verify(learner, effort=effort, seed=seed)
    if verdict.failure is not None:
        raise verdict.failure
    if not verdict.holds:
        raise AssertionError(str(verdict))
    note(verdict)
    held, skipped = [], {}
    trials = _trials(verdict, effort, seed)
    for law in LAWS:
        try:
            for trial, other in itertools.pairwise(trials if law.each else trials[:2]):
                _unless_failed(law, trial, other)
            held.append(law.name)
        except Undecided as why:
            skipped[law.name] = str(why)
    return Conformance(verdict, tuple(held), skipped)


def _trials(verdict: Verdict, effort: Effort, seed: int) -> list[Trial]:
    """The dialogue nearest to the bound, and a few more about drawn targets."""
    best = verdict.attacked.best if verdict.attacked else None
    drawn = (draw(verdict.learner, Coins(seed, 1, i)) for i in itertools.count())
    return [best or next(drawn), *itertools.islice(drawn, DIALOGUES[effort])]


def _unless_failed(law: Law, trial: Trial, other: Trial) -> None:
    """A dialogue that ends in `Failed`, as its theorem allows with probability delta, shows nothing about conduct."""
    try:
        law.holds(trial, other)
    except Failed:
        return
