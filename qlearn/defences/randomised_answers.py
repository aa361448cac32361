"""The randomised model in the place of a real one: fitted to its labels on the data, seen from where the data lie."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Coins
from ..errors import BadArgument, Refused
from ..points import Labels, Points
from ..queries import Label, Membership, Query
from .model_behind import Teacher, data_rows, own_labels
from .randomised import DRAWS, Shape, randomised

ROWS = 500  # that the convex programme sees; more make it slower and little else


class RandomisedAnswers:
    """Membership queries, and label queries of two classes, answered by `randomised` half-spaces, a fresh draw for each row.

    The half-spaces are those of ((x - mean) / deviation, 1), over the data `rows`, shape (n, d): of R^d, with an intercept.
    They are fitted to the teacher's own labels, on at most 500 of the rows that the seed picks.  Values and all else are
    refused, since they would be the model's own.

    >>> from qlearn import teachers
    >>> rows = np.random.default_rng(0).normal(size=(60, 2))
    >>> drawn = RandomisedAnswers(teachers.Function(lambda X: X[:, 0] > 0), rows, 10)
    >>> drawn.rho(np.array([[3.0, 0.0], [0.01, 0.0]])).round(1).tolist()
    [0.0, 0.5]

    Raises `BadArgument` for data that are none or for C not above 0, `Failed` where the convex programme is not solved.
    """

    def __init__(
        self, teacher: Teacher, rows: Points, C: float = 10.0, *, nu: float = 0.95, shape: Shape = "diagonal", seed: int = 0
    ) -> None:
        self.teacher = teacher
        self._coins = Coins(seed, DRAWS)
        rows = data_rows(rows, "the randomised model", 2)
        if len(rows) > ROWS:
            rows = rows[np.sort(self._coins.rng.choice(len(rows), ROWS, replace=False))]
        self.mean, deviation = rows.mean(axis=0), rows.std(axis=0)
        self.deviation: NDArray[np.float64] = np.where(deviation > 0, deviation, 1.0)
        self.model = randomised(self.lifted(rows), own_labels(teacher, rows), C, nu=nu, shape=shape)
        classes, positive = getattr(teacher, "classes", None), getattr(teacher, "positive", None)
        self._yes = int(classes is None or positive is None or positive != classes[0])

    def lifted(self, points: Points) -> Points:
        """((x - mean) / deviation, 1), shape (batch, d + 1)."""
        if points.shape[1] != len(self.mean):
            raise BadArgument(f"the model takes {len(self.mean)} features, the learner asks about points of {points.shape[1]}")
        return np.hstack([(points - self.mean) / self.deviation, np.ones((len(points), 1))])

    def rho(self, points: Points) -> NDArray[np.float64]:
        """How likely an answer is not that of the mean half-space, shape (batch,)."""
        return self.model.rho(self.lifted(points))

    def mean_labels(self, points: Points) -> Labels:
        """The labels of the mean half-space, shape (batch,)."""
        return self.model.labels(self.lifted(points))

    def answer(self, query: Query[Any]) -> Any:
        if not isinstance(query, Membership | Label):
            raise Refused(f"randomised: half-spaces drawn afresh tell labels only; they answer no {query.kind} queries")
        if isinstance(query, Label) and query.classes != 2:
            raise Refused(f"randomised: a half-space has two classes, asked was for {query.classes}")
        labels = self.model.draw(self.lifted(query.points), self._coins.rng)
        return labels if isinstance(query, Membership) else np.where(labels, self._yes, 1 - self._yes)
