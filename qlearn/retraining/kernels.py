"""Kernels of surrogates: the target's own, and its mean over where the target's centres may lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..points import Points

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
UNSEEN = 0.2  # the variance of a centre's coordinate in [-1, 1] where no rows tell of it
SPARE = 0.01  # what is added to the variance that rows show


class Kernel(Protocol):
    """A symmetric positive semidefinite function of two points."""

    def __call__(self, one: Points, other: Points) -> Matrix:
        """Its values, shape (len(one), len(other))."""

    def diagonal(self, points: Points) -> Vector:
        """Its values at pairs of equal points, shape (batch,)."""

    @property
    def given(self) -> Mapping[str, object]:
        """What it is made of, in words for a report."""


def positive(gamma: float) -> float:
    """gamma as a float; `BadArgument` unless it is above 0."""
    if not 0 < gamma < np.inf:
        raise BadArgument(f"gamma is the width parameter of exp(-gamma |x - z|**2) and above 0, got {gamma}")
    return float(gamma)


@dataclass(frozen=True)
class Gaussian:
    """exp(-gamma |x - z|**2)."""

    gamma: float

    def __post_init__(self) -> None:
        positive(self.gamma)

    def __call__(self, one: Points, other: Points) -> Matrix:
        squares = (one * one).sum(axis=1)[:, None] + (other * other).sum(axis=1)
        found: Matrix = np.exp(-self.gamma * np.maximum(squares - 2 * one @ other.T, 0.0))
        return found

    def diagonal(self, points: Points) -> Vector:
        return np.ones(len(points))

    @property
    def given(self) -> Mapping[str, object]:
        return {"gamma": self.gamma}


@dataclass(frozen=True, eq=False)
class CentresAt:
    """The covariance of sum_j a_j exp(-gamma |x - c_j|**2) for given centres c_j, the a_j of mean 0; `scale` as below."""

    gamma: float
    centres: Points  # (m, d)
    scale: float = 1.0

    @classmethod
    def of(cls, gamma: float, centres: Points, law: Points) -> CentresAt:
        return cls(gamma, centres, 1 / float(cls(gamma, centres).diagonal(law).mean()))

    def __call__(self, one: Points, other: Points) -> Matrix:
        k = Gaussian(self.gamma)
        found: Matrix = self.scale * k(one, self.centres) @ k(self.centres, other)
        return found

    def diagonal(self, points: Points) -> Vector:
        found: Vector = self.scale * (Gaussian(self.gamma)(points, self.centres) ** 2).sum(axis=1)
        return found

    @property
    def given(self) -> Mapping[str, object]:
        return {"gamma": self.gamma, "centres": len(self.centres)}


@dataclass(frozen=True)
class Mean:
    """The mean of two kernels."""

    one: Kernel
    other: Kernel

    def __call__(self, one: Points, other: Points) -> Matrix:
        return (self.one(one, other) + self.other(one, other)) / 2

    def diagonal(self, points: Points) -> Vector:
        return (self.one.diagonal(points) + self.other.diagonal(points)) / 2

    @property
    def given(self) -> Mapping[str, object]:
        return {**self.one.given, **self.other.given}


@dataclass(frozen=True, eq=False)
class CentreAveraged:
    """The covariance of sum_j a_j exp(-gamma |x - c_j|**2), the a_j of mean 0 and the centres c_j normal around `middle`.

    E exp(-gamma |x - c|**2 - gamma |z - c|**2) is, up to a factor, the product over coordinates of
    exp(-(gamma/2) ((1 + q)(u**2 + v**2) - 2 (1 - q) u v)), with u = x - middle, v = z - middle and
    q = 1/(1 + 4 gamma variance).  The Gaussian kernel itself is not the covariance of such a sum: it expects as much of
    f in the corners of a box as among the centres.  `scale` makes its mean diagonal 1 under the law of the questions.
    """

    gamma: float
    middle: Vector  # (d,)
    variance: Vector  # (d,)
    scale: float = 1.0

    def __post_init__(self) -> None:
        positive(self.gamma)

    @classmethod
    def where(cls, gamma: float, d: int, rows: Points | None, law: Points) -> CentreAveraged:
        """Centres lie as the rows do, or anywhere about the middle of [-1, 1]^d; `law` (m, d) are points as will be asked."""
        middle = np.zeros(d) if rows is None else rows.mean(axis=0)
        variance = np.full(d, UNSEEN) if rows is None else rows.var(axis=0) + SPARE
        plain = cls(gamma, middle, variance)
        return cls(gamma, middle, variance, 1 / float(plain.diagonal(law).mean()))

    @property
    def _share(self) -> Vector:
        share: Vector = 1 / (1 + 4 * self.gamma * self.variance)
        return share

    def __call__(self, one: Points, other: Points) -> Matrix:
        q, u, v = self._share, one - self.middle, other - self.middle
        squares = ((u * u) @ (1 + q))[:, None] + (v * v) @ (1 + q)
        found: Matrix = self.scale * np.exp(-self.gamma / 2 * (squares - 2 * (u * (1 - q)) @ v.T))
        return found

    def diagonal(self, points: Points) -> Vector:
        u = points - self.middle
        found: Vector = self.scale * np.exp(-2 * self.gamma * ((u * u) @ self._share))
        return found

    @property
    def given(self) -> Mapping[str, object]:
        return {"gamma": self.gamma, "centres": "averaged"}
