"""Half-spaces whose learner is handed the target: to measure when it would have been found, as published counts do.

A learner of this class may stop by the truth.  It says so in its name and takes the truth as an argument, so that nobody can
think it cheats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..choices import Choices, Coins
from .finite_space import FiniteSpace
from .half_spaces import SCALES, HalfSpace, HalfSpaces


def known(concept: HalfSpace) -> HalfSpace:
    """The same half-space; its learner is given `target`, the normal as a tuple of floats."""
    return HalfSpace(concept.w, given={"target": tuple(concept.w.tolist())})


@dataclass(frozen=True)
class KnownHalfSpaces:
    """Homogeneous half-spaces of R^d.  What is given says which one it is: one concept for each `target`."""

    small: Sequence[Mapping[str, Any]] = (
        {"d": 1, "target": (-2.0,)}, {"d": 2, "target": (0.0, -3.0)}, {"d": 3, "target": (1.0, -2.0, 0.5)}
    )  # fmt: skip
    medium: Sequence[Mapping[str, Any]] = ({"d": 4, "target": (1.0, 0.0, -1e-6, 1e6)},)

    def draw(self, choices: Choices) -> HalfSpace:
        return known(HalfSpaces().draw(choices))

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d} for d in SCALES)

    def of_size(self, coins: Coins, *, d: int) -> HalfSpace:
        """The weights' direction is uniform on the sphere."""
        return known(HalfSpaces().of_size(coins, d=d))

    def space(self, d: int, target: Sequence[float], **_: Any) -> FiniteSpace:
        return FiniteSpace([known(HalfSpace(np.array(target)))])

    def __str__(self) -> str:
        return "homogeneous half-spaces of R^d, the target known"
