"""What retraining comes to: a sum of kernel functions at the points that were asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..domains import Box
from ..points import Labels, Points, Values
from .kernels import Kernel

ROWS = 4096  # labelled at a time, so that a large batch needs no large matrix


@dataclass(frozen=True, eq=False)
class KernelMachine:
    """f(x) = sum_j w_j k(u, u_j) + b with u = (x - centre)/step; as a classifier it is f(x) >= 0."""

    kernel: Kernel
    points: Points  # (n, d), in the scaled box [-1, 1]^d
    weights: NDArray[np.float64]  # (n,)
    offset: float
    centre: NDArray[np.float64] | float = 0.0  # (d,)
    step: NDArray[np.float64] | float = 1.0  # (d,)

    @property
    def domain(self) -> Box:
        d = self.points.shape[1]
        centre, step = np.broadcast_to(self.centre, d), np.broadcast_to(self.step, d)
        return Box(tuple((centre - step).tolist()), tuple((centre + step).tolist()))

    @property
    def given(self) -> Mapping[str, Any]:
        return {"d": self.points.shape[1]}

    sizes = given

    def values(self, points: Points) -> Values:
        scaled = (points - self.centre) / self.step
        parts = [scaled[i : i + ROWS] for i in range(0, len(scaled), ROWS)]
        sums = [self.kernel(part, self.points) @ self.weights for part in parts]
        return (np.concatenate([np.empty(0), *sums]) + self.offset)[:, None]

    def __call__(self, points: Points) -> Labels:
        return self.values(points)[:, 0] >= 0

    def key(self) -> bytes:
        numbers = (np.column_stack([self.points, self.weights]), self.offset, self.centre, self.step)
        return b"kernel machine" + repr(self.kernel).encode() + b"".join((np.asarray(n) + 0.0).tobytes() for n in numbers)

    def __str__(self) -> str:
        return f"{type(self.kernel).__name__} machine of {len(self.points)} points in dimension {self.points.shape[1]}"

    __repr__ = __str__
