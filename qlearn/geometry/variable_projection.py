"""Fitting sums of Gaussian bumps to values: weights and intercept are eliminated, centres are moved (Golub and Pereyra)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..points import Points

Array = NDArray[np.float64]
RANK = 1e-14  # of the largest singular value: what is below it counts as none
EVALUATIONS = 200


@dataclass(frozen=True, eq=False)
class Fit:
    """Centres (k, d), weights (k,), the intercept, and the root mean square of what is left."""

    centres: Array
    weights: Array
    b: float
    residual: float


class Projection:
    """The values y at points (m, d), with all that best weights can explain of them taken away.

    For centres C let Phi(C) have the k bumps and a 1 in its columns.  What is left is r(C) = y - Phi Phi^+ y, and the
    derivative of r by a coordinate of the centre c_j, where D is that of its bump, is
    -(1 - Phi Phi^+) D a_j - (Phi^+)'_j (D.r), a = Phi^+ y.
    """

    def __init__(self, points: Points, values: Array, k: int, g: float) -> None:
        self.points, self.values, self.k, self.g = points, values, k, g

    def bumps(self, centres: Array) -> tuple[Array, Array]:
        """Phi, shape (m, k + 1), and the points' differences from the centres, (m, k, d)."""
        apart = self.points[:, None] - centres
        return np.column_stack([np.exp(-self.g * (apart**2).sum(axis=2)), np.ones(len(apart))]), apart

    def solved(self, flat: Array) -> tuple[Any, ...]:
        phi, apart = self.bumps(flat.reshape(self.k, -1))
        U, s, V = np.linalg.svd(phi, full_matrices=False)
        rank = int((s > RANK * s[0]).sum())
        U, inverse = U[:, :rank], V[:rank].T / s[:rank]  # phi^+ = inverse U'
        weights = inverse @ (U.T @ self.values)
        return phi, apart, U, inverse, weights, self.values - phi @ weights

    def left(self, flat: Array) -> Array:
        r: Array = self.solved(flat)[-1]
        return r

    def slope(self, flat: Array) -> Array:
        """The derivative of `left`, shape (m, k d)."""
        phi, apart, U, inverse, weights, r = self.solved(flat)
        D = (2 * self.g * apart * phi[:, :-1, None]).reshape(len(r), -1)
        d = apart.shape[2]
        each = np.repeat(np.arange(self.k), d)
        J: Array = -(D - U @ (U.T @ D)) * weights[each] - (U @ inverse.T)[:, each] * (r @ D)
        return J

    def best_weights(self, centres: Array) -> Fit:
        """The fit with these centres."""
        weights, r = self.solved(centres.ravel())[-2:]
        return Fit(centres, weights[:-1], float(weights[-1]), float(np.sqrt(np.mean(r**2))))

    def moved(self, start: Array) -> Fit | None:
        """The fit to which Levenberg's and Marquardt's method leads from these centres; None if they run away."""
        from scipy.optimize import least_squares

        try:
            with np.errstate(all="ignore"):
                found = least_squares(
                    self.left, start.ravel(), self.slope, method="lm", ftol=1e-15, xtol=1e-15, gtol=1e-15, max_nfev=EVALUATIONS
                ).x
                return self.best_weights(found.reshape(self.k, -1))
        except (np.linalg.LinAlgError, ValueError):  # centres that are no numbers any more
            return None
