"""The roots of a polynomial with real roots above 0 only, to any number of digits."""

from __future__ import annotations

from itertools import pairwise
from typing import Any


def positive_roots(there: Any, polynomial: list[Any]) -> list[Any] | None:
    """The roots of a polynomial all of whose roots are above 0, increasing, by Laguerre's method; None if it has others.

    From below all roots it goes up to the least and never past it.  That is divided out, and the next lies above.
    """
    x, found, rest, close = there.mpf(0), [], polynomial, there.ldexp(1, -there.prec // 4)
    while len(rest) > 1:
        x = _least_root(there, rest, x, close)
        if x is None:
            return None
        found.append(x)
        quotient = [rest[-1]]
        for c in rest[-2:0:-1]:
            quotient.append(c + x * quotient[-1])
        rest = quotient[::-1]
    for _ in range(3):  # by Newton's method in the polynomial itself
        found = [r - _at(polynomial, r)[0] / (_at(polynomial, r)[1] or 1) for r in found]
    return found if all(low < high for low, high in pairwise([0, *found])) else None


def _least_root(there: Any, polynomial: list[Any], x: Any, close: Any) -> Any:
    n = len(polynomial) - 1
    for _ in range(200):
        p, slope, bend = _at(polynomial, x)
        if not p:
            return x
        square = (n - 1) * ((n - 1) * slope**2 - n * p * bend)
        if square < 0:
            return None
        root = there.sqrt(square)
        below = slope + root if slope > 0 else slope - root
        if not below:
            return None
        step = -n * p / below
        x += step
        if abs(step) <= abs(x) * close:
            return x
    return None


def _at(polynomial: list[Any], x: Any) -> tuple[Any, Any, Any]:
    """The polynomial and its first two derivatives, by Horner's rule."""
    p = slope = half = polynomial[-1] * 0
    for c in reversed(polynomial):
        half = half * x + slope
        slope = slope * x + p
        p = p * x + c
    return p, slope, 2 * half
