"""Any small finite class from counterexamples to its own concepts, optimally."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.tables import Labelling, Table, Tables
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact
from .remaining import Remaining, proper_optimum


@proves(
    Theorem(
        learns=Tables(),
        claim="A concept of any finite class is found with at most `proper` equivalence queries whose hypotheses are of the"
        " class, the final yes included: no learner with such hypotheses does with fewer.",
        bounds=(Bound(Equivalence, "at most", lambda proper: proper),),
        lower=LowerBound(
            Equivalence,
            lambda proper: proper,
            "Of learners whose hypotheses are of the class: `proper` is the value of their game, the final yes included.  With"
            " other hypotheses L + 1 are enough.",
        ),
        guarantee=exact,
        cite=("angluin1988queries", "hellerstein1996"),
        derives={"proper": proper_optimum},
    )
)
def optimal_proper(table: Table) -> Dialogue[Labelling]:
    """Learn a concept of a small finite class by proposing concepts of it, as few in the worst case as possible.

    Problem: find the target among the N rows of `table` (row = concept, column = point), asking 'is it this row?'.
    Idea: work the whole game out beforehand: what each counterexample to each row leaves, and how many more rows are needed.
    Theorem: at most `proper` equivalence queries, the value of the game, and every learner that proposes rows needs as many
    for some target and some counterexamples.
    Proof: What is left after the answers is a class again, with a value of its own: 1, the yes, if it is one concept, else one
    more than the largest value that a counterexample leaves, for the best row.  The learner proposes that row.  A row that is
    not left was refuted by a label that is known: a teacher who repeats it gives nothing away, so such rows are no better.
    Source: folklore, the minimax value of a game; Angluin 1988 for the queries, Hellerstein, Pillaipakkamnatt, Raghavan and
    Wilkins 1996 for what proper learners need.

    L + 1 <= proper <= N: of singletons all rows may have to be proposed, though L = 1.  Finding the value can take time
    exponential in N; the search stops at 200,000 version spaces.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))
    >>> found = run(optimal_proper(table), teachers.Honest(Row(table, 3), "keeps-most", space=Tables().space(table=table)))
    >>> found.hypothesis.labels.tolist(), found.ledger["equivalence"]
    ([False, False, False, True], 4)

    Raises `BadArgument` for a table that is none or whose game is too large, `Inconsistent` when no concept of the table fits
    the answers.
    """
    left = Remaining(table)
    while True:
        h = left.play.proper(left.V)[1][1]
        hypothesis = left.concept(left.first if h is None else h)
        if not (yield from left.refuted(hypothesis)):
            return hypothesis
