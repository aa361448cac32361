"""What labels say of a polynomial's coefficients: a normal law of them, and where the next label says most."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ..errors import Inconsistent
from ..points import Labels, Points
from .directions import Vector
from .gaussian_sites import CERTAIN, GaussianSites
from .monomials import Matrix, dimension, exponents, features
from .zero_sets import Score, ZeroSet

LINES, RECENT, EACH = 150, 8, 5  # random lines; and so many through each of the last points asked
CLIMBERS, CLIMBS = 10, 6
NEAR = 0.02  # standard deviations of a value that are taken for 0
RESOLVED = 2.0**-23  # standard deviations of a value, |phi| |mean| being 1: its square is what a sum of precisions keeps
MARGIN = 0.05  # standard deviations by which labels are to be kept
STEPS = 2000  # corrections, after which a linear program decides
DAMPING = 0.9  # of the changes when all labels are read again side by side: expectation propagation


class PolynomialLaw:
    """N(mean, covariance) of the coefficients, given labels [c.phi(x) >= 0] without noise; p >= 1."""

    def __init__(self, d: int, p: int, precision: Matrix | None = None) -> None:
        self.d, self.p = d, p
        self.sites = GaussianSites(np.eye(dimension(d, p)) if precision is None else precision)
        self.asked: list[Vector] = []

    @property
    def mean(self) -> Vector:
        return self.sites.mean

    @property
    def across(self) -> Matrix:
        """The covariance of the direction: what lies along the mean changes no label."""
        u = self.mean / np.linalg.norm(self.mean)
        along = self.sites.covariance @ u
        found: Matrix = self.sites.covariance - np.outer(along, u) - np.outer(u, along) + (u @ along) * np.outer(u, u)
        return found

    def spread(self) -> float:
        """The angle from the mean that is seldom exceeded: that of the mean square and two of its standard deviations."""
        square = float(self.mean @ self.mean)
        S = self.across / square if square else self.sites.covariance
        return math.sqrt(float(np.trace(S)) + 2 * math.sqrt(2 * float(np.einsum("ij,ij->", S, S))))

    def question(self, rng: np.random.Generator) -> Vector | None:
        """The point of the mean's zeros where a label is expected to make the direction's spread least.

        If the zeros are known as finely as float64 can say, the least certain of random points; None if all are certain.
        """
        if not self.mean.any():
            first: Vector = rng.uniform(-1, 1, self.d)
            return first
        zeros = ZeroSet(self.d, self.p, self.mean)
        starts, along = rng.uniform(-1, 1, (LINES, self.d)), rng.normal(size=(LINES, self.d))
        if self.asked:
            recent = np.repeat(self.asked[-RECENT:], EACH, axis=0)
            starts, along = np.vstack([starts, recent]), np.vstack([along, rng.normal(size=recent.shape)])
        found = zeros.on_lines(starts, along)
        if len(found):
            gain = self._gain()
            high, _ = gain(zeros.features(found))
            best = np.argsort(-high, kind="stable")[:CLIMBERS]
            x = zeros.climbed(zeros.pulled(found[best], 2)[0], gain, self._near, CLIMBS)
            if self._variances(zeros.features(x[None]))[0]:
                return x
        return self._least_certain(zeros, starts[:LINES])

    def hear(self, x: Vector, row: Vector, above: bool) -> None:
        """The label of the point x with features `row`."""
        self.asked.append(x)
        self.sites.add(row[None], np.array([[0.0, 1.0 if above else -1.0, 0.0, 0.0, 0.0]]))
        self.sites.update(self.sites.size - 1, self.sites.size, 0.0, 1.0)
        self.sites.update(0, self.sites.size, 0.0, DAMPING)

    def _gain(self) -> Score:
        S = self.across

        def gain(phi: Matrix) -> tuple[Vector, Matrix]:
            """phi'S**2 phi/phi'S phi: a label takes 2/pi of it away from the trace of S; and its slopes in phi."""
            once = phi @ S
            variance = np.maximum(np.einsum("ij,ij->i", once, phi), 1e-300)
            gained = np.einsum("ij,ij->i", once, once) / variance
            return gained, 2 * (once @ S - gained[:, None] * once) / variance[:, None]

        return gain

    def _near(self, phi: Matrix, values: Vector) -> Labels:
        variance = np.einsum("ij,ij->i", phi @ self.sites.covariance, phi)
        near: Labels = values**2 <= NEAR**2 * variance
        return near

    def _variances(self, phi: Matrix) -> Vector:
        """Of the values at points with these features, as far as the direction is unsure; 0 where it is too small beside
        |phi| |mean| to be told."""
        variance = np.einsum("ij,ij->i", phi @ self.across, phi)
        least = RESOLVED**2 * float(self.mean @ self.mean) * np.einsum("ij,ij->i", phi, phi)
        return np.where(variance > least, variance, 0.0)

    def _least_certain(self, zeros: ZeroSet, points: Points) -> Vector | None:
        """The point whose value is the fewest standard deviations from 0; None if they are many for all of them."""
        phi = zeros.features(points)
        variance = self._variances(phi)
        far = (phi @ self.mean) ** 2 / np.where(variance > 0, variance, np.nan)
        if not (far < CERTAIN**2).any():
            return None
        best: Vector = points[int(np.nanargmin(far))]
        return best


def agreeing(law: PolynomialLaw, rows: Matrix, labels: Labels) -> Vector:
    """Coefficients near the mean with row.w > 0 exactly where a row's label says so; rows are of phi, in the order asked.

    The most violated row is corrected along the covariance until none is, or a linear program is asked for the largest margin
    in units of the law.  Raises `Inconsistent` if that is not above 0.
    """
    w, signed = law.mean.copy(), np.where(labels, 1.0, -1.0)[:, None] * rows
    towards = signed @ law.sites.covariance
    deviations = np.sqrt(np.maximum(np.einsum("ij,ij->i", towards, signed), 1e-300))
    for _ in range(STEPS):
        short = MARGIN - signed @ w / deviations
        i = int(short.argmax())
        if short[i] <= MARGIN * 0.99:
            return w
        w += (short[i] + MARGIN) / deviations[i] * towards[i]
    return _widest(law, signed, deviations)


def _widest(law: PolynomialLaw, signed: Matrix, deviations: Vector) -> Vector:
    from scipy.optimize import linprog

    root = np.linalg.cholesky(law.sites.covariance)
    planes = np.column_stack([-signed @ root / deviations[:, None], np.ones(len(signed))])
    right = signed @ law.mean / deviations
    D = len(law.mean)
    solved = linprog(-np.eye(1, D + 1, D)[0], planes, right, bounds=[*[(-99.0, 99.0)] * D, (None, 1.0)], method="highs")
    if solved.status or not solved.x[-1] > 0:
        raise Inconsistent(
            f"no polynomial of degree {law.p} gives these labels, as far as float64 can tell: the degree is higher, or the"
            " teacher is noisy"
        )
    found: Vector = law.mean + root @ solved.x[:-1]
    return found


def kernel_covariance(d: int, p: int, kernel: Callable[[Points, Points], Matrix], seed: int = 0) -> Matrix:
    """The covariance P K P' of the coefficients of a random function with this kernel, whose functions have degree p at most.

    P takes values at random points to coefficients: for a polynomial kernel there is nothing to approximate.

    >>> S = kernel_covariance(1, 1, lambda X, Z: 1 + X @ Z.T)
    >>> (S.round(6) + 0.0).tolist()  # 1 + x z is 1 + q(x) q(z)/3, q(x) = sqrt(3) x
    [[1.0, 0.0], [0.0, 0.333333]]
    """
    points = np.random.default_rng((seed, d, p)).uniform(-1, 1, (3 * dimension(d, p), d))
    P = np.linalg.pinv(features(points, exponents(d, p), "legendre"))
    S: Matrix = P @ kernel(points, points) @ P.T
    return (S + S.T) / 2
