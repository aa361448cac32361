"""A teacher made of labelled rows."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from ..errors import BadAnswer, BadArgument
from ..points import finite, spell
from ..queries import Counterexample, Equivalence, Membership, Query


class Sample:
    """Labelled rows, (m, d) and bool (m,): what they show is all that it knows.

    equivalence  a row that the hypothesis labels otherwise, the next one after the row told last, round and round, as on-line
                 learners pass over their data again and again; yes where there is none
    membership   the label of the row that the point is; of a row that is there twice the first

    So a yes means that all rows are labelled rightly, and nothing about other points.  It remembers the row told last: use a
    fresh one for each dialogue.

    >>> from qlearn import find, run
    >>> X = np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1]], np.uint8)
    >>> run(find("boolean.elimination")(n=3), Sample(X, [True, True, False])).hypothesis
    x1

    Raises `BadArgument` for rows that are no array (m, d) of numbers with a label each, `BadAnswer` for a question about a
    point that is no row, and of another kind.
    """

    def __init__(self, points: Any, labels: Any) -> None:
        self.points = finite(np.asarray(points), BadArgument)
        given = np.asarray(labels)
        if self.points.ndim != 2 or not self.points.size or given.shape != (len(self.points),):
            raise BadArgument(
                f"a sample is m rows of shape (m, d) with m labels, m >= 1; got {self.points.shape} and {given.shape}"
            )
        if not np.isin(given, (0, 1)).all():
            raise BadArgument("the labels of a sample are bool, or 0 and 1")
        self.labels = given.astype(np.bool_)
        self._next = 0

    def answer(self, query: Query[Any]) -> Any:
        if isinstance(query, Equivalence):
            return self._counterexample(query)
        if isinstance(query, Membership):
            return np.array([self._label(x) for x in query.points], np.bool_)
        raise BadAnswer(
            f"labelled rows cannot answer {query.kind} queries: choose a learner that asks equivalence queries, or teach it"
            " by a model of the rows"
        )

    def _counterexample(self, query: Equivalence) -> Counterexample | None:
        wrong = np.flatnonzero(query.hypothesis(self.points) != self.labels)
        if not len(wrong):
            return None
        i = int(wrong[np.searchsorted(wrong, self._next) % len(wrong)])
        self._next = i + 1
        return Counterexample(self.points[i], bool(self.labels[i]))

    def _label(self, x: Any) -> bool:
        i = self._places.get((x.astype(np.float64) + 0.0).tobytes())
        if i is None:
            raise BadAnswer(f"membership: {spell(x)} is none of the {len(self.points)} labelled rows, and they know no others")
        return bool(self.labels[i])

    @cached_property
    def _places(self) -> dict[bytes, int]:
        rows = self.points.astype(np.float64) + 0.0
        return {rows[i].tobytes(): i for i in reversed(range(len(rows)))}
