"""What a question is: a frozen value with a cost, canonical bytes, and a gate for its answer.

Writing `labels = yield from Membership(points)` in a learner gives `labels` its exact type, because iterating a query yields
the query itself and returns the answer sent back.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from .errors import BadAnswer
from .points import Points, array, rows

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

    @property
    def about(self) -> Points:
        """What the answer to each row hangs on, a row each."""
        return self.points

    def key(self) -> bytes:
        return f"{self.shape}{len(self.points)}".encode() + (self.about + 0).tobytes()  # + 0: one zero, not two

    def with_points(self, points: Points) -> Self:
        """The same question about other rows."""
        return type(self)(points)

    def only(self, which: Sequence[int]) -> Self:
        """The same question about some of its rows."""
        return self.with_points(self.points[list(which)])

    def join(self, others: Sequence[Self]) -> Self:
        """One question about all rows, this batch's first."""
        return self.with_points(np.concatenate([self.points, *(q.points for q in others)])) if others else self


def gated(answer: Any, query: Query[Any]) -> NDArray[Any]:
    return array(answer, lambda fault: BadAnswer(f"{query.kind}: what the teacher said cannot be used: {fault}"))


def unfit(query: Batch[Any], answer: NDArray[Any], wanted: str) -> BadAnswer:
    got = f"{answer.dtype}, shape {answer.shape}"
    return BadAnswer(f"{query.kind}: asked {query.cost} rows, wanted {wanted}, the teacher said {got}")
