"""How it is spoken: one stepping rule, `Session.tell`, and the ways to use it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from .catalogue import Learner, Learning
from .contradictions import among
from .errors import BadArgument, BadQuery, Diverged, Inconsistent, LearnerError, NoisyTeacher, OutOfBudget, QlearnError
from .journal import Journal
from .points import spell
from .queries import Comparison, Counterfactual, Dialogue, Digits, Query
from .transcript import Run, Turn, kind_name

H = TypeVar("H")
SHOWN = 8  # turns, of those that contradict each other, are put into words
Budget = int | Mapping[Any, int]  # all kinds together, or per kind (class or name)


class Teacher(Protocol):
    """Whoever answers."""

    def answer(self, query: Any, /) -> Any: ...


class AsyncTeacher(Protocol):
    """Whoever answers in their own time."""

    def answer(self, query: Any, /) -> Awaitable[Any]: ...


class Session(Generic[H]):
    """A dialogue you drive yourself: answer `query` with `tell` until `done`, then read `result`.

    A refused answer (`BadAnswer`) leaves the session as it was, so the question can be answered again.  `past` turns are
    replayed first, without asking; `Diverged` says where the learner no longer asks what it asked then.  With a `journal`,
    the turns are kept in its file, and those it holds already are the past.
    """

    def __init__(
        self,
        learning: Learning[H] | Dialogue[H],
        *,
        budget: Budget | None = None,
        past: Iterable[Turn] = (),
        journal: Journal | None = None,
    ) -> None:
        if isinstance(learning, Learner):
            raise BadArgument(
                f"{learning.name} has not got its arguments yet: call it, as in {learning.name}{learning.signature}"
            )
        self.learning = learning if isinstance(learning, Learning) else None
        self.turns: list[Turn] | Journal = [] if journal is None else journal
        self.query: Query[Any] | None = None
        self.result: Run[H] | None = None
        self._limits = None if budget is None else _limits(budget)
        self._refused: OutOfBudget | None = None
        self._talk: Dialogue[H] = iter(learning)
        self._move(partial(next, self._talk))
        for turn in past if journal is None else journal.past():
            self._replay(*turn)

    @property
    def done(self) -> bool:
        return self.query is None

    def tell(self, answer: Any) -> None:
        """Answer the pending query."""
        query = self.query
        if query is None:
            raise BadArgument("the dialogue is over: there is no question left to answer")
        accepted = query.accepts(answer)
        self.turns.append(Turn(query, accepted))
        self._move(partial(self._talk.send, accepted))

    def _move(self, move: Callable[[], Query[Any]]) -> None:
        """Let the learner go on to its next question, or to its end."""
        self.query = None  # a learner that fails has no question left
        try:
            query = move()
            if self._limits is not None and isinstance(query, Query):
                query = self._within_budget(query)
        except StopIteration as stop:
            refused = str(self._refused) if self._refused else None
            notes = tuple(self.turns.notes) if isinstance(self.turns, Journal) else ()
            self.result = Run(stop.value, self.turns, self.learning, refused, notes)
            return
        if not isinstance(query, Query):
            raise BadQuery(f"the learner yielded a {type(query).__name__}, not a query; write `yield from Membership(points)`")
        self.query = query

    def _within_budget(self, query: Query[Any]) -> Query[Any]:
        """The query, if the budget covers it.  Else the learner hears of the refusal, and may only return."""
        assert self._limits is not None
        for name in ("", query.kind):
            if name in self._limits and query.cost > self._limits[name]:
                what = f"{name} queries" if name else "queries of all kinds together"
                refusal = OutOfBudget(
                    f"asked for {query.cost} more {query.kind} queries, but the budget has {self._limits[name]} {what} left"
                    f" after {len(self.turns)} rounds; the teacher was not asked"
                )
                refusal.run = Run(None, self.turns, self.learning, str(refusal))
                self._refused = refusal
                again = self._talk.throw(refusal)
                kind = getattr(again, "kind", type(again).__name__)
                raise LearnerError(f"the learner asked a {kind} query after its budget was refused; it may only return")
        for name in ("", query.kind):
            if name in self._limits:
                self._limits[name] -= query.cost
        return query

    def _replay(self, query: Query[Any], answer: Any) -> None:
        turn = len(self.turns)
        if self.query is None:
            raise Diverged(f"turn {turn}: the learner has finished, where it once asked {describe(query)}", turn)
        if self.query.key() != query.key():
            raise Diverged(f"turn {turn}: the learner asks {describe(self.query)}, where it once asked {describe(query)}", turn)
        self.tell(answer)


Place = str | Path | None


def run(
    learning: Learning[H] | Dialogue[H],
    teacher: Teacher,
    *,
    budget: Budget | None = None,
    past: Iterable[Turn] = (),
    journal: Place = None,
) -> Run[H]:
    """Let a learner ask a teacher until it returns its hypothesis.

    `budget` is refused before the teacher is asked, never after.  A `QlearnError` on the way carries what had been said in
    its `run`; when the learner finds the answers `Inconsistent`, the error names the turns that contradict each other.

    `journal` names a file that the dialogue is written to as it happens.  If it holds turns of the same learning already,
    the run resumes after them, and asks none of them again; the run's `notes` say so.
    """
    with _speaking(learning, teacher, budget, past, journal) as session:
        while (query := session.query) is not None:
            session.tell(teacher.answer(query))
    assert session.result is not None
    return session.result


def trace(
    learning: Learning[H] | Dialogue[H], teacher: Teacher, *, budget: Budget | None = None, journal: Place = None
) -> Generator[Turn, None, Run[H]]:
    """The same, one turn at a time: iterate over the turns as they happen; the generator returns the run."""
    with _speaking(learning, teacher, budget, (), journal) as session:
        while (query := session.query) is not None:
            session.tell(teacher.answer(query))
            yield session.turns[-1]
    assert session.result is not None
    return session.result


async def arun(
    learning: Learning[H] | Dialogue[H], teacher: AsyncTeacher, *, budget: Budget | None = None, journal: Place = None
) -> Run[H]:
    """The same, with a teacher that awaits."""
    with _speaking(learning, teacher, budget, (), journal) as session:
        while (query := session.query) is not None:
            session.tell(await teacher.answer(query))
    assert session.result is not None
    return session.result


@contextmanager
def _speaking(
    learning: Learning[H] | Dialogue[H], teacher: Any, budget: Budget | None, past: Iterable[Turn], journal: Place
) -> Iterator[Session[H]]:
    """A session whose errors are explained and whose journal, if it has one, is closed whatever happens.

    A teacher that numbers the messages of a dialogue has a `skip`, and hears of those that were answered before.
    """
    if journal is not None and tuple(past):
        raise BadArgument("give past turns or a journal, not both: a journal brings its own past")
    kept = None if journal is None else Journal(journal, learning)
    try:
        session = Session(learning, budget=budget, past=past, journal=kept)
        getattr(teacher, "skip", lambda messages: None)(len(session.turns))
        with _explaining(session):
            yield session
        if kept is not None:
            kept.close(session.result)
    finally:
        if kept is not None:
            kept.close()


def describe(query: Query[Any]) -> str:
    """A query in a few words."""
    points = getattr(query, "points", None)
    if isinstance(query, Counterfactual):
        return f"a counterfactual query at {spell(query.point)} within {spell(query.low)} .. {spell(query.high)}"
    if isinstance(query, Digits):
        return str(query)
    if isinstance(query, Comparison):
        more = f" and {len(query.points) - 1} more pairs" if len(query.points) > 1 else ""
        return f"a comparison of {spell(query.points[0])} with {spell(query.others[0])}{more}"
    if points is not None:
        more = f" and {len(points) - 1} more rows" if len(points) > 1 else ""
        return f"a {query.kind} query at {spell(points[0])}{more}"
    return f"{query.kind}({getattr(query, 'hypothesis', getattr(query, 'event', getattr(query, 'm', '')))})"


def spelled(turns: Sequence[Turn], which: Sequence[int]) -> str:
    """These turns in words, of many the first."""
    said = [f"turn {i}: {describe(turns[i].query)} -> {turns[i].answer}" for i in which[:SHOWN]]
    return "; ".join(said if len(which) <= SHOWN else [*said, f"and {len(which) - SHOWN} more"])


def noisy(turns: Sequence[Turn], which: Sequence[int], learning: Learning[Any]) -> NoisyTeacher:
    """The error that names turns which contradict each other."""
    return NoisyTeacher(
        f"none of the {learning.learner.theorem.learns} gives the answers of turns {', '.join(map(str, which))} together, and"
        f" none of these turns can be spared: the teacher errs now and then, or is none of them ({spelled(turns, which)})",
        tuple(which),
    )


def _limits(budget: Budget) -> dict[str, int]:
    """What is left, by kind; the empty name stands for all kinds together."""
    limits = {kind_name(kind): most for kind, most in budget.items()} if isinstance(budget, Mapping) else {"": budget}
    for name, most in limits.items():
        if isinstance(most, bool) or not isinstance(most, int) or most < 0:
            raise BadArgument(f"a budget is a number of queries >= 0, got {most!r}{f' for {name}' if name else ''}")
    return limits


@contextmanager
def _explaining(session: Session[Any]) -> Iterator[None]:
    """Give an error what had been said and, if the answers contradict each other, the turns that do."""
    try:
        yield
    except QlearnError as error:
        turns = session.turns
        if error.run is None:
            error.run = Run(None, turns, session.learning, str(error))
        if isinstance(error, Inconsistent) and not error.turns:
            error.turns = among(turns, session.learning)
            if error.turns:
                error.args = (f"{error} ({spelled(turns, error.turns)})",)
        raise
