"""Targets and teachers chosen to break the claim.

First every target of medium size meets each manner of honest teacher.  Then Hypothesis draws target, settings, teacher and
seed, climbs towards the largest measured/bound, and shrinks what breaks a law.  Effort is a number of examples, so a seed
repeats the attack exactly.
"""

from __future__ import annotations

import itertools
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..catalogue import Learner
from ..choices import Choices, Coins, one_of
from ..errors import Failed, Undecided
from ..queries import Equivalence
from .exhaust import every_concept, every_setting
from .trial import Broken, Trial, judge, thrifty

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
        target = f" by {self.best.concept}" if self.best else ""
        return f"{self.swept} targets swept, {self.drawn} drawn, worst {float(self.ratio):.3g}{_short(target)}"


class Drawn:
    """Choices made by Hypothesis."""

    def __init__(self, data: Any) -> None:
        from hypothesis import strategies

        self._data, self._st = data, strategies

    def integer(self, low: int, high: int) -> int:
        return int(self._data.draw(self._st.integers(low, high)))

    def real(self, low: float, high: float) -> float:
        return float(self._data.draw(self._st.floats(low, high)))

    def bits(self, n: int) -> NDArray[np.bool_]:
        return np.array(self._data.draw(self._st.lists(self._st.booleans(), min_size=n, max_size=n)), np.bool_)


def attack(learner: Learner[..., Any], effort: str = "quick", seed: int = 0) -> Attacked:
    """The best attack found; `Broken`, with the simplest target found, if it breaks a law."""
    best: tuple[Fraction, Trial | None] = (Fraction(-1), None)
    others = itertools.count()
    swept = 0

    def disturb() -> None:
        """A dialogue about another target, drawn anew: what a learner could see outside its answers is different then."""
        _draw(learner, Coins(seed, next(others))).run()

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
    drawn = _climb(lambda choices: tried(_draw(learner, choices)), EXAMPLES[effort], seed)
    return Attacked(swept, drawn, *best)


def policies(learner: Learner[..., Any], given: Mapping[str, Any]) -> tuple[str, ...]:
    """The manners that make a difference: a learner that asks no equivalence query meets only one honest teacher."""
    if Equivalence not in learner.theorem.kinds:
        return ("first",)
    try:
        learner.theorem.learns.space(**given)
    except Undecided:
        return POLICIES[1:]
    return POLICIES


def _sweep(learner: Learner[..., Any]) -> Iterator[Trial]:
    """Every target of each medium size, simplest first; none where the class cannot list them."""
    settings = every_setting(learner.theorem.settings, 1)[0]
    for given in learner.theorem.learns.medium:
        for concept in every_concept(learner.theorem.learns, given):
            for policy in policies(learner, given)[:3]:
                yield Trial(learner, concept, settings, policy)


def _draw(learner: Learner[..., Any], choices: Choices) -> Trial:
    theorem = learner.theorem
    concept = theorem.learns.draw(choices)
    settings = {name: one_of(choices, values) for name, values in theorem.settings.items()}
    policy = one_of(choices, policies(learner, concept.given))
    return Trial(learner, concept, settings, policy, seed=choices.integer(0, 3))


def _climb(tried: Callable[[Choices], Fraction], examples: int, seed: int) -> int:
    """Let Hypothesis climb; returns how many examples it drew.

    It works in a thread of its own, since a user's @given may be running in this one and Hypothesis does not nest.
    """
    drawn = 0
    stopped = threading.Event()
    failure: list[BaseException] = []

    def example(data: Any) -> None:
        nonlocal drawn
        if not stopped.is_set():
            drawn += 1
            target(float(tried(Drawn(data))))

    def engine() -> None:
        try:
            _climbing(example, examples, seed)()
        except BaseException as error:
            failure.append(error)

    from hypothesis import target

    with _homeless():
        thread = threading.Thread(target=engine, name="qlearn attack", daemon=True)
        thread.start()
        try:
            thread.join()
        except KeyboardInterrupt:
            stopped.set()
            thread.join()
            raise
    if failure:
        raise failure[0].with_traceback(None) if isinstance(failure[0], Broken) else failure[0]
    return drawn


def _climbing(example: Callable[[Any], None], examples: int, seed: int) -> Callable[[], None]:
    """The example as a Hypothesis test: quiet, without a database, the same for the same seed."""
    import hypothesis as hy
    from hypothesis import strategies as st

    quiet = hy.settings(
        max_examples=examples,
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(hy.HealthCheck),
        phases=(hy.Phase.generate, hy.Phase.target, hy.Phase.shrink),
    )
    return hy.seed(seed)(quiet(hy.given(st.data())(example)))


class _homeless:
    """Hypothesis with a temporary directory instead of the user's."""

    def __enter__(self) -> None:
        from hypothesis import configuration

        self._before = configuration.__dict__.get("__hypothesis_home_directory")
        self._directory = tempfile.TemporaryDirectory(prefix="qlearn-")
        configuration.set_hypothesis_home_dir(self._directory.name)

    def __exit__(self, *_: object) -> None:
        from hypothesis import configuration

        configuration.set_hypothesis_home_dir(self._before)
        self._directory.cleanup()


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."
