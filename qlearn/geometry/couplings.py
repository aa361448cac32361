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
    """The plane of two orthonormal arms, its circle divided into 2 H cells of which the first begins at an angle."""

    u: Arm
    v: Arm
    half: int
    start: float = 0.0

    def at(self, cells: float) -> Vector:
        """The unit vector so many cells beyond the start, shape (d,)."""
        angle = self.start + math.pi * cells / self.half
        vector: Vector = math.cos(angle) * self.u.vector + math.sin(angle) * self.v.vector
        return vector

    def question(self, k: int) -> Vector:
        """The point whose label says whether the angle is in the half circle that begins k cells beyond the start."""
        angle = self.start + math.pi * k / self.half
        point: Vector = math.cos(angle) * self.v.vector - math.sin(angle) * self.u.vector
        return point

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
