"""The questions a learner may ask, and the one gate each answer passes.

A query is a frozen value.  `cost` is what it adds to the ledger, `key()` its canonical bytes, `accepts(answer)` the gate:
it returns the answer in its one proper form or raises `BadAnswer`.  Writing `labels = yield from Membership(points)` in a
learner gives `labels` its exact type, because iterating a query yields the query itself and returns the answer sent back.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from .errors import BadAnswer
from .points import Classes, Labels, Points, Values, array, as_float64, count, finite, rows, shortened, spell

A = TypeVar("A")
H = TypeVar("H")


class Hypothesis(Protocol):
    """Anything that labels points and has canonical bytes."""

    def __call__(self, points: Points, /) -> NDArray[Any]: ...

    def key(self) -> bytes: ...


class Query(Generic[A]):
    """A question whose answer has type A."""

    kind: ClassVar[str]
    __slots__ = ()

    @property
    def cost(self) -> int:
        """What the question adds to the count of its kind."""
        return 1

    def accepts(self, answer: Any) -> A:
        """The answer in its proper form; `BadAnswer` if it is no answer to this question."""
        raise NotImplementedError

    def key(self) -> bytes:
        """Canonical bytes: equal exactly for equal questions."""
        raise NotImplementedError

    def __iter__(self) -> Generator[Query[Any], Any, A]:
        answer: A = yield self
        return answer


Dialogue = Generator[Query[Any], Any, H]  # one run of a learner, in progress


@dataclass(frozen=True, eq=False, slots=True)
class Batch(Query[A]):
    """A question about rows.  Its cost is their number; batches of one kind and shape can be joined into one round."""

    points: Points  # (batch, d)

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", rows(self.points))

    @property
    def cost(self) -> int:
        return len(self.points)

    @property
    def shape(self) -> tuple[object, ...]:
        """What two batches must share to be joined."""
        return (self.kind, self.points.shape[1], self.points.dtype.str)

    def key(self) -> bytes:
        return f"{self.shape}{len(self.points)}".encode() + (self.points + 0).tobytes()  # + 0: one zero, not two

    def with_points(self, points: Points) -> Self:
        """The same question about other rows."""
        return type(self)(points)

    def join(self, others: Sequence[Self]) -> Self:
        """One question about all rows, this batch's first."""
        return self.with_points(np.concatenate([self.points, *(q.points for q in others)])) if others else self


@dataclass(frozen=True, eq=False, slots=True)
class Membership(Batch[Labels]):
    """Which of these points belong to the concept?  Answer: bool, shape (batch,)."""

    kind: ClassVar[str] = "membership"

    def accepts(self, answer: Any) -> Labels:
        labels = answer if type(answer) is np.ndarray else _array(answer, self)
        if labels.dtype != np.bool_ or labels.shape != (len(self.points),):
            raise _unfit(self, labels, f"bool, shape ({len(self.points)},)")
        return labels.copy()  # the teacher may use its array again


@dataclass(frozen=True, eq=False, slots=True)
class Label(Batch[Classes]):
    """Which of K classes does each point have?  Answer: integers 0..K-1, shape (batch,)."""

    kind: ClassVar[str] = "label"
    classes: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", rows(self.points))
        object.__setattr__(self, "classes", count(self.classes, 2, "a label query needs 2 or more classes"))

    @property
    def shape(self) -> tuple[object, ...]:
        return (self.kind, self.points.shape[1], self.points.dtype.str, self.classes)

    def with_points(self, points: Points) -> Self:
        return type(self)(points, self.classes)

    def accepts(self, answer: Any) -> Classes:
        labels = _array(answer, self)
        if labels.dtype.kind not in "iub" or labels.shape != (len(self.points),):
            raise _unfit(self, labels, f"integers, shape ({len(self.points)},)")
        if labels.dtype.kind != "b" and not ((labels >= 0) & (labels < self.classes)).all():
            said = f"{labels.min()}..{labels.max()}"
            raise BadAnswer(f"label: asked for classes 0..{self.classes - 1}, the teacher said {said}")
        return labels.astype(np.intp)


