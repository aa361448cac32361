"""An inequality on a whole interval, by interval arithmetic: a covering by balls, and an argued tail where it touches 0."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from proofs_checks.lemmas import NotChecked

SMALLEST = 2.0**-30  # of a piece, as a share of the interval: then the claim is taken to fail


def positive(f: Callable[[Any], Any], low: Fraction, high: Fraction) -> bool:
    """Whether f > 0 on all of [low, high]: f maps a ball to a ball that holds every value, and pieces are halved until none
    touches 0.  False if f is not positive somewhere, or comes so near to 0 that no piece of 2**-30 of the interval decides.

    >>> positive(lambda x: 2 * x - (2 * x).sin(), Fraction(1, 8), Fraction(2))
    True
    >>> positive(lambda x: x - (2 * x).sin(), Fraction(1, 8), Fraction(2))
    False
    """
    arb = _arb()
    pieces = [(low, high)]
    while pieces:
        a, b = pieces.pop()
        middle, radius = (a + b) / 2, (b - a) / 2
        ball = arb(_exact(middle), 0) + arb(0, 1) * _exact(radius)
        if f(ball) > 0:
            continue
        if radius < (high - low) * Fraction(SMALLEST) or f(arb(_exact(middle))) <= 0:
            return False
        pieces += [(a, middle), (middle, b)]
    return True


def _exact(number: Fraction) -> Any:
    from flint import arb, fmpq

    return arb(fmpq(number.numerator, number.denominator))


def _arb() -> Any:
    try:
        from flint import arb
    except ImportError:
        raise NotChecked("python-flint is not installed; it comes with the dependency group `test`") from None
    return arb
