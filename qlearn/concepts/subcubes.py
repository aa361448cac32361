"""Subcubes of {0, 1}^n: some coordinates are fixed, the others are free.  Terms hold on them, clauses fail on them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..points import Labels, Points
from .bits import Words, packed

Subcube = tuple[int, int]  # which coordinates are fixed, and to what; coordinate i is bit i
AT_ONCE = 1 << 13  # points; more are looked at one part after another, so that they stay in the cache


@dataclass(frozen=True)
class Subcubes:
    """Some subcubes of {0, 1}^n; as a function it accepts the points that are in one of them."""

    n: int
    cubes: tuple[Subcube, ...]

    @cached_property
    def words(self) -> tuple[Words, Words]:
        """What is fixed, and to what, each of shape (number, ceil(n/64))."""
        return words([mask for mask, _ in self.cubes], self.n), words([value for _, value in self.cubes], self.n)

    def parts(self, points: Points) -> Iterator[tuple[slice, NDArray[np.bool_]]]:
        """The points, part by part, with which subcubes (first axis) each of them (second axis) is in."""
        masks, values = self.words
        for first in range(0, len(points), AT_ONCE):
            part = slice(first, first + AT_ONCE)
            x = packed(points[part])
            inside = (x[:, 0] & masks[:, :1]) == values[:, :1]
            for i in range(1, x.shape[1]):
                inside &= (x[:, i] & masks[:, i : i + 1]) == values[:, i : i + 1]
            yield part, inside

    def __call__(self, points: Points) -> Labels:
        labels = np.empty(len(points), np.bool_)
        for part, inside in self.parts(points):
            labels[part] = inside.any(axis=0)
        return labels


def words(numbers: Iterable[int], n: int) -> Words:
    """Sets of coordinates, given as numbers, in words as points are packed."""
    size = -(-n // 64) * 8
    read = np.frombuffer(b"".join(number.to_bytes(size, "little") for number in numbers), "<u8")
    return read.astype(np.uint64, copy=False).reshape(-1, size // 8)


def number(point: NDArray[Any]) -> int:
    """A point as a number: coordinate i is bit i."""
    return int.from_bytes(np.packbits(point != 0, bitorder="little").tobytes(), "little")


def point(number: int, n: int) -> NDArray[np.uint8]:
    """The point that has this number."""
    return np.unpackbits(np.frombuffer(number.to_bytes(-(-n // 8), "little"), np.uint8), count=n, bitorder="little")


def ones(number: int) -> Iterator[int]:
    """The coordinates that are 1, one bit each, lowest first."""
    while number:
        yield number & -number
        number &= number - 1


def spelled(cube: Subcube) -> str:
    """The term that holds on a subcube."""
    mask, value = cube
    literals = [("" if bit & value else "~") + f"x{bit.bit_length()}" for bit in ones(mask)]
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
