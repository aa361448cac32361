"""Two ways to combine dialogues: side by side, and in other words."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from functools import partial
from typing import Any, TypeVar, cast

from .errors import OutOfBudget
from .queries import Batch, Dialogue, Query

H = TypeVar("H")
Move = Callable[[], Query[Any]]


def lockstep(parts: Iterable[Iterable[Query[Any]]]) -> Dialogue[list[Any]]:
    """Dialogues side by side: batches of one kind and shape asked at the same moment go out as one round.

    Sixty-four bisections of twenty steps take twenty rounds, not 1,280.  Returns their hypotheses in order.  A refused
    budget is passed on to every dialogue that has not finished: nothing may be asked after it.
    """
    talks = [cast("Dialogue[Any]", iter(part)) for part in parts]
    done: dict[int, Any] = {}
    waiting: dict[int, Query[Any]] = {}

    def step(i: int, move: Move) -> None:
        try:
            waiting[i] = move()
        except StopIteration as stop:
            done[i] = stop.value

    for i, talk in enumerate(talks):
        step(i, talk.__next__)
    while waiting:
        for together in _rounds(waiting):
            asked = [waiting.pop(i) for i in together]
            try:
                answer = yield from _joined(asked)
            except OutOfBudget as refusal:
                unfinished = [*together, *waiting]
                waiting.clear()
                for i in unfinished:
                    step(i, partial(talks[i].throw, refusal))
                break
            at = 0
            for i, query in zip(together, asked, strict=True):
                piece = answer[at : at + query.cost] if isinstance(query, Batch) else answer
                at += query.cost
                step(i, partial(talks[i].send, piece))
    return [done[i] for i in range(len(talks))]


def _rounds(waiting: dict[int, Query[Any]]) -> list[list[int]]:
    """The dialogues grouped by what can be asked together."""
    groups: dict[object, list[int]] = {}
    for i, query in waiting.items():
        groups.setdefault(query.shape if isinstance(query, Batch) else i, []).append(i)
    return list(groups.values())


def _joined(asked: list[Query[Any]]) -> Query[Any]:
    first, *others = asked
    return first.join(cast("list[Batch[Any]]", others)) if isinstance(first, Batch) else first


def translate(
    talk: Iterable[Query[Any]], kind: type[Query[Any]], ask: Callable[[Any], Generator[Query[Any], Any, Any]]
) -> Dialogue[Any]:
    """The same dialogue, with every query of one kind asked in other words.  What a reduction is.

    `ask(query)` is a dialogue that returns an answer to `query`; queries of other kinds pass through.
    """
    inner = cast("Dialogue[Any]", iter(talk))
    move: Move = inner.__next__
    try:
        while True:
            query = move()
            try:
                answer = query.accepts((yield from ask(query))) if isinstance(query, kind) else (yield from query)
            except OutOfBudget as refusal:
                move = partial(inner.throw, refusal)
            else:
                move = partial(inner.send, answer)
    except StopIteration as stop:
        return stop.value
