"""Points of a box in pairs that lie opposite each other about its centre."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..points import array, spell

Vector = NDArray[np.float64]


def in_pairs(low: Vector, high: Vector, seed: int) -> Iterator[tuple[Vector, bool]]:
    """Two corners, two uniform draws and so on, each with whether it is a draw; no corner comes twice.

    A half-space without the centre holds at most one point of a pair, else it held their middle.
    """
    rng = np.random.default_rng(seed)
    wide = np.flatnonzero(low < high)
    seen: set[bytes] = set()
    while True:
        while len(seen) < 2 ** (len(wide) - 1):
            up = np.ones(len(low), np.bool_)
            up[wide[1:]] = rng.random(len(wide) - 1) < 1 / 2
            if up.tobytes() not in seen:
                seen.add(up.tobytes())
                yield np.where(up, high, low), False
                yield np.where(up, low, high), False
                break
        share = rng.random(len(low))
        yield _between(low, high, share), True
        yield _between(low, high, 1 - share), True


def _between(low: Vector, high: Vector, share: Vector) -> Vector:
    """That share of the way from low to high, in each coordinate: no difference overflows, no rounding leaves the box."""
    return np.clip(low * (1 - share) + high * share, low, high)


def box(low: Vector, high: Vector) -> tuple[Vector, Vector]:
    """The box's ends as float64, shape (d,); `BadArgument` unless low <= high, and somewhere low < high."""
    ends = [array(end, BadArgument) for end in (low, high)]
    if ends[0].ndim != 1 or not ends[0].size or ends[0].shape != ends[1].shape or any(e.dtype.kind not in "fiu" for e in ends):
        raise BadArgument(f"a box is two vectors low and high of one length, got shapes {ends[0].shape} and {ends[1].shape}")
    one, other = (end.astype(np.float64) for end in ends)
    if not np.isfinite([one, other]).all() or not (one <= other).all() or (one == other).all():
        raise BadArgument(
            "a box has finite low <= high, and somewhere low < high, or it has no place for a second label; got"
            f" {spell(one)} and {spell(other)}"
        )
    return one, other
