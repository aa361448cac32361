"""What labels of a randomised half-space say of its weights, by assumed densities: a Gaussian for each spread of a grid."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

TEMPER = 0.75  # of what a label says of the covariance: all of it makes the Gaussian narrower than the posterior


class AssumedDensity:
    """w ~ N(m, S) given each of the spreads sigma_k, and how likely they make the labels; at first w ~ N(0, I/d).

    A label y = +-1 at a unit vector x is that of w.x + sigma z, z standard normal.  The posterior after it is no Gaussian;
    kept is the Gaussian of its mean, and of nearly its covariance.

    >>> seen = AssumedDensity(2, np.array([0.1, 1.0]))
    >>> for _ in range(9):
    ...     seen.told(np.array([1.0, 0.0]), 1.0)
    >>> round(seen.spread, 2), seen.mean.round(2).tolist()
    (0.12, [0.85, 0.0])
    """

    def __init__(self, d: int, spreads: Vector) -> None:
        self.spreads = spreads
        self.means = np.zeros((len(spreads), d))
        self.covariances = np.tile(np.eye(d) / d, (len(spreads), 1, 1))
        self.evidence = np.zeros(len(spreads))

    def told(self, x: Vector, y: float) -> None:
        """The label y = +-1 of the unit vector x, shape (d,)."""
        from scipy.special import log_ndtr

        reach = self.covariances @ x
        variance = self.spreads**2 + reach @ x
        deviation = np.sqrt(variance)
        a = y * (self.means @ x) / deviation
        likely = log_ndtr(a)
        hazard = np.exp(-a * a / 2 - likely) / math.sqrt(2 * math.pi)
        self.evidence += likely
        self.means += (y * hazard / deviation)[:, None] * reach
        shrunk = TEMPER * hazard * (a + hazard) / variance
        self.covariances -= (shrunk[:, None] * reach)[:, :, None] * reach[:, None, :]

    @property
    def best(self) -> int:
        """The most likely spread's place, of equally likely ones the largest."""
        return len(self.spreads) - 1 - int(np.argmax(self.evidence[::-1]))

    @property
    def mean(self) -> Vector:
        best: Vector = self.means[self.best]
        return best

    @property
    def spread(self) -> float:
        """The most likely spread, |w| being 1."""
        return float(self.spreads[self.best]) / max(float(np.linalg.norm(self.mean)), 1e-9)

    @property
    def error(self) -> float:
        """The root mean square angle that all Gaussians expect together, by how likely each is; at most 1."""
        odds = np.exp(self.evidence - self.evidence.max())
        squares = np.einsum("ki,ki->k", self.means, self.means)
        along = np.einsum("ki,kij,kj->k", self.means, self.covariances, self.means)
        with np.errstate(divide="ignore", invalid="ignore"):
            errors = (np.trace(self.covariances, axis1=1, axis2=2) - along / squares) / squares
        return math.sqrt(float(odds @ np.clip(np.nan_to_num(errors, nan=1.0), 0.0, 1.0)) / float(odds.sum()))

    def across(self, rng: np.random.Generator) -> Vector:
        """A random unit vector (d,) orthogonal to the mean, the likelier the less is known along it."""
        m, S = self.mean, self.covariances[self.best]
        length = float(np.linalg.norm(m))
        x = rng.standard_normal(len(m))
        if length:
            u = m / length
            for _ in range(2):
                x = S @ (x - (u @ x) * u)
                x /= np.linalg.norm(x)
            x -= (u @ x) * u
        unit: Vector = x / np.linalg.norm(x)
        return unit
