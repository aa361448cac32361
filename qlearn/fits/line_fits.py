"""count = a B + b along a line: fitted to all sizes, and to the smaller ones to predict the larger."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .observations import Path
from .resampling import Reals

FEWEST = 4  # sizes on a line that says anything: three to fit a and b with one left over, one to predict
WIDEST = 500.0  # doublings of B within a line, beyond which floats end; more is as good
FLAT = 1e-9  # doublings of B that are rounding


@dataclass(frozen=True)
class LineFit:
    """The points of a line at which B is defined, with lg B there, and the mean counts, shape (1 + resamples, points)."""

    path: Path
    points: tuple[int, ...]
    lg: Reals
    bound: Reals
    counts: Reals

    @property
    def doublings(self) -> float:
        return float(self.lg[-1] - self.lg[0])

    @property
    def growth(self) -> float:
        """Doublings of B from the first size to the last: below 0 if it falls, 0 if it stays."""
        grown = float(self.bound[-1] - self.bound[0])
        return grown if abs(grown) > FLAT else 0.0

    @property
    def flat(self) -> bool:
        return float(self.bound.max() - self.bound.min()) <= FLAT

    @property
    def kept(self) -> int:
        """How many sizes are fitted to predict the larger: those below the upper third of the doublings, 3 at least."""
        below = self.lg <= self.lg[-1] - self.doublings / 3 + FLAT
        return min(max(int(below.sum()), FEWEST - 1), len(self.lg) - 1)

    def fitted(self, to: int) -> tuple[Reals, Reals, Reals]:
        """a and b of least squares over the first `to` sizes, shape (1 + resamples,), and the count at all sizes."""
        scaled = np.exp2(np.clip(self.bound - self.bound[:to].max(), -WIDEST, WIDEST))
        x, y = scaled[:to], self.counts[:, :to]
        centred = x - x.mean()
        a = np.zeros(len(y)) if self.flat or not (centred**2).sum() else y @ centred / (centred**2).sum()
        b = y.mean(axis=1) - a * x.mean()
        return a, b, a[:, None] * scaled + b[:, None]

    def scale(self, to: int) -> float:
        """What a is measured in: lg B at which the scaled B is 1."""
        return float(self.bound[:to].max())

    def misses(self) -> Reals:
        """The share by which larger sizes are predicted too low (above 0) or too high, between -1 and 1: the mean over them."""
        _, _, predicted = self.fitted(self.kept)
        expected, seen = np.maximum(predicted[:, self.kept :], 0.0), self.counts[:, self.kept :]
        most = np.maximum(expected, seen)
        shares: Reals = np.divide(seen - expected, most, out=np.zeros_like(most), where=most > 0)
        mean: Reals = shares.mean(axis=1)
        return mean

    def shares(self) -> Reals:
        """What a B makes up of the fitted count at the last size."""
        _, b, fitted = self.fitted(len(self.lg))
        last = fitted[:, -1]
        shares: Reals = np.divide(last - b, last, out=np.zeros_like(last), where=last > 0)
        shares[np.abs(shares) < FLAT] = 0.0
        return shares

    def left(self) -> float:
        """The largest share of a count, of one query at least, that the fit to all sizes leaves over."""
        _, _, fitted = self.fitted(len(self.lg))
        return float((np.abs(self.counts[0] - fitted[0]) / np.maximum(self.counts[0], 1.0)).max())
