"""Labels that no half-space gives together, cut down until none can be spared."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..points import Labels, Points
from .alternatives import Signs, alternative


def irreducible(points: Points, labels: Labels, groups: NDArray[np.intp]) -> tuple[int, ...] | None:
    """The groups of rows, shape (m,), that no weights w != 0 give together; None if some weights give all labels.

    Without any one of the groups named, some weights give the labels of the others, all rows of each counted.  Rows of a
    group below 0 are given: they cannot be spared, and are not named.  Decided exactly, in integers.

    >>> x = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 1.0], [1.0, 1.0]])
    >>> irreducible(x, np.array([True, True, True, False]), np.arange(4))
    (1, 2, 3)
    """
    signs = Signs.of(points, labels)
    needed: list[int] = []
    kept, spare = _core(signs, groups, np.ones(len(groups), np.bool_))
    while kept is not None and spare and (more := [g for g in kept if g not in needed]):
        without, still = _core(signs, groups, np.isin(groups, [g for g in kept if g != more[0]]) | (groups < 0))
        if without is None:
            needed.append(more[0])
        else:
            kept, spare = without, still
    return None if kept is None else tuple(kept)


def _core(signs: Signs, groups: NDArray[Any], which: Labels) -> tuple[list[int] | None, bool]:
    """The groups of a few contradicting rows among these, None if these contradict nothing; and whether one may be spared.

    Of a basic solution's rows none can be, if the rows of these groups are no others: each one is a multiple of the rest,
    and the rest are independent.
    """
    at = np.flatnonzero(which)
    weights, rows = alternative(signs.kept(at))
    if weights is not None:
        return None, False
    core = sorted({int(groups[at[i]]) for i in rows if groups[at[i]] >= 0})
    others = int((np.isin(groups, core) | (groups < 0)).sum()) > len(rows)
    return core, others or bool(signs.labels[at].all())
