"""What seeds leave open: bootstrap intervals of whatever is computed from the mean counts.

The counts at each size are drawn again from themselves, with replacement, some thousand times, and the middle 95 % of what is
then computed make the interval.  From few seeds such intervals are too short: by sqrt((m - 1)/m), for m counts vary about their
own mean, and as the normal law is shorter than Student's.  So deviations from the mean are first made larger by
sqrt(m/(m - 1)) t/z, t the quantile of Student's law with as many degrees of freedom as the points together have, z the normal
one: for a mean of normal counts this is Student's interval.  (Hesterberg 2015 widens the levels to the same end, which three
seeds do not allow: they have ten samples.)

One seed says nothing of the spread.  There the *scatter* stands in: how far four neighbouring sizes on a line are off a
parabola in logarithms, as a share of the count.  Powers, logarithms and their products are nearly straight, so it is noise for
the most part, or rounding; counts are then drawn about the mean by the normal law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from .observations import Counts, Table

Reals = NDArray[np.float64]
ROUNDING = 1e-9
LEAST = 1e-300  # what a mean is at least where its logarithm is taken


@dataclass(frozen=True)
class Estimate:
    """A number with the interval that the seeds leave: of no width where they agree."""

    value: float
    low: float
    high: float

    def plus(self, shift: float) -> Estimate:
        return Estimate(self.value + shift, self.low + shift, self.high + shift)

    def __format__(self, spec: str) -> str:
        if self.low == self.high:
            return format(self.value, spec)
        return f"{self.value:{spec}} [{self.low:{spec}}, {self.high:{spec}}]"

    def __str__(self) -> str:
        return f"{self:.3g}"


@dataclass(frozen=True)
class Resampled:
    """A table's mean counts, as they are and drawn again; the same seed draws the same."""

    table: Table
    level: float
    resamples: int
    seed: int

    @cached_property
    def mean(self) -> Reals:
        return np.array([counts.mean() for counts in self.table.counts])

    @cached_property
    def _deviations(self) -> Reals:
        """Of each resampled mean from the mean, shape (resamples, points), corrected for the m - 1."""
        rng = np.random.default_rng(self.seed)
        columns = [self._resampled(counts, rng) for counts in self.table.counts]
        return np.stack(columns, axis=1)

    @cached_property
    def _scatter(self) -> tuple[float, int]:
        """The spread of a single count, as a share of it, and from how many foursomes of neighbours it is known."""
        off = list[float]()
        for path in self.table.paths():
            counts = self.mean[list(path.points)]
            fours = [slice(k, k + 4) for k in range(len(counts) - 3) if (counts[k : k + 4] > 0).all()]
            off += [_off_parabola(path.lg[four], np.log(counts[four])) for four in fours]
        return float(np.sqrt(np.mean(np.square(off)))) if off else 0.0, len(off)

    def _resampled(self, counts: Counts, rng: np.random.Generator) -> Reals:
        m = len(counts)
        if m == 1:
            off: Reals = counts[0] * self._scatter[0] * rng.standard_normal(self.resamples)
            return off
        if counts[0] == counts[-1]:  # in order: all the same
            return np.zeros(self.resamples)
        drawn: Reals = (counts[rng.integers(0, m, (self.resamples, m))].mean(axis=1) - counts.mean()) * (m / (m - 1)) ** 0.5
        return drawn

    def means(self, points: Sequence[int]) -> Reals:
        """Mean counts at these points, shape (1 + resamples, points): first as they are, then drawn again; 0 at least."""
        at = list(points)
        freedom = sum(len(self.table.counts[i]) - 1 for i in at)
        freedom += self._scatter[1] if any(len(self.table.counts[i]) == 1 for i in at) else 0
        wider = _widening(freedom, self.level) if freedom else 1.0
        drawn = self.mean[at] + wider * self._deviations[:, at]
        return np.maximum(np.vstack([self.mean[at], drawn]), 0.0)

    def estimate(self, values: Reals) -> Estimate:
        """From values, shape (1 + resamples,), the first of which is the estimate itself."""
        tail = (1 - self.level) / 2
        value, drawn = float(values[0]), values[1:]
        if np.abs(drawn - value).max() <= ROUNDING * (1 + abs(value)):
            return Estimate(value, value, value)
        low, high = np.quantile(drawn, [tail, 1 - tail])
        return Estimate(value, min(value, float(low)), max(value, float(high)))

    @cached_property
    def counts(self) -> tuple[Estimate, ...]:
        """The mean count at each point."""
        return tuple(self.estimate(self.means([i])[:, 0]) for i in range(len(self.table.points)))

    @cached_property
    def _steepness(self) -> dict[tuple[int, int, float], Estimate]:
        return {}

    def steepness(self, first: int, last: int, doublings: float) -> Estimate | None:
        """lg of the count's growth from one point to another, a doubling; None where a count is 0."""
        if not (self.mean[first] > 0 and self.mean[last] > 0):
            return None
        key = first, last, doublings
        if key not in self._steepness:  # the same for all candidates
            lg = np.log2(np.maximum(self.means([first, last]), LEAST))
            self._steepness[key] = self.estimate((lg[:, 1] - lg[:, 0]) / doublings)
        return self._steepness[key]


def _off_parabola(x: Reals, y: Reals) -> float:
    """The combination of four values that vanishes on parabolas in x, with weights whose squares sum to 1."""
    weights = 1 / np.array([np.prod(x[k] - np.delete(x, k)) for k in range(4)])  # divided differences
    return float(weights @ y / np.linalg.norm(weights))


@cache
def _widening(freedom: int, level: float) -> float:
    """Student's quantile over the normal one."""
    from scipy.special import ndtri, stdtrit

    upper = (1 + level) / 2
    return float(stdtrit(freedom, upper) / ndtri(upper))
