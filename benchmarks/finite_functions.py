"""Seconds of the exact decision-tree depth of Boolean functions: where the degree says it at once, and through the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from finite_timing import seconds_row, timed
from numpy.typing import NDArray
from tables import Row

from qlearn.dimensions.boolean_function import degree, depth

REACH = {12: 0.01, 16: 1.0, 18: 15.0}  # inputs: seconds
DRAWN = 7  # functions of each kind


def depth_rows() -> Iterator[Row]:
    """Median and range over drawn functions.  Those with an odd number of ones have degree n; of the others it is less."""
    for n, reach in REACH.items():
        for kind, odd in (("degree n", True), ("through the tables", False)):
            drawn = [_drawn(n, odd, seed) for seed in range(DRAWN)]
            seconds = sorted(timed(partial(depth, f), 1)[1][0] for f in drawn)
            yield seconds_row(f"D(f) of {DRAWN} random functions of {n} inputs, {kind}", seconds, reach)


def _drawn(n: int, odd: bool, seed: int) -> NDArray[np.bool_]:
    """A random function of degree n, or one whose degree does not say D: it is below n."""
    f = np.random.default_rng([n, seed]).random(1 << n) < 0.5
    signs = 1 - 2 * (np.bitwise_count(np.arange(1 << n)).astype(np.int64) & 1)  # the highest coefficient adds f with these
    if odd:
        f[0] ^= f.sum() % 2 == 0
    else:
        surplus = int(signs @ f)
        f[np.flatnonzero(f & (signs == np.sign(surplus)))[: abs(surplus)]] = False
    if (degree(f) == n) != odd:
        raise AssertionError("drawn wrongly: the degree is not what was wanted")
    return f


PARTS: dict[str, Callable[[], Iterator[Row]]] = {"functions": depth_rows}
