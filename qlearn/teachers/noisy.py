"""A teacher whose binary labels are flipped now and then."""

from __future__ import annotations

import hashlib
from typing import Any, Protocol

import numpy as np

from ..channels import flipped
from ..choices import Coins
from ..errors import BadArgument
from ..points import Labels, Points
from ..queries import Query
from .heard import NOISE


class Teacher(Protocol):
    def answer(self, query: Any, /) -> Any: ...


class Noisy:
    """Another teacher's membership labels and examples, each label flipped with probability `rate`.

    Fresh noise flips independently at every asking, so repetition and a majority vote help.  Persistent noise flips a
    point once and for all (by a hash of the point and the seed): asking again gains nothing.  The formal oracle calls
    these answers illegal; a theorem for legal answers promises nothing here.  What carries no label (values, comparisons,
    points without labels, counterexamples) is passed on as it is: their noise is another model's.
    """

    def __init__(self, teacher: Teacher, rate: float, seed: int = 0, *, persistent: bool = False) -> None:
        if not 0 <= rate <= 1:
            raise BadArgument(f"a noise rate is a probability, got {rate}")
        self.teacher = teacher
        self.rate = rate
        self.persistent = persistent
        self._seed = seed
        self._coins = Coins(seed, NOISE)

    def answer(self, query: Query[Any]) -> Any:
        return flipped(query, self.teacher.answer(query), self._flips)

    def _flips(self, points: Points) -> Labels:
        if not self.persistent:
            return self._coins.rng.random(len(points)) < self.rate
        return np.array([self._hashed(point + 0.0) < self.rate for point in points], np.bool_)

    def _hashed(self, point: Points) -> float:
        """A number in [0, 1) that depends on the point and the seed alone."""
        digest = hashlib.blake2b(point.tobytes(), key=str(self._seed).encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") / 2**64
