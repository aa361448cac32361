"""Every label a majority of several: what a learner of true labels needs under fresh flips."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from ..catalogue import Learner, reduces
from ..formulas import Size, votes
from ..points import Labels
from ..queries import Dialogue, Membership
from ..rate import RateTest
from .repetition import Poll, repeated

AT_ONCE = 1 << 16  # rows of one round at most, if the learner asks no larger batch itself


@reduces(shown_on=("boolean.bit_clearing", "linear.pivot_ratio"))
def vote(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The learner with each label the majority of r askings.

    Problem: each label is flipped with probability rho, afresh at every asking, and the learner believes all it hears.
    Idea: ask each row r times and take what most answers say.
    Theorem: an inner bound of q membership queries becomes q r, r = votes(rho, delta/(q + 1)) the least odd number with
    P(Bin(r, rho) >= (r + 1)/2) <= delta/(q + 1); the inner promise holds with probability 1 - delta.
    Proof: Up to the first row decided wrongly, all that the inner learner has heard is true, so it asks at most q rows, and
    each is decided wrongly with probability at most delta/(q + 1), whatever came before.  These q events and a false alarm
    about the rate, which has a share of its own, sum to delta.  Where none occurs the learner heard what a true teacher says.
    Source: folklore; Chandrasekaran et al. 2020, Proposition 1, with a constant that `proposition_1` keeps.

    No rule for r answers is better than their majority.  On flips that stay with the point nothing is gained: all r are
    alike.  Takes the inner learner's arguments and `rho` in (0, 1/2), `delta` in (0, 1).  After a wrong label the inner
    learner may ask fewer rows than it says, never more: there it is stopped.
    Raises `BadArgument` if the inner learner knows noise already, asks anything but membership queries, or promises nothing
    in the worst case; `Failed` where a label must have been decided wrongly, `WrongRate` if answers disagree too seldom for
    rho (as those of a cache do) or too often.
    """

    def poll(q: int, rho: Fraction, delta: Fraction) -> Poll:
        share = delta / (q + 1)
        return majority(int(votes(rho, share)), RateTest(rho, share))

    return repeated(learner, "vote", poll, [(most, "worst case")], ("chandrasekaran2020",), vote.reduce.__doc__)


def most(q: Size, rho: Size, delta: Size) -> Size:
    """Labels in all, for q that are decided by votes."""
    return q * votes(rho, delta / (q + 1))


def majority(r: int, test: RateTest) -> Poll:
    """A poll of r askings of each row; half of them are no majority."""

    def ask(query: Membership) -> Dialogue[Labels]:
        yes, at_once = np.zeros(query.cost, np.int64), max(1, AT_ONCE // query.cost)
        for done in range(0, r, at_once):
            copies = min(at_once, r - done)
            labels = yield from query.join([query] * (copies - 1))
            yes += labels.reshape(copies, query.cost).sum(axis=0)
        test.heard(int(np.minimum(yes, r - yes).sum()), r * query.cost)
        won: Labels = 2 * yes > r
        return won

    return ask
