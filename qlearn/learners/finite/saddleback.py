"""A monotone labelling of a square grid, by walking along its border."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.monotone_labellings import MonotoneGrid, MonotoneGrids
from ...formulas import whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=MonotoneGrids(),
        claim="A monotone labelling of the N x N grid is found with at most 2 N - 1 membership queries: none does with fewer.",
        bounds=(Bound(Membership, "at most", lambda N: 2 * N - 1),),
        lower=LowerBound(
            Membership,
            lambda N: 2 * N - 1,
            "Let the points with i + j >= N - 1 be true: the N least true ones and the N - 1 greatest false ones must each be"
            " asked, since with one of them changed the labelling is monotone still.",
        ),
        guarantee=exact,
        cite=("bird2006", "linial1985"),
    )
)
def saddleback(N: int) -> Dialogue[MonotoneGrid]:
    """Find for each row of an N x N grid where it turns true, if labels stay true as either coordinate grows.

    Problem: binary search in each row takes N clg(N + 1) labels, and uses nothing that the other rows said.
    Idea: the border between false and true goes from one corner to the opposite one.  Walk along it: a true point sends one
    step down its row, a false one to the next row.
    Theorem: at most 2 N - 1 membership queries; no learner does with fewer.
    Proof: Of row i, where the rows before are known, all that is open are the columns below j; ask the last of them.  True
    takes 1 from j, false adds 1 to i, with row i settled.  It ends when i is N or j is 0, so after at most N steps of one sort
    and N - 1 of the other.
    Source: folklore, called saddleback search by Gries 1981; Bird 2006; Linial and Saks 1985 for orders in general.

    >>> from qlearn import run, teachers
    >>> found = run(saddleback(N=4), teachers.Honest(MonotoneGrid((4, 2, 2, 0))))
    >>> found.hypothesis.heights, found.ledger["membership"]
    ((4, 2, 2, 0), 7)

    Raises `BadArgument` if N < 1.
    """
    heights, j = [], whole(N, "N", least=1)
    for i in range(N):
        while j and (yield from _true(i, j - 1)):
            j -= 1
        heights.append(j)
    return MonotoneGrid(tuple(heights))


def _true(i: int, j: int) -> Dialogue[bool]:
    answer = yield from Membership(np.array([[i, j]]))
    return bool(answer[0])
