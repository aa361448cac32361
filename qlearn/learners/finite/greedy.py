"""Any finite class from labels of points, always the one that divides most evenly what is left."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.tables import Labelling, Table, Tables, as_table
from ...formulas import Size, floor, largest, ln, smallest
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact
from .remaining import membership_optimum, points_of
from .streams import at, rows_of


def most(N: Size, n: Size, D: Size) -> Size:
    """The labels that are enough, where the best learner needs D."""
    return smallest(N - 1, n, floor(D * ln(largest(1, N - 1))) + 1)


@proves(
    Theorem(
        learns=Tables(),
        claim="A concept of a class of N on n points is found with at most N - 1, n and floor(D ln(N - 1)) + 1 membership"
        " queries, where the best learner needs D.",
        bounds=(Bound(Membership, "at most", most),),
        lower=LowerBound(Membership, lambda D: D, "D is the optimum, found by going through the exact game."),
        guarantee=exact,
        cite=("arkin1998", "hegedus1995", "angluin1988queries"),
        derives={"N": rows_of, "n": points_of, "D": membership_optimum},
    )
)
def greedy(table: Table) -> Dialogue[Labelling]:
    """Learn a concept of any finite class by asking where the smaller side of what is left is largest.

    Problem: find the target among the N rows of `table` (row = concept, column = point), asking for labels of points.
    Idea: whatever the label is, the smaller side may be all that it excludes; so ask where that is most.
    Theorem: at most N - 1, at most n and at most floor(D ln(N - 1)) + 1 membership queries, where D are what the best learner
    needs in its worst case.
    Proof: Answer the best learner, started at the v concepts left, by the larger side of these at every point: its at most D
    points exclude v - 1 concepts together, so one of them has a smaller side of (v - 1)/D or more, and greedy's has.  So a
    label leaves at most the share 1 - 1/D of v - 1, which is below 1 after more than D ln(N - 1) labels.  Each label excludes
    a concept, and no point is asked twice.
    Source: Arkin, Meijer, Mitchell, Rappaport and Skiena 1998 for the greedy tree; the same holds with Hegedues's extended
    teaching dimension in place of D (Hegedues 1995; Angluin 1988 for the queries).  Of points that divide alike the first.

    The optimum itself is hard to find (Hyafil and Rivest 1976 show it for the mean depth); greedy is fast for any table.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = tuple(tuple(int(j >= i) for j in range(50)) for i in range(51))
    >>> found = run(greedy(table), teachers.Honest(Row(table, 17)))
    >>> found.ledger["membership"], greedy.theorem.bounds[0].at(N=51, n=50, D=6)
    (6, 24)

    Raises `BadArgument` for a table that is none.
    """
    remaining = np.array(as_table(table), np.bool_)  # (concepts, points)
    while len(remaining) > 1:
        ones = remaining.sum(axis=0)
        x = int(np.minimum(ones, len(remaining) - ones).argmax())
        (label,) = yield from at(x)
        remaining = remaining[remaining[:, x] == label]
    return Labelling(remaining[0])
