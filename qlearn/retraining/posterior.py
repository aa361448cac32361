"""A normal law of a function from its labels: a Gaussian process, one site a label, by expectation propagation (Minka 2001).

The prior has mean 0 and covariance k(x, z) + 1, the 1 being the offset's.  A label y = +-1 at x has the factor
Phi(y f(x)/sqrt(NOISE)); in its place stands exp(-tau f**2/2 + nu f), see `qlearn.geometry.gaussian_sites` for half-spaces.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular
from scipy.special import log_ndtr

from ..points import Labels, Points
from .kernels import Kernel, Matrix, Vector
from .machine import KernelMachine

NOISE = 3e-3  # the variance of what blurs a step; the prior's is about 2
OFFSET = 0.1  # the prior's variance of b: small, for a machine of many centres needs little of it
DAMPING = 0.7
CLOSE = 1e-2  # a visit to all sites that moves no mean by more than this is the last; the prior's deviation is about 1.4
VISITS = 6
LEAST = 1e-9  # variances below this are rounding
Site = tuple[Vector, Vector]
HALF_LOG_2_PI = 0.5 * np.log(2 * np.pi)


def step(mean: Vector, variance: Vector, sign: Vector) -> tuple[Vector, Vector]:
    """What hearing a label does to N(mean, variance): the mean moves by a variance, the variance loses b variance**2."""
    spread = np.sqrt(variance + NOISE)
    z = sign * mean / spread
    ratio = np.exp(-z * z / 2 - HALF_LOG_2_PI - log_ndtr(z))
    return sign * ratio / spread, np.minimum(ratio * (ratio + z) / spread**2, 0.9999 / variance)


def site(mean: Vector, variance: Vector, a: Vector, b: Vector) -> Site:
    """tau and nu of the site that does the same."""
    left = 1 - b * variance
    return np.clip(b / left, 1e-10, 1 / NOISE), (mean * b + a) / left


class NormalLaw:
    """The law of f given labels at points (n, d), in scaled coordinates."""

    def __init__(self, kernel: Kernel, d: int) -> None:
        self.kernel = kernel
        self.points: Points = np.empty((0, d))
        self.signs, self.tau, self.nu = (np.empty(0) for _ in range(3))
        self._prior: Matrix = np.empty((0, 0))
        self._settled = True
        self._condition()

    def hear(self, points: Points, labels: Labels, sites: Site | None = None) -> None:
        """Add labels, with sites to start from; without them they are still 1."""
        self.points = np.concatenate([self.points, points])
        self.signs = np.concatenate([self.signs, np.where(labels, 1.0, -1.0)])
        tau, nu = sites or (np.zeros(len(points)), np.zeros(len(points)))
        self.tau, self.nu = np.concatenate([self.tau, tau]), np.concatenate([self.nu, nu])
        self._settled = False

    def covariance(self, one: Points, other: Points) -> Matrix:
        return self.kernel(one, other) + OFFSET

    def settle(self) -> None:
        """Visit all sites until none moves: each is to give its f the mean and the variance that its factor gives it."""
        if self._settled:
            return
        self._extend()
        self._condition()
        for _ in range(VISITS):
            cavity = np.maximum(1 - self.tau * self.variance, 1e-6)
            v = self.variance / cavity
            m = (self.mean - self.variance * self.nu) / cavity
            tau, nu = site(m, v, *step(m, v, self.signs))
            self.tau += DAMPING * (tau - self.tau)
            self.nu += DAMPING * (nu - self.nu)
            before = self.mean
            self._condition()
            if np.abs(self.mean - before).max(initial=0.0) < CLOSE:
                break
        self._settled = True

    def _extend(self) -> None:
        """The prior's covariances with the points that are new."""
        known = len(self._prior)
        new = self.points[known:]
        across = self.covariance(self.points[:known], new)
        self._prior = np.block([[self._prior, across], [across.T, self.covariance(new, new)]])

    def _condition(self) -> None:
        """The law at the points themselves, by a Cholesky factor of 1 + sqrt(tau) K sqrt(tau)."""
        root = np.sqrt(self.tau)
        scaled = root[:, None] * self._prior
        factor = np.linalg.cholesky(np.eye(len(root)) + scaled * root)
        half = _solved(factor, scaled)
        self._root, self._factor = root, factor
        self.variance: Vector = np.maximum(np.diag(self._prior) - np.einsum("ij,ij->j", half, half), LEAST)
        prior_mean = self._prior @ self.nu
        self.mean: Vector = prior_mean - half.T @ (half @ self.nu)
        self.weights: Vector = self.nu - root * _solved(factor, _solved(factor, root * prior_mean), transposed=True)

    def means(self, points: Points) -> Vector:
        self.settle()
        found: Vector = self.covariance(points, self.points) @ self.weights
        return found

    def reduction(self, points: Points) -> Matrix:
        """Rows whose products are what the labels took from the prior's covariances at points (m, d), shape (n, m)."""
        self.settle()
        return _solved(self._factor, self._root[:, None] * self.covariance(self.points, points))

    def left_out(self) -> float:
        """The mean log probability of each label by the law without its site: how well a kernel foretells labels."""
        self.settle()
        cavity = np.maximum(1 - self.tau * self.variance, 1e-6)
        m, v = (self.mean - self.variance * self.nu) / cavity, self.variance / cavity
        return float(log_ndtr(self.signs * m / np.sqrt(v + NOISE)).mean())

    def machine(self) -> KernelMachine:
        """The mean function."""
        self.settle()
        return KernelMachine(self.kernel, self.points, self.weights, OFFSET * float(self.weights.sum()))


def _solved(factor: Any, right: Any, transposed: bool = False) -> NDArray[np.float64]:
    found: NDArray[np.float64] = solve_triangular(
        factor, right, lower=True, trans=1 if transposed else 0, check_finite=False, overwrite_b=False
    )
    return found
