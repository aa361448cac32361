"""How complex a Boolean function is: decision-tree depth, certificates, sensitivity, block sensitivity, degree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from .finite_class import members, spelled_key
from .packed.sweep import Sweep
from .packed.tables import MOST, constant, holds, start

Function = NDArray[np.bool_]  # (2**n,): bit i of a point's number is its i-th input


@dataclass(frozen=True)
class Measures:
    """Of one function, with an input where the certificate, sensitivity and block sensitivity are largest."""

    n: int
    depth: int  # of the best decision tree, in the worst case
    certificate: int  # inputs that must be known to be sure of the value, at the worst point
    sensitivity: int  # inputs that change the value alone, at the worst point
    block_sensitivity: int  # disjoint blocks of inputs each of which changes the value, at the worst point
    degree: int  # of the real polynomial that is the function on 0 and 1
    hardest: str  # a point whose certificates are largest
    sensitive: str  # a point where the sensitivity is reached
    blocks: tuple[tuple[int, ...], ...]  # disjoint, at `blocked`
    blocked: str


def measures(values: Sequence[int] | Function) -> Measures:
    """Every measure of a function of n <= 18 inputs, given by its 2**n values; the block sensitivity for n <= 10, see there.

    s <= bs <= C <= D, and deg <= D (Buhrman and de Wolf 2002, section 3).  Raises `BadArgument` for what is no function.

    >>> m = measures([0, 1, 1, 1])
    >>> m.depth, m.certificate, m.sensitivity, m.block_sensitivity, m.degree
    (2, 2, 2, 2, 2)
    """
    f, n = _function(values)
    sizes = certificate_sizes(f)
    flips = sum((f != f[np.arange(len(f)) ^ 1 << i]).astype(np.int8) for i in range(n)) + np.zeros(len(f), np.int8)
    blocks, blocked = _blocks(f, n, int(sizes.max()))
    hardest, sensitive = int(np.argmax(sizes)), int(np.argmax(flips))
    return Measures(
        n=n,
        depth=depth(f),
        certificate=int(sizes.max()),
        sensitivity=int(flips.max()),
        block_sensitivity=len(blocks),
        degree=degree(f),
        hardest=spelled_key(hardest, n),
        sensitive=spelled_key(sensitive, n),
        blocks=tuple(tuple(members(block)) for block in blocks),
        blocked=spelled_key(blocked, n),
    )


def depth(values: Sequence[int] | Function) -> int:
    """D(f): the depth of the best decision tree, by looking at all 3**n sub-cubes at once.

    A sub-cube takes no question if the function is constant on it, and at most d if some input splits it into two that take at
    most d - 1.

    >>> depth([0, 1, 1, 0, 1, 0, 0, 1]), depth([0, 0, 1, 1])
    (3, 1)
    """
    f, n = _function(values)
    table = constant(_padded(f, n))
    sweep, d = Sweep(table.size), 0
    while not holds(table, start(n)):
        after = table.copy()
        sweep(table, after)
        table, d = after, d + 1
    return d


def degree(values: Sequence[int] | Function) -> int:
    """The degree over the reals: the most inputs in a term of the only multilinear polynomial with these values.

    >>> degree([0, 1, 1, 0]), degree([1, 1])
    (2, 0)
    """
    f, n = _function(values)
    terms = f.astype(np.int64)
    for i in range(n):  # Moebius inversion
        pairs = terms.reshape(-1, 2, 1 << i)
        pairs[:, 1] -= pairs[:, 0]
    return int(np.bitwise_count(np.flatnonzero(terms).astype(np.uint32)).max(initial=0))


def certificate_sizes(values: Sequence[int] | Function) -> NDArray[np.int8]:
    """For each point the fewest inputs that show the value; shape (2**n,).

    For k = 0, 1, ...: from the sub-cubes that leave n - k inputs free and on which the function is constant, folded open.
    """
    from .packed.teaching import sizes_of

    f, n = _function(values)
    return sizes_of(constant(_padded(f, n)), n)


def _blocks(f: Function, n: int, most: int) -> tuple[list[int], int]:
    """The largest family of disjoint blocks that change the value at some point, and the point; stops at the certificate size.

    Only blocks none of whose parts changes the value count: a smaller block leaves more room.
    """
    if n > 10:
        raise BadArgument(
            f"the block sensitivity is looked for up to 10 inputs, got {n}; the other measures have functions each"
        )
    best: list[int] = []
    place = 0
    for x in range(1 << n):
        kept: list[int] = []
        for b in sorted((b for b in range(1, 1 << n) if f[x ^ b] != f[x]), key=int.bit_count):
            if all(b & k != k for k in kept):
                kept.append(b)
        found = _packed(kept, len(best), most)
        if len(found) > len(best):
            best, place = found, x
        if len(best) == most:
            break
    return best, place


def _packed(blocks: list[int], beaten: int, most: int) -> list[int]:
    """Disjoint ones, as many as there can be, if more than `beaten`; else none."""
    best: list[int] = []

    def more(chosen: list[int], left: list[int]) -> None:
        nonlocal best
        if len(chosen) > max(len(best), beaten):
            best = chosen
        if len(best) == most:
            return
        for i, block in enumerate(left):
            free = [other for other in left[i + 1 :] if not other & block]
            if len(chosen) + 1 + len(free) > max(len(best), beaten):
                more([*chosen, block], free)

    more([], blocks)
    return best


def _function(values: Sequence[int] | Function) -> tuple[Function, int]:
    array = np.asarray(values)
    n = int(array.size).bit_length() - 1
    if array.ndim != 1 or array.size != 1 << max(n, 0) or not ((array == 0) | (array == 1)).all():
        raise BadArgument(f"a Boolean function is 2**n values of 0 and 1, got {array.dtype} of shape {array.shape}")
    if n > MOST:
        raise BadArgument(f"a table of all sub-cubes of {n} inputs has 3**{n} bits; they are made for up to {MOST} inputs")
    return array.astype(np.bool_), n


def _padded(f: Function, n: int) -> Function:
    """At least three inputs, as a word has; those that are too many change nothing."""
    return np.tile(f, 1 << max(3 - n, 0))
