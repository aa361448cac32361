"""What flipped labels leave of a direction, as a normal law: first of a vector, then in the plane that touches the sphere."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import fdtrc, ndtr

from ..points import Labels
from .directions import Vector
from .gaussian_sites import NU, OFFSET, SIGMAS, SIGN, TAU, GaussianSites, Matrix, conjugate, signs

NARROW = 0.1  # squared radians in all; from there on the plane that touches the sphere is as good as the sphere
REVISITS = 40  # sites for each question
DAMPING = 0.7
TOGETHER = 8  # questions at a time: one for so many dimensions
RAREST = 1e-9  # the rate from which scoring starts is not smaller
HEAVY = 20  # degrees of freedom of the tail by which the law is judged: measured, see `linear.expectation_propagation`


class DirectionLaw:
    """The law of w, known up to its length, from labels at points orthogonal to its mean.

    At first w has the prior N(0, I/d).  When it is narrow enough, w is u + t with t orthogonal to the unit vector u:
    half-spaces of w are half-spaces of t, and no length is left to be unknown.
    """

    def __init__(self, d: int) -> None:
        self.sites = GaussianSites(np.eye(d) * d)
        self.u: Vector | None = None
        self.frame = np.eye(d)  # rows: t = frame.T @ (coordinates of t)
        self.visited = 0
        self.certain = self.contradicted = 0  # of the labels that were let go

    @property
    def direction(self) -> Vector:
        """The mean, (d,)."""
        inside: Vector = self.sites.mean @ self.frame
        return inside if self.u is None else self.u + inside

    def questions(self, rng: np.random.Generator) -> tuple[Matrix, Matrix, Vector]:
        """Points (m, d) orthogonal to the mean, with their rows (m, n) and offsets (m,): random, uncorrelated under the law."""
        law, n = self.sites, len(self.sites.mean)
        wide = self.u is None
        free = rng.standard_normal((max(1, n // TOGETHER), n))
        u = law.mean / (np.linalg.norm(law.mean) or 1.0)
        if wide:
            free -= np.outer(free @ u, u)
        rows = free @ law.covariance  # where the law is wide, more than where it is narrow
        if wide:
            rows -= np.outer(rows @ u, u)
        rows = conjugate(rows, law)
        offsets = np.zeros(len(rows)) if wide else -rows @ law.mean
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows) + offsets * offsets)
        rows, offsets = rows / lengths[:, None], offsets / lengths
        points = rows @ self.frame
        return (points if self.u is None else points + np.outer(offsets, self.u)), rows, offsets

    def learn(self, rows: Matrix, offsets: Vector, labels: Labels, rho: float) -> None:
        """Take the labels of the last questions in, visit old sites again, and pass to the plane when the law is narrow."""
        law, m = self.sites, len(rows)
        first = law.size
        values = np.zeros((m, 5))
        values[:, OFFSET], values[:, SIGN] = offsets, signs(labels)
        law.add(rows, values)
        if first <= REVISITS * m:
            law.update(0, law.size, rho, np.where(np.arange(law.size) < first, DAMPING, 1.0))
            self.visited = first
        else:
            law.update(first, law.size, rho, 1.0)
            begin, self.visited = self.visited, min(self.visited + REVISITS * m, first)
            law.update(begin, self.visited, rho, DAMPING)
        if self.visited >= first:
            self.visited = 0
            self._settle()
        if self.u is None and self.spread[0] < NARROW:
            self._touch()

    def sweep(self, rho: float, times: int = 3) -> None:
        """Visit every site again, several times."""
        for _ in range(times):
            self.sites.update(0, self.sites.size, rho, DAMPING)

    @property
    def spread(self) -> tuple[float, float]:
        """The trace of the direction's covariance, in squared radians, and of how many equal squares it is made."""
        law = self.sites
        size = float(law.mean @ law.mean)
        across = law.covariance @ law.mean
        if self.u is None:  # what lies along the mean is no angle
            if not size:
                return math.inf, 1.0
            square, scale = size, size
        else:
            square, scale = 1 + size, 1 + size  # along the mean an angle is smaller by one more factor
        turned = law.covariance - np.outer(across, law.mean) / square
        trace = float(turned.trace())
        return trace / scale, trace**2 / float(np.einsum("ij,ji->", turned, turned))

    def outside(self, sine: float) -> float:
        """How likely the direction is farther than so much, by the law's covariance and a heavy tail."""
        if self.u is None:
            return 1.0
        trace, squares = self.spread
        return float(fdtrc(squares, HEAVY, sine**2 / trace))

    def _settle(self) -> None:
        if self.u is not None:
            gone = self.sites.settle()
            self.certain += len(gone)
            self.contradicted += int((gone[:, SIGMAS] < 0).sum())

    def rate(self, rho: float) -> tuple[float, float]:
        """The rate of wrong labels and its standard error, by a step of scoring from rho.

        A label whose side is right with probability p, by all others, is heard with probability q = rho + (1 - 2 rho) p.
        """
        rho = max(rho, RAREST)
        right = ndtr(self.sites.values[:, SIGMAS])
        heard = rho + (1 - 2 * rho) * right
        off = 1 - 2 * right
        agreed = self.certain - self.contradicted
        score = float((off / heard).sum()) + self.contradicted / rho - agreed / (1 - rho)
        information = float((off * off / (heard * (1 - heard))).sum()) + self.certain / (rho * (1 - rho))
        if information < 1:
            return rho, math.inf
        return rho + score / information, 1 / math.sqrt(information)

    def _touch(self) -> None:
        """Condition on <w, u> = |m|, u the mean's direction, in units of |m|."""
        law = self.sites
        size = float(np.linalg.norm(law.mean))
        self.u = law.mean / size
        self.frame = np.linalg.qr(np.column_stack([self.u, np.eye(len(self.u))]))[0][:, 1:].T.copy()
        inside = GaussianSites(self.frame @ law.precision @ self.frame.T * size**2)
        values = law.values.copy()  # a site's tau and nu are of x.w, now measured in units of |m|
        values[:, OFFSET] = law.rows @ self.u
        values[:, TAU] *= size**2
        values[:, NU] *= size
        inside.add(law.rows @ self.frame.T, values)
        self.sites, self.visited = inside, 0
