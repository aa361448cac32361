"""A teacher whose binary labels are flipped now and then."""

from __future__ import annotations

from typing import Any, Protocol

from ..channels import flipped
from ..choices import Coins
from ..errors import BadArgument
from ..points import Labels, Points
from ..queries import Query
from .heard import NOISE
from .keyed import keyed_uniforms


class Teacher(Protocol):
    def answer(self, query: Any, /) -> Any: ...


class Noisy:
    """Another teacher's membership labels and examples, each label flipped with probability `rate`.

    Fresh noise flips independently at every asking, so repetition and a majority vote help.  Persistent noise flips a
    point once and for all (by `keyed_uniforms` of the point): asking again gains nothing.  Its `key` is as secret as you keep
    it; without one it is the seed, which can be guessed.  The formal oracle calls these answers illegal; a theorem for legal
    answers promises nothing here.  What carries no label (values, comparisons, points without labels, counterexamples) is
    passed on as it is: their noise is another model's, or that of `defences.Flips`.
    """

    def __init__(
        self, teacher: Teacher, rate: float, seed: int = 0, *, persistent: bool = False, key: bytes | None = None
    ) -> None:
        if not 0 <= rate <= 1:
            raise BadArgument(f"a noise rate is a probability, got {rate}")
        self.teacher = teacher
        self.rate = rate
        self.persistent = persistent or key is not None
        self._key = str(seed).encode() if key is None else key
        self._coins = Coins(seed, NOISE)

    def answer(self, query: Query[Any]) -> Any:
        return flipped(query, self.teacher.answer(query), self._flips)

    def _flips(self, points: Points) -> Labels:
        if not self.persistent:
            return self._coins.rng.random(len(points)) < self.rate
        return keyed_uniforms(points, self._key) < self.rate
