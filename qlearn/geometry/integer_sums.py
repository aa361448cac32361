"""Sums c_1 m_1^i + ... + c_t m_t^i, i = 0, 1, ...: their nodes m_j and weights c_j from the first terms, without rounding.

Such a sequence obeys one linear recurrence of length t, whose polynomial is (z - m_1) ... (z - m_t): Prony's identity.  Here
the terms are fractions and the nodes positive integers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

Terms = Sequence[Fraction]
Sum = tuple[tuple[int, ...], tuple[Fraction, ...]]  # nodes and weights
SMALL = 2**13 - 1  # a prime, and small enough to look for roots among all residues
EXPONENTS = (521, 2203, 9689, 44497, 110503)  # of Mersenne primes


def prony(terms: Terms, primes: Sequence[int]) -> Sum | None:
    """The nodes, products of these primes, and the weights of the one such sum of at most len(terms)/2 summands.

    None if there is none.  A prime modulus is tried first, where numbers stay short: what it gives is checked against all
    terms, and only where that fails the work is done again, in the end with fractions.
    """
    scale = lcm(*(term.denominator for term in terms))
    whole = [int(term * scale) for term in terms]
    if max(primes) < SMALL and not _splits(_recurrence(whole, SMALL)):
        return None  # each root is the residue of a node, of several ones perhaps
    for modulus in _moduli(max((abs(term).bit_length() for term in whole), default=0)):
        recurrence = _recurrence(whole, modulus)
        if 2 * (len(recurrence) - 1) > len(terms):
            return None  # a sum of t summands obeys a recurrence of length t by every modulus
        nodes = positive_roots(recurrence)
        if nodes is not None and all(_made_of(node, primes) for node in nodes):
            shares = weights(nodes, recurrence, terms)
            if all(shares) and _sums(nodes, shares, len(terms)) == list(terms):
                return nodes, shares
    return None


def _moduli(bits: int) -> Iterator[int | None]:
    """Primes 2**e - 1, up to one that is longer than the terms; None for the fractions, where nothing is lost."""
    for before, e in zip((0, *EXPONENTS), EXPONENTS, strict=False):
        if before <= bits:
            yield 2**e - 1
    yield None


def _recurrence(terms: Sequence[int], modulus: int | None) -> list[int]:
    """The shortest recurrence as a polynomial, constant first and leading coefficient 1: Berlekamp and Massey.

    With a modulus its coefficients are those nearest to 0.  Without one they are fractions; they are cut to integers, as a
    recurrence with others has other roots than are looked for, and what is made of it fails the comparison with the terms.
    """
    given: list[Any] = list(map(Fraction, terms)) if modulus is None else [term % modulus for term in terms]
    now: list[Any] = [1]  # the polynomial read the other way round
    before: list[Any] = [1]
    length, since, last = 0, 1, given[0] * 0 + 1 if given else 1
    for i in range(len(given)):
        wrong = sum(a * b for a, b in zip(now, given[i::-1], strict=False))
        wrong = wrong if modulus is None else wrong % modulus
        if wrong == 0:
            since += 1
            continue
        factor = wrong / last if modulus is None else wrong * pow(last, -1, modulus)
        changed = now + [0] * (len(before) + since - len(now))
        for j, b in enumerate(before, since):
            changed[j] = changed[j] - factor * b if modulus is None else (changed[j] - factor * b) % modulus
        if 2 * length <= i:
            length, before, last, since = i + 1 - length, now, wrong, 1
        else:
            since += 1
        now = changed
    polynomial = (now + [0] * (length + 1))[length::-1]
    return [int(c) if modulus is None or c <= modulus // 2 else c - modulus for c in polynomial]


def _splits(recurrence: Sequence[int]) -> bool:
    """Whether it is a product of factors z - r modulo `SMALL`, r not 0."""
    residues, value = np.arange(1, SMALL), np.zeros(SMALL - 1, np.int64)
    for c in reversed(recurrence):
        value = (value * residues + c) % SMALL
    left = list(recurrence)
    for root in residues[value == 0].tolist():
        while len(left) > 1 and _at(left, root)[0] % SMALL == 0:
            left = [c % SMALL for c in _divided(left, root)]
    return len(left) == 1


def positive_roots(polynomial: Sequence[int]) -> tuple[int, ...] | None:
    """The roots of a monic polynomial, constant first, if all of them are different integers above 0, in descending order.

    Newton's steps from above the largest root, rounded up, never pass it while all roots are real and it is an integer; then
    it is divided off.
    """
    left, found = list(polynomial), list[int]()
    while len(left) > 1:
        root = _largest_root(left)
        if root is None or root in found:
            return None
        found.append(root)
        left = _divided(left, root)
    return tuple(found)


def _largest_root(polynomial: Sequence[int]) -> int | None:
    x, t = -polynomial[-2], len(polynomial) - 1  # the sum of the roots, and their number
    for _ in range(t * (x.bit_length() + 2) + t + 2):  # a step leaves at most (1 - 1/t) of the way
        value, slope = _at(polynomial, x)
        if x > 0 and value == 0:
            return x
        if x <= 0 or value < 0 or slope <= 0:
            return None  # were all roots real and positive, x would be above the largest
        x -= -(-value // slope)
    return None


def _at(polynomial: Sequence[int], x: int) -> tuple[int, int]:
    """Value and slope: Horner's scheme."""
    value, slope = 0, 0
    for c in reversed(polynomial):
        slope = slope * x + value
        value = value * x + c
    return value, slope


def _divided(polynomial: Sequence[int], root: int) -> list[int]:
    """The polynomial divided by z - root, which divides it."""
    quotient, carry = list[int](), 0
    for c in reversed(polynomial[1:]):
        carry = carry * root + c
        quotient.append(carry)
    return quotient[::-1]


def weights(nodes: Sequence[int], polynomial: Sequence[int], terms: Terms) -> tuple[Fraction, ...]:
    """The c_j whose sums c_1 m_1^i + ... are the first terms, by Lagrange: the polynomial divided by z - m_j picks the j-th."""
    found = []
    for node in nodes:
        picks = _divided(polynomial, node)
        found.append(sum((c * term for c, term in zip(picks, terms, strict=False)), Fraction(0)) / _at(picks, node)[0])
    return tuple(found)


def _sums(nodes: Sequence[int], shares: Sequence[Fraction], many: int) -> list[Fraction]:
    powers, found = list(shares), []
    for _ in range(many):
        found.append(sum(powers, Fraction(0)))
        powers = [power * node for power, node in zip(powers, nodes, strict=True)]
    return found


def _made_of(node: int, primes: Sequence[int]) -> bool:
    return multiplicities(node, primes)[1] == 1


def multiplicities(node: int, primes: Sequence[int]) -> tuple[tuple[int, ...], int]:
    """How often each prime divides the node, and what is left of it."""
    found = []
    for prime in primes:
        e = 0
        while node % prime == 0:
            node, e = node // prime, e + 1
        found.append(e)
    return tuple(found), node


def first_primes(n: int) -> tuple[int, ...]:
    """The first n primes."""
    found: list[int] = []
    candidate = 2
    while len(found) < n:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return tuple(found)
