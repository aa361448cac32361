"""Points of the cube as machine words, so that a term is two operations on all points at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..points import Points

Words = NDArray[np.uint64]  # (batch, ceil(n/64)): coordinate i is bit i % 64 of word i // 64


def packed(points: Points) -> Words:
    """The points, shape (batch, n) with entries 0 and 1, in words of 64 coordinates.

    >>> packed(np.array([[1, 0, 1], [0, 1, 0]]))
    array([[5],
           [2]], dtype=uint64)
    """
    bits: NDArray[Any] = points if points.dtype == np.uint8 else points != 0
    octets = np.packbits(bits, axis=1, bitorder="little")
    whole = np.zeros((len(points), -(-octets.shape[1] // 8) * 8), np.uint8)
    whole[:, : octets.shape[1]] = octets
    return whole.view("<u8").astype(np.uint64, copy=False)
