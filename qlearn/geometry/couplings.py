"""Dimension coupling: directions paired level by level, each pair giving way to one direction of its plane."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Arm:
    """A unit vector that is still to be paired: an axis, whose sign nobody knows, or what a pair gave way to."""

    vector: Vector  # (d,)
    axis: bool = False


@dataclass(frozen=True)
class Plane:
    """The plane of two orthonormal arms, its circle divided into 2 H cells, numbered from a `first` one on.

    A question stands across the border that it is about, always on the same side: where w has no projection, all labels are
    alike, and speak of one cell as they do elsewhere.
    """

    u: Arm
    v: Arm
    half: int
    first: int = 0
    start: float = 0.0  # the angle at which cell 0 of those that are not numbered anew begins

    def at(self, cells: float) -> Vector:
        """The unit vector so many cells beyond the first, shape (d,)."""
        angle = self.start + math.pi * ((cells + self.first) % (2 * self.half)) / self.half
        vector: Vector = math.cos(angle) * self.u.vector + math.sin(angle) * self.v.vector
        return vector

    def question(self, k: int) -> tuple[Vector, bool]:
        """A point whose label says whether the angle is in the half circle that begins with cell k; or not, if `turned`."""
        turns, border = divmod(k + self.first, self.half)
        angle = self.start + math.pi * border / self.half
        point: Vector = math.cos(angle) * self.v.vector - math.sin(angle) * self.u.vector
        return point, turns % 2 == 1

    def projected(self, w: Vector) -> Vector:
        """The direction of w's projection, a unit vector, shape (d,)."""
        a, b = float(w @ self.u.vector), float(w @ self.v.vector)
        vector: Vector = (a * self.u.vector + b * self.v.vector) / math.hypot(a, b)
        return vector

    def found(self, cells: float) -> Arm:
        return Arm(self.at(cells))


def axes(d: int) -> list[Arm]:
    return [Arm(axis, axis=True) for axis in np.eye(d)]


def paired(arms: Sequence[Arm]) -> tuple[list[tuple[Arm, Arm]], list[Arm]]:
    """Neighbours in pairs, and who is left over: at most one, which goes first at the next level."""
    pairs = list(zip(arms[::2], arms[1::2], strict=False))
    return pairs, list(arms[2 * len(pairs) :])
