"""Conjunctions of literals from membership queries and one point that is known to be accepted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...catalogue import proves
from ...concepts.literals import Term, TermsAt
from ...domains import Cube
from ...errors import BadArgument
from ...points import array
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=TermsAt(),
        claim="A conjunction of literals of n variables that accepts a known point is found with exactly n membership queries,"
        " all in one round.",
        bounds=(Bound(Membership, "exactly", lambda n: n),),
        lower=LowerBound(
            Membership, lambda n: n, "2**n conjunctions of literals are true at the known point, and an answer is one bit."
        ),
        guarantee=exact,
        cite=("angluin1988queries",),
        derives={"n": lambda arguments: len(arguments["positive"])},
    )
)
def literals_from_positive(positive: Sequence[int]) -> Dialogue[Term]:
    """Learn a conjunction of literals from a point that it accepts, by changing one bit at a time.

    Problem: find the literals whose AND is the target, given one point of n bits that it accepts, asking only for labels.
    Idea: change one variable of the known point; the new point is rejected exactly if that variable is in the target.
    Theorem: exactly n membership queries in one round; every learner needs n, for each known point.
    Proof: All literals of the target are true at the known point.  With variable i changed just its literal is false, if it is
    in the target; so the n labels say which variables are in it, and the point says with which sign.  Any of the 2**n sets
    of variables may be it, and fewer than n one-bit answers cannot tell them apart.
    Source: folklore; Angluin 1988 shows by terms of n literals that without such a point 2**n - 1 queries may be needed.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.literals import Term
    >>> import numpy as np
    >>> target = Term(np.array([True, False, False]), np.array([False, False, True]))
    >>> found = run(literals_from_positive([1, 1, 0]), teachers.Honest(target))
    >>> found.hypothesis, found.ledger
    (x1 & ~x3, Ledger(membership: 3; rounds: 1))

    Raises `BadArgument` if `positive` is no point of one bit or more.
    """
    point = array(positive, BadArgument)
    if point.ndim != 1 or not point.size or not Cube(len(point)).contains(point[None])[0]:
        raise BadArgument(f"positive is a point of n >= 1 bits, each 0 or 1, that the target accepts; got {positive!r}")
    point = point.astype(np.uint8)
    accepted = yield from Membership(point ^ np.eye(len(point), dtype=np.uint8))  # (n, n)
    return Term((point == 1) & ~accepted, (point == 0) & ~accepted)
