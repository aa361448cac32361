"""The likeliest weights of a randomised half-space, from counts of labels."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

STEPS = 60  # of Newton's method, which takes some ten


class Counts:
    """Unit rows with how often each was labelled true, and false."""

    def __init__(self, d: int) -> None:
        self.rows = np.zeros((0, d))
        self.yes = np.zeros(0)
        self.no = np.zeros(0)

    def add(self, rows: Matrix, yes: Vector, no: Vector) -> None:
        self.rows = np.concatenate([self.rows, rows])
        self.yes = np.concatenate([self.yes, yes])
        self.no = np.concatenate([self.no, no])

    @property
    def total(self) -> int:
        return int(self.yes.sum() + self.no.sum())

    def loss(self, beta: Vector, ridge: float) -> float:
        """Minus the logarithm of the likelihood of beta = w/sigma, and of a normal prior of precision `ridge`."""
        from scipy.special import log_ndtr

        u = self.rows @ beta
        return float(-(self.yes @ log_ndtr(u) + self.no @ log_ndtr(-u)) + ridge * (beta @ beta) / 2)

    def slope(self, beta: Vector, ridge: float) -> tuple[Vector, Matrix]:
        """Minus the gradient (d,) of the loss, and its matrix of second derivatives (d, d)."""
        u = self.rows @ beta
        up, down = _hazard(u), _hazard(-u)
        gradient = self.rows.T @ (self.yes * up - self.no * down) - ridge * beta
        curvature = self.yes * up * (up + u) + self.no * down * (down - u)
        return gradient, (self.rows * curvature[:, None]).T @ self.rows + ridge * np.eye(len(beta))

    def likeliest(self, start: Vector, ridge: float) -> tuple[Vector, Matrix]:
        """The beta (d,) of the least loss, by Newton's method, and its covariance (d, d) to second order.

        The loss is convex, so there is but one, and halved steps get there from anywhere.

        >>> counts = Counts(1)
        >>> counts.add(np.ones((1, 1)), np.array([841.0]), np.array([159.0]))
        >>> beta, covariance = counts.likeliest(np.zeros(1), ridge=1e-9)
        >>> round(float(beta[0]), 2), round(float(covariance[0, 0]) ** 0.5, 3)
        (1.0, 0.048)
        """
        beta, loss = start, self.loss(start, ridge)
        for _ in range(STEPS):
            gradient, curvature = self.slope(beta, ridge)
            step = np.linalg.solve(curvature, gradient)
            gain = float(gradient @ step)
            part = 1.0
            while (after := self.loss(beta + part * step, ridge)) > loss - 0.1 * part * gain and part > 1e-9:
                part /= 2
            beta, loss = beta + part * step, min(after, loss)
            if gain < 1e-9:
                break
        return beta, np.linalg.inv(self.slope(beta, ridge)[1]).astype(np.float64)


def _hazard(u: Vector) -> Vector:
    """The normal density over its distribution function."""
    from scipy.special import log_ndtr

    hazard: Vector = np.exp(-u * u / 2 - log_ndtr(u)) / math.sqrt(2 * math.pi)
    return hazard
