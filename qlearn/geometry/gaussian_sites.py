"""A Gaussian over weights, made of one factor a label: expectation propagation for labels that may be flipped."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..points import Points
from .directions import Vector

Index = NDArray[np.intp]

NEAR = 7.0  # standard deviations; a label whose boundary is farther off is as good as settled
DAMPED = 0.7  # of the step that a site met before would take
LOSS = 0.7  # of the precision along any direction that one step may take away
SURE = 0.98  # of the variance is the most that one label may explain
ROUNDED = 1e-15  # of all variance is as good as none
TINY = 1e-3  # of the variance at least must be there without the label, or its site is left alone


class GaussianSites:
    """N(mean, cov) over the weights w of R^d, from the prior N(0, I/d) and sites exp(-precision (w.x)**2/2 + shift w.x).

    A label y of x says [y w.x >= 0], flipped with probability rho.  Each site stands for one label, and is what makes the
    Gaussian's mean and variance along x those of the rest of the Gaussian times the label's likelihood.
    """

    def __init__(self, d: int, rho: float) -> None:
        self.rho = rho
        self.mean: Vector = np.zeros(d)
        self.cov: NDArray[np.float64] = np.eye(d) / d
        self.n = 0
        self._rows = np.empty((64, d))
        self._sites = np.zeros((3, 64))  # label, precision, shift
        self._chart: tuple[Vector, float] | None = None

    @property
    def rows(self) -> Points:
        return self._rows[: self.n]

    def hear(self, x: Vector, above: bool) -> None:
        """One label more, of the unit vector x."""
        if self.n == len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
            self._sites = np.concatenate([self._sites, np.zeros_like(self._sites)], axis=1)
        self._rows[self.n] = x
        self._sites[:, self.n] = (1.0 if above else -1.0, 0.0, 0.0)
        self.n += 1
        self.visit(np.array([self.n - 1]), 1.0)

    def visit(self, which: Index, damped: float = DAMPED) -> Vector:
        """Fit these sites anew, at once; returns their `margins`."""
        x = self._rows[which]
        along = x @ self.cov
        var, mean = self._spread(along, x), x @ self.mean
        off, dp, ds = _steps(self._sites[:, which], var, mean, self.rho)
        dp, ds = damped * dp, damped * ds
        loss = -np.minimum(dp, 0.0) @ var
        if loss > LOSS:  # so the covariance stays one: no direction loses more than the sum
            dp, ds = (np.where(dp < 0, step * LOSS / loss, step) for step in (dp, ds))
        self._sites[1, which] += dp
        self._sites[2, which] += ds
        system = dp[:, None] * (along @ x.T)
        system.flat[:: len(dp) + 1] += 1.0
        solved = np.linalg.solve(system, np.column_stack([dp[:, None] * along, ds - dp * mean]))
        self.cov -= along.T @ solved[:, :-1]
        self.mean += along.T @ solved[:, -1]
        if not self.cov.diagonal().min() >= 0:  # what was taken away is more than rounding left of it
            self._assemble()
        return off

    def _spread(self, along: Points, x: Points) -> Vector:
        """The variances along x, above 0 also where rounding leaves nothing of them."""
        found: Vector = np.maximum(np.einsum("ij,ij->i", along, x), ROUNDED * np.trace(self.cov))
        return found

    def margins(self) -> Vector:
        """How many standard deviations each label is off its boundary, by all others: above 0 if they agree with it."""
        var, mean = self._spread(self.rows @ self.cov, self.rows), self.rows @ self.mean
        return _steps(self._sites[:, : self.n], var, mean, self.rho)[0]

    def sweep(self, block: int) -> Index:
        """Visit every site, then work the Gaussian out anew from all of them; returns the sites that are not settled."""
        off = [self.visit(np.arange(i, min(i + block, self.n))) for i in range(0, self.n, block)]
        self._assemble()
        return np.flatnonzero(np.abs(np.concatenate(off)) < NEAR)

    @property
    def length_settled(self) -> bool:
        return self._chart is not None

    def settle_length(self) -> None:
        """From now on the weights' length along the mean is what it is: directions are all that labels tell."""
        length = float(np.linalg.norm(self.mean))
        self._chart = (self.mean / length, length)
        self._assemble()

    def _assemble(self) -> None:
        """Mean and covariance from prior and sites: what rounding has gathered is dropped."""
        d = len(self.mean)
        _, precision, shift = self._sites[:, : self.n]
        total = d * np.eye(d) + (self.rows.T * precision) @ self.rows
        drift = self.rows.T @ shift
        basis, start = np.eye(d), np.zeros(d)
        if self._chart is not None:
            axis, length = self._chart
            basis, start = np.linalg.svd(axis[None])[2][1:].T, length * axis
        inside = basis.T @ total @ basis
        values, vectors = np.linalg.eigh((inside + inside.T) / 2)
        vectors = basis @ vectors
        self.cov = (vectors / np.maximum(values, 1e-12 * max(values[-1], 1.0))) @ vectors.T
        self.mean = start + self.cov @ (drift - total @ start)

    def tangent(self) -> NDArray[np.float64]:
        """The covariance of the direction about the mean's, shape (d, d): what lies across the mean, over its length."""
        length = np.linalg.norm(self.mean)
        u = self.mean / length
        across: NDArray[np.float64] = self.cov - np.outer(u, u @ self.cov)
        across -= np.outer(across @ u, u)
        across /= length**2
        return across


def _steps(sites: NDArray[np.float64], var: Vector, mean: Vector, rho: float) -> tuple[Vector, Vector, Vector]:
    """How far off each boundary is, and by how much precision and shift should change; 0 where a site is to be left alone."""
    from scipy.special import ndtr

    y, precision, shift = sites
    rest = 1 / var - precision
    kept = (rest > TINY / var) & (rest < 1 / (ROUNDED * var))
    var_rest = 1 / np.where(kept, rest, 1 / var)
    mean_rest = var_rest * (mean / var - shift)
    sd = np.sqrt(var_rest)
    off = y * mean_rest / sd
    slope = 1 - 2 * rho
    gain = slope * np.exp(-off * off / 2) / (np.sqrt(2 * np.pi) * (rho + slope * ndtr(off)))
    explained = np.minimum(gain * (gain + off), SURE)
    var_new, mean_new = var_rest * (1 - explained), mean_rest + y * gain * sd
    dp = np.where(kept, 1 / var_new - 1 / var_rest - precision, 0.0)
    ds = np.where(kept, mean_new / var_new - mean_rest / var_rest - shift, 0.0)
    return off, dp, ds
