"""Every law that a teacher must obey, in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, cast

import numpy as np

from ..choices import Choices, Coins
from ..domains import Domain
from ..driver import describe
from ..errors import BadAnswer, BadArgument, QlearnError, Undecided
from ..evidence.attack import EXAMPLES
from ..evidence.search import Drawn, climb
from ..evidence.trial import Broken
from ..oracle import Concept, legal
from ..queries import (
    KINDS,
    Batch,
    Comparison,
    Counterfactual,
    Digits,
    Equivalence,
    Example,
    Label,
    Membership,
    Query,
    Statistical,
    Superset,
    Unlabelled,
    Value,
)
from ..transcript import Turn, contradiction, kind_name


def check_teacher(
    teacher: Any,
    domain: Domain,
    kinds: Iterable[str | type[Query[Any]]] = (Membership,),
    *,
    concept: Concept | None = None,
    outputs: int = 1,
    repeatable: bool = True,
    effort: str = "quick",
    seed: int = 0,
) -> int:
    """Hold a teacher to its laws on questions about points of a domain; returns how many questions it answered.

    `teacher` is an object with `answer(query)`, or a function without arguments that makes a fresh one; `kinds` are the
    queries it claims to answer.  The laws: each answer passes the query's gate; the answer for a row does not depend on the
    batch around it, nor on what was asked before (`repeatable=False` for a teacher with noise); an answer once given does
    not change later; a kind it does not claim is refused with a `QlearnError`; and if `concept` is given, every answer is
    true of it.  `outputs` is the number of values, or of classes, that value and label queries ask for.

    `effort` is quick (60 examples) or full (3000).  Raises `Broken` with the law and the simplest batch that breaks it,
    `BadArgument` for kinds that do not exist.

    >>> from qlearn.domains import Cube
    >>> from qlearn.teachers import Function
    >>> check_teacher(Function(lambda X: X.all(axis=1)), Cube(3)) > 100
    True
    """
    names = [kind_name(kind) for kind in kinds]
    if not names or effort not in EXAMPLES:
        raise BadArgument(f"name one kind at least, and quick or full as effort; got kinds {names}, effort {effort!r}")
    make = cast("Callable[[], Any]", teacher) if not hasattr(teacher, "answer") else lambda: teacher
    asked = 0

    def tried(choices: Choices) -> Fraction:
        nonlocal asked
        trial = _Asking(make(), domain, concept, outputs, repeatable)
        for query in _questions(trial, names, cast(Drawn, choices)):
            trial.hold(query)
        trial.unchanged()
        asked += len(trial.said)
        return Fraction(0)

    _refuses_others(make, domain, names, outputs)
    climb(tried, EXAMPLES[effort], seed)
    return asked


@dataclass
class _Asking:
    """One teacher under questions: what it said, as the gate let it through and as it came."""

    teacher: Any
    domain: Domain
    concept: Concept | None
    outputs: int
    repeatable: bool
    said: list[tuple[Query[Any], Any, Any]] = field(default_factory=list)  # query, accepted copy, raw answer

    def hold(self, query: Query[Any]) -> None:
        """Ask, and hold the answer to every law that it alone can break; then ask about its rows in other company."""
        answer = self.ask(query)
        if self.concept is not None and not _true(query, self.concept, answer):
            raise self.broken("truth", f"not true of {self.concept}")
        if isinstance(query, Batch) and self.repeatable:
            self._rows(query, answer)

    def ask(self, query: Query[Any]) -> Any:
        try:
            raw = self.teacher.answer(query)
            accepted = query.accepts(raw)
        except BadAnswer as fault:
            raise self.broken("gate", str(fault), query) from None
        except QlearnError as fault:
            raise self.broken(type(fault).__name__, str(fault), query) from None
        except Exception as fault:
            raise self.broken("crash", f"{type(fault).__name__}: {fault}", query) from fault
        self.said.append((query, accepted, raw))
        return accepted

    def _rows(self, query: Batch[Any], answer: Any) -> None:
        """The same rows alone, in reverse, and twice: each has its one answer."""
        every = range(len(query.points))
        for company in ([*every][::-1], [*every, *every], *([i] for i in every)):
            again = self.ask(query.only(list(company)))
            if not np.array_equal(again, answer[list(company)]):
                row = next(i for i, other in zip(company, again, strict=True) if not np.array_equal(other, answer[i]))
                raise self.broken("batch", f"row {row} of the first batch is answered otherwise in another batch")

    def unchanged(self) -> None:
        """What was answered first still says what it said, and one point has one answer throughout."""
        for query, accepted, raw in self.said:
            if isinstance(query, Batch) and not np.array_equal(query.accepts(raw), accepted):
                raise self.broken("changed", "an answer given earlier has changed since: the teacher uses its array again")
        pair = contradiction(self.turns) if self.repeatable else None
        if pair:
            raise self.broken("repeatable", f"turns {pair[0]} and {pair[1]} say different things about one point")

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(query, accepted) for query, accepted, _ in self.said)

    def broken(self, law: str, detail: str, query: Query[Any] | None = None) -> Broken:
        asked = f", asked {describe(query)}" if query is not None else ""
        return Broken(law, detail + asked, circumstances=type(self.teacher).__name__, turns=self.turns)


def _true(query: Query[Any], concept: Concept, answer: Any) -> bool:
    try:
        return legal(query, concept, answer)
    except Undecided:
        return True  # the concept itself cannot tell


def _questions(asking: _Asking, names: Sequence[str], choices: Drawn) -> list[Query[Any]]:
    """A few questions of each kind, drawn."""
    from .strategies import points

    found: list[Query[Any]] = []
    for name in names:
        if name == "equivalence":
            found += [Equivalence(h) for h in _hypotheses(asking, choices)]
        else:
            found.append(_about(name, choices.draw(points(asking.domain)), asking.outputs))
    return found


def _about(name: str, points: Any, outputs: int) -> Query[Any]:
    """A question of this kind about these points, or about as many of the teacher's own."""
    if name == "equivalence":
        return Equivalence(_Constant(True))
    if name == "example":
        return Example(len(points))
    if name == "unlabelled":
        return Unlabelled(len(points))
    if name == "statistical":
        return Statistical(_Positive(), Fraction(1, 4))
    if name == "comparison":
        return Comparison(points, points[::-1])
    if name == "digits":
        return Digits(tuple(tuple(Fraction(x) for x in point) for point in points.tolist()))
    if name == "superset":
        return Superset(np.sign(points))
    if name == "label":
        return Label(points, max(2, outputs))
    if name == "counterfactual":
        return Counterfactual(points[0], points.min(axis=0), points.max(axis=0), max(2, outputs))
    return Value(points, outputs) if name == "value" else cast(Any, KINDS[name])(points)


