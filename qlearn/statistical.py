"""The question about probabilities: how likely is an event of a random point and its label, to within a tolerance?

A learner that asks nothing else sees no single example, so labels that are flipped at a known rate do it no harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from .errors import BadAnswer, BadArgument, BadQuery
from .formulas import exactly
from .points import Labels, Points, shortened
from .question import Query


class Event(Protocol):
    """Something that is true or false of a point with its label."""

    def __call__(self, points: Points, labels: Labels, /) -> NDArray[np.bool_]:
        """Whether it is true of each row, shape (batch,)."""

    def key(self) -> bytes: ...


@dataclass(frozen=True, eq=False, slots=True)
class Statistical(Query[Fraction]):
    """How likely is this event of a random point and its label?  Answer: any number within `tau` of the probability.

    The law of the points is the teacher's.
    """

    kind: ClassVar[str] = "statistical"
    event: Event
    tau: Fraction

    def __post_init__(self) -> None:
        try:
            tau = exactly(self.tau, "tau")
        except BadArgument as fault:
            raise BadQuery(f"statistical: {fault}") from None
        if not 0 < tau < 1:
            raise BadQuery(f"statistical: a tolerance lies strictly between 0 and 1, got {self.tau}")
        object.__setattr__(self, "tau", tau)

    def key(self) -> bytes:
        return f"statistical {self.tau} ".encode() + self.event.key()

    def accepts(self, answer: Any) -> Fraction:
        said = answer.item() if isinstance(answer, np.generic) else answer
        try:
            number = Fraction(said)
        except (TypeError, ValueError, OverflowError):
            raise BadAnswer(f"statistical: wanted a real number, the teacher said {shortened(repr(answer), 60)}") from None
        if isinstance(said, bool | str) or not -self.tau <= number <= 1 + self.tau:
            raise BadAnswer(f"statistical: {said} is within {self.tau} of no probability")
        return number
