"""A threshold among all positive integers, its number of digits searched as its value is."""

from __future__ import annotations

from fractions import Fraction

from ...catalogue import proves
from ...concepts.thresholds import LAST, Bracket, IntegerThresholds
from ...errors import Inconsistent
from ...formulas import clg, largest
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem
from .bisection import asked, between, finds


@proves(
    Theorem(
        learns=IntegerThresholds(),
        claim="A threshold t >= 2 with no bound known beforehand is found with at most 2 clg(clg(t) + 1) + clg(t) - 1 labels,"
        " and t = 1 with one.",
        bounds=(Bound(Membership, "at most", lambda t: largest(1, 2 * clg(clg(t) + 1) + clg(t) - 1)),),
        lower=LowerBound(
            Membership, lambda t: clg(t), "Only to find t among 1..t, knowing that much, takes clg(t) one-bit answers."
        ),
        guarantee=finds,
        cite=("bentley1976",),
    )
)
def doubly_galloping() -> Dialogue[Bracket]:
    """Find the threshold t of x -> [x >= t] on 1, 2, 3, ... when nothing bounds it, in little more than lg t labels.

    Problem: unbounded search; doubling finds the number of t's digits one by one, which takes as long as the digits themselves.
    Idea: search the number of digits by doubling too, then bisect.
    Theorem: at most 2 clg(clg(t) + 1) + clg(t) - 1 membership queries, one if t = 1.  Fewer than `galloping` from t = 33 on.
    Proof: Let j = clg(t).  To ask about the point 2**(m - 1) is to ask whether j + 1 <= m, so doubling finds j + 1 with
    2 clg(j + 1) queries, one if j = 0.  If j > 0, t is one of 2**(j-1) integers then, which takes j - 1 more.  No learner is
    better everywhere: by Kraft the sum of 2**-q(t) over all t is at most 1, and here it is 1.
    Source: Bentley and Yao 1976.

    >>> from qlearn import run, teachers
    >>> found = run(doubly_galloping(), teachers.Function(lambda X: X[:, 0] >= 1_000_000))
    >>> int(found.hypothesis.high), found.ledger["membership"]
    (1000000, 29)

    Raises `Inconsistent` if even 2**53, the last integer that float64 counts to, is answered no.
    """
    low, high = 0, 1  # low < clg(t) + 1 <= high
    while not (yield from asked(_point(high))):
        if _point(high) == LAST:
            raise Inconsistent("no threshold up to 2**53, the last point that can be asked")
        low, high = high, 2 * high
    high = min(high, LAST.bit_length())
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if (yield from asked(_point(middle))) else (middle, high)
    if high == 1:
        return Bracket(Fraction(0), Fraction(1))
    return (yield from between(_point(high - 1), _point(high)))


def _point(m: int) -> int:
    """2**(m - 1), or the last point."""
    return min(1 << m - 1, LAST)
