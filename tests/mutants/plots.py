"""How a fault is planted: it is a dialogue that spoils another.

It notes when it acts: one that never finds an occasion has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from qlearn import Dialogue, Learner
from qlearn.queries import Batch, Example, Query, Unlabelled, Value

Ask = Callable[[Query[Any]], Generator[Query[Any], Any, Any]]


@dataclass
class Plot:
    """One dialogue to be spoilt.  `memory` outlives it, as a module's globals do."""

    learner: Learner[..., Any]
    arguments: Mapping[str, Any]
    memory: dict[Any, Any]
    asked: list[Query[Any]] = field(default_factory=list)

    def act(self) -> None:
        self.memory["acted"] = True

    @property
    def talk(self) -> Dialogue[Any]:
        return self.learner.start(**self.arguments)

    def through(self, ask: Ask) -> Dialogue[Any]:
        """The dialogue, its questions noted and put by `ask`, which returns what the learner is to hear."""
        talk, answer = self.talk, None
        try:
            while True:
                query = talk.send(answer)  # type: ignore[arg-type]
                self.asked.append(query)
                answer = yield from ask(query)
        except StopIteration as stop:
            return stop.value

    def count(self, kind: str) -> int:
        return sum(query.cost for query in self.asked if query.kind == kind)

    def allows(self, kind: str) -> int | None:
        """The theorem's bound on this kind; None where it hangs on sizes that only the target has."""
        sizes = self.learner(**self.arguments).sizes()
        bound = next(bound for bound in self.learner.theorem.bounds if bound.kind.kind == kind)
        return bound.at(**sizes) if set(bound.sizes) <= set(sizes) else None


Fault = Callable[[Plot], Dialogue[Any]]


def plant(fault: Fault, learner: Learner[..., Any]) -> tuple[Learner[..., Any], dict[Any, Any]]:
    """The spoilt learner under the same theorem, and its memory, in which "acted" stands once the fault changed anything."""
    memory: dict[Any, Any] = {}

    def start(**arguments: Any) -> Dialogue[Any]:
        return (yield from fault(Plot(learner, arguments, memory)))

    start.__signature__ = learner.signature  # type: ignore[attr-defined]
    return Learner(start, learner.theorem, f"{learner.name}, {spoken(fault)}"), memory


def spoken(fault: Fault) -> str:
    return fault.__name__.replace("_", " ")


def as_it_is(query: Query[Any]) -> Dialogue[Any]:
    return (yield from query)


def guess(query: Query[Any]) -> Any:
    """An answer that nobody gave: no to every row, the same value everywhere, yes to an equivalence, nothing drawn."""
    if isinstance(query, Value):
        return np.full((len(query.points), query.outputs), 1 / query.outputs)
    if isinstance(query, Batch):
        return np.zeros(len(query.points), np.bool_)
    if isinstance(query, Unlabelled):
        return np.zeros((0, 1))
    return (np.zeros((0, 1)), np.zeros(0, np.bool_)) if isinstance(query, Example) else None
