"""Any finite class from its own concepts, where counterexamples come at random."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.tables import Labelling, Table, Tables, as_table
from ...errors import Inconsistent
from ...formulas import clg
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, Theorem, exact


@proves(
    Theorem(
        learns=Tables(),
        claim="A concept of a class of N is found with lg N equivalence queries on average, whose hypotheses are of the class,"
        " if each counterexample is drawn evenly from all there are; and with N - 1 at most, however it is chosen.",
        bounds=(
            Bound(Equivalence, "at most", lambda N: N - 1),
            Bound(Equivalence, "at most", lambda N: clg(N), "expected"),
        ),
        guarantee=exact,
        cite=("angluin2017",),
        derives={"N": lambda arguments: len(arguments["table"])},
    )
)
def random_counterexamples(table: Table) -> Dialogue[Labelling]:
    """Learn a concept of any finite class by proposing the remaining concept that is most like the others.

    Problem: find the target among the N rows of `table`, asking 'is it this row?'; the worst counterexamples may exclude one
    row at a time, but who answers draws them.
    Idea: propose the row that agrees most with the rows that are left, over all points and rows.
    Theorem: at most lg N equivalence queries on average over counterexamples drawn evenly from those there are, whatever the
    target; and at most N - 1 in any case.  The bound is rounded up to a whole number.
    Proof: Let a(h) be the sum over the points of how many of the rows left agree with h there.  A counterexample x to h, with
    target c, leaves those that agree with c at x; the same x, drawn as often if c had been proposed and h were the target,
    leaves the others; and the difference of the two averages is (a(h) - a(c))/|h - c| >= 0.  So on average at least half of the
    rows go; by Jensen their logarithm falls by 1 for each question, and by 1 at least at a yes, as two rows were left.
    Source: Angluin and Dohrn 2017, who look for the best worst average; the row nearest to the others is ours.

    When one row is left it is returned unasked.  Counterexamples drawn by another law of the points need that law in a(h).

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = tuple(tuple(int(i <= j) for j in range(63)) for i in range(64))
    >>> found = run(random_counterexamples(table), teachers.Honest(Row(table, 5), "random"))
    >>> found.hypothesis.labels.tolist() == list(map(bool, table[5])), found.ledger["equivalence"] <= 12
    (True, True)

    Raises `BadArgument` for a table that is none, `Inconsistent` when no concept of the table fits the answers.
    """
    left: NDArray[np.bool_] = np.array(as_table(table), np.bool_)  # (concepts, points)
    while len(left) > 1:
        hypothesis = Labelling(left[nearest(left)])
        counterexample = yield from Equivalence(hypothesis)
        if counterexample is None:
            return hypothesis
        left = left[left[:, int(counterexample.point[0])] == counterexample.label]
        if not len(left):
            raise Inconsistent(f"no concept of this class of {len(table)} fits all counterexamples")
    return Labelling(left[0])


def nearest(rows: NDArray[np.bool_]) -> int:
    """The first of the rows that agree most with all of them.

    >>> nearest(np.array([[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]], bool))
    0
    """
    ones = rows.sum(axis=0)
    return int(np.where(rows, ones, len(rows) - ones).sum(axis=1).argmax())
