"""What noisy answers say of an angle, exactly: the posterior on a circle of cells, constant on arcs, cut by diameters.

The circle has 2 H cells of one width.  Diameter k, 0 <= k < H, runs along the lower border of cell k; an answer to it says
that the angle is in the cells k, ..., k + H - 1, or that it is in the others.  Opposite arcs are always cut together, so what
is kept is the cuts on one half of the circle and the masses of the arcs on both: as many arcs as diameters were asked, twice.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


class CirclePosterior:
    """Begins uniform on the first `span` cells (1, H or less, or all 2 H), and is updated as if answers erred at one rate."""

    def __init__(self, half: int, span: int | None = None) -> None:
        self.half = half
        span = 2 * half if span is None else span
        inner = [span] if span < half else []
        self.cuts = np.array([0, *inner, half], np.float64)  # (arcs + 1,), whole numbers
        ends = np.minimum(self.cuts, span)
        masses = np.diff(ends) / span
        opposite = masses if span == 2 * half else 0 * masses
        self.masses: NDArray[np.float64] = np.stack([masses, opposite])  # (2, arcs): from cut to cut, and opposite
        self.answers: list[tuple[int, bool]] = []
        self.ends = {0, span % half} if span < 2 * half else set()  # diameters whose answer is known

    def around_half(self) -> tuple[int, float, float]:
        """A diameter k, and by how much the shares that k and k + 1 cut off differ from 1/2: one is above it, one below.

        k + 1 may be H, which is diameter 0 turned round.  There are such, since diameters 0 and H cut off shares of sum 1.
        """
        first, second = self.masses
        over = first.sum() - 0.5 - np.append(0.0, np.cumsum(first - second))  # (arcs + 1,): share beyond each cut, less 1/2
        over[-1] = -over[0]  # whatever rounding says
        j = int(np.argmax(over[:-1] * over[1:] <= 0))
        low, width = self.cuts[j], self.cuts[j + 1] - self.cuts[j]
        fall = (over[j] - over[j + 1]) / width  # a cell
        steps = min(float(math.floor(over[j] / fall)), width - 1) if fall else 0.0
        here = over[j] - steps * fall
        return int(low + steps), abs(float(here)), abs(float(here - fall))

    def nearest_half(self) -> int:
        """The diameter whose share is nearest to 1/2 of all with the angle's cell on either side of it."""
        k, here, beyond = self.around_half()
        return k % self.half if here <= beyond else (k + 1) % self.half

    def balanced(self, coin: float) -> int:
        """One of two neighbouring diameters, for a coin uniform on [0, 1), such that the mean share is 1/2.

        One whose answer is known is passed over.
        """
        k, here, beyond = self.around_half()
        one, other = k % self.half, (k + 1) % self.half
        if one in self.ends or other in self.ends:
            return other if one in self.ends else one
        return one if coin * (here + beyond) <= beyond else other

    def heard(self, k: int, within: bool, rate: float) -> None:
        """Bayes' rule for an answer to diameter k that is wrong with probability `rate`."""
        self.answers.append((k, within))
        i = self._cut(k)
        inside, outside = (1 - rate, rate) if within else (rate, 1 - rate)
        self.masses[0, i:] *= inside
        self.masses[1, :i] *= inside
        self.masses[0, :i] *= outside
        self.masses[1, i:] *= outside
        self.masses /= self.masses.sum()

    def likeliest(self) -> tuple[int, float]:
        """A cell of the largest mass, and its mass; in the middle of its arc."""
        densities = self.masses / np.diff(self.cuts)
        side, j = np.unravel_index(int(densities.argmax()), densities.shape)
        cell = int(self.cuts[j] + self.cuts[j + 1] - 1) // 2
        return int(side) * self.half + cell, float(densities[side, j])

    def against(self, cell: int) -> int:
        """How many answers say that the angle is not in this cell."""
        return sum(((cell - k) % (2 * self.half) < self.half) != within for k, within in self.answers)

    def heaviest(self) -> float:
        """Where the middle of the arc of the largest mass is, in cells from the first cell's lower border."""
        side, j = np.unravel_index(int(self.masses.argmax()), self.masses.shape)
        return float(int(side) * self.half + (self.cuts[j] + self.cuts[j + 1]) / 2)

    def _cut(self, k: int) -> int:
        """Where in the cuts k is; if it is not there it is put there, and its arcs are shared out by length."""
        i = int(np.searchsorted(self.cuts, k))
        if self.cuts[i] != k:
            low, high = self.cuts[i - 1 : i + 1]
            share = (k - low) / (high - low)
            self.cuts = np.insert(self.cuts, i, k)
            self.masses = np.insert(self.masses, i, self.masses[:, i - 1] * (1 - share), axis=1)
            self.masses[:, i - 1] *= share
        return i
