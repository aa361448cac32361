"""All 3**n partial labellings of n points as bits, and what one query makes of them.

A partial labelling is the number whose digit x, to base 3, is the label of point x, or 2 where it is unknown.  A set of them
is a table: the three lowest digits are 27 bits of a word, the others its place.  A statement on the two labellings that a
query at x leads to, for all labellings at once, is then a handful of bit operations on three slices of the table.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...errors import BadArgument
from ..bracket import Effort
from ..finite_class import Concepts, FiniteClass

Words = NDArray[np.uint32]

LOW = 3  # digits in a word
MOST = 18
EVERY = (1 << 27) - 1


def _where(digit: int, value: int) -> int:
    return sum(1 << b for b in range(27) if b // 3**digit % 3 == value)


ZERO = tuple(_where(x, 0) for x in range(LOW))
UNKNOWN = tuple(_where(x, 2) for x in range(LOW))


def start(n: int) -> int:
    """The labelling that knows nothing.  Where n < 3, the digits there are too many are known, and so never asked for."""
    return int(3**n) - 1


def state_of(c: FiniteClass, space: Concepts) -> int:
    """The longest labelling that all of these concepts have."""
    digits = (0 if not space & ones else 1 if not space & ~ones else 2 for ones in c.ones)
    return sum(digit * 3**x for x, digit in enumerate(digits))


def words(n: int) -> int:
    """How many words a table takes."""
    return int(3 ** max(n - LOW, 0))


def affordable(n: int, tables: int, effort: Effort, what: str) -> None:
    """Raises `BadArgument` if so many tables of n points are too large."""
    taken = 4 * words(n) * tables if n <= 64 else None
    if not fits(n, tables, effort):
        size = "more memory than there is" if taken is None else f"{taken:,} bytes"
        raise BadArgument(
            f"{what} by tables takes {size}: {tables} of 3**{n} bits; they are made for up to {MOST} points"
            f" within {effort.memory:,} bytes.  Use the search, which gives a bracket, or fewer points"
        )


def fits(n: int, tables: int, effort: Effort) -> bool:
    """Whether so many tables of n points may be made."""
    return n <= MOST and 4 * words(n) * tables <= effort.memory


def splits_into(table: Words, state: int, x: int) -> bool:
    """Whether a labelling does not know x, and both labels there lead into a table."""
    return state // 3**x % 3 == 2 and holds(table, state - 3**x) and holds(table, state - 2 * 3**x)


def holds(table: Words, state: int) -> bool:
    """Whether a labelling is in a table."""
    return bool(int(table[state // 27]) >> state % 27 & 1)


def indicator(keys: NDArray[np.int64], n: int) -> NDArray[np.bool_]:
    """Which of the 2**n labellings are there; those of points past n are not."""
    found = np.zeros(1 << max(n, LOW), np.bool_)
    found[keys] = True
    return found


def packed(full: NDArray[np.bool_]) -> Words:
    """Sets of total labellings, 2**n flags, as words that so far hold only total labellings: shape (2**(n-3),)."""
    weights = np.array([sum(3**x for x in range(LOW) if i >> x & 1) for i in range(8)], np.uint32)
    words: Words = (full.reshape(-1, 8).astype(np.uint32) << weights).sum(axis=1, dtype=np.uint32)
    return words


Join = Callable[[tuple[Words, ...], tuple[Words, ...]], tuple[Words, ...]]


def spread(planes: tuple[Words, ...], join: Join) -> tuple[Words, ...]:
    """Tables of all partial labellings from those of the total ones: what holds at one is joined from its two children."""
    for x in range(LOW):
        q = np.uint32(3**x)
        zero = tuple(plane & np.uint32(ZERO[x]) for plane in planes)
        one = tuple(plane >> q & np.uint32(ZERO[x]) for plane in planes)
        planes = tuple(plane | both << (q + q) for plane, both in zip(planes, join(zero, one), strict=True))
    block = 1
    while planes[0].size > block:
        halves = [plane.reshape(-1, 2, block) for plane in planes]
        both = join(tuple(h[:, 0] for h in halves), tuple(h[:, 1] for h in halves))
        planes = tuple(np.concatenate((h, b[:, None]), axis=1) for h, b in zip(halves, both, strict=True))
        if planes[0].shape[0] == 1:
            break
        planes = tuple(plane.reshape(-1) for plane in planes)
        block *= 3
    return tuple(np.ascontiguousarray(plane.reshape(-1)) for plane in planes)


def counts(full: NDArray[np.bool_]) -> tuple[Words, Words]:
    """The labellings that at least one concept has, and those that at least two have."""

    def join(zero: tuple[Words, ...], one: tuple[Words, ...]) -> tuple[Words, ...]:
        return zero[0] | one[0], zero[1] | one[1] | (zero[0] & one[0])

    total = packed(full)
    some, two = spread((total, np.zeros_like(total)), join)
    return some, two


def counts_of(c: FiniteClass) -> tuple[Words, Words]:
    """The labellings that at least one, and at least two, concepts of a class have."""
    return counts(indicator(np.array(c.keys, np.int64), c.n))


def constant(full: NDArray[np.bool_]) -> Words:
    """The sub-cubes on which a function is constantly 0 or constantly 1."""

    def join(zero: tuple[Words, ...], one: tuple[Words, ...]) -> tuple[Words, ...]:
        return zero[0] & one[0], zero[1] & one[1]

    zeros, ones = spread((packed(~full), packed(full)), join)
    return zeros | ones
