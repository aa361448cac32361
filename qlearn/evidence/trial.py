"""One dialogue, judged by every law it must obey."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ..catalogue import Learner, Learning
from ..domains import Law
from ..driver import describe, run
from ..errors import BadArgument, Failed, LearnerError, OutOfBudget, QlearnError, Undecided
from ..points import shortened
from ..queries import Query
from ..teachers import Heard, Honest, Recorded
from ..theorems import Bound, Outcome
from ..transcript import Run, Turn, heard, same_end

SLACK = 16  # queries a learner may go beyond its bound before it is stopped
ENDLESS = 100_000  # queries of a kind without an upper bound


@dataclass
class Broken(AssertionError):
    """A law that did not hold: which, for which learner and target, and the turns that broke it."""

    law: str
    detail: str
    learning: Learning[Any] | None = None
    concept: Any = None
    circumstances: str = ""
    turns: tuple[Turn, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        lines = [f"{self.law}: {self.detail}"]
        if self.learning is not None:
            given = ", ".join(f"{k}={v!r}" for k, v in self.learning.arguments.items())
            lines.append(f"  learner   {self.learning.learner.name}({given})")
        if self.concept is not None:
            lines.append(f"  target    {self.concept}")
        if self.circumstances:
            lines.append(f"  teacher   {self.circumstances}")
        shown = [f"  turn {i:<4} {describe(t.query)} -> {shortened(t.answer, 100)}" for i, t in enumerate(self.turns)]
        lines += shown if len(shown) <= 12 else [*shown[:6], f"  ... {len(shown) - 11} more turns", *shown[-5:]]
        return "\n".join(lines)


class Witness:
    """Counts what a teacher is asked on the teacher's own side, and never through `cost`."""

    def __init__(self, teacher: Any) -> None:
        self.teacher = teacher
        self.counts: dict[str, int] = {}

    def answer(self, query: Query[Any]) -> Any:
        self.counts[query.kind] = self.counts.get(query.kind, 0) + heard(query)
        return self.teacher.answer(query)


@dataclass(frozen=True)
class Trial:
    """A learner, a target, values for the other arguments, and the teacher's manner.

    `seed` is the teacher's, and the learner's own if it takes an argument of that name.
    """

    learner: Learner[..., Any]
    concept: Any
    settings: Mapping[str, Any]
    policy: str = "first"
    seed: int = 0
    law: Law | None = None

    @property
    def learning(self) -> Learning[Any]:
        available = {"seed": self.seed, **self.settings, **self.concept.given}
        return self.learner(**arguments(self.learner, available))

    def honest(self) -> Honest:
        space = self.learner.theorem.learns.space(**self.concept.given) if self.policy == "keeps-most" else None
        return Honest(self.concept, self.policy, space=space, law=self.law, seed=self.seed)  # type: ignore[arg-type]

    def teacher(self) -> Honest | Heard:
        """The honest one, heard through the theorem's channel if it has one."""
        noise = self.learner.theorem.noise
        return self.honest() if noise is None else Heard(self.honest(), noise, self.learning.sizes(self.concept), self.seed)

    def run(self) -> tuple[Run[Any], dict[str, int]]:
        """The finished run and the counts on the teacher's side; `Broken` if the learner does not get to its end."""
        learning, witness = self.learning, Witness(self.teacher())
        try:
            return run(learning, witness, budget=caps(learning, self.concept)), witness.counts
        except Failed:
            raise  # an event that the theorem allows for, with probability delta
        except OutOfBudget as error:
            raise self.broken("bound", f"far more than the theorem allows: {error}", error.run.turns) from None
        except QlearnError as error:
            raise self.broken(type(error).__name__, str(error), getattr(error.run, "turns", ())) from None
        except Exception as error:
            raise self.broken("crash", f"{type(error).__name__}: {error}") from error

    @property
    def where(self) -> str:
        """The target and what else the learner was told."""
        others = {name: value for name, value in self.learning.arguments.items() if name not in self.concept.sizes}
        return f"{self.concept}" + "".join(f", {name} = {value}" for name, value in others.items())

    def broken(self, law: str, detail: str, turns: Iterable[Turn] = ()) -> Broken:
        noise = f", but {self.learner.theorem.noise.says}" if self.learner.theorem.noise else ""
        manner = f"honest, {self.policy}, seed {self.seed}{noise}" + (", examples by a law of its own" if self.law else "")
        return Broken(law, detail, self.learning, self.concept, manner, tuple(turns))


def judge(trial: Trial, disturb: Callable[[], object] = lambda: None) -> tuple[Fraction, Run[Any]]:
    """The worst measured/bound of this trial; `Broken` with the first law that does not hold.

    `disturb` happens before the dialogue is repeated, so that a learner that remembers or peeks does not repeat itself.
    """
    done, by_teacher = trial.run()
    counted = dict(done.ledger)
    if by_teacher != counted:
        raise trial.broken("ledger", f"the teacher heard {by_teacher}, the ledger says {counted}", done.turns)
    ratio = hold(trial, done)
    disturb()
    again(trial, done)
    return ratio, done


