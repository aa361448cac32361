"""A class behind a teacher who may lie a few times: what remains are the concepts that no more answers contradict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Any, ClassVar

import numpy as np

from ..errors import Undecided
from ..oracle import Concept
from ..points import Labels
from ..queries import Membership, Query

Lies = tuple[int, ...]  # of each concept: how many answers it makes lies


@dataclass(frozen=True)
class LyingSpace:
    """Finitely many concepts, of which one answers, but for at most e labels.

    A label may be heard as long as there is a concept that it makes no liar of more than e labels.
    """

    concepts: Sequence[Concept]
    e: int
    whole: ClassVar[bool] = True

    @property
    def all(self) -> Lies:
        return (0,) * len(self.concepts)

    def options(self, query: Query[Any], alive: Lies) -> list[tuple[Labels, Lies]]:
        found: list[tuple[list[bool], Lies]] = [([], alive)]
        for said in self._said(query):
            found = [
                ([*before, label], left)
                for before, lies in found
                for label in (False, True)
                if (left := self._heard(said, label, lies)) is not None
            ]
        return [(np.array(labels, np.bool_), left) for labels, left in found]

    def after(self, query: Query[Any], answer: Labels, alive: Lies) -> Lies | None:
        left: Lies | None = alive
        for said, label in zip(self._said(query), answer.tolist(), strict=True):
            left = None if left is None else self._heard(said, label, left)
        return left

    def size(self, alive: Lies) -> int:
        """Each concept counts once, and once more for every lie that is left to it."""
        return sum(max(0, self.e + 1 - lies) for lies in alive)

    def contains(self, alive: Lies, concept: Concept) -> bool:
        return any(kept.key() == concept.key() for kept in self.every(alive))

    def witness(self, alive: Lies) -> Concept:
        """The one that was contradicted least."""
        return self.concepts[int(np.argmin(alive))]

    def every(self, alive: Lies) -> list[Concept]:
        return [self.concepts[i] for i in self.remaining(alive)]

    def remaining(self, alive: Lies) -> list[int]:
        """The numbers of the concepts that remain."""
        return [i for i, lies in enumerate(alive) if lies <= self.e]

    def _said(self, query: Query[Any]) -> list[list[bool]]:
        """For each point what each concept says of it."""
        if not isinstance(query, Membership):
            raise Undecided(f"a space of lies cannot follow {query.kind} queries")
        labels: list[list[bool]] = np.array([concept(query.points) for concept in self.concepts]).T.tolist()
        return labels

    def _heard(self, said: Sequence[bool], label: bool, lies: Lies) -> Lies | None:
        left = tuple(min(self.e + 1, before + (own != label)) for own, before in zip(said, lies, strict=True))
        return left if min(left) <= self.e else None


def strings(q: int, e: int) -> int:
    """How many strings of q answers differ in at most e places from one string.

    >>> strings(5, 1), strings(5, 0)
    (6, 1)
    """
    return sum(comb(q, i) for i in range(e + 1))


def least_questions(N: int, e: int) -> int:
    """The least q for which N concepts may each have its own strings of q answers, at most e of them lies: Berlekamp's bound.

    >>> [least_questions(10**6, e) for e in (0, 1, 2)]
    [20, 25, 29]
    """
    q = 0
    while N * strings(q, e) > 2**q:
        q += 1
    return q
