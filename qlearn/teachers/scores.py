"""A teacher made of a real-valued function of points: its sign labels them, its values order them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..errors import BadAnswer
from ..points import Points
from ..queries import Comparison, Membership, Query, Value


class Scores:
    """Answers by `f(X)`, X of shape (batch, d), read-only, f of shape (batch,): a model's decision function, say.

    membership  f(x) >= 0
    comparison  f(x) >= f(y)
    value       f(x)

    Where f rounds, points that f values nearly alike may be ordered the wrong way round.  An exception inside f is passed on
    as it is.

    >>> from qlearn import find, run
    >>> pool = [(i, j) for i in range(30) for j in range(30)]
    >>> found = run(find("linear.slope_selection")(pool=pool), Scores(lambda X: 3 * X[:, 0] - X[:, 1] - 10))
    >>> int(found.hypothesis.labels.sum()), found.ledger.total <= 30
    (645, True)
    """

    def __init__(self, f: Callable[[Any], Any]) -> None:
        self.f = f

    def answer(self, query: Query[Any]) -> Any:
        match query:
            case Membership():
                return self._of(query.points) >= 0
            case Comparison():
                return self._of(query.points) >= self._of(query.others)
            case Value():
                return self._of(query.points)
        raise BadAnswer(f"a real-valued function cannot answer {query.kind} queries, only membership, comparison and value")

    def _of(self, points: Points) -> Any:
        scores = np.asarray(self.f(points))
        if scores.dtype.kind not in "iuf":
            raise BadAnswer(f"a score is a real number for each row; the function gave {scores.dtype} of shape {scores.shape}")
        return scores
