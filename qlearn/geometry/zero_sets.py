"""The zeros of a polynomial in the box [-1, 1]^d: where lines meet them, and climbing along them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..points import Labels, Points
from .directions import Vector
from .legendre import slopes
from .monomials import Matrix, exponents, features

Score = Callable[[Matrix], tuple[Vector, Matrix]]  # of features (m, D): how good, and its slopes in the features

FIRST, LONGER, SHORTER = 0.3, 1.3, 0.5  # a climb's step; what it is multiplied by after a success and after a failure


class ZeroSet:
    """{x in [-1, 1]^d : c.phi(x) = 0}, phi the Legendre products of degree at most p, p >= 1."""

    def __init__(self, d: int, p: int, c: Vector) -> None:
        self.d, self.p, self.c = d, p, c
        self.which = exponents(d, p)
        self.nodes = np.cos(np.pi * np.arange(p + 1) / p)
        self.by_powers = np.linalg.inv(np.vander(self.nodes, p + 1))
        self.own_slopes = np.einsum("e,eik->ik", c, slopes(d, p))

    def features(self, points: Points) -> Matrix:
        return features(points, self.which, "legendre")

    def gradients(self, phi: Matrix) -> Matrix:
        """The slopes of c.phi at points with these features, shape (m, d): a slope has one degree less."""
        found: Matrix = phi[:, : self.own_slopes.shape[1]] @ self.own_slopes.T
        return found

    def on_lines(self, starts: Points, along: Points) -> Points:
        """Where the lines start + t along meet the zeros inside the box."""
        along = along / np.maximum(np.abs(along).max(axis=1, keepdims=True), 1e-300)  # t is at most 2 in the box
        where = starts[:, None] + self.nodes[:, None] * along[:, None]
        values = (self.features(where.reshape(-1, self.d)) @ self.c).reshape(len(starts), -1)
        t = _real_roots(values @ self.by_powers.T)
        found = starts[:, None] + t[..., None] * along[:, None]
        kept: Points = found[np.isfinite(t) & (np.abs(found).max(axis=2) <= 1)]
        return kept

    def pulled(self, points: Points, times: int = 3) -> tuple[Points, Matrix, Vector]:
        """Points near the zeros moved to them by Newton's steps inside the box; their features and values."""
        phi = self.features(points)
        values: Vector = phi @ self.c
        for _ in range(times):
            slope = self.gradients(phi)
            free = np.where(np.abs(points) < 1, slope, 0.0)
            size = np.einsum("ij,ij->i", free, free)
            slope = np.where(size[:, None] > 0, free, slope)
            size = np.maximum(np.einsum("ij,ij->i", slope, slope), 1e-300)
            points = np.clip(points - (values / size)[:, None] * slope, -1.0, 1.0)
            phi = self.features(points)
            values = phi @ self.c
        return points, phi, values

    def climbed(self, points: Points, score: Score, near: Callable[[Matrix, Vector], Labels], times: int) -> Points:
        """The points moved along the zeros, each as far uphill as so many steps take it; `near`: is a value as good as 0?"""
        phi = self.features(points)
        high, uphill = score(phi)
        step = np.full(len(points), FIRST)
        every = slopes(self.d, self.p)
        flat = every.reshape(len(every), -1)
        for _ in range(times):
            part = (uphill @ flat).reshape(len(points), self.d, -1)
            rise = np.einsum("mik,mk->mi", part, phi[:, : part.shape[2]])
            moved = np.clip(points + step[:, None] * self._tangent(points, phi, rise), -1.0, 1.0)
            moved, new, values = self.pulled(moved, 2)
            higher, slope = score(new)
            better = (higher > high) & near(new, values)
            points, phi = np.where(better[:, None], moved, points), np.where(better[:, None], new, phi)
            high, uphill = np.where(better, higher, high), np.where(better[:, None], slope, uphill)
            step *= np.where(better, LONGER, SHORTER)
        best: Points = points[int(high.argmax())]
        return best

    def _tangent(self, points: Points, phi: Matrix, rise: Matrix) -> Matrix:
        """The rise along the zeros, as a unit vector, without what would lead out of the box."""
        free = ~((np.abs(points) >= 1) & (points * rise > 0))
        normal, rise = np.where(free, self.gradients(phi), 0.0), np.where(free, rise, 0.0)
        size = np.maximum(np.einsum("ij,ij->i", normal, normal), 1e-300)
        rise = rise - (np.einsum("ij,ij->i", rise, normal) / size)[:, None] * normal
        unit: Matrix = rise / np.maximum(np.linalg.norm(rise, axis=1, keepdims=True), 1e-300)
        return unit


def _real_roots(rows: Matrix) -> Matrix:
    """The real roots of polynomials of one degree p, highest power first, shape (m, p); NaN for what is none."""
    if rows.shape[1] == 3:
        return _of_squares(rows)
    size = np.abs(rows).max(axis=1)
    lead = np.where(np.abs(rows[:, 0]) > 1e-12 * size, rows[:, 0], 1e-12 * size + 1e-300)
    companion = np.zeros((len(rows), rows.shape[1] - 1, rows.shape[1] - 1))
    companion[:, 0] = -rows[:, 1:] / lead[:, None]
    companion[:, 1:, :-1] += np.eye(rows.shape[1] - 2)
    roots = np.linalg.eigvals(companion)
    return np.where(np.abs(roots.imag) <= 1e-9 * (1 + np.abs(roots.real)), roots.real, np.nan)


def _of_squares(rows: Matrix) -> Matrix:
    """The same for p = 2, in closed form and without cancellation."""
    a, b, c = rows.T
    under = b * b - 4 * a * c
    q = -(b + np.where(b >= 0, 1.0, -1.0) * np.sqrt(np.maximum(under, 0.0))) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        roots = np.stack([q / a, c / q], axis=1)
    return np.where((under > 0)[:, None], roots, np.nan)
