"""A teacher heard through a channel."""

from __future__ import annotations

from typing import Any, Protocol

from ..channels import Channel, Sizes
from ..choices import Coins
from ..oracle import Concept
from ..queries import Membership, Query

NOISE = 1  # the stream of its coins: a learner with the same seed must not draw what the channel draws


class Teacher(Protocol):
    concept: Concept

    def answer(self, query: Any, /) -> Any: ...


class Heard:
    """Another teacher's answers as they come through a channel: drawn afresh at every asking.

    `sizes` are what the channel is stated in, such as {"rho": 1/4} for `channels.fresh_flips`.

    >>> import numpy as np
    >>> from qlearn import Membership, channels, teachers
    >>> from qlearn.concepts.half_spaces import HalfSpace
    >>> teacher = teachers.Heard(teachers.Honest(HalfSpace(np.ones(2))), channels.fresh_flips, {"rho": 1 / 4})
    >>> bool(250 < (~teacher.answer(Membership(np.ones((1000, 2))))).sum() < 300)
    True
    """

    def __init__(self, teacher: Teacher, channel: Channel, sizes: Sizes, seed: int = 0) -> None:
        self.teacher = teacher
        self.channel = channel
        self.sizes = sizes
        self._coins = Coins(seed, NOISE)
        self._lies = 0

    def answer(self, query: Query[Any]) -> Any:
        true, sizes = self.teacher.answer(query), {**self.sizes, "lies": self._lies}
        heard = self.channel.answer(query, true, self.teacher.concept, sizes, self._coins)
        if isinstance(query, Membership):
            self._lies += int((heard != true).sum())
        return heard
