"""Any finite class from counterexamples, by the labels that are hardest to refute."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.tables import Labelling, Table, Tables, as_table, littlestone
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact
from .remaining import Remaining


@proves(
    Theorem(
        learns=Tables(),
        claim="A concept of a class of Littlestone dimension L is found with at most L + 1 equivalence queries: no learner does"
        " with fewer.",
        bounds=(Bound(Equivalence, "at most", lambda L: L + 1),),
        lower=LowerBound(
            Equivalence,
            lambda L: L + 1,
            "Along a complete tree of depth L the teacher can call every prediction wrong, and the final yes is a query too.",
        ),
        guarantee=exact,
        cite=("littlestone1988", "angluin1988queries"),
        derives={"L": lambda arguments: littlestone(as_table(arguments["table"]))},
    )
)
def standard_optimal(table: Table) -> Dialogue[Labelling]:
    """Learn a concept of any finite class by proposing at each point the label that leaves the larger dimension.

    Problem: find the target among the N rows of `table` (row = concept, column = point), asking 'is it this labelling?' as
    seldom as anybody can.
    Idea: of the concepts left, those with label 0 at a point and those with label 1 have a Littlestone dimension each; propose
    the label of the larger one, so that a counterexample leaves the smaller (the hypothesis need not be in the class).
    Theorem: at most L + 1 equivalence queries, L the class's Littlestone dimension, the final yes included; no learner does
    with fewer.
    Proof: If both parts at a point had the dimension of what is left, a root there would make a deeper tree than the deepest.
    So the part that a counterexample leaves has a smaller dimension, and this happens at most L times.  At dimension 0 one
    concept is left, and the proposal is this one.
    Source: Littlestone 1988, the standard optimal algorithm; Angluin 1988 for equivalence queries.  A tie proposes 1.

    Halving asks up to floor(lg N) + 1, but needs no dimension: this takes time and memory that can grow exponentially with L.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))
    >>> found = run(standard_optimal(table), teachers.Honest(Row(table, 3)))
    >>> found.hypothesis.labels.tolist(), found.ledger["equivalence"]
    ([False, False, False, True], 2)

    Raises `BadArgument` for a table that is none or whose dimension takes too long, `Inconsistent` when no concept of the table
    fits the answers.
    """
    left = Remaining(table)
    while True:
        dimension = left.play.littlestone
        labels = [dimension(left.V & ones) >= dimension(left.V & ~ones) for ones in left.ones]
        hypothesis = Labelling(np.array(labels, np.bool_))
        if not (yield from left.refuted(hypothesis)):
            return hypothesis
