"""Attacks that ask random points only: no search, so nothing that a defence does to single answers misleads them for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..concepts.half_spaces import HalfSpace, ScaledHalfSpace
from ..defences.model_behind import Teacher
from ..domains import Box, unit_vectors
from ..errors import BadArgument
from ..points import Labels, Points
from ..queries import Membership, Value

AT_ONCE = 128  # rows in a question
STRENGTH = 1e4  # the inverse of the ridge, beside rows scaled to [-1, 1]

Asker = Callable[[Points], Any]


def averaged(teacher: Teacher, box: Box, m: int, seed: int = 0) -> Callable[[Points], Labels]:
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
    width = np.where(box.half_width > 0, box.half_width, 1.0)
    z = unit_vectors(np.random.default_rng(seed), m, box.d + 1)
    points = box.centre + width * (z[:, :-1] / z[:, -1:])
    labels = _asked(points, lambda X: (query := Membership(X)).accepts(teacher.answer(query))) ^ (z[:, -1] < 0)
    return ScaledHalfSpace(np.where(labels[:, None], z, -z).mean(axis=0), box.centre, width)


def regressed(teacher: Teacher, box: Box, m: int, seed: int = 0, *, values: bool = False) -> Callable[[Points], Labels]:
    """A logistic model fitted to the answers at m uniform points of the box: to labels, or to confidences of two classes.

    >>> from qlearn import teachers
    >>> box = Box((-1.0, -1.0), (1.0, 1.0))
    >>> copy = regressed(teachers.Function(lambda X: X[:, 0] > 0.2), box, 500)
    >>> copy(np.array([[0.1, 0.0], [0.3, 0.0]])).tolist()
    [False, True]

    Raises `BadArgument` where all answers are one label: then there is nothing to fit.
    """
    width = np.where(box.half_width > 0, box.half_width, 1.0)
    points = box.centre + width * np.random.default_rng(seed).uniform(-1, 1, (m, box.d))
    if values:
        yes = _asked(points, lambda X: (query := Value(X, 2)).accepts(teacher.answer(query))[:, 1])
    else:
        yes = _asked(points, lambda X: (query := Membership(X)).accepts(teacher.answer(query))).astype(np.float64)
    return _fitted((points - box.centre) / width, np.clip(yes, 0.0, 1.0), box, width)


def _fitted(z: Points, yes: Any, box: Box, width: Any) -> HalfSpace:
    """The logistic model of soft labels: each row counts as a yes with its confidence and as a no with the rest."""
    from sklearn.linear_model import LogisticRegression

    weights, labels = np.concatenate([yes, 1 - yes]), np.repeat([True, False], len(z))
    some = weights > 0
    if len(set(labels[some].tolist())) < 2:
        raise BadArgument(f"all {len(z)} uniform points of the box are labelled alike: there is nothing to fit")
    model: Any = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(np.vstack([z, z])[some], labels[some], sample_weight=weights[some])
    w = model.coef_[0] / width
    return HalfSpace(w, float(model.intercept_[0] - w @ box.centre))


def _asked(points: Points, ask: Asker) -> Any:
    """The answers about all points, a question of so many rows at a time: a refusal then comes when it comes."""
    return np.concatenate([ask(points[start : start + AT_ONCE]) for start in range(0, len(points), AT_ONCE)])
