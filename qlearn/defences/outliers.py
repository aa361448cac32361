"""Questions that look like no data: Hotelling's T^2 of each row against the rows that the model was made for."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument, Refused
from ..points import Labels, Points, spell
from ..queries import Batch, Comparison, Query
from ..teachers.keyed import keyed_uniforms
from .model_behind import Teacher, data_rows

Numbers = NDArray[np.float64]
FLAT = 1e-10  # a direction whose singular value is this share of the largest has no variance
OFF = 1e-6  # standard deviations, of the features, that a row may lie off the directions with variance


class Hotelling:
    """T^2(x) = (x - mean)' S^+ (x - mean) of single rows, S^+ the pseudo-inverse of the data's covariance, of rank p.

    If the n rows of data and x are independent and of one normal law, T^2 (n (n - p)) / (p (n^2 - 1)) has the F distribution
    with p and n - p degrees of freedom, so `most`, its quantile, is exceeded with probability `level`, exactly.  Data are
    rarely normal: measure the share on rows that were kept apart.  What leaves the span of the data has T^2 = infinity.

    >>> rows = np.random.default_rng(0).normal(size=(200, 2))
    >>> Hotelling(rows, 0.01).outside(np.array([[0.5, 0.5], [5.0, 0.0]])).tolist()
    [False, True]

    Raises `BadArgument` for too few rows, constant data, or a level that is no probability.
    """

    def __init__(self, rows: Points, level: float) -> None:
        from scipy.special import fdtri

        rows = data_rows(rows, "the filter of outliers", 3)
        if not 0 < level < 1:
            raise BadArgument(f"the level of false alarms is a probability strictly between 0 and 1, got {level}")
        self.level = level
        self.mean, self.scale = rows.mean(axis=0), rows.std(axis=0)
        self.scale[self.scale <= FLAT * np.abs(rows).max(axis=0)] = 0.0
        self._unit = np.where(self.scale > 0, self.scale, np.maximum(np.abs(self.mean), 1.0))
        _, lengths, directions = np.linalg.svd((rows - self.mean) / self._unit, full_matrices=False)
        self.rank = int((lengths > FLAT * max(float(lengths[0]), 1.0) * len(rows)).sum())
        n, p = len(rows), self.rank
        if not 0 < p < n:
            raise BadArgument(
                f"the filter of outliers needs rows that vary, and more rows than directions: got {n} of rank {p}"
            )
        self._span = directions[:p]  # (p, d)
        self._whiten = directions[:p].T * (np.sqrt(n - 1) / lengths[:p])  # (d, p)
        self.most = float(fdtri(p, n - p, 1 - level)) * p * (n**2 - 1) / (n * (n - p))

    def t2(self, points: Points) -> Numbers:
        """T^2 of each row, shape (batch,)."""
        if points.shape[1] != len(self.mean):
            raise BadArgument(f"the data have {len(self.mean)} features, the learner asks about points of {points.shape[1]}")
        with np.errstate(over="ignore", invalid="ignore"):
            z = (points - self.mean) / self._unit
            t2 = np.square(z @ self._whiten).sum(axis=1)
            off = np.abs(z - (z @ self._span.T) @ self._span).max(axis=1)
            far = ~(off <= OFF * np.maximum(1.0, np.abs(z).max(axis=1)))
        return np.where(far | np.isnan(t2), np.inf, t2)

    def outside(self, points: Points) -> Labels:
        """Which rows are outliers, shape (batch,)."""
        return np.asarray(self.t2(points) > self.most)


class OutlierFilter:
    """A teacher that gives no answer of its model about outliers: it refuses them, or answers about a row of the data instead.

    A query with an outlier among its rows is refused whole, and the refusal says which rows.  With `key` it is answered, each
    outlier as if it were a row of the data that the keyed hash of the point picks: a plausible answer, the same at every
    asking, that says nothing about the outlier.  Queries that are not about rows, or about pairs, are refused.

    >>> from qlearn import Membership, teachers
    >>> rows = np.random.default_rng(0).normal(size=(200, 2))
    >>> OutlierFilter(teachers.Function(lambda X: X[:, 0] > 0), rows, 0.01).answer(Membership([[1.0, 0.0]])).tolist()
    [True]

    Raises `BadArgument` like `Hotelling`, and `Refused`.
    """

    def __init__(self, teacher: Teacher, rows: Points, level: float, *, key: bytes | None = None) -> None:
        self.teacher = teacher
        self.law = Hotelling(rows, level)
        self.key = key
        self._rows = np.array(rows, np.float64)

    def answer(self, query: Query[Any]) -> Any:
        if not isinstance(query, Batch) or isinstance(query, Comparison):
            raise Refused(f"outliers: {query.kind} queries are not answered, they are not about rows that could be data")
        outside = self.law.outside(query.points)
        if not outside.any():
            return self.teacher.answer(query)
        if self.key is None:
            first = int(outside.argmax())
            raise Refused(
                f"outliers: {int(outside.sum())} of {len(outside)} rows look like no data, row {first} first, which is"
                f" {spell(query.points[first])}; ask about rows that lie where inputs do"
            )
        which = (keyed_uniforms(query.points[outside], self.key) * len(self._rows)).astype(np.intp)
        points = query.points.astype(np.float64)
        points[outside] = self._rows[which]
        return self.teacher.answer(query.with_points(points))
