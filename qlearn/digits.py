"""The question about exact numbers: what value does the concept take at rational points, to so many digits?

A float64 carries 16 digits, and a learner that solves for exponents or roots may need hundreds.  Points and answers are
fractions here, so nothing is rounded on the way: neither in the dialogue, nor in its journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational
from typing import Any, ClassVar

import numpy as np

from .errors import BadAnswer, BadQuery
from .points import count, shortened
from .question import Query

FLOAT = 15  # every decimal number of so many significant digits survives the way to a float64 and back

Point = tuple[Fraction, ...]  # (d,)


@dataclass(frozen=True, eq=False, slots=True)
class Digits(Query[tuple[Fraction, ...]]):
    """What value does the concept take at each of these rational points?  Answer: a tuple of fractions, one a point.

    `digits` is how many significant decimal digits are wanted: the true answer is the number of so many digits that is
    nearest (`rounded`).  None asks for the value itself.
    """

    kind: ClassVar[str] = "digits"
    points: tuple[Point, ...]  # (batch, d)
    digits: int | None = None

    def __post_init__(self) -> None:
        points = tuple(tuple(_coordinate(x) for x in _listed(point)) for point in _listed(self.points))
        if not points or not points[0] or len({len(point) for point in points}) > 1:
            sizes = sorted({len(point) for point in points})
            raise BadQuery(f"digits: points are batch >= 1 rows of d >= 1 fractions each, got {len(points)} rows of {sizes}")
        object.__setattr__(self, "points", points)
        if self.digits is not None:
            object.__setattr__(self, "digits", count(self.digits, 1, "digits: ask for 1 or more digits, or for None: all"))

    @property
    def cost(self) -> int:
        return len(self.points)

    @property
    def d(self) -> int:
        return len(self.points[0])

    def key(self) -> bytes:
        rows = ";".join(",".join(spelled(x) for x in point) for point in self.points)
        return f"digits {self.digits} {rows}".encode()

    def accepts(self, answer: Any) -> tuple[Fraction, ...]:
        if not _is_listed(answer):
            raise BadAnswer(f"digits: wanted a tuple of {self.cost} fractions, the teacher said {_shown(answer)}")
        if len(answer) != self.cost:
            raise BadAnswer(f"digits: asked {self.cost} points, the teacher said {len(answer)} numbers")
        return tuple(self._number(said, row) for row, said in enumerate(answer))

    def _number(self, said: Any, row: int) -> Fraction:
        if isinstance(said, float | np.floating) and (self.digits is None or self.digits > FLOAT):
            wanted = "exact values" if self.digits is None else f"{self.digits} digits"
            raise BadAnswer(
                f"digits: asked for {wanted}, the teacher said the float {said} in row {row}, which carries {FLOAT} digits;"
                " answer with fractions, whole numbers or decimals, and compute with them throughout"
            )
        number = _exact(said)
        if number is None:
            raise BadAnswer(f"digits: the teacher said {_shown(said)} in row {row}; wanted a finite real number, exactly")
        return number

    def __repr__(self) -> str:
        first = shortened(", ".join(spelled(x) for x in self.points[0]), 60)
        return f"Digits({self.cost} points, the first ({first}), digits={self.digits})"


def rounded(number: Fraction, digits: int | None) -> Fraction:
    """The nearest number of so many significant decimal digits, of two the one whose last digit is even; None: itself.

    >>> rounded(Fraction(2, 3), 4), rounded(Fraction(99996), 4), rounded(Fraction(1, 3), None)
    (Fraction(6667, 10000), Fraction(100000, 1), Fraction(1, 3))
    """
    if digits is None or not number:
        return number
    unit = Fraction(10) ** (_leading(abs(number)) - digits + 1)
    return round(number / unit) * unit


def spelled(number: Fraction) -> str:
    """A fraction as text of any length; in sixteens, since Python refuses to write very long numbers in tens."""
    return f"{number.numerator:x}/{number.denominator:x}"


def _leading(number: Fraction) -> int:
    """The e with 10**e <= number < 10**(e + 1), for a number above 0."""
    bits = number.numerator.bit_length() - number.denominator.bit_length()
    e = bits * 30103 // 100000 - 1  # at most one or two off, so it is moved until it is right
    while Fraction(10) ** e > number:
        e -= 1
    while Fraction(10) ** (e + 1) <= number:
        e += 1
    return e


def _listed(given: Any) -> list[Any]:
    if not _is_listed(given):
        raise BadQuery(f"digits: points are rows of fractions, shape (batch, d), got {_shown(given)}")
    return list(given)


def _is_listed(given: Any) -> bool:
    if isinstance(given, np.ndarray):
        return given.ndim > 0
    return isinstance(given, Sequence) and not isinstance(given, str | bytes)


def _shown(thing: Any) -> str:
    """Anything as a little text; a number too long for that by its type."""
    try:
        return shortened(repr(thing), 60)
    except ValueError:
        return f"a {type(thing).__name__} too long to show"


def _coordinate(x: Any) -> Fraction:
    number = None if isinstance(x, float | np.floating) else _exact(x)
    if number is None:
        raise BadQuery(f"digits: coordinates are fractions or whole numbers, got {_shown(x)}; for a float write Fraction(x)")
    return number


def _exact(x: Any) -> Fraction | None:
    """A number as a fraction, None for what is no finite real number."""
    if isinstance(x, bool | np.bool_):
        return None
    if isinstance(x, Integral):
        return Fraction(int(x))
    if isinstance(x, Rational):
        return Fraction(x)
    if isinstance(x, Decimal):
        return Fraction(x) if x.is_finite() else None
    if isinstance(x, float | np.floating):
        return Fraction(*x.as_integer_ratio()) if np.isfinite(x) else None
    return None
