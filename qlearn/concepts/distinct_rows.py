"""Different points of a grid, drawn together: pools, centres, exponents."""

from __future__ import annotations

import numpy as np

from ..errors import BadArgument

Row = tuple[int, ...]


def distinct_rows(rng: np.random.Generator, m: int, d: int, low: int, high: int) -> list[Row]:
    """m different rows of {low..high}^d, each set of them as likely; `BadArgument` if there are not so many."""
    number = (high - low + 1) ** d
    if number < m:
        raise BadArgument(f"{m} different points are asked for, and {{{low}..{high}}}^{d} has {number}; take fewer")
    found: dict[Row, None] = {}
    while len(found) < m:
        found.update(dict.fromkeys(map(tuple, rng.integers(low, high, (m, d), endpoint=True).tolist())))
    return list(found)[:m]
