"""One cell run: a target of its size, a dialogue, and what its theorem says of it, as one row."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from ..catalogue import Learner
from ..channels import fresh_flips
from ..choices import Coins
from ..domains import Law
from ..driver import run
from ..errors import BadArgument, Failed, QlearnError, Undecided
from ..evidence.sample import DRAWN
from ..evidence.trial import Trial, caps
from ..points import shortened
from ..teachers import Adversary, Heard, Noisy
from ..theorems import one_value_each
from ..transcript import Run
from .cell import Cell
from .judged import judge, limits, ratio
from .learners import parameters
from .plan import THEOREM
from .provenance import identity

Row = dict[str, Any]
ENDLESS = 10_000_000  # queries of a kind that has no bound in the worst case


@dataclass
class Attempt:
    """A cell on its way to a row."""

    cell: Cell
    learner: Learner[..., Any]
    done: Run[Any] | None = None
    status: str = "error"
    why: str = ""
    seconds: float = 0.0
    asked: Mapping[str, int] = field(default_factory=dict)
    sizes: Mapping[str, Any] = field(default_factory=dict)


def run_cell(cell: Cell, learner: Learner[..., Any]) -> Row:
    """The row of a cell.  Never raises for what a run may meet: that is the row's `status` and its `why`."""
    attempt = _attempt(cell, learner)
    try:
        _run(attempt)
    except Exception as fault:
        attempt.status, attempt.why = "error", f"{type(fault).__name__}: {shortened(str(fault), 500)}"
    return _row(attempt)


def _attempt(cell: Cell, learner: Learner[..., Any]) -> Attempt:
    """Not begun: its sizes are those that were asked for."""
    return Attempt(cell, learner, sizes=one_value_each(("the sweep", dict(cell.sizes))))


def _run(attempt: Attempt) -> None:
    trial = trial_of(attempt.cell, attempt.learner)
    teacher, claims = teacher_of(attempt.cell, trial)
    attempt.sizes = trial.learning.sizes(trial.concept)
    start = time.perf_counter()
    try:
        attempt.done = run(trial.learning, teacher, budget=caps(trial.learning, trial.concept, ENDLESS))
    except (BadArgument, Undecided):
        raise
    except QlearnError as fault:  # where nothing is claimed, a learner may be misled in any way
        allowed = "missed" if isinstance(fault, Failed) else "broken"
        attempt.status = allowed if claims else "unclaimed"
        attempt.why = f"{type(fault).__name__}: {shortened(str(fault), 500)}"
        attempt.asked = dict(fault.run.ledger) if fault.run is not None else {}
        return
    finally:
        attempt.seconds = time.perf_counter() - start
    target = teacher.witness if isinstance(teacher, Adversary) else trial.concept
    attempt.asked = dict(attempt.done.ledger)
    attempt.sizes = trial.learning.sizes(target, attempt.done.turns)
    attempt.status, attempt.why = judge(trial, target, attempt.done, attempt.sizes) if claims else ("unclaimed", "")


def trial_of(cell: Cell, learner: Learner[..., Any]) -> Trial:
    """The target, drawn by its class, and what the learner is told besides."""
    takes, sizes = parameters(learner), dict(cell.sizes)
    of_target = {name: value for name, value in sizes.items() if takes[name][0]}
    learns: Any = learner.theorem.learns
    concept = learns.of_size(Coins(cell.target_seed(str(learns), of_target)), **of_target)
    settings = {name: value for name, value in sizes.items() if takes[name][1] and name not in concept.given}
    if cell.noise not in (THEOREM, "0") and "rho" in takes:
        settings.setdefault("rho", cell.noise)
    policy = cell.teacher if cell.teacher != "adversary" else "first"
    return Trial(learner, concept, settings, policy, cell.dialogue_seed, _law(learner, concept))


def _law(learner: Learner[..., Any], concept: Any) -> Law | None:
    """The uniform law, where examples are drawn and the domain can be listed: only then is an error under it exact."""
    if not learner.theorem.kinds & DRAWN:
        return None
    try:
        return Law.uniform(concept.domain.points())
    except Undecided:
        return None


def teacher_of(cell: Cell, trial: Trial) -> tuple[Any, bool]:
    """Who answers, and whether the theorem says anything about such answers."""
    channel = trial.learner.theorem.noise
    if cell.teacher == "adversary":
        return Adversary(trial.learner.theorem.learns, **trial.concept.given), True
    if cell.noise == THEOREM:
        return trial.teacher(), True
    rate = Fraction(cell.noise)
    honest = trial.honest()
    if not rate:
        return honest, channel is None
    if channel is fresh_flips:
        sizes = trial.learning.sizes(trial.concept)
        return Heard(honest, channel, {**sizes, "rho": rate}, trial.seed), sizes.get("rho") == rate
    return Noisy(honest, float(rate), trial.seed), False


def _row(attempt: Attempt) -> Row:
    cell, done = attempt.cell, attempt.done
    upper, lower = limits(attempt.learner.theorem, attempt.sizes)
    return {
        "key": cell.key,
        "learner": cell.learner,
        "teacher": cell.teacher,
        "noise": cell.noise,
        "seed": cell.seed,
        "config": cell.config,
        "status": attempt.status,
        "why": attempt.why,
        "sizes": {name: size if isinstance(size, int) else str(size) for name, size in attempt.sizes.items()},
        "counts": dict(attempt.asked),
        "bounds": upper,
        "lower": lower,
        "ratio": ratio(attempt.asked, upper) if done else None,
        "rounds": done.ledger.rounds if done else None,
        "seconds": round(attempt.seconds, 6),
        "ended": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "code": cell.code,
        "provenance": identity(),
    }


def unfinished(cell: Cell, learner: Learner[..., Any], why: str) -> Row:
    """The row of a cell that could not be run to its end."""
    return _row(replace(_attempt(cell, learner), why=why))
