"""A majority of as many labels as the published attack on a randomising server takes."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from ..catalogue import Learner, reduces
from ..formulas import Size, ceiling, ln
from ..rate import RateTest
from ..theorems import Mode
from .repetition import Count, Poll, repeated
from .vote import majority


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def published(q: Size, rho: Size, delta: Size) -> Size:
    """The least even number that is 8 ln(q/delta)/(1 - 2 rho)**2 or more.

    >>> published(900, Fraction(2, 5), Fraction(1, 20))
    1960
    """
    return 2 * ceiling(4 * ln(q / delta) / (1 - 2 * rho) ** 2)


@reduces(shown_on=("linear.pivot_ratio",))
def proposition_1(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The learner with each label the most frequent of as many askings as Proposition 1 prints.

    Problem: how much a server gains that flips each label with probability rho, independently of the data.
    Idea: ask each row r times and take the most frequent label.
    Theorem: an inner bound of q membership queries becomes q r, r the least even number that is 8 ln(q/delta)/(1 - 2 rho)**2
    or more; the inner promise, if it holds in the worst case, does so with probability 1 - delta.
    Proof: By Hoeffding r/2 or more of the r answers are wrong with probability at most exp(-r (1 - 2 rho)**2/2), which is
    (delta/q)**4; printed is the weaker exp(-r (1/2 - rho)**2/2) = delta/q.  So some row is decided wrongly with at most
    q (delta/q)**4, and what that leaves of delta pays for a false alarm about the rate.  The paper's 1 - 2 delta allows the
    inner learner a delta of its own, which one of the worst case does not need.
    Source: Chandrasekaran et al. 2020, Proposition 1; kept to be set beside `vote` and `sprt`, which ask less.

    Takes the inner learner's arguments and `rho` in (0, 1/2), `delta` in (0, 1).
    Raises `BadArgument`, `Failed` and `WrongRate` as `vote` does.
    """

    def poll(q: int, rho: Fraction, delta: Fraction) -> Poll:
        alarm = (delta - q * (delta / q) ** 4) / (q + 1)
        return majority(int(published(Fraction(q), rho, delta)), RateTest(rho, alarm))

    counts: list[tuple[Count, Mode]] = [(lambda q, rho, delta: q * published(q, rho, delta), "worst case")]
    return repeated(
        learner, "proposition_1", poll, counts, ("chandrasekaran2020", "hoeffding1963"), proposition_1.reduce.__doc__
    )
