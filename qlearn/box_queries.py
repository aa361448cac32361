"""The questions about boxes: which leaf is a point in, where is the nearest other label, is all of a subcube rejected?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from .errors import BadAnswer, BadQuery
from .points import Labels, Points, count, finite, rows, shortened, spell
from .question import Batch, Query, gated, unfit

Names = NDArray[np.int64]  # (batch,)


@dataclass(frozen=True, eq=False, slots=True)
class Leaf(Batch[Names]):
    """What is the name of the leaf that each point is in?  Answer: integers, shape (batch,).

    With `known`, bool of shape (batch, d), the features that are not known are missing from the point: the answer is then the
    name of the node where the walk down the tree must stop.
    """

    kind: ClassVar[str] = "leaf"
    known: Labels | None = None  # (batch, d)

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", rows(self.points))
        if self.known is None:
            return
        known = np.asarray(self.known)
        if known.dtype != np.bool_ or known.shape != self.points.shape:
            raise BadQuery(f"leaf: known is bool, shape {self.points.shape} like the points, got {known.dtype}{known.shape}")
        object.__setattr__(self, "known", None if known.all() else known.copy())
        object.__setattr__(self, "points", rows(np.where(known, self.points, 0)))

    @property
    def shape(self) -> tuple[object, ...]:
        return (self.kind, self.points.shape[1], self.points.dtype.str)

    @property
    def about(self) -> Points:
        return self.points if self.known is None else np.hstack([self.points, self.known])

    def with_points(self, points: Points) -> Self:
        """Other rows, complete."""
        return type(self)(points)

    def only(self, which: Sequence[int]) -> Self:
        return type(self)(self.points[list(which)], None if self.known is None else self.known[list(which)])

    def join(self, others: Sequence[Self]) -> Self:
        every = (self, *others)
        known = np.concatenate([np.ones(q.points.shape, np.bool_) if q.known is None else q.known for q in every])
        return type(self)(np.concatenate([q.points for q in every]), known)

    def accepts(self, answer: Any) -> Names:
        names = gated(answer, self)
        if names.dtype.kind not in "iu" or names.shape != (len(self.points),):
            raise unfit(self, names, f"integers, shape ({len(self.points)},)")
        return names.astype(np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Superset(Batch[Labels]):
    """Does each of these clauses follow from the concept?  Answer: bool, shape (batch,); no counterexample is given.

    A row is a clause: 1 for a variable, -1 for its negation, 0 for neither.  It follows if the concept rejects each point
    where it fails.
    """

    kind: ClassVar[str] = "superset"

    def __post_init__(self) -> None:
        clauses = rows(self.points)
        if not ((clauses == 0) | (clauses == 1) | (clauses == -1)).all():
            raise BadQuery("superset: a clause is a row of 1, -1 and 0: a variable, its negation, or neither")
        object.__setattr__(self, "points", clauses)

    def accepts(self, answer: Any) -> Labels:
        follows = gated(answer, self)
        if follows.dtype != np.bool_ or follows.shape != (len(self.points),):
            raise unfit(self, follows, f"bool, shape ({len(self.points)},)")
        return follows.copy()


@dataclass(frozen=True, eq=False, slots=True)
class Explanation:
    """The label of a point, and a point with another label near it: no coordinate could have been moved less.

    So, if one coordinate of `point` is moved one place back towards where it came from, the label is `label` again.  `point`
    and `other` are None where all of the box has the same label.
    """

    label: int
    point: NDArray[Any] | None = None  # (d,)
    other: int | None = None

    def __str__(self) -> str:
        return f"{self.label} everywhere" if self.point is None else f"{self.label}, but {self.other} at {spell(self.point)}"


@dataclass(frozen=True, eq=False, slots=True)
class Counterfactual(Query[Explanation]):
    """Which of K classes does the point have, and where in the box low <= x <= high is the nearest point of another class?

    Answer: an `Explanation`; its point may be any that is nearest in each of the coordinates that were moved.
    """

    kind: ClassVar[str] = "counterfactual"
    point: NDArray[Any]  # (d,)
    low: NDArray[Any]  # (d,)
    high: NDArray[Any]  # (d,)
    classes: int

    def __post_init__(self) -> None:
        ends = [np.asarray(end) for end in (self.point, self.low, self.high)]
        if any(end.ndim != 1 or end.shape != ends[0].shape for end in ends):
            raise BadQuery(
                f"counterfactual: point, low and high have one shape (d,), got {', '.join(str(e.shape) for e in ends)}"
            )
        point, low, high = rows(np.array(ends, np.float64))
        if not ((low <= point) & (point <= high)).all():
            raise BadQuery(f"counterfactual: {spell(point)} is not within {spell(low)} .. {spell(high)}")
        for name, end in zip(("point", "low", "high"), (point, low, high), strict=True):
            object.__setattr__(self, name, end)
        object.__setattr__(self, "classes", count(self.classes, 2, "a counterfactual query needs 2 or more classes"))

    def key(self) -> bytes:
        ends = np.array([self.point, self.low, self.high]) + 0.0
        return b"counterfactual%d" % self.classes + ends.tobytes()

    def accepts(self, answer: Any) -> Explanation:
        if not isinstance(answer, Explanation):
            raise BadAnswer(f"counterfactual: wanted an Explanation, the teacher said {shortened(repr(answer), 60)}")
        label: Any
        other: Any
        label, other = (x.item() if isinstance(x, np.generic) else x for x in (answer.label, answer.other))
        for said in (label, *([] if answer.point is None else [other])):
            if isinstance(said, bool) or not isinstance(said, int) or not 0 <= said < self.classes:
                raise BadAnswer(f"counterfactual: labels are classes 0..{self.classes - 1}, the teacher said {said!r}")
        if answer.point is None:
            return Explanation(label)
        point = finite(gated(answer.point, self), lambda fault: BadAnswer(f"counterfactual: {fault}")).astype(np.float64)
        if point.shape != self.point.shape or not ((self.low <= point) & (point <= self.high)).all():
            raise BadAnswer(f"counterfactual: the teacher's point is not in the box {spell(self.low)} .. {spell(self.high)}")
        if other == label or not (point != self.point).any():
            raise BadAnswer(f"counterfactual: {spell(point)} is to have another label than {label}, the teacher said {other}")
        return Explanation(label, point, other)
