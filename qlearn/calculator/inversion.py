"""Bounds turned round: which error is within reach of N queries, where a bound says how many queries an error takes.

Errors are rational numbers with 13 significant bits, from 2**-40 up.  A bound falls as the error grows, so two neighbours
among these numbers are found by bisection, one on each side of N: what is said is true of them exactly, and the error that
divides them is known to one part in 4096.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

BITS = 12  # after the leading one
FINEST = -40  # errors from 2**-40 on: no learner of directions takes a finer one

Count = Callable[[Fraction], int]


@dataclass(frozen=True)
class Errors:
    """The errors below `top`, in order."""

    top: float

    def at(self, i: int) -> Fraction:
        octave, place = divmod(i, 1 << BITS)
        return ((1 << BITS) + place) * Fraction(2) ** (FINEST + octave - BITS)

    @property
    def last(self) -> int:
        """The index of the largest error below the top."""
        mantissa, exponent = math.frexp(self.top)  # top = mantissa * 2**exponent, 1/2 <= mantissa < 1
        exact = math.ceil(2 * Fraction(mantissa) * (1 << BITS)) - 1 - (1 << BITS)
        return ((exponent - 1 - FINEST) << BITS) + exact


ANGLES = Errors(math.pi / 2)
SHARES = Errors(1.0)


def within_reach(bound: Count, queries: int, errors: Errors) -> Fraction | None:
    """The least error whose bound is at most so many queries; None if no error's is.

    >>> within_reach(lambda eps: math.ceil(1 / eps), 8, SHARES)
    Fraction(1, 8)
    """
    return _least(lambda i: bound(errors.at(i)) <= queries, errors)


def out_of_reach(needed: Count, queries: int, errors: Errors) -> Fraction | None:
    """The largest error that needs more than so many queries: no attack reaches it, nor a smaller one.  None if none does.

    >>> out_of_reach(lambda eps: math.ceil(1 / eps), 8, SHARES)
    Fraction(8191, 65536)
    """
    i = _first(lambda i: needed(errors.at(i)) <= queries, errors)
    return errors.at(i - 1) if i else None


def _least(holds: Callable[[int], bool], errors: Errors) -> Fraction | None:
    i = _first(holds, errors)
    return errors.at(i) if i <= errors.last else None


def _first(holds: Callable[[int], bool], errors: Errors) -> int:
    """The first index from which it holds, one beyond the last if it never does."""
    low, high = -1, errors.last + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
