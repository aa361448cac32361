"""A threshold by halving, though a few of the answers may be lies."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from ...catalogue import proves
from ...channels import few_lies
from ...concepts.lies import least_questions
from ...concepts.lying_thresholds import LyingThresholds
from ...concepts.thresholds import LAST, Bracket
from ...formulas import clg, smallest, whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem
from .bisection import finds


@proves(
    Theorem(
        learns=LyingThresholds(),
        claim="A threshold on a grid of N points is found, though e answers may be lies, with at most (e + 1) clg(N + 1) + e"
        " labels (none if N is 0).",
        bounds=(Bound(Membership, "at most", lambda N, e: (e + 1) * clg(N + 1) + smallest(N, 1) * e),),
        lower=LowerBound(
            Membership,
            lambda q: q,
            "Each of the N + 1 thresholds has strings of q answers to itself, those with at most e lies; so q is at least what"
            " lets (N + 1) (C(q, 0) + ... + C(q, e)) be at most 2**q.",
        ),
        guarantee=finds,
        cite=("rivest1980", "pelc2002", "berlekamp1968"),
        derives={"q": lambda told: least_questions(told["N"] + 1, told["e"])},
        noise=few_lies,
    )
)
def bisection_with_lies(N: int, e: int) -> Dialogue[Bracket]:
    """Find the threshold t in {0, ..., N} of x -> [x >= t] on 0, ..., N - 1, of a teacher who may lie e times.

    Problem: binary search believes every answer, and one lie leads it astray for good.
    Idea: repeat a question until one of its answers was given more often than the teacher may still lie.
    Theorem: at most (e + 1) clg(N + 1) + e membership queries (none if N is 0).
    Proof: An answer given more often than lies are left is true once, so it is true.  Then each time that the other one was
    given was a lie; so over all questions at most e answers go to waste, and each of at most clg(N + 1) questions takes at
    most e + 1 others.  A teacher who keeps all lies for the last question makes it ask as many.
    Source: folklore; Rivest, Meyer, Kleitman, Winklmann and Spencer 1980 for lg N + e lg lg N + O(e lg e) by comparisons; Pelc
    2002 for what is known.

    `e` = 0 is binary search.  Few lies do not call for this many repeats; but it takes no thought about what was said before.

    >>> from qlearn import channels, run, teachers
    >>> honest = teachers.Function(lambda X: X[:, 0] >= 700)
    >>> found = run(bisection_with_lies(N=1000, e=1), honest)
    >>> int(found.hypothesis.high), found.ledger["membership"], bisection_with_lies.theorem.bounds[0].at(N=1000, e=1)
    (700, 20, 21)

    Raises `BadArgument` if N is no integer from 0 to 2**53, or e < 0.
    """
    low, high, left = -1, whole(N, "N", least=0, most=LAST), whole(e, "e", least=0)
    while high - low > 1:
        middle = (low + high) // 2
        said = {False: 0, True: 0}
        while max(said.values()) <= left:
            answer = yield from Membership(np.array([[float(middle)]]))
            said[bool(answer[0])] += 1
        left -= min(said.values())
        low, high = (low, middle) if said[True] > said[False] else (middle, high)
    return Bracket(Fraction(low), Fraction(high))
