"""A threshold on the line by halving: in an interval, on a grid, among all positive integers."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from ...catalogue import proves
from ...concepts.thresholds import LAST, Bracket, GridThresholds, IntegerThresholds, IntervalThresholds
from ...errors import BadArgument, Inconsistent
from ...formulas import Number, clg, exactly, largest, whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, Guarantee, LowerBound, Theorem

brackets = Guarantee(
    "the returned (low, high] contains the threshold, and is no wider than eps",
    lambda case: case.hypothesis.low < case.concept.t <= case.hypothesis.high and case.hypothesis.width <= case.sizes["eps"],
)
finds = Guarantee(
    "the returned bracket is (t - 1, t]",
    lambda case: case.hypothesis == Bracket(case.concept.t - 1, case.concept.t),
)


@proves(
    Theorem(
        learns=IntervalThresholds(),
        claim="A threshold in (a, b] is enclosed in an interval of width eps with exactly clg((b - a)/eps) labels.",
        bounds=(Bound(Membership, "exactly", lambda a, b, eps: clg((b - a) / eps)),),
        lower=LowerBound(
            Membership,
            lambda a, b, eps: clg((b - a) / eps),
            "The adversary keeps the longer side, so after q labels an interval of (b - a)/2**q is still possible.",
        ),
        guarantee=brackets,
        cite=("knuth1998",),
        settings={"eps": (Fraction(1), Fraction(1, 8), Fraction(3, 10), Fraction(1, 1000), Fraction(10**6))},
    )
)
def bisection(a: Number, b: Number, eps: Number) -> Dialogue[Bracket]:
    """Enclose the threshold of x -> [x >= t], t in (a, b], in an interval of width eps.

    Problem: find where a monotone answer on the line changes from no to yes.
    Idea: ask at the middle of what remains.
    Theorem: exactly clg((b - a)/eps) membership queries; no learner does with fewer.  The bracket, not its midpoint,
    has width eps: an error of eps at the midpoint would cost one query less.
    Proof: With r queries left the bracket is at most eps 2**r wide, so some cut leaves at most eps 2**(r-1) on either
    side.  The middle is such a cut; where it is no float, a float beside it is, unless the width is eps 2**r to the bit.
    An adversary who keeps the longer side forces as many.
    Source: folklore; Knuth 1998, section 6.2.1 (binary search).

    `a`, `b`, `eps` are numbers or strings like '1/3'; points are asked as float64 rows of shape (1, 1).

    >>> from fractions import Fraction
    >>> from qlearn import run, teachers
    >>> found = run(bisection(0, 1, "1/8"), teachers.Function(lambda X: X[:, 0] >= 0.3))
    >>> found.hypothesis, found.ledger["membership"]
    (Bracket(low=Fraction(1, 4), high=Fraction(3, 8)), 3)

    Raises `BadArgument` if a >= b, if eps <= 0, or if eps is finer than the floats between a and b.
    """
    low, high, width = exactly(a, "a"), exactly(b, "b"), exactly(eps, "eps")
    if low >= high or width <= 0:
        raise BadArgument(f"bisection needs a < b and eps > 0, got a = {low}, b = {high}, eps = {width}")
    for left in reversed(range(clg((high - low) / width))):
        reach = width * 2**left
        x = _cut(low, high, high - reach, low + reach)
        above = yield from Membership(np.array([[float(x)]]))
        low, high = (low, x) if above[0] else (x, high)
    return Bracket(low, high)


def _cut(low: Fraction, high: Fraction, first: Fraction, last: Fraction) -> Fraction:
    """A float in [first, last], and from low to high, nearest their middle; at low or high itself the answer is no news."""
    x = Fraction(float((low + high) / 2))
    if not (first <= x <= last and low <= x <= high):
        raise BadArgument(
            f"no float64 lies where the interval ({low}, {high}] must be cut; take eps a little larger, or a and b that are"
            " sums of few powers of two"
        )
    return x


@proves(
    Theorem(
        learns=GridThresholds(),
        claim="A threshold on a grid of N points is found with at most clg(N + 1) labels.",
        bounds=(Bound(Membership, "at most", lambda N: clg(N + 1)),),
        lower=LowerBound(Membership, lambda N: clg(N + 1), "There are N + 1 thresholds, and an answer is one bit."),
        guarantee=finds,
        cite=("knuth1998",),
    )
)
def bisection_grid(N: int) -> Dialogue[Bracket]:
    """Find the threshold t in {0, ..., N} of x -> [x >= t] on the points 0, ..., N - 1.

    Problem: the finite form of bisection; t = N accepts no point.
    Idea: ask at the middle point of those whose label is open.
    Theorem: at most clg(N + 1) membership queries; no learner does with fewer.
    Proof: The m thresholds that remain are split into floor(m/2) and ceil(m/2).  So clg(m) falls by at least one with each
    answer.  It starts at clg(N + 1), and N + 1 outcomes need that many bits.
    Source: folklore; Knuth 1998, section 6.2.1 (binary search).

    >>> from qlearn import run, teachers
    >>> found = run(bisection_grid(N=1000), teachers.Function(lambda X: X[:, 0] >= 700))
    >>> int(found.hypothesis.high), found.ledger["membership"]
    (700, 10)

    Raises `BadArgument` if N is no integer from 0 to 2**53.
    """
    return (yield from between(-1, whole(N, "N", least=0, most=LAST)))


@proves(
    Theorem(
        learns=IntegerThresholds(),
        claim="A threshold t >= 1 with no bound known beforehand is found with exactly max(1, 2 clg(t)) labels.",
        bounds=(Bound(Membership, "exactly", lambda t: largest(1, 2 * clg(t))),),
        lower=LowerBound(
            Membership, lambda t: clg(t), "Only to find t among 1..t, knowing that much, takes clg(t) one-bit answers."
        ),
        guarantee=finds,
        cite=("bentley1976",),
    )
)
def galloping() -> Dialogue[Bracket]:
    """Find the threshold t of x -> [x >= t] on 1, 2, 3, ... when nothing bounds it.

    Problem: unbounded search.
    Idea: ask 1, 2, 4, 8, ... until the answer is yes, then bisect the last gap.
    Theorem: exactly 2 clg(t) membership queries, one if t = 1.
    Proof: With j = clg(t), the answers at 1, 2, ..., 2**(j-1) are no and at 2**j yes: j + 1 queries.  The threshold is then
    one of 2**(j-1) integers, which takes j - 1 more.  For t = 1 the first answer is the last.
    Source: Bentley and Yao 1976, the doubling search they improve on.

    >>> from qlearn import run, teachers
    >>> found = run(galloping(), teachers.Function(lambda X: X[:, 0] >= 1000))
    >>> int(found.hypothesis.high), found.ledger["membership"]
    (1000, 20)

    Raises `Inconsistent` if even 2**53, the last integer that float64 counts to, is answered no.
    """
    low, high = 0, 1
    while not (yield from asked(high)):
        if high >= LAST:
            raise Inconsistent("no threshold up to 2**53, the last point that can be asked")
        low, high = high, 2 * high
    return (yield from between(low, high))


def between(low: int, high: int) -> Dialogue[Bracket]:
    """The threshold in {low + 1, ..., high}."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if (yield from asked(middle)) else (middle, high)
    return Bracket(Fraction(low), Fraction(high))


def asked(x: int) -> Dialogue[bool]:
    answer = yield from Membership(np.array([[float(x)]]))
    return bool(answer[0])
