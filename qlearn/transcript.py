"""What was said: a run is its turns, and every count is a fold over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from .errors import BadArgument, unknown
from .queries import KINDS, Batch, Counterfactual, Digits, Equivalence, Example, Query, Unlabelled

H_co = TypeVar("H_co", covariant=True)


class Turn(NamedTuple):
    """One question and the answer the gate let through."""

    query: Query[Any]
    answer: Any


class Ledger(Mapping[str, int]):
    """How much was asked of each kind, and in how many rounds.  Look up by the kind's class or its name.

    Repeated points count again, and an equivalence count includes the final yes.
    """

    def __init__(self, turns: Iterable[Turn]) -> None:
        counts: Counter[str] = Counter()
        self.rounds = 0
        for turn in turns:
            counts[turn.query.kind] += turn.query.cost
            self.rounds += 1
        self._counts = dict(counts)

    def __getitem__(self, kind: str | type[Query[Any]]) -> int:
        name = kind_name(kind)
        return self._counts.get(name, 0)

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self._counts.values())

    def __repr__(self) -> str:
        counts = ", ".join(f"{name}: {count}" for name, count in self._counts.items())
        return f"Ledger({counts or 'nothing asked'}; rounds: {self.rounds})"


@dataclass(frozen=True)
class Run(Generic[H_co]):
    """A finished dialogue: the hypothesis, every turn, and what was being learned.

    `refused` is the message of a budget that ran out, if the learner went on to return what it had.  `notes` say what a
    reader must know of how the dialogue went: that it was resumed, that a journal was repaired.
    """

    hypothesis: H_co
    turns: Sequence[Turn] = field(repr=False)
    learning: Any = None
    refused: str | None = None
    notes: tuple[str, ...] = ()

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.turns)


def kind_name(kind: str | type[Query[Any]]) -> str:
    """The name of a query kind, given by class or by name."""
    if isinstance(kind, str):
        if kind not in KINDS:
            raise unknown("query kind", kind, KINDS)
        return kind
    if not (isinstance(kind, type) and issubclass(kind, Query)):
        raise BadArgument(f"a query kind is a class such as Membership or its name, got {kind!r}")
    return kind.kind


def heard(query: Query[Any]) -> int:
    """How many answers a teacher is asked for, by what the question holds and never by the `cost` it states."""
    return len(query.points) if isinstance(query, Batch | Digits) else query.m if isinstance(query, Example | Unlabelled) else 1


def same_end(one: Run[Any], other: Run[Any]) -> bool:
    """Whether two dialogues took as many turns and found the same."""
    return len(one.turns) == len(other.turns) and same_hypothesis(one.hypothesis, other.hypothesis)


def same_hypothesis(one: Any, other: Any) -> bool:
    """Whether two hypotheses are the same: by their keys, or what has no key by how it is shown."""
    keys = [h.key() if hasattr(h, "key") else repr(h) for h in (one, other)]
    return bool(keys[0] == keys[1])


def facts(turns: Iterable[Turn]) -> Iterator[tuple[int, bytes, Any]]:
    """Everything a transcript says about single points: (turn, the point's bytes, what was said there)."""
    for i, (query, answer) in enumerate(turns):
        if isinstance(query, Digits):  # to other digits it is another question
            for point, what in zip(query.points, answer, strict=True):
                yield i, Digits((point,), query.digits).key(), what
            continue
        if isinstance(query, Batch):
            said = zip(query.about, answer.tolist(), strict=True)
        elif isinstance(query, Example):
            said = zip(answer[0], answer[1].tolist(), strict=True)
        elif isinstance(query, Equivalence) and answer is not None:
            said = zip([answer.point], [answer.label], strict=True)
        elif isinstance(query, Counterfactual):
            moved = answer.point is not None
            said = zip([query.point, answer.point][: 1 + moved], [answer.label, answer.other][: 1 + moved], strict=True)
        else:
            continue
        sort = query.kind if query.kind in ("value", "comparison", "leaf", "superset") else "label"
        for point, what in said:
            yield i, sort.encode() + (point.astype(float) + 0.0).tobytes(), what


def contradiction(turns: Iterable[Turn]) -> tuple[int, int] | None:
    """The first two turns that say different things about one point, if any do."""
    first: dict[bytes, tuple[int, Any]] = {}
    for i, point, what in facts(turns):
        j, before = first.setdefault(point, (i, what))
        if before != what:
            return j, i
    return None
