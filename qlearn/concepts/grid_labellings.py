"""Any labelling of a grid {0..N}^d, a half-space or not: what an improper hypothesis is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..domains import Grid
from ..points import Labels, Points, spell


@dataclass(frozen=True, eq=False)
class GridLabelling:
    """Labels in the order of the grid's points."""

    labels: NDArray[np.bool_]  # ((N + 1)**d,)
    d: int
    N: int

    def __call__(self, points: Points) -> Labels:
        """The labels; `IndexError` for what is no point of the grid."""
        outside = ~Grid(self.N + 1, self.d).contains(points)
        if outside.any():
            raise IndexError(f"{spell(points[outside][0])} is no point of the grid {{0..{self.N}}}^{self.d}")
        return self.labels[places(points, self.N)]

    def key(self) -> bytes:
        return b"grid labelling" + repr((self.d, self.N)).encode() + np.packbits(self.labels).tobytes()

    def __str__(self) -> str:
        return f"{int(self.labels.sum())} of {len(self.labels)} points of {{0..{self.N}}}^{self.d}"

    __repr__ = __str__


def places(points: Points, N: int) -> NDArray[np.intp]:
    """Where these points stand among the grid's."""
    powers = (N + 1) ** np.arange(points.shape[1])[::-1]
    return (points.astype(np.int64) @ powers).astype(np.intp)
