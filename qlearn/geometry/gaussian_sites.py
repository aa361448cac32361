"""A normal law in place of a posterior, made of one site for each label: expectation propagation (Minka 2001).

Row x with offset b got the label y = +-1, which is wrong with probability rho: its factor is rho + (1 - 2 rho) [y s >= 0],
s = x.t + b.  In its place stands a site exp(-tau s**2/2 + nu s), chosen so that beside all other sites it gives s the mean and
the variance that the factor gives it.  tau may be below 0: a label that surprises makes the law wider.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack
from scipy.special import ndtr

from ..points import Labels
from .directions import Vector

Matrix = NDArray[np.float64]

CERTAIN = 7.0  # standard deviations from a row's plane to the mean, from which on its label says nothing more
LEAST_CAVITY = 1e-3  # of a precision must be left without the site, else the site waits
SHARPEST, WIDEST = 0.98, -4.0  # what share of a variance one label may take away
BOLDEST = 0.7  # what share of a precision one change may take away
OFFSET, SIGN, TAU, NU, SIGMAS = range(5)


class GaussianSites:
    """The law N(mean, covariance) of t in R^n that a normal prior and the sites make.

    `rows` (size, n) are those of labels that may still say something; `values` (size, 5) are offset, sign, tau, nu and how
    many standard deviations from its plane, on the label's side, the mean lay when the site was visited last.
    """

    def __init__(self, precision: Matrix) -> None:
        self.mean = np.zeros(len(precision))
        self.precision = precision
        self.covariance: Matrix = np.linalg.inv(precision).astype(np.float64)
        self._rows, self._values = np.empty((0, len(precision))), np.empty((0, 5))
        self.size = 0

    @property
    def rows(self) -> Matrix:
        return self._rows[: self.size]

    @property
    def values(self) -> Matrix:
        return self._values[: self.size]

    def add(self, rows: Matrix, values: Matrix) -> None:
        """Labels at rows (m, n) whose sites are in the law already, or are 1."""
        size = self.size + len(rows)
        if size > len(self._rows):
            self._rows, self._values = (_longer(a, 2 * size) for a in (self._rows, self._values))
        self._rows[self.size : size], self._values[self.size : size] = rows, values
        self.size = size

    def settle(self) -> Matrix:
        """Let go of the rows whose side is certain, their sites staying in the law for good; their values."""
        gone = np.abs(self.values[:, SIGMAS]) > CERTAIN
        values = self.values[gone]
        if len(values):
            rows, kept = self.rows[~gone], self.values[~gone]
            self.size = len(rows)
            self._rows[: self.size], self._values[: self.size] = rows, kept
        return values

    def update(self, first: int, last: int, rho: float, damping: float | Vector) -> None:
        """Visit the sites first..last - 1, side by side: from one law, each as if the others stayed."""
        rows, values = self._rows[first:last], self._values[first:last]
        s = rows @ self.mean + values[:, OFFSET]
        v = np.einsum("ij,ij->i", rows @ self.covariance, rows)
        values[:, SIGMAS], tau, nu = moved(s, v, values, rho)
        tau, nu = damping * tau, damping * nu
        loss = -tau * v
        if loss.max() > BOLDEST:
            less = np.where(loss > BOLDEST, BOLDEST / 2 / np.maximum(loss, BOLDEST), 1.0)
            tau, nu = tau * less, nu * less
        for _ in range(4):
            if self._change(rows, tau, nu - tau * s):
                values[:, TAU] += tau
                values[:, NU] += nu
                return
            tau, nu = tau / 4, nu / 4  # side by side they took more than there was

    def _change(self, rows: Matrix, tau: Vector, push: Vector) -> bool:
        """Add a site's change to the law, if the precision stays positive; all of S anew, so that no rounding gathers."""
        precision = self.precision + rows.T @ (tau[:, None] * rows)
        factor, failed = lapack.dpotrf(precision, lower=1)
        if failed:
            return False
        inverse, failed = lapack.dpotri(factor, lower=1)
        covariance = inverse + inverse.T  # above the diagonal LAPACK left zeros
        np.einsum("ii->i", covariance)[:] /= 2
        mean = self.mean + covariance @ (push @ rows)
        if failed or not math.isfinite(mean @ mean):
            return False
        self.precision, self.covariance, self.mean = precision, covariance, mean
        return True


def tilted(a: Vector, rho: float) -> tuple[Vector, Vector]:
    """What the factor does to a normal law whose mean lies a standard deviations on the label's side.

    The mean moves by g standard deviations to that side, and the variance shrinks to 1 - k of what it was.
    """
    g = (1 - 2 * rho) / math.sqrt(2 * math.pi) * np.exp(-a * a / 2) / (rho + (1 - 2 * rho) * ndtr(a))
    return g, g * (g + a)


def moved(s: Vector, v: Vector, values: Matrix, rho: float) -> tuple[Vector, Vector, Vector]:
    """How the means s and variances v see the labels' sides, and by how much tau and nu should change."""
    _, sign, tau, nu, _ = values.T
    rest = 1 / v - tau
    kept = rest > LEAST_CAVITY / v
    rest = np.where(kept, rest, 1 / v)
    centre = (s / v - nu) / rest
    root = np.sqrt(rest)
    a = sign * centre * root
    g, k = tilted(a, rho)
    k = np.minimum(np.maximum(k, WIDEST), SHARPEST)
    wanted = rest * k / (1 - k)
    push = centre * wanted + sign * g * root / (1 - k)
    return a, np.where(kept, wanted - tau, 0.0), np.where(kept, push - nu, 0.0)


def conjugate(directions: Matrix, law: GaussianSites) -> Matrix:
    """The rows (m, n) made uncorrelated under the law: then one label changes no other's cavity."""
    if len(directions) == 1:
        return directions
    gram = directions @ law.covariance @ directions.T
    factor, failed = lapack.dpotrf(gram + 1e-12 * np.trace(gram) * np.eye(len(gram)), lower=1)
    if failed:
        return directions
    solved, _ = lapack.dtrtrs(factor, directions, lower=1)
    return np.ascontiguousarray(solved)


def signs(labels: Labels) -> Vector:
    return np.where(labels, 1.0, -1.0)


def _longer(a: Matrix, length: int) -> Matrix:
    more = np.empty((length, a.shape[1]))
    more[: len(a)] = a
    return more