@dataclass(frozen=True, eq=False, slots=True)
class Value(Batch[Values]):
    """What real values does the concept take?  Answer: float64, shape (batch, outputs); (batch,) will do for one output."""

    kind: ClassVar[str] = "value"
    outputs: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", rows(self.points))
        object.__setattr__(self, "outputs", count(self.outputs, 1, "a value query needs 1 or more outputs"))

    @property
    def shape(self) -> tuple[object, ...]:
        return (self.kind, self.points.shape[1], self.points.dtype.str, self.outputs)

    def with_points(self, points: Points) -> Self:
        return type(self)(points, self.outputs)

    def accepts(self, answer: Any) -> Values:
        values = _array(answer, self)
        if values.ndim == 1 and self.outputs == 1:
            values = values[:, None]
        if values.dtype.kind not in "fiu" or values.shape != (len(self.points), self.outputs):
            raise _unfit(self, values, f"real numbers, shape ({len(self.points)}, {self.outputs})")
        values = as_float64(values)
        if not np.isfinite(values).all():
            bad = int(np.flatnonzero(~np.isfinite(values).all(axis=1))[0])
            at = spell(self.points[bad])
            raise BadAnswer(f"value: the teacher answered {spell(values[bad])} in row {bad}, at {at}; values must be finite")
        return values


@dataclass(frozen=True, eq=False, slots=True)
class Counterexample:
    """A point where a hypothesis is wrong, with the concept's own label there."""

    point: NDArray[Any]  # (d,)
    label: bool | int

    def __str__(self) -> str:
        return f"{spell(self.point)} is labelled {self.label}"


@dataclass(frozen=True, eq=False, slots=True)
class Equivalence(Query["Counterexample | None"]):
    """Is this the concept?  Answer: None for yes, else a counterexample of the teacher's choice."""

    kind: ClassVar[str] = "equivalence"
    hypothesis: Hypothesis

    def key(self) -> bytes:
        return b"equivalence" + self.hypothesis.key()

    def accepts(self, answer: Any) -> Counterexample | None:
        if answer is None:
            return None
        if not isinstance(answer, Counterexample):
            raise BadAnswer(f"equivalence: wanted None or a Counterexample, the teacher said {shortened(repr(answer), 60)}")
        point = finite(_array(answer.point, self), lambda fault: BadAnswer(f"equivalence: {fault}"))
        if point.ndim != 1:
            raise BadAnswer(f"equivalence: a counterexample is one point of shape (d,), got shape {point.shape}")
        try:
            said = self.hypothesis(point[None])[0].item()
        except (IndexError, ValueError) as error:
            raise BadAnswer(f"equivalence: {spell(point)} is no point that the hypothesis can label ({error})") from None
        label = answer.label.item() if isinstance(answer.label, np.generic) else answer.label
        if not isinstance(label, bool | int) or (isinstance(said, bool) and label not in (0, 1)):
            raise BadAnswer(f"equivalence: a counterexample's label is like the hypothesis's own ({said}), got {label!r}")
        if said == label:
            raise BadAnswer(f"equivalence: {spell(point)} is no counterexample, the hypothesis says {said} there as well")
        return Counterexample(point.copy(), type(said)(label))


@dataclass(frozen=True, eq=False, slots=True)
class Example(Query[tuple[Points, Labels]]):
    """m independent random points with their labels.  Answer: points (m, d) and bool labels (m,)."""

    kind: ClassVar[str] = "example"
    m: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "m", count(self.m, 1, "an example query draws at least 1 example"))

    @property
    def cost(self) -> int:
        return self.m

    def key(self) -> bytes:
        return b"example%d" % self.m

    def accepts(self, answer: Any) -> tuple[Points, Labels]:
        try:
            points, labels = answer
        except (TypeError, ValueError):
            raise BadAnswer(
                f"example: wanted a pair (points, labels), the teacher said {shortened(repr(answer), 60)}"
            ) from None
        points = finite(_array(points, self), lambda fault: BadAnswer(f"example: {fault}"))
        labels = _array(labels, self)
        if points.ndim != 2 or len(points) != self.m or labels.shape != (self.m,) or labels.dtype != np.bool_:
            got = f"points {points.shape}, labels {labels.dtype}{labels.shape}"
            raise BadAnswer(f"example: asked for {self.m} points with bool labels, the teacher gave {got}")
        return points.copy(), labels.copy()


KINDS: dict[str, type[Query[Any]]] = {q.kind: q for q in (Membership, Label, Value, Equivalence, Example)}


def _array(answer: Any, query: Query[Any]) -> NDArray[Any]:
    return array(answer, lambda fault: BadAnswer(f"{query.kind}: what the teacher said cannot be used: {fault}"))


def _unfit(query: Batch[Any], answer: NDArray[Any], wanted: str) -> BadAnswer:
    got = f"{answer.dtype}, shape {answer.shape}"
    return BadAnswer(f"{query.kind}: asked {query.cost} rows, wanted {wanted}, the teacher said {got}")
