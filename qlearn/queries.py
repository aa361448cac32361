"""The questions a learner may ask, and the one gate each answer passes.

A query is a frozen value.  `cost` is what it adds to the ledger, `key()` its canonical bytes, `accepts(answer)` the gate:
it returns the answer in its one proper form or raises `BadAnswer`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from .box_queries import Counterfactual, Explanation, Leaf, Superset
from .digits import Digits
from .errors import BadAnswer, BadQuery
from .points import Classes, Labels, Points, Values, as_float64, count, finite, rows, shortened, spell
from .question import Batch, Dialogue, Hypothesis, Query, gated, unfit
from .statistical import Event, Statistical

__all__ = [
    "KINDS", "Batch", "Comparison", "Counterexample", "Counterfactual", "Dialogue", "Digits", "Equivalence", "Event",
    "Example", "Explanation", "Hypothesis", "Label", "Leaf", "Membership", "Query", "Statistical", "Superset", "Unlabelled",
    "Value",
]  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class Membership(Batch[Labels]):
    """Which of these points belong to the concept?  Answer: bool, shape (batch,)."""

    kind: ClassVar[str] = "membership"

    def accepts(self, answer: Any) -> Labels:
        labels = answer if type(answer) is np.ndarray else gated(answer, self)
        if labels.dtype != np.bool_ or labels.shape != (len(self.points),):
            raise unfit(self, labels, f"bool, shape ({len(self.points)},)")
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
        labels = gated(answer, self)
        if labels.dtype.kind not in "iub" or labels.shape != (len(self.points),):
            raise unfit(self, labels, f"integers, shape ({len(self.points)},)")
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
        values = gated(answer, self)
        if values.ndim == 1 and self.outputs == 1:
            values = values[:, None]
        if values.dtype.kind not in "fiu" or values.shape != (len(self.points), self.outputs):
            raise unfit(self, values, f"real numbers, shape ({len(self.points)}, {self.outputs})")
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
        point = finite(gated(answer.point, self), lambda fault: BadAnswer(f"equivalence: {fault}"))
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
        points = finite(gated(points, self), lambda fault: BadAnswer(f"example: {fault}"))
        labels = gated(labels, self)
        if points.ndim != 2 or len(points) != self.m or labels.shape != (self.m,) or labels.dtype != np.bool_:
            got = f"points {points.shape}, labels {labels.dtype}{labels.shape}"
            raise BadAnswer(f"example: asked for {self.m} points with bool labels, the teacher gave {got}")
        return points.copy(), labels.copy()


@dataclass(frozen=True, eq=False, slots=True)
class Unlabelled(Query[Points]):
    """m independent random points without their labels: a stream to choose from.  Answer: points (m, d)."""

    kind: ClassVar[str] = "unlabelled"
    m: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "m", count(self.m, 1, "an unlabelled query draws at least 1 point"))

    @property
    def cost(self) -> int:
        return self.m

    def key(self) -> bytes:
        return b"unlabelled%d" % self.m

    def accepts(self, answer: Any) -> Points:
        points = finite(gated(answer, self), lambda fault: BadAnswer(f"unlabelled: {fault}"))
        if points.ndim != 2 or len(points) != self.m:
            raise BadAnswer(f"unlabelled: asked for {self.m} points, the teacher gave an array of shape {points.shape}")
        return points.copy()


@dataclass(frozen=True, eq=False, slots=True)
class Comparison(Batch[Labels]):
    """Does the concept value each of these points at least as high as the other one?  Answer: bool, shape (batch,)."""

    kind: ClassVar[str] = "comparison"
    others: Points  # (batch, d)

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", rows(self.points))
        object.__setattr__(self, "others", rows(self.others))
        if (self.points.shape, self.points.dtype) != (self.others.shape, self.others.dtype):
            raise BadQuery(
                f"a comparison is between two arrays of one shape and dtype, got {self.points.dtype}{self.points.shape} and"
                f" {self.others.dtype}{self.others.shape}"
            )

    @property
    def about(self) -> Points:
        return np.hstack([self.points, self.others])

    def with_points(self, points: Points) -> Self:
        """Other rows, to be compared with the same others."""
        return type(self)(points, self.others)

    def only(self, which: Sequence[int]) -> Self:
        return type(self)(self.points[list(which)], self.others[list(which)])

    def join(self, others: Sequence[Self]) -> Self:
        every = (self, *others)
        return type(self)(np.concatenate([q.points for q in every]), np.concatenate([q.others for q in every]))

    def accepts(self, answer: Any) -> Labels:
        reached = gated(answer, self)
        if reached.dtype != np.bool_ or reached.shape != (len(self.points),):
            raise unfit(self, reached, f"bool, shape ({len(self.points)},)")
        return reached.copy()


KINDS: dict[str, type[Query[Any]]] = {
    q.kind: q
    for q in (
        Membership, Label, Value, Equivalence, Example, Unlabelled, Comparison, Leaf, Counterfactual, Digits, Statistical,
        Superset,
    )
}  # fmt: skip
