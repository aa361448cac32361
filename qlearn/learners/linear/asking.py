"""Questions about a pool that are asked only if what was answered does not imply the answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...geometry.weight_cone import OPEN, YES, WeightCone
from ...queries import Comparison, Dialogue, Membership


class Asking:
    """A pool, the cone of weights (w, b) that the answers leave, and the labels that it implies.

    As both answers to what is asked are those of some half-space, so are all answers together, whoever gives them.
    """

    def __init__(self, points: NDArray[np.int64]) -> None:
        varying = points[:, np.ptp(points, axis=0).astype(bool)]
        self.points = points
        self.lifted = np.column_stack([varying, np.ones(len(points), np.int64)])
        self.cone = WeightCone(self.lifted.shape[1])
        self.labels = np.zeros(len(points), np.bool_)

    @property
    def asked(self) -> int:
        """How many questions were asked."""
        return self.cone.told

    def label(self, i: int) -> Dialogue[bool]:
        """Whether f is at least 0 at this point."""
        row = self.lifted[i].tolist()
        if (implied := self.cone.implies(row)) != OPEN:
            return implied == YES
        reaches = bool((yield from Membership(self._row(i)))[0])
        self.cone.tell(row, reaches)
        return reaches

    def compare(self, i: int, j: int) -> Dialogue[bool]:
        """Whether f is at least as large at the first point as at the second."""
        row = (self.lifted[i] - self.lifted[j]).tolist()
        if (implied := self.cone.implies(row)) != OPEN:
            return implied == YES
        reaches = bool((yield from Comparison(self._row(i), self._row(j)))[0])
        self.cone.tell(row, reaches)
        return reaches

    def settle(self, unknown: NDArray[np.intp]) -> NDArray[np.intp]:
        """Note the labels that are implied now; which are still open."""
        implied = self.cone.implied(self.lifted[unknown])
        self.labels[unknown] = implied == YES
        left: NDArray[np.intp] = unknown[implied == OPEN]
        return left

    def _row(self, i: int) -> NDArray[np.float64]:
        return self.points[i : i + 1].astype(np.float64)
