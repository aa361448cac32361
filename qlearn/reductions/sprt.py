"""Every label decided by a race: as soon as one answer is far enough ahead of the other."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from ..catalogue import Learner, reduces
from ..formulas import Size, ceiling, clog, race, votes
from ..points import Labels
from ..queries import Dialogue, Membership
from ..rate import RateTest
from ..theorems import Mode
from .repetition import Count, Poll, repeated

LATE = Fraction(1, 10)  # of a row's share, for rows that are decided by the last of their votes


def lead(rho: Size, share: Size) -> Size:
    """The least A with 1/(1 + ((1 - rho)/rho)**A) <= share < 1/2: so far ahead an answer is wrong with that probability.

    >>> lead(Fraction(3, 10), Fraction(1, 100)), lead(Fraction(2, 5), Fraction(1, 18020))
    (6, 25)
    """
    return clog((1 - share) / share, (1 - rho) / rho)


@reduces(
    shown_on=("linear.pivot_ratio",),
    loose={"linear.pivot_ratio": "a race that goes on to the last vote for every row is next to impossible"},
)
def sprt(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The learner with each label decided by Wald's sequential test.

    Problem: a majority of a fixed number of votes goes on asking when the answer is plain.
    Idea: stop as soon as one answer is A votes ahead of the other; if none ever is, after r votes, the leader wins.
    Theorem: with s = delta/(q + 1), A = clog((1 - t)/t, (1 - rho)/rho) for t = 9 s/10, and r = votes(rho, s/10), an inner
    bound of q membership queries becomes at most q r, and on average q race(rho, t) or less, race(rho, t) =
    A (x**A - 1)/((x**A + 1)(1 - 2 rho)), x = (1 - rho)/rho; the inner promise holds with probability 1 - delta.
    Proof: With k votes to lose and A + A - k to win, x**-k is a martingale, so the wrong answer is first A ahead with
    probability 1/(1 + x**A) <= 9 s/10; and the difference less (1 - 2 rho) times the votes is one, which gives the mean.
    Stopped after r votes the leader is wrong with at most s/10 more, since a majority of r is.  The failures sum to delta as
    in `vote`.
    Source: Wald 1945, the sequential probability ratio test; gambler's ruin.  No test with these errors asks less on average
    than (1 - 2 t) ln((1 - t)/t)/((1 - 2 rho) ln x), which this one meets when t = 1/(1 + x**A).

    All rows of a batch race side by side; a round asks of each what it must in any case.
    Takes the inner learner's arguments and `rho` in (0, 1/2), `delta` in (0, 1).
    Raises `BadArgument`, `Failed` and `WrongRate` as `vote` does.
    """

    def poll(q: int, rho: Fraction, delta: Fraction) -> Poll:
        share = delta / (q + 1)
        ahead, most = lead(rho, share * (1 - LATE)), votes(rho, share * LATE)
        return raced(int(ahead), int(most), RateTest(rho, share))

    counts: list[tuple[Count, Mode]] = [(_most, "worst case"), (_mean, "expected")]
    return repeated(learner, "sprt", poll, counts, ("wald1945", "chandrasekaran2020"), sprt.reduce.__doc__)


def _most(q: Size, rho: Size, delta: Size) -> Size:
    return q * votes(rho, delta / (q + 1) * LATE)


def _mean(q: Size, rho: Size, delta: Size) -> Size:
    return ceiling(q * race(rho, delta / (q + 1) * (1 - LATE)))


def raced(ahead: int, most: int, test: RateTest) -> Poll:
    """A poll that decides a row when one answer is so far ahead, or leads after an odd number of votes."""

    def ask(query: Membership) -> Dialogue[Labels]:
        led, asked = np.zeros(query.cost, np.int64), np.zeros(query.cost, np.int64)
        while (open_ := np.flatnonzero((np.abs(led) < ahead) & (asked < most))).size:
            more = np.minimum(ahead - np.abs(led[open_]), most - asked[open_])  # no fewer can decide
            which = np.repeat(open_, more)
            labels = yield from query.only(which.tolist())
            np.add.at(led, which, np.where(labels, 1, -1))
            asked[open_] += more
        test.heard(int((asked - np.abs(led)).sum()) // 2, int(asked.sum()))
        won: Labels = led > 0
        return won

    return ask
