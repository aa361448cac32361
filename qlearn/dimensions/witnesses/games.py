"""Strategies of the learner and of the adversary in games with equivalence queries."""

from __future__ import annotations

from dataclasses import dataclass

from .said import Witness


@dataclass(frozen=True)
class Move:
    """The learner's next query: a membership query at `point`, or `hypothesis`, a labelling, as an equivalence query.

    `then`: after each answer (point, label) that is possible, the next position, or ~c if only the concept c is left.
    """

    point: int | None
    hypothesis: str | None
    then: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Strategy(Witness):
    """A learner's strategy with equivalence queries: positions, the first one where it starts.

    From every position the number of further queries until one concept is left is bounded by the longest way.
    """

    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Reply:
    """What the adversary does at one position, whatever it is asked; the next position is -1 where no more is claimed.

    `answers`: for each point its label and the next position; () where membership queries are not allowed.  `counterexamples`:
    (point, label, next position), of which a hypothesis meets the first that it has wrong; () where equivalence queries are not
    allowed.  Each concept that is still possible has one of them wrong; where any labelling may be proposed, some point stands
    there with both labels.  `star`: this position's value is by the star lemma around this labelling instead.
    """

    answers: tuple[tuple[int, int], ...]
    counterexamples: tuple[tuple[int, int, int], ...]
    star: str | None = None


@dataclass(frozen=True)
class Adversary(Witness):
    """An adversary's strategy: positions, the first one where it starts.  At least two concepts are possible at each.

    A position without replies and without a star is worth what counting says: 1 query, and lg of the concepts that are left
    where only membership queries are allowed.  Others are worth one more than the least of what follows.
    """

    replies: tuple[Reply, ...]
