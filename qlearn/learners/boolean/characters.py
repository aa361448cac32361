"""The coefficients of given parities, from as few values of their sum: a linear system, solved modulo a prime."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...concepts.masks import drawn, in_words, odd
from ...queries import Dialogue
from .known import Known

PRIME = (1 << 31) - 1


def interpolated(known: Known, rng: np.random.Generator, masks: Sequence[int], scale: int) -> Dialogue[dict[int, int]]:
    """`scale` times the coefficients of these parities, if the function is a sum of them and these are whole numbers.

    Parities are linearly independent, so some points, one a parity, determine the sum.  They are taken from the known points
    where that is possible; a new one is asked only if it tells something.
    """
    points = _independent(known, rng, masks)
    labels = yield from known.asked(points)
    values = np.where(labels, -scale, scale) % PRIME
    solved = _solved(np.column_stack([_signs(points, masks, known.n) % PRIME, values]))
    centred = np.where(solved > PRIME // 2, solved - PRIME, solved)
    return dict(zip(masks, centred.tolist(), strict=True))


def _signs(points: Sequence[int], masks: Sequence[int], n: int) -> NDArray[np.int64]:
    """The parities' values 1 and -1, shape (points, masks)."""
    return 1 - 2 * odd(in_words(points, n)[:, None], in_words(masks, n)[None]).astype(np.int64)


def _independent(known: Known, rng: np.random.Generator, masks: Sequence[int]) -> list[int]:
    """Points whose rows of signs are independent, one a mask: known ones first, then random ones."""
    reduced: list[tuple[int, NDArray[np.int64]]] = []
    chosen: list[int] = []
    waiting = list(known.labels)[::-1]
    while len(chosen) < len(masks):
        point = waiting.pop() if waiting else drawn(rng, known.n)
        row = _signs([point], masks, known.n)[0] % PRIME
        for pivot, other in reduced:
            row = (row - row[pivot] * other) % PRIME
        if row.any():
            pivot = int(np.flatnonzero(row)[0])
            reduced.append((pivot, row * pow(int(row[pivot]), -1, PRIME) % PRIME))
            chosen.append(point)
    return chosen


def _solved(system: NDArray[np.int64]) -> NDArray[np.int64]:
    """The solution of a regular system (s, s + 1) modulo the prime."""
    for i in range(len(system)):
        pivot = i + int(np.flatnonzero(system[i:, i])[0])
        system[[i, pivot]] = system[[pivot, i]]
        system[i] = system[i] * pow(int(system[i, i]), -1, PRIME) % PRIME
        factors = system[:, i].copy()
        factors[i] = 0
        system = (system - factors[:, None] * system[i]) % PRIME
    return system[:, -1]
