"""Disjoint blocks among some inputs at one point: the minimal ones that change the value, and the most that go together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..search.counter import Counter
from .function import BooleanFunction

Block = int  # bit i: the i-th of the inputs that are looked at


def changing(f: BooleanFunction, x: int, inputs: Sequence[int], counter: Counter) -> list[Block]:
    """The minimal blocks of these inputs whose change changes the value at x, the smallest first.

    What holds a smaller such block is never needed: the smaller one leaves more room.  A step of the counter is a block that is
    kept, or 64 that are not.
    """
    counter.step(1 + (1 << len(inputs)) // 64)
    points = np.array([x])
    for i in inputs:
        points = np.concatenate((points, points ^ (1 << i)))
    holds = f.values[points] != f.values[x]  # whether a block holds one that changes the value; so far, itself
    below = np.zeros_like(holds)  # whether a smaller one does
    for i in range(len(inputs)):
        pairs = holds.reshape(-1, 2, 1 << i)
        pairs[:, 1] |= pairs[:, 0]
    for i in range(len(inputs)):
        below.reshape(-1, 2, 1 << i)[:, 1] |= holds.reshape(-1, 2, 1 << i)[:, 0]
    found: list[Block] = np.flatnonzero(holds & ~below).tolist()
    counter.step(len(found))
    return sorted(found, key=lambda block: (block.bit_count(), block))


def greedy(blocks: Sequence[Block]) -> list[Block]:
    """Disjoint ones, each the first that is disjoint from those before."""
    chosen, taken = list[Block](), 0
    for block in blocks:
        if not block & taken:
            chosen.append(block)
            taken |= block
    return chosen


def most_disjoint(blocks: Sequence[Block], size: int, counter: Counter) -> list[Block]:
    """As many disjoint ones as there can be, of at least two inputs each: the lowest input is in one of them, or in none.

    A position is a set of inputs that are left; each is worked out once, and is a step of the counter.

    >>> most_disjoint([0b0011, 0b0110, 0b1100], 4, Counter(100))
    [3, 12]
    """
    lowest: list[list[Block]] = [[] for _ in range(size)]
    for block in blocks:
        lowest[(block & -block).bit_length() - 1].append(block)
    known: dict[int, tuple[int, Block]] = {0: (0, 0)}  # how many at most, and the block of the lowest input, or that input

    def most(left: int) -> int:
        if left not in known:
            counter.step()
            low = left & -left
            best, how = most(left ^ low), 0
            for block in lowest[low.bit_length() - 1]:
                if best == left.bit_count() // 2:
                    break
                if not block & ~left and (found := 1 + most(left ^ block)) > best:
                    best, how = found, block
            known[left] = best, how
        return known[left][0]

    most((1 << size) - 1)
    chosen, left = list[Block](), (1 << size) - 1
    while left:
        block = known[left][1]
        if block:
            chosen.append(block)
        left ^= block or left & -left
    return chosen
