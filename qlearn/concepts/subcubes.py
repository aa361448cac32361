"""Subcubes of {0, 1}^n: some coordinates are fixed, the others are free.  Terms hold on them, clauses fail on them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..points import Labels, Points
from .bits import Words, packed
from .masks import chunks, in_words, singletons

Subcube = tuple[int, int]  # which coordinates are fixed, and to what; coordinate i is bit i


@dataclass(frozen=True)
class Subcubes:
    """Some subcubes of {0, 1}^n; as a function it accepts the points that are in one of them."""

    n: int
    cubes: tuple[Subcube, ...]

    @cached_property
    def words(self) -> tuple[Words, Words]:
        """What is fixed, and to what, each of shape (number, ceil(n/64))."""
        return in_words((mask for mask, _ in self.cubes), self.n), in_words((value for _, value in self.cubes), self.n)

    def parts(self, points: Points) -> Iterator[tuple[slice, NDArray[np.bool_]]]:
        """The points, part by part, with which subcubes (first axis) each of them (second axis) is in."""
        masks, values = self.words
        for part, x in chunks(points):
            inside = (x[:, 0] & masks[:, :1]) == values[:, :1]
            for i in range(1, x.shape[1]):
                inside &= (x[:, i] & masks[:, i : i + 1]) == values[:, i : i + 1]
            yield part, inside

    def __call__(self, points: Points) -> Labels:
        return covered(points, *self.words)


def covered(points: Points, masks: Words, values: Words) -> Labels:
    """Which points are in one of the subcubes: those x with x & mask == value in every word; masks (m, words)."""
    if len(points) < len(masks):
        return np.array([(word & masks == values).all(axis=1).any() for word in packed(points)], np.bool_)
    words = packed(points).T.copy()  # a word of all points lies together
    found = np.zeros(len(points), np.bool_)
    for mask, value in zip(masks, values, strict=True):
        inside = words[0] & mask[0] == value[0]
        for i in range(1, len(words)):
            inside &= words[i] & mask[i] == value[i]
        found |= inside
    return found


def spelled(cube: Subcube) -> str:
    """The term that holds on a subcube."""
    mask, value = cube
    literals = [("" if bit & value else "~") + f"x{bit.bit_length()}" for bit in singletons(mask)]
    return " & ".join(literals) or "true"


def every(n: int) -> list[Subcube]:
    """All 3**n subcubes, those of fewest coordinates first."""
    masks = sorted(range(1 << n), key=int.bit_count)
    return [(mask, value) for mask in masks for value in range(1 << n) if not value & ~mask]


def fewest(n: int, wanted: Sequence[int], allowed: Sequence[Subcube]) -> tuple[Subcube, ...]:
    """The least number of allowed subcubes that hold all wanted points, given as numbers, and no other.  For small n."""
    goal = sum(1 << x for x in wanted)
    held: dict[Subcube, int] = {}
    for cube in allowed:
        points = sum(1 << x for x in range(1 << n) if x & cube[0] == cube[1])
        if not points & ~goal and not any(not points & ~larger for larger in held.values()):
            held[cube] = points
    for size in itertools.count():
        for chosen in itertools.combinations(held, size):
            union = 0
            for cube in chosen:
                union |= held[cube]
            if union == goal:
                return chosen
    raise AssertionError("counting has no end")
