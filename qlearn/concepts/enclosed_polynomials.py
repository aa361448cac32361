"""A polynomial with a bound on its error: what rounded answers determine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..domains import Space
from ..points import Labels, Points, Values
from .polynomials import Polynomial


@dataclass(frozen=True, eq=False)
class EnclosedPolynomial:
    """A polynomial, and how far a value of it on its box is from the target's at most."""

    polynomial: Polynomial
    error: float

    @property
    def domain(self) -> Space:
        return self.polynomial.domain

    @property
    def given(self) -> Mapping[str, Any]:
        return self.polynomial.given

    @property
    def sizes(self) -> Mapping[str, int]:
        return self.polynomial.sizes

    def values(self, points: Points) -> Values:
        return self.polynomial.values(points)

    def __call__(self, points: Points) -> Labels:
        return self.polynomial(points)

    def key(self) -> bytes:
        return f"enclosed {self.error!r} ".encode() + self.polynomial.key()

    def __str__(self) -> str:
        return f"{self.polynomial}, within {self.error:.3g}"

    __repr__ = __str__
