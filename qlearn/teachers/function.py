"""A teacher made of a plain function of points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..errors import BadAnswer
from ..queries import Batch, Comparison, Digits, Leaf, Membership, Query


class Function:
    """Answers every query about rows by `f(X)`, X of shape (batch, d), read-only.

    f returns what the learner asks for: booleans (or 0 and 1) for membership, class numbers for labels, real values for
    values, integers for leaves of complete points.  For digits X holds fractions (dtype object), so that a formula in whole
    numbers and fractions is computed exactly; f returns one number a row.  An exception inside f is passed on as it is.
    """

    def __init__(self, f: Callable[[Any], Any]) -> None:
        self.f = f

    def answer(self, query: Query[Any]) -> Any:
        if isinstance(query, Digits):
            exact = np.array(query.points, dtype=object)
            exact.flags.writeable = False
            return self.f(exact)
        if not isinstance(query, Batch) or isinstance(query, Comparison):
            raise BadAnswer(f"a function of points cannot answer {query.kind} queries; use a learner that asks about points")
        if isinstance(query, Leaf) and query.known is not None:
            raise BadAnswer("a function of points cannot answer about points that lack features; use a teacher that can")
        answer = np.asarray(self.f(query.points))
        if isinstance(query, Membership) and answer.dtype != np.bool_ and np.isin(answer, (0, 1)).all():
            return answer.astype(np.bool_)
        return answer
