"""Where questions without a label come from: the box [-1, 1]^d, and, if some of the target's rows are known, about those."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..points import Points

EVENLY = 0.5  # the share of questions that are uniform on the box although rows are known
FURTHEST = 0.5  # how far a question may lie from a known row, as a share of the way to another one
BLUR = 0.05  # a standard deviation, in each coordinate


@dataclass(frozen=True, eq=False)
class Law:
    """Points of [-1, 1]^d: uniform, and mixed with points between unlabelled rows (m, d) where there are any.

    Coordinates that do not vary are 0 in all of them.
    """

    d: int
    rows: Points | None = None
    varying: NDArray[np.bool_] | None = None  # (d,); None: all of them

    def __post_init__(self) -> None:
        if self.rows is not None and (self.rows.ndim != 2 or self.rows.shape[1] != self.d or not len(self.rows)):
            raise BadArgument(f"seed rows have shape (m, {self.d}), m >= 1, got {self.rows.shape}")

    def uniform(self, coins: np.random.Generator, m: int) -> Points:
        points: Points = coins.uniform(-1.0, 1.0, (m, self.d))
        return points if self.varying is None else points * self.varying

    def between(self, coins: np.random.Generator, m: int) -> Points:
        """Near known rows, on the way from one of them to another."""
        assert self.rows is not None, "there are no rows to go between"
        one, other = coins.integers(0, len(self.rows), (2, m))
        share = FURTHEST * coins.random((m, 1))
        points = self.rows[one] * (1 - share) + self.rows[other] * share + BLUR * coins.normal(size=(m, self.d))
        clipped: Points = np.clip(points, -1.0, 1.0)
        return clipped if self.varying is None else clipped * self.varying

    def draw(self, coins: np.random.Generator, m: int) -> Points:
        """m points in an order that tells nothing of where each comes from."""
        if self.rows is None:
            return self.uniform(coins, m)
        evenly = int(coins.binomial(m, EVENLY))
        both = np.concatenate([self.uniform(coins, evenly), self.between(coins, m - evenly)])
        mixed: Points = both[coins.permutation(m)]
        return mixed

    def wanted(self, coins: np.random.Generator, m: int) -> Points:
        """m points as those that the copy is to be right on: near the rows, if rows are known."""
        return self.uniform(coins, m) if self.rows is None else self.between(coins, m)


@dataclass(frozen=True, eq=False)
class Scaling:
    """The box centre +- step as [-1, 1]^d; a coordinate whose step is 0 stays where it is."""

    centre: NDArray[np.float64]  # (d,)
    step: NDArray[np.float64]  # (d,), nowhere 0
    varying: NDArray[np.bool_]  # (d,)

    @classmethod
    def of(cls, d: int, centre: Points | float, step: Points | float) -> Scaling:
        middle, width = (np.broadcast_to(np.asarray(a, np.float64), d) for a in (centre, step))
        return cls(middle, np.where(width > 0, width, 1.0), width > 0)

    def law(self, rows: Points | None) -> Law:
        """Where questions come from, if these rows (m, d) are known; `BadArgument` if they are none of d coordinates."""
        d = len(self.centre)
        if rows is not None and rows.shape[1:] != (d,):
            raise BadArgument(f"rows have shape (m, {d}), got {rows.shape}")
        known = None if rows is None else np.clip((rows - self.centre) / self.step, -1.0, 1.0)
        return Law(d, known, None if self.varying.all() else self.varying)

    def outside(self, points: Points) -> Points:
        """Points of [-1, 1]^d as inputs."""
        return self.centre + self.step * points
