"""Boxes of which a teacher said that they have one label everywhere: what of another box is inside them?"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ...axes import Axes
from ...concepts.cells import without
from ...features import Places

Piece = tuple[Places, Places]  # a box by its low and high ends, both inside

PIECES = 4096  # of a leaf, that are looked at to measure what of it is certain


class CertifiedBoxes:
    """Boxes by label."""

    def __init__(self, d: int) -> None:
        self._d = d
        self._boxes: dict[int, tuple[list[Places], list[Places]]] = {}
        self.many = 0

    def add(self, low: Places, high: Places, label: int) -> None:
        lows, highs = self._boxes.setdefault(label, ([], []))
        lows.append(low.copy())
        highs.append(high.copy())
        self.many += 1

    def uncovered(self, low: Places, high: Places, label: int) -> Piece | None:
        """A part of a box that no box of this label has certified; None if they cover all of it."""
        lows, highs = self._near(low, high, label)
        stack = [(low, high)]
        while stack:
            a, b = stack.pop()
            inside = _largest(a, b, lows, highs)
            if inside is None:
                return a, b
            stack += without(a, b, lows[inside], highs[inside])
        return None

    def covered(self, low: Places, high: Places, label: int, axes: Axes) -> Fraction:
        """How much of the uniform law is in a box and certified; too little if what is not falls into very many pieces."""
        lows, highs = self._near(low, high, label)
        stack, open_, pieces = [(low, high)], Fraction(0), 0
        while stack and pieces < PIECES:
            a, b = stack.pop()
            pieces += 1
            inside = _largest(a, b, lows, highs)
            if inside is None:
                open_ += axes.share(a, b)
            else:
                stack += without(a, b, lows[inside], highs[inside])
        return axes.share(low, high) - open_ - sum((axes.share(a, b) for a, b in stack), Fraction(0))

    def _near(self, low: Places, high: Places, label: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        lows, highs = self._boxes.get(label, ([], []))
        if not lows:
            empty = np.empty((0, self._d), np.int64)
            return empty, empty
        a, b = np.array(lows), np.array(highs)
        meet = ((a <= high) & (low <= b)).all(axis=1)
        return a[meet], b[meet]


def _largest(a: Places, b: Places, lows: NDArray[np.int64], highs: NDArray[np.int64]) -> int | None:
    """The certified box that leaves the fewest sides of a piece sticking out; None if none meets it."""
    meet = np.flatnonzero(((lows <= b) & (a <= highs)).all(axis=1))
    if not len(meet):
        return None
    out = (lows[meet] > a).sum(axis=1) + (highs[meet] < b).sum(axis=1)
    return int(meet[np.argmin(out)])
