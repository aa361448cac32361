"""Attacks that ask random points only: no search, so nothing that a defence does to single answers misleads them for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..concepts.half_spaces import ScaledHalfSpace
from ..defences.model_behind import Teacher
from ..domains import Box, unit_vectors
from ..errors import BadArgument, Refused
from ..points import Labels, Points
from ..queries import Membership
from .utility import told

AT_ONCE = 128  # rows in a question
STRENGTH = 1e4  # the inverse of the ridge, beside coordinates of size 1

Copy = Callable[[Points], Labels]


@dataclass(frozen=True, eq=False)
class LikeData:
    """The normal law with the mean and covariance of data: inputs that pass for data, drawn by who knows as much of them."""

    mean: NDArray[np.float64]  # (d,)
    root: NDArray[np.float64]  # (d, r)
    deviation: NDArray[np.float64]  # (d,), above 0

    @classmethod
    def of(cls, rows: Points) -> LikeData:
        away = rows - rows.mean(axis=0)
        _, lengths, directions = np.linalg.svd(away / np.sqrt(len(rows)), full_matrices=False)
        deviation = rows.std(axis=0)
        return cls(rows.mean(axis=0), directions.T * lengths, np.where(deviation > 0, deviation, 1.0))

    def draw(self, rng: np.random.Generator, m: int) -> Points:
        """m of them, shape (m, d)."""
        drawn: Points = self.mean + rng.standard_normal((m, self.root.shape[1])) @ self.root.T
        return drawn


def averaged(teacher: Teacher, box: Box, m: int, seed: int = 0) -> Copy:
    """The average of m labelled unit vectors, as in Algorithm 1 of the paper, for half-spaces with an offset.

    Half-spaces of x are those of z = ((x - centre)/half width, 1) through 0; a uniform unit vector z is asked about at
    z/z_last, its answer turned round where z_last < 0.  For weights drawn from N(w, sigma^2 I) in these coordinates the
    average points along w; for another covariance it points a little elsewhere, however many are asked.

    >>> from qlearn import teachers
    >>> box = Box((-1.0, -1.0), (1.0, 1.0))
    >>> copy = averaged(teachers.Function(lambda X: X[:, 0] > 0.2), box, 4000)
    >>> copy(np.array([[0.1, 0.0], [0.3, 0.0]])).tolist()
    [False, True]
    """
    z, labels, width = _on_the_sphere(teacher, box, m, seed)
    return ScaledHalfSpace(np.where(labels[:, None], z, -z).mean(axis=0), box.centre, width)


def regressed(teacher: Teacher, box: Box, m: int, seed: int = 0) -> Copy:
    """A logistic model of the same labels at the same points as `averaged`: fewer do, and where labels are not noisy far fewer.

    Raises `BadArgument` where all labels are alike: then there is nothing to fit.
    """
    z, labels, width = _on_the_sphere(teacher, box, m, seed)
    direction, _ = _fitted(z, labels, intercept=False)
    return ScaledHalfSpace(direction, box.centre, width)


def regressed_like_data(teacher: Teacher, law: LikeData, m: int, seed: int = 0) -> Copy:
    """A logistic model of labels at m inputs that are drawn like data; those that the teacher refuses are left out.

    >>> from qlearn import teachers
    >>> law = LikeData.of(np.random.default_rng(0).normal(size=(99, 2)))
    >>> copy = regressed_like_data(teachers.Function(lambda X: X[:, 0] > 0.2), law, 999)
    >>> copy(np.array([[0.1, 0.0], [0.3, 0.0]])).tolist()
    [False, True]

    Raises `BadArgument` where all labels are alike.
    """
    points = law.draw(np.random.default_rng(seed), m)
    labels, kept = [], []
    for start in range(0, m, AT_ONCE):
        some = points[start : start + AT_ONCE]
        said, answered = told(teacher, Membership(some))
        if not answered.any():
            raise Refused(f"none of {len(some)} rows that are drawn like data was answered")
        labels.append(said)
        kept.append(some[answered])
    w, b = _fitted((np.concatenate(kept) - law.mean) / law.deviation, np.concatenate(labels), intercept=True)
    return lambda x: np.asarray((x - law.mean) / law.deviation @ w + b >= 0)


def _on_the_sphere(teacher: Teacher, box: Box, m: int, seed: int) -> tuple[Points, Labels, NDArray[np.float64]]:
    """m uniform unit vectors z of R^(d + 1), their labels, and what one of a feature is in units of z."""
    width = np.where(box.half_width > 0, box.half_width, 1.0)
    z = unit_vectors(np.random.default_rng(seed), m, box.d + 1)
    points = box.centre + width * (z[:, :-1] / z[:, -1:])
    labels = []
    for start in range(0, m, AT_ONCE):  # so that a refusal comes when it comes
        query = Membership(points[start : start + AT_ONCE])
        labels.append(query.accepts(teacher.answer(query)))
    return z, np.concatenate(labels) ^ (z[:, -1] < 0), width


def _fitted(z: Points, labels: Labels, *, intercept: bool) -> tuple[NDArray[np.float64], float]:
    """Weights and intercept of a logistic model."""
    from sklearn.linear_model import LogisticRegression

    if not len(labels) or labels.all() or not labels.any():
        raise BadArgument(f"all {len(z)} points that were answered are labelled alike: there is nothing to fit")
    model: Any = LogisticRegression(C=STRENGTH, max_iter=2000, fit_intercept=intercept)
    model.fit(z, labels)
    return model.coef_[0], float(np.ravel(model.intercept_)[0]) if intercept else 0.0
