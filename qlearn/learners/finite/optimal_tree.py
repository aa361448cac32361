"""Any small finite class from labels of points, by an optimal tree of queries."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.tables import Labelling, Table, Tables
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact
from .remaining import Remaining, membership_optimum


@proves(
    Theorem(
        learns=Tables(),
        claim="A concept of any finite class is found with at most D membership queries, D the depth of the shallowest tree of"
        " queries that tells all concepts apart: no learner does with fewer.",
        bounds=(Bound(Membership, "at most", lambda D: D),),
        lower=LowerBound(
            Membership, lambda D: D, "A learner of membership queries is such a tree, and D is the depth of the shallowest."
        ),
        guarantee=exact,
        cite=("hegedus1995", "angluin1988queries"),
        derives={"D": membership_optimum},
    )
)
def optimal_tree(table: Table) -> Dialogue[Labelling]:
    """Learn a concept of a small finite class with as few labels in the worst case as possible.

    Problem: find the target among the N rows of `table` (row = concept, column = point), asking for labels of points.
    Idea: work the whole game out beforehand: what each label leaves, and how many more are needed from there at most.
    Theorem: at most D membership queries, and every learner needs D for some target.
    Proof: What is left after the answers is a class again, with an optimum of its own: 0 if it is one concept, else one more
    than the larger optimum of the two parts at the best point.  The learner asks that point, so the optimum falls with every
    label.  A learner that asks another point is left, by some label, with a part that needs as many more.
    Source: folklore, the minimax value of a game; Hegedues 1995 bounds D by teaching dimensions.  Of moves that are
    equally good the first that the search meets.

    clg(N) <= D <= N - 1.  Finding D can take time exponential in N; the search stops at 200,000 version spaces.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))
    >>> found = run(optimal_tree(table), teachers.Honest(Row(table, 3)))
    >>> found.hypothesis.labels.tolist(), found.ledger["membership"]
    ([False, False, False, True], 3)

    Raises `BadArgument` for a table that is none or whose game is too large.
    """
    left = Remaining(table)
    while not left.settled:
        x = left.play.membership(left.V)[1][0]
        assert x is not None
        yield from left.ask(x)
    return left.concept(left.first)
