"""Whether so many draws are enough, decided in balls: exp(-rate m) <= risk."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from proofs_checks.lemmas import NotChecked


def ball(number: Fraction | int) -> Any:
    """A rational as a ball around it that is as small as a float of 53 bits allows."""
    try:
        from flint import arb, fmpq
    except ImportError:
        raise NotChecked("python-flint is not installed; it comes with the dependency group `test`") from None
    exact = Fraction(number)
    return arb(fmpq(exact.numerator, exact.denominator))


def enough(m: int, rate: Any, risk: Any) -> bool:
    """Whether exp(-rate m) <= risk for sure; rate and risk are balls.

    >>> enough(30, ball(Fraction(1, 10)), ball(Fraction(1, 20))), enough(29, ball(Fraction(1, 10)), ball(Fraction(1, 20)))
    (True, False)
    """
    return bool((-rate * m).exp() <= risk)