def hold(trial: Trial, done: Run[Any]) -> Fraction:
    """Every worst-case claim against this run; the largest measured/bound."""
    theorem, sizes = trial.learner.theorem, done.learning.sizes(trial.concept, done.turns)
    allowed = {kind.kind: kind for kind in theorem.kinds}
    for turn in done.turns:
        if type(turn.query) is not allowed.get(turn.query.kind):
            named = ", ".join(sorted(allowed)) or "none"
            raise trial.broken("kinds", f"asks {type(turn.query).__name__}; its bounds name {named}", done.turns)
    worst = Fraction(0)
    for bound in theorem.bounds:
        if bound.mode == "worst case":
            worst = max(worst, held(trial, bound, done.ledger[bound.kind], sizes, done.turns))
    if theorem.guarantee.mode == "worst case":
        outcome = Outcome(trial.concept, done.hypothesis, sizes, trial.law)
        if not promised(trial, outcome):
            raise trial.broken("guarantee", f"{theorem.guarantee.says}; returned {shortened(done.hypothesis, 100)}", done.turns)
    return worst


def held(trial: Trial, bound: Bound, measured: int, sizes: Mapping[str, Any], turns: Iterable[Turn] = ()) -> Fraction:
    """measured/limit, or `Broken` where the bound does not allow it."""
    limit = bound.at(**sizes)
    if not bound.allows(measured, limit):
        raise trial.broken(
            "bound", f"asked {measured} {bound.kind.kind} queries, the theorem says {bound.spelled(sizes)}", turns
        )
    return Fraction(measured, limit) if limit and bound.sense != "at least" else Fraction(0)


def promised(trial: Trial, outcome: Outcome) -> bool:
    """Whether the guarantee holds; a hypothesis that cannot even be judged breaks it."""
    try:
        return trial.learner.theorem.guarantee.holds(outcome)
    except Undecided:
        raise
    except Exception as error:
        raise trial.broken("guarantee", f"cannot be judged: {type(error).__name__}: {error}") from error


def again(trial: Trial, done: Run[Any]) -> None:
    """Same arguments and answers, same questions and hypothesis: replayed without the target."""
    try:
        repeated = run(trial.learning, Recorded(done.turns))
    except QlearnError as error:
        raise trial.broken("repeatable", f"replayed on its own record: {error}", done.turns) from None
    except Exception as error:
        raise trial.broken("repeatable", f"replayed on its own record: {type(error).__name__}: {error}", done.turns) from error
    if not same_end(repeated, done):
        raise trial.broken("repeatable", "replayed on its own record it ends otherwise", done.turns)


def thrifty(trial: Trial, done: Run[Any], budgets: Iterable[int] = ()) -> None:
    """Within these smaller budgets (else 0, half, and one too few) the learner ends, and asks nothing after the refusal."""
    for budget in budgets or sorted({0, done.ledger.total // 2, done.ledger.total - 1} - {-1}):
        witness, trouble = Witness(trial.teacher()), ""
        try:
            run(trial.learning, witness, budget=budget)
        except OutOfBudget:
            pass
        except LearnerError as error:
            trouble = str(error)
        except Exception as error:
            trouble = f"{type(error).__name__}: {error}"
        if sum(witness.counts.values()) > budget:
            trouble = f"the teacher heard {witness.counts}"
        if trouble:
            raise trial.broken("budget", f"with a budget of {budget}: {trouble}", done.turns)


def caps(learning: Learning[Any], concept: Any, endless: int = ENDLESS) -> dict[str, int]:
    """A budget well above the theorem, so that a learner without an end is stopped."""
    theorem, sizes = learning.learner.theorem, learning.sizes(concept)
    limits = {kind.kind: endless for kind in theorem.kinds}
    for bound in theorem.bounds:
        if bound.mode == "worst case" and bound.sense != "at least" and set(bound.sizes) <= set(sizes):
            limits[bound.kind.kind] = bound.at(**sizes) + SLACK
    return limits


def arguments(learner: Learner[..., Any], available: Mapping[str, Any]) -> dict[str, Any]:
    """The learner's arguments, found by name; those with a default may be left out."""
    chosen = {name: available[name] for name in learner.signature.parameters if name in available}
    missing = [name for name, p in learner.signature.parameters.items() if name not in chosen and p.default is p.empty]
    if missing:
        raise BadArgument(
            f"{learner.name} takes {', '.join(missing)}, which neither its concept class gives nor its theorem's settings;"
            f" the class gives {', '.join(available) or 'nothing'}"
        )
    return chosen
