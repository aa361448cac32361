"""Arithmetic for bounds: the same plain function runs on ints, on Fractions and on sympy symbols.

Written with `clg`, `ceiling`, `floor`, `ln`, `sqrt`, `sin`, `total` and the like, a bound is checked without sympy where
fractions do, printed and proved with it, and composed by composing functions.  No float is ever rounded up:
`math.ceil(math.log2(2**49 + 1))` is 49, `clg` says 50.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb
from typing import Any

from .binomial import majority_votes, race_length, told_apart
from .errors import BadArgument
from .sample_sizes import least_power

Size = Any  # int | Fraction | a sympy expression
Number = Fraction | int | float | str  # what `exactly` takes


def exactly(number: Any, name: str = "the number") -> Fraction:
    """A number as the rational it is: an int, a Fraction, a string such as '1/20' or '0.05', or a float (bit for bit).

    >>> exactly("1/20"), exactly(0.5)
    (Fraction(1, 20), Fraction(1, 2))
    """
    try:
        return Fraction(number)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        raise BadArgument(f"{name} must be a finite number such as 3, '1/20' or 0.05, got {number!r}") from None


def proper_share(given: Any, name: str, what: str = "probability") -> Fraction:
    """eps, delta or the like as an exact number; `BadArgument` unless it lies strictly between 0 and 1.

    >>> proper_share("1/20", "delta")
    Fraction(1, 20)
    """
    found = exactly(given, name)
    if not 0 < found < 1:
        raise BadArgument(f"{name} is a {what} strictly between 0 and 1, got {given}")
    return found


def whole(number: Any, name: str, least: int, most: int | None = None) -> int:
    """An integer argument within its limits; `BadArgument` says what is wrong with one that is not.

    >>> whole(3, "n", least=1)
    3
    """
    if isinstance(number, bool) or not isinstance(number, int) or number < least or (most is not None and number > most):
        limits = f"at least {least}" if most is None else f"from {least} to {most}"
        raise BadArgument(f"{name} is an integer, {limits}; got {number!r}")
    return number


def clg(r: Size) -> Size:
    """The least q >= 0 with r <= 2**q, exactly.

    >>> [clg(r) for r in (0, 1, 2, 3, 2**49 + 1, Fraction(9, 2))]
    [0, 0, 1, 2, 50, 3]
    """
    if isinstance(r, int | Fraction):
        return max(0, r.__ceil__() - 1).bit_length()  # 2**q is an integer
    from . import symbols

    return symbols.clg(r)


def clog(r: Size, base: Size) -> Size:
    """The least q >= 0 with r <= base**q, for a base above 1, exactly: clg for other bases.

    >>> clog(1000, 10), clog(1001, 10), clog(Fraction(9, 4), Fraction(3, 2))
    (3, 4, 2)
    """
    if isinstance(r, int | Fraction) and isinstance(base, int | Fraction):
        if base <= 1:
            raise BadArgument(f"a logarithm is to a base above 1, got {base}")
        return least_power(Fraction(r), Fraction(base))
    from . import symbols

    return symbols.clog(r, base)


def floor(r: Size) -> Size:
    """The greatest integer that is not above r."""
    if isinstance(r, int | Fraction):
        return r.__floor__()
    from . import symbols

    return symbols.floor(r)


def ceiling(r: Size) -> Size:
    """The least integer that is not below r."""
    if isinstance(r, int | Fraction):
        return r.__ceil__()
    from . import symbols

    return symbols.ceiling(r)


def floor_lg(r: Size) -> Size:
    """The greatest q with 2**q <= r, for an integer r >= 1."""
    if isinstance(r, int):
        return r.bit_length() - 1
    from . import symbols

    return symbols.floor_lg(r)


def ln(r: Size) -> Size:
    """The natural logarithm, as an exact expression: its ceiling is never off by one."""
    from . import symbols

    return symbols.ln(r)


def entropy(p: Size) -> Size:
    """The entropy of a coin that shows heads with probability p, 0 <= p <= 1, in bits, as an exact expression.

    >>> entropy(Fraction(1, 2)), entropy(0), round(float(entropy(Fraction(1, 10))), 3)
    (1, 0, 0.469)
    """
    return sum((q * ln(1 / q) / ln(2) for q in (p, 1 - p) if q != 0), 0 * p)


def sqrt(r: Size) -> Size:
    """The square root, as an exact expression."""
    from . import symbols

    return symbols.sqrt(r)


def sin(r: Size) -> Size:
    """The sine of an angle in radians, as an exact expression."""
    from . import symbols

    return symbols.sin(r)


def pi() -> Size:
    """The number pi, as an exact expression."""
    from . import symbols

    return symbols.pi


def choose(n: Size, k: Size) -> Size:
    """How many sets of k things there are among n: the binomial coefficient."""
    if isinstance(n, int) and isinstance(k, int):
        return comb(n, k)
    from . import symbols

    return symbols.choose(n, k)


def farey(W: Size) -> Size:
    """How many fractions in [0, 1] have a denominator of at most W: 1 + phi(1) + ... + phi(W).

    >>> [farey(W) for W in (1, 2, 3, 4, 5)]
    [2, 3, 5, 7, 11]
    """
    if not isinstance(W, int):
        from . import symbols

        return symbols.farey(W)
    phi = list(range(W + 1))
    for p in range(2, W + 1):
        if phi[p] == p:  # a prime
            phi[p::p] = [m - m // p for m in phi[p::p]]
    return 1 + sum(phi)


def votes(rho: Size, share: Size) -> Size:
    """The least odd number of votes, each wrong with probability rho < 1/2, whose majority is wrong with at most `share`.

    >>> votes(Fraction(2, 5), Fraction(1, 100)), votes(Fraction(1, 4), Fraction(5, 32))
    (133, 3)
    """
    if isinstance(rho, int | Fraction) and isinstance(share, int | Fraction):
        return majority_votes(Fraction(rho), Fraction(share))
    from . import symbols

    return symbols.votes(rho, share)


def race(rho: Size, share: Size) -> Size:
    """How many votes, each wrong with probability rho < 1/2, it takes on average until one answer is A ahead of the other.

    A is the least lead that the wrong answer reaches first with probability 1/(1 + ((1 - rho)/rho)**A) <= share.

    >>> race(Fraction(1, 4), Fraction(1, 10))
    Fraction(16, 5)
    """
    if isinstance(rho, int | Fraction) and isinstance(share, int | Fraction):
        return race_length(Fraction(rho), Fraction(share))
    from . import symbols

    return symbols.race(rho, share)


def trials(null: Size, other: Size, level: Size, miss: Size) -> Size:
    """How often one has to try to tell a rate of successes from a higher one: the least size of an exact binomial test.

    A rate `null` passes for the higher with probability at most `level`, a rate `other` is missed with at most `miss`.

    >>> trials(Fraction(1, 4), Fraction(3, 4), Fraction(1, 20), Fraction(1, 20))
    9
    """
    sizes = (null, other, level, miss)
    if all(isinstance(size, int | Fraction) for size in sizes):
        return told_apart(*map(Fraction, sizes))[0]
    from . import symbols

    return symbols.trials(*sizes)


def total(term: Callable[[Size], Size], first: Size, last: Size) -> Size:
    """The sum of term(i) over first <= i <= last."""
    if isinstance(first, int) and isinstance(last, int):
        return sum(term(i) for i in range(first, last + 1))
    from . import symbols

    return symbols.total(term, first, last)


def largest(first: Size, *others: Size) -> Size:
    """The maximum."""
    sizes = (first, *others)
    if all(isinstance(s, int | Fraction) for s in sizes):
        return max(sizes)
    from . import symbols

    return symbols.largest(*sizes)


def smallest(first: Size, *others: Size) -> Size:
    """The minimum."""
    sizes = (first, *others)
    if all(isinstance(s, int | Fraction) for s in sizes):
        return min(sizes)
    from . import symbols

    return symbols.smallest(*sizes)
