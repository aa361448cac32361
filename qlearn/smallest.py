"""Equivalence queries whose counterexamples are promised to be smallest: a stronger teacher, asked for by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .points import Points
from .queries import Equivalence


@dataclass(frozen=True, eq=False, slots=True)
class Smallest(Equivalence):
    """Is this the concept?  Answer: None for yes, else a counterexample that no other one is smaller than.

    A point's size is the number of its entries that are not 0: the length of a word, the ones of a point of the cube.  So a
    counterexample says also that the hypothesis is right at all smaller points.  It counts as an equivalence query.
    """

    def key(self) -> bytes:
        return b"smallest" + self.hypothesis.key()


def weights(points: Points) -> NDArray[Any]:
    """The sizes of points (batch, d): how many entries are not 0."""
    sizes: NDArray[Any] = np.count_nonzero(points, axis=1)
    return sizes
