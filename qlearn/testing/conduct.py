"""The laws of conduct: what any learner must obey, whatever its theorem says.

The driver, the theorem's bounds and the gate see to others: only the kinds that the bounds name, no empty batch, no NaN, no
count beside the ledger, the same questions for the same answers (`evidence.trial`).
"""

from __future__ import annotations

import ast
import inspect
import tempfile
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..driver import Session, describe, run
from ..errors import BadArgument, QlearnError, Undecided
from ..evidence.certificate import certify
from ..evidence.replay import replay
from ..evidence.trial import Trial, thrifty
from ..teachers import Recorded
from ..transcript import same_end

MANY = 24  # places in a dialogue, or budgets, that a law is tried at


@dataclass(frozen=True)
class Law:
    """`holds` returns if the law holds, raises `Broken` if not, and `Undecided` if it cannot be tried here.

    It takes a dialogue's trial, and one about another target.
    """

    name: str
    holds: Callable[[Trial, Trial], None]
    each: bool = True  # tried on every trial, or on the first alone


def _asks_with_yield_from(trial: Trial, other: Trial) -> None:
    """A bare `yield query` loses the answer's type, and hides a question from whoever reads the types."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(trial.learner.start)))
    except (OSError, TypeError, SyntaxError):
        raise Undecided("the learner's source is not at hand") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Yield):
            raise trial.broken("yield from", f"line {node.lineno} of the function yields by a bare `yield`; write `yield from`")


def _keeps_every_budget(trial: Trial, other: Trial) -> None:
    """With any smaller budget it ends, by returning or by letting the refusal pass, and the teacher hears no more than that."""
    done, _ = trial.run()
    thrifty(trial, done, _spread(done.ledger.total))


def _resumes_without_asking_again(trial: Trial, other: Trial) -> None:
    """Stopped after any turn and told what was said, it goes on with the next question and finds the same."""
    done, _ = trial.run()
    for k in _spread(len(done.turns)):
        rest = Recorded(done.turns[k:])
        try:
            resumed = run(trial.learning, rest, past=done.turns[:k])
        except QlearnError as error:
            raise trial.broken("resumed", f"resumed after {k} turns: {error}", done.turns) from None
        if rest.at < len(rest.turns) or not same_end(resumed, done):
            raise trial.broken("resumed", f"resumed after {k} turns it ends otherwise", done.turns)


def _is_alone_in_its_dialogue(trial: Trial, other: Trial) -> None:
    """Held turn about with a dialogue about another target, it asks and finds what it does alone."""
    runs = [trial.run()[0], other.run()[0]]
    sessions = [Session(t.learning) for t in (trial, other)]
    for i in range(max(len(done.turns) for done in runs)):
        for done, session in zip(runs, sessions, strict=True):
            if i < len(done.turns):
                turn = done.turns[i]
                if session.query is None or session.query.key() != turn.query.key():
                    instead = "ends" if session.query is None else f"asks {describe(session.query)}"
                    raise trial.broken("side by side", f"beside another dialogue it {instead} at turn {i}", done.turns)
                session.tell(turn.answer)
    if not all(session.result and same_end(session.result, done) for done, session in zip(runs, sessions, strict=True)):
        raise trial.broken("side by side", "beside another dialogue it ends otherwise", runs[0].turns)


def _asks_the_same_in_a_fresh_process(trial: Trial, other: Trial) -> None:
    """What hangs on the order of a set, an address or a module's state differs in another process."""
    done, _ = trial.run()
    module = inspect.getsourcefile(trial.learner.start)
    inside = trial.learner.__module__.startswith("qlearn.")
    if not inside and "<locals>" in trial.learner.start.__qualname__:
        raise Undecided("the learner stands inside a function, where no other process finds it; move it to a module")
    if not inside and module is not None and not Path(module).is_file():
        raise Undecided("the learner stands in a notebook's cell, which no other process can read; write it to a file")
    with tempfile.TemporaryDirectory(prefix="qlearn-") as directory:
        path = Path(directory) / "run.jsonl"
        try:
            certify(done).save(path)
            differs = replay(path, () if inside or module is None else (module,))
        except BadArgument as why:
            raise Undecided(f"it cannot be started in a process of its own: {why}") from None
    if differs:
        raise trial.broken("fresh process", f"run again in a process of its own: {differs}", done.turns)


def _spread(number: int) -> list[int]:
    """0, ..., number - 1: all of them if few, else so many, the first and the last among them."""
    if number <= MANY:
        return list(range(number))
    return sorted({i * (number - 1) // (MANY - 1) for i in range(MANY)})


LAWS = (
    Law("yield from", _asks_with_yield_from, each=False),
    Law("every budget", _keeps_every_budget),
    Law("resumed", _resumes_without_asking_again),
    Law("side by side", _is_alone_in_its_dialogue),
    Law("fresh process", _asks_the_same_in_a_fresh_process, each=False),
)
