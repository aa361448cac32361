"""Lines through the cube on which a sum of bumps is a sum of exponentials, and the centres that a matrix pencil reads there."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...geometry.matrix_pencil import factors, nodes
from ...points import Points

Array = NDArray[np.float64]
STEPS = (0.25, 0.5)  # between neighbours on a line, in units of 1/sqrt(g)
REACH = 4.0  # of a line on either side, at most, in those units: beyond it the rounding of the answers is all that is seen
ASIDE = 0.5  # from a line to the next, in those units


@dataclass(frozen=True, eq=False)
class Bundle:
    """4k points evenly on a line through the origin, and the same moved along each axis but the line's own: 4kd points."""

    k: int
    g: float
    direction: Array  # (d,), of length 1
    step: float

    @classmethod
    def both(cls, d: int, k: int, g: float, seed: int) -> list[Bundle]:
        """Two bundles with different steps, in directions that are orthogonal where there is room for it."""
        drawn = np.random.default_rng([seed, 0]).standard_normal((d, 2))
        directions: Array = np.linalg.qr(drawn)[0].T if d > 1 else np.ones((2, 1))
        steps = [min(step, REACH / (2 * k)) / math.sqrt(g) for step in STEPS]
        return [cls(k, g, e, step) for e, step in zip(directions, steps, strict=True)]

    @property
    def own(self) -> int:
        """The axis along which the line goes furthest."""
        return int(np.abs(self.direction).argmax())

    @property
    def places(self) -> Array:
        return np.asarray((np.arange(4 * self.k) - (4 * self.k - 1) / 2) * self.step)

    @property
    def points(self) -> Points:
        d, aside = len(self.direction), ASIDE / math.sqrt(self.g)
        moves = [np.zeros(d), *(aside * np.eye(d)[i] for i in range(d) if i != self.own)]
        return np.concatenate([self.places[:, None] * self.direction + move for move in moves])

    def starts(self, values: Array) -> list[Array]:
        """The centres, shape (k, d), as they are read with this step and with twice it, from values without the intercept."""
        grown = values * np.exp(self.g * (self.points**2).sum(axis=1))
        lines = grown.reshape(len(self.direction), 4 * self.k)
        return [self._read(lines[:, ::every], every) for every in (1, 2)]

    def _read(self, lines: Array, every: int) -> Array:
        """From the nodes z = exp(2g c.step) on the line itself, and from what their factors grow by when it is moved."""
        e, own, first = self.direction, self.own, self.places[0] / (every * self.step)
        z = nodes(lines[0], self.k)
        told = np.array([factors(line, z, first) for line in lines])
        growth = np.abs(told[1:] / np.where(told[0] == 0, 1, told[0]))
        centres = np.zeros((self.k, len(e)))
        centres[:, np.arange(len(e)) != own] = np.log(np.maximum(growth, 1e-12)).T / (2 * ASIDE * math.sqrt(self.g))
        centres[:, own] = (np.log(z) / (2 * self.g * every * self.step) - centres @ e) / e[own]
        return np.clip(np.nan_to_num(centres), -1.5, 1.5)
