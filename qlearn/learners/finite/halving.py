"""Any finite class from counterexamples, by majority vote."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.tables import Labelling, Table, Tables, as_table
from ...errors import Inconsistent
from ...formulas import floor_lg
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=Tables(),
        claim="A concept of a class of N is found with at most floor(lg N) + 1 equivalence queries.",
        bounds=(Bound(Equivalence, "at most", lambda N: floor_lg(N) + 1),),
        lower=LowerBound(
            Equivalence,
            lambda L: L + 1,
            "L is the class's Littlestone dimension: along a complete tree of that depth the teacher can call every"
            " prediction wrong, and the final yes is a query too.  For a class such as all 2**n labellings, L = lg N.",
        ),
        guarantee=exact,
        cite=("littlestone1988", "angluin1988queries"),
        derives={"N": lambda arguments: len(arguments["table"])},
    )
)
def halving(table: Table) -> Dialogue[Labelling]:
    """Learn a concept of any finite class by proposing what most of the remaining concepts say.

    Problem: find the target among the N rows of `table` (row = concept, column = point), asking 'is it this labelling?'.
    Idea: propose the majority label at every point (the hypothesis need not be in the class).
    Theorem: at most floor(lg N) + 1 equivalence queries, the final yes included.
    Proof: A counterexample at x contradicts the majority's label at x, so at most half of the remaining concepts survive.
    The target always survives.  From N concepts this can happen at most floor(lg N) times before one is left, and then
    the proposal is the target itself.
    Source: Littlestone 1988, the halving algorithm; Angluin 1988 for equivalence queries.  A tie votes 1.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = ((0, 0, 0), (0, 0, 1), (0, 1, 1), (1, 1, 1))
    >>> found = run(halving(table), teachers.Honest(Row(table, 3)))
    >>> found.hypothesis.labels.tolist(), found.ledger["equivalence"]
    ([True, True, True], 2)

    Raises `BadArgument` for a table that is none, `Inconsistent` when no concept of the table fits the answers.
    """
    remaining = np.array(as_table(table), np.bool_)  # (concepts, points)
    while True:
        majority = Labelling(2 * remaining.sum(axis=0) >= len(remaining))
        counterexample = yield from Equivalence(majority)
        if counterexample is None:
            return majority
        remaining = remaining[remaining[:, int(counterexample.point[0])] == counterexample.label]
        if not len(remaining):
            raise Inconsistent(f"no concept of this class of {len(table)} fits all counterexamples")
