"""Any small finite class from labels and from counterexamples to its own concepts, optimally."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.tables import Labelling, Table, Tables
from ...queries import Dialogue, Equivalence, Membership
from ...theorems import Bound, Theorem, exact
from .remaining import Remaining, both_optimum, proposals


@proves(
    Theorem(
        learns=Tables(),
        claim="A concept of any finite class is found with at most `both` queries, membership queries and equivalence queries"
        " whose hypotheses are of the class counted together: no learner that asks these kinds does with fewer.",
        bounds=(
            Bound(Membership, "at most", lambda both, proposed: both - proposed),
            Bound(Equivalence, "at most", lambda both: both),
        ),
        guarantee=exact,
        cite=("hellerstein1996", "angluin1988queries"),
        derives={"both": both_optimum},
        reads={"proposed": proposals},
    )
)
def optimal_both(table: Table) -> Dialogue[Labelling]:
    """Learn a concept of a small finite class by labels and proposals of its concepts, as few together as possible.

    Problem: find the target among the N rows of `table` (row = concept, column = point), asking for labels of points and 'is it
    this row?', whichever helps more.
    Idea: work the whole game out beforehand: what each answer to each query leaves, and how many more are needed.
    Theorem: at most `both` queries together, the value of the game: beside `proposed` equivalence queries at most
    both - proposed membership queries.  Every learner of these kinds needs as many for some target and some answers.
    Proof: What is left after the answers is a class again, with a value of its own: 0 if it is one concept, else one more than
    the largest value that an answer leaves, for the best query.  The learner asks that query.  A row that is not left was
    refuted by a label that is known: a teacher who repeats it gives nothing away, so such rows are no better.
    Source: folklore, the minimax value of a game; Hellerstein, Pillaipakkamnatt, Raghavan and Wilkins 1996 bound it by
    certificate sizes, Angluin 1988 for the queries.

    A row that is the only one left is returned and not proposed.  Finding the value can take time exponential in N; the search
    stops at 200,000 version spaces.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (0, 0, 0, 0))
    >>> found = run(optimal_both(table), teachers.Honest(Row(table, 3)))
    >>> found.hypothesis.labels.tolist(), found.ledger
    ([False, False, False, True], Ledger(equivalence: 1; rounds: 1))

    Raises `BadArgument` for a table that is none or whose game is too large, `Inconsistent` when no concept of the table fits
    the answers.
    """
    left = Remaining(table)
    while not left.settled:
        x, h = left.play.both(left.V)[1]
        if x is not None:
            yield from left.ask(x)
            continue
        assert h is not None
        hypothesis = left.concept(h)
        if not (yield from left.refuted(hypothesis)):
            return hypothesis
    return left.concept(left.first)
