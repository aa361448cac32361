"""Parities from membership queries alone."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.parities import Parities, Parity
from ...formulas import whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=Parities(),
        claim="A parity of n variables is found with exactly n membership queries, all in one round.",
        bounds=(Bound(Membership, "exactly", lambda n: n),),
        lower=LowerBound(Membership, lambda n: n, "There are 2**n parities, and an answer is one bit."),
        guarantee=exact,
        cite=("helmbold1992parity",),
    )
)
def parity(n: int) -> Dialogue[Parity]:
    """Learn a parity of n variables from its values at the n unit points.

    Problem: find the set of variables whose sum modulo 2 is the target, asking only for labels of points of one's choice.
    Idea: a parity is linear over the field of two elements, and the unit points are a basis.
    Theorem: exactly n membership queries in one round; every learner needs n.
    Proof: The point with a single one, at variable i, is labelled by whether i is chosen, whatever else is.  So the n labels
    spell the target out.  Fewer than n one-bit answers cannot tell 2**n targets apart.
    Source: folklore; Helmbold, Sloan and Warmuth 1992, section 1, for parities as a class to be learned exactly.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.parities import Parity
    >>> import numpy as np
    >>> found = run(parity(n=4), teachers.Honest(Parity(np.array([True, False, False, True]))))
    >>> found.hypothesis, found.ledger
    (x1 + x4, Ledger(membership: 4; rounds: 1))

    Raises `BadArgument` if n < 1.
    """
    labels = yield from Membership(np.eye(whole(n, "n", least=1), dtype=np.uint8))  # (n, n)
    return Parity(labels)
