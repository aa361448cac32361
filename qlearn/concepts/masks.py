"""Sets of variables as integers: bit i stands for variable i + 1, so that a term or a parity of them is a mask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .bits import Words, packed

CHUNK = 1 << 14  # points whose words stay in the cache while many masks go over them


def point_of(mask: int, n: int) -> NDArray[np.uint8]:
    """The point whose ones are the mask, shape (n,)."""
    point: NDArray[np.uint8] = points_of([mask], n)[0]
    return point


def points_of(masks: Sequence[int], n: int) -> NDArray[np.uint8]:
    """One point a mask, shape (masks, n).

    >>> points_of([0, 1, 6], 3).tolist()
    [[0, 0, 0], [1, 0, 0], [0, 1, 1]]
    """
    octets = -(-n // 8)
    raw = np.frombuffer(b"".join(mask.to_bytes(octets, "little") for mask in masks), np.uint8)
    return np.unpackbits(raw.reshape(len(masks), octets), axis=1, bitorder="little")[:, :n]


def mask_of(point: NDArray[np.generic]) -> int:
    """The mask of a point's ones.

    >>> mask_of(np.array([0, 1, 1]))
    6
    """
    return masks_of(point[None])[0]


def masks_of(points: NDArray[np.generic]) -> list[int]:
    """The masks of the ones of points, shape (masks, n)."""
    return [int.from_bytes(row.tobytes(), "little") for row in np.packbits(points != 0, axis=1, bitorder="little")]


def drawn(rng: np.random.Generator, n: int) -> int:
    """Any mask of n bits, each as likely as any other."""
    return int.from_bytes(rng.bytes(-(-n // 8)), "little") & (1 << n) - 1


def in_words(masks: Iterable[int], n: int) -> Words:
    """The masks as rows of machine words, like the points that `packed` makes, shape (masks, ceil(n/64))."""
    width = -(-n // 64)
    raw = b"".join(mask.to_bytes(8 * width, "little") for mask in masks)
    return np.frombuffer(raw, "<u8").astype(np.uint64, copy=False).reshape(-1, width)


def chunks(points: NDArray[np.number]) -> Iterator[tuple[slice, Words]]:
    """The points packed, so many at a time, and where they stand."""
    for start in range(0, len(points), CHUNK):
        at = slice(start, start + CHUNK)
        yield at, packed(points[at])


def odd(words: Words, masks: Words) -> NDArray[np.uint8]:
    """Whether so many of a mask's variables are 1, as 1 or 0: of all points in one mask, or of each in a mask of its own."""
    common = words & masks
    found: NDArray[np.uint8] = np.bitwise_count(
        common[..., 0] if common.shape[-1] == 1 else np.bitwise_xor.reduce(common, axis=-1)
    )
    return found & np.uint8(1)


def subsets(variables: Sequence[int], most: int) -> list[int]:
    """The masks of all sets of at most so many of these variables, small ones first.

    >>> subsets([0, 2], 1)
    [0, 1, 4]
    """
    return [sum(1 << i for i in chosen) for size in range(most + 1) for chosen in combinations(variables, size)]


def ones(mask: int) -> list[int]:
    """The positions of a mask's ones, in order."""
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


def singletons(mask: int) -> list[int]:
    """The masks of one variable that a mask is made of, the lowest first.

    >>> singletons(6)
    [2, 4]
    """
    found = []
    while mask:
        found.append(mask & -mask)
        mask &= mask - 1
    return found


def term(mask: int) -> str:
    """The product of a mask's variables as text: x1 x3; 1 for none.

    >>> term(5)
    'x1 x3'
    """
    return " ".join(f"x{i + 1}" for i in ones(mask)) or "1"
