"""The field of 2**m elements: polynomials over {0, 1} as integers, bit i the coefficient of t**i."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


def product(a: int, b: int) -> int:
    """Of two polynomials over {0, 1}.

    >>> product(0b11, 0b11) == 0b101
    True
    """
    found = 0
    while b:
        low = b & -b
        found ^= a * low
        b ^= low
    return found


def remainder(a: int, b: int) -> int:
    """Of a by b, not 0."""
    while a.bit_length() >= b.bit_length():
        a ^= b << (a.bit_length() - b.bit_length())
    return a


@dataclass(frozen=True)
class BinaryField:
    """GF(2**m): sums are XORs, products are taken modulo the least polynomial of degree m that has no divisor."""

    m: int

    @cached_property
    def modulus(self) -> int:
        divisors = range(2, 2 << self.m // 2)
        of_degree = range(1 << self.m, 2 << self.m)
        return next(p for p in of_degree if all(remainder(p, d) for d in divisors))

    def times(self, a: int, b: int) -> int:
        return remainder(product(a, b), self.modulus)

    def power(self, a: int, exponent: int) -> int:
        """By squaring; a**0 is 1."""
        found = 1
        while exponent:
            if exponent & 1:
                found = self.times(found, a)
            a, exponent = self.times(a, a), exponent >> 1
        return found

    def inverse(self, a: int) -> int:
        """Of an element that is not 0: a**(2**m - 2)."""
        return self.power(a, (1 << self.m) - 2)
