"""Interval arithmetic to any number of digits: what is known to lie between two fractions, and what follows from it.

`mpmath` computes the ends, each rounded outwards, in contexts of our own whose precision is never changed.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

Interval = Any  # an ivmpf of the context that it was made in


@lru_cache(maxsize=64)
def context(digits: int) -> Any:
    """A place to compute with so many decimal digits, and a few more."""
    from mpmath.ctx_iv import MPIntervalContext

    here = MPIntervalContext()
    here.prec = digits * 10 // 3 + 64  # bits
    return here


def between(here: Any, low: Fraction, high: Fraction) -> Interval:
    """The interval from low to high, its ends rounded outwards."""
    first, last = (here.mpf(x.numerator) / here.mpf(x.denominator) for x in (low, high))
    return here.mpf([first.a, last.b])


def at(here: Any, number: Fraction) -> Interval:
    """A number as an interval: no wider than it takes to hold it."""
    return here.mpf(number.numerator) / here.mpf(number.denominator)


def ends(found: Interval) -> tuple[Fraction, Fraction]:
    """The two ends as the fractions they are."""
    low, high = (_fraction(end) for end in found._mpi_)
    return low, high


def _fraction(end: tuple[int, int, int, int]) -> Fraction:
    sign, digits, exponent, _ = end
    if not digits and exponent:
        raise OverflowError("the interval has no end")
    size = Fraction(int(digits) << exponent) if exponent >= 0 else Fraction(int(digits), 1 << -exponent)
    return -size if sign else size
