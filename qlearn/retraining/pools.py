"""Candidates for the next question, scored under a normal law that each answer narrows at once: a rank-one update each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import ndtr

from ..points import Labels, Points
from .kernels import Matrix, Vector
from .law import Law
from .posterior import LEAST, NOISE, OFFSET, NormalLaw, Site, site, step

CANDIDATES = 1000
REFERENCES = 400  # points that the copy is to be right on
HALVINGS = 8  # of a segment whose ends the mean puts on two sides


class Pool:
    """Points (m, d), their means and variances; `scores` says how much each is worth asking, and none twice."""

    def __init__(self, law: NormalLaw, points: Points, most: int) -> None:
        self.law, self.points = law, points
        self.mean: Vector = law.means(points)
        known = law.reduction(points)
        self.size = len(known)
        self._rows = np.empty((self.size + most, len(points)))
        self._rows[: self.size] = known
        self.variance: Vector = np.maximum(law.kernel.diagonal(points) + OFFSET - (known * known).sum(axis=0), LEAST)
        self.asked = np.zeros(len(points), np.bool_)

    def covariances(self, j: int) -> Vector:
        """Of the value at candidate j with that at every other one."""
        rows = self._rows[: self.size]
        found: Vector = self.law.covariance(self.points[j : j + 1], self.points)[0] - rows[:, j] @ rows
        return found

    def hear(self, j: int, label: bool) -> Site:
        """The answer to candidate j; the site that it comes to."""
        across, sign = self.covariances(j), np.array([1.0 if label else -1.0])
        m, v = self.mean[j : j + 1], self.variance[j : j + 1]
        a, b = step(m, v, sign)
        row: Vector = np.sqrt(b[0]) * across
        self.mean = self.mean + a[0] * across
        self.variance = np.maximum(self.variance - row * row, LEAST)
        self._rows[self.size] = row
        self.size += 1
        self.asked[j] = True
        self._took(row)
        return site(m, v, a, b)

    def _took(self, row: Vector) -> None:
        """What else an answer changes: products of this row's entries have gone from all covariances."""

    def scores(self) -> Vector:
        raise NotImplementedError

    def best(self) -> int:
        return int(np.where(self.asked, -np.inf, self.scores()).argmax())

    @property
    def full(self) -> bool:
        return self.size == len(self._rows) or bool(self.asked.all())


class Uncertain(Pool):
    """Ask where the label is least certain: the mean fewest standard deviations from 0."""

    def __init__(self, law: NormalLaw, where: Law, coins: np.random.Generator, most: int) -> None:
        super().__init__(law, where.draw(coins, CANDIDATES), most)

    def scores(self) -> Vector:
        found: Vector = -np.abs(self.mean) / np.sqrt(self.variance)
        return found


class Synthesised(Pool):
    """Ask on the mean's own zero set, found by halving segments, where the value is least known."""

    def __init__(self, law: NormalLaw, where: Law, coins: np.random.Generator, most: int) -> None:
        drawn = where.draw(coins, CANDIDATES // 2)
        crossing = between(law, drawn, coins, CANDIDATES // 2)
        super().__init__(law, crossing if len(crossing) else drawn, most)

    def scores(self) -> Vector:
        return self.variance


class ErrorReducing(Pool):
    """Ask what makes the errors expected at other points smallest (Roy and McCallum 2001), in closed form.

    A label at x moves the value at z by their correlation rho; of the error expected at z, a share of about rho**2 goes, if
    the label at x is a surprise.  So x scores 2 min(p_x, 1/2) times the sum of p_z rho**2 over reference points z, p being
    the probability that the mean has the wrong sign.
    """

    def __init__(self, law: NormalLaw, where: Law, coins: np.random.Generator, most: int) -> None:
        drawn = where.draw(coins, CANDIDATES // 2)
        crossing = between(law, drawn, coins, CANDIDATES // 4)
        self.references = REFERENCES
        super().__init__(law, np.concatenate([where.wanted(coins, REFERENCES), drawn, crossing]), most)
        self.asked[:REFERENCES] = True  # they are never candidates
        rows = self._rows[: self.size]
        covariance = law.covariance(self.points, self.points[:REFERENCES])
        self.across: Matrix = covariance - rows.T @ rows[:, :REFERENCES]

    def _took(self, row: Vector) -> None:
        self.across -= np.outer(row, row[: self.references])

    def scores(self) -> Vector:
        wrong = ndtr(-np.abs(self.mean) / np.sqrt(self.variance))
        share = wrong[: self.references] / self.variance[: self.references]
        gain = (self.across * self.across) @ share / (self.variance + NOISE)
        found: Vector = 2 * wrong * gain
        return found


def between(law: NormalLaw, points: Points, coins: np.random.Generator, m: int) -> Points:
    """m points of the mean's zero set, on segments from these points to others across it; none if there is but one side."""
    every = np.concatenate([points, law.points])
    high = law.means(every) >= 0
    if high.all() or not high.any():
        return points[:0]
    ends = [every[some][coins.integers(int(some.sum()), size=m)] for some in (high, ~high)]
    return halved(ends[0], ends[1], lambda middle: law.means(middle) >= 0)


def halved(high: Points, low: Points, above: Callable[[Points], Labels]) -> Points:
    """Where segments from points that are above to points that are not cross over, each halved alike."""
    for _ in range(HALVINGS):
        middle = (high + low) / 2
        side = above(middle)[:, None]
        high, low = np.where(side, middle, high), np.where(side, low, middle)
    return (high + low) / 2
