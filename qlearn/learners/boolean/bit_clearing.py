"""Monotone conjunctions from membership queries alone."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.conjunctions import Conjunction, Conjunctions
from ...formulas import whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=Conjunctions(),
        claim="A monotone conjunction of n variables is found with exactly n membership queries, all in one round.",
        bounds=(Bound(Membership, "exactly", lambda n: n),),
        lower=LowerBound(Membership, lambda n: n, "There are 2**n monotone conjunctions, and an answer is one bit."),
        guarantee=exact,
        cite=("angluin1988queries",),
    )
)
def bit_clearing(n: int) -> Dialogue[Conjunction]:
    """Learn a monotone conjunction of n variables by clearing one bit at a time.

    Problem: find the set of variables whose AND is the target, asking only for labels of points of one's own choice.
    Idea: the point with a single zero, at variable i, is rejected exactly if variable i is in the target.
    Theorem: exactly n membership queries in one round; every learner needs n.
    Proof: The all-ones point is accepted by every monotone conjunction.  Clearing bit i makes false exactly the
    conjunctions that contain variable i, whatever else they contain.  So the n labels spell the target out, and fewer
    than n one-bit answers cannot tell 2**n targets apart.
    Source: folklore; Angluin 1988 sets out the query model.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.conjunctions import Conjunction
    >>> import numpy as np
    >>> found = run(bit_clearing(n=4), teachers.Honest(Conjunction(np.array([True, False, False, True]))))
    >>> found.hypothesis, found.ledger
    (x1 & x4, Ledger(membership: 4; rounds: 1))

    Raises `BadArgument` if n < 1.
    """
    accepted = yield from Membership(1 - np.eye(whole(n, "n", least=1), dtype=np.uint8))  # (n, n)
    return Conjunction(~accepted)