def _hypotheses(asking: _Asking, choices: Drawn) -> list[Any]:
    """Hypotheses to ask about: a constant, and where the concept is known, itself and itself turned round at one point."""
    constant = _Constant(bool(choices.bits(1)[0]))
    if asking.concept is None:
        return [constant]
    point = asking.domain.draw(Coins(choices.integer(0, 99)), 1)[0]
    return [constant, asking.concept, _Patched(asking.concept, point)]


@dataclass(frozen=True)
class _Constant:
    label: bool

    def __call__(self, points: Any) -> Any:
        return np.full(len(points), self.label)

    def key(self) -> bytes:
        return b"constant %d" % self.label


@dataclass(frozen=True)
class _Positive:
    """The event that the label is true."""

    def __call__(self, points: Any, labels: Any) -> Any:
        return labels == 1

    def key(self) -> bytes:
        return b"positive"


@dataclass(frozen=True)
class _Patched:
    """A concept turned round at one point."""

    concept: Any
    point: Any

    def __call__(self, points: Any) -> Any:
        return self.concept(points) ^ (np.asarray(points) == self.point).all(axis=1)

    def key(self) -> bytes:
        return b"patched%s%s" % (self.concept.key(), self.point.tobytes())


def _refuses_others(make: Callable[[], Any], domain: Domain, names: Sequence[str], outputs: int) -> None:
    """A kind that the teacher does not claim is refused in so many words, or answered properly; it never crashes."""
    points = domain.draw(Coins(0), 2)
    for name in set(KINDS) - set(names):
        query = _about(name, points, outputs)
        teacher = make()
        try:
            query.accepts(teacher.answer(query))
        except QlearnError:
            continue
        except Exception as fault:
            detail = f"a {name} query, which it does not claim to answer, ends in {type(fault).__name__}: {fault}"
            raise Broken("refusal", f"{detail}; raise BadAnswer", circumstances=type(teacher).__name__) from fault
