"""Monotone DNF from counterexamples and membership queries."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.masks import mask_of, points_of
from ...concepts.monotone import MonotoneDNF, MonotoneDNFs
from ...domains import Cube
from ...errors import Inconsistent
from ...formulas import whole
from ...queries import Dialogue, Equivalence, Membership
from ...theorems import Bound, Theorem, exact
from .monotone_answers import MonotoneAnswers


@proves(
    Theorem(
        learns=MonotoneDNFs(),
        claim="A monotone function of n variables with m least terms is found with exactly m + 1 equivalence queries and at"
        " most m (n - 1) + 1 membership queries.",
        bounds=(
            Bound(Equivalence, "exactly", lambda m: m + 1),
            Bound(Membership, "at most", lambda n, m: m * (n - 1) + 1),
        ),
        guarantee=exact,
        cite=("angluin1988queries",),
    )
)
def monotone_dnf(n: int) -> Dialogue[MonotoneDNF]:
    """Learn a monotone function of n variables, one of its least terms from each counterexample.

    Problem: find the terms whose OR is the target, asking 'is it this one?' and for labels of points of one's own choice.
    Idea: the hypothesis is the OR of the terms found.  A counterexample is a point that the target accepts; set one variable
    after another to 0, and back to 1 where the target then rejects.  What is left is the next term.
    Theorem: exactly m + 1 equivalence queries and at most m (n - 1) + 1 membership queries.
    Proof: The terms found are least terms of the target, so it accepts all that the hypothesis accepts, and a counterexample is
    above none of them.  It shrinks to a least accepted point, in one pass, since a variable that could not be dropped
    cannot be dropped after others are; that is a term not found before.  Only the first counterexample can be 1
    everywhere, for all terms accept that point: it costs n queries, each other one n - 1 at most.
    Source: Angluin 1988, on monotone DNF, with m n membership queries.

    No point is asked that a rejected one is above.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.monotone import MonotoneDNF
    >>> import numpy as np
    >>> target = MonotoneDNF.of(np.array([[1, 1, 0], [0, 0, 1]]) == 1)
    >>> found = run(monotone_dnf(n=3), teachers.Honest(target, "longest"))
    >>> found.hypothesis, found.ledger["equivalence"], found.ledger["membership"]
    (x3 | x1 & x2, 3, 5)

    Raises `BadArgument` if n < 1, `Inconsistent` with the two points if the answers show that the target is not monotone.
    """
    answers = MonotoneAnswers(whole(n, "n", least=1))
    terms: list[int] = []
    while True:
        hypothesis = MonotoneDNF.of(points_of(terms, n))
        counterexample = yield from Equivalence(hypothesis)
        if counterexample is None:
            return hypothesis
        if not Cube(n).contains(counterexample.point[None])[0]:
            raise Inconsistent(f"{counterexample}, but that is no point of {n} bits")
        wrong = mask_of(counterexample.point)
        answers.hear(wrong, bool(counterexample.label))
        terms.append((yield from answers.shrink(wrong)))
