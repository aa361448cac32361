"""Which parities a function is made of: sums of squared Fourier coefficients, told from 0 by as few samples as it takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ...concepts.masks import drawn, in_words, odd
from ...queries import Dialogue
from .known import Known

FIRST = 4  # samples of a level before the first look; every later round is a quarter of what there is
NEVER = -1e9  # the logarithm of a likelihood of 0


@dataclass(frozen=True)
class WeightTest:
    """The weight of a bucket is 0 or at least `least`.  It is told which, at any time, by the likelihood ratio of the two.

    Samples are 1 or -1 and their mean is the weight.  The ratio is multiplied by 1 + least for a 1, by 1 - least for a -1.
    It ever reaches 1/share with probability at most share if the weight is 0, and it ever falls to share with at most that
    probability if the weight is not 0 (Ville's inequality, twice).  After `most` samples their mean decides.
    """

    least: Fraction
    share: Fraction
    most: int

    @property
    def steps(self) -> tuple[float, float]:
        """What a 1 and what a -1 add to the logarithm."""
        return math.log1p(self.least), math.log1p(-self.least) if self.least < 1 else NEVER

    @property
    def edge(self) -> float:
        return -math.log(self.share) + 1e-9  # beyond all rounding


def survivors(
    known: Known, rng: np.random.Generator, upto: int, parents: Sequence[int], test: WeightTest
) -> Dialogue[list[int] | None]:
    """The buckets of the first `upto` variables that are not empty, told from inside those of one variable less.

    A bucket holds the parities that agree with its mask on the first variables.  Two random points that differ in these only
    are a sample for all buckets at once.  None if so many points are known that the rest of the cube is no more.
    """
    buckets = [mask | bit << upto - 1 for mask in parents for bit in (0, 1)]
    words = in_words(buckets, known.n)
    dead, sure = np.zeros(len(buckets), np.bool_), np.zeros(len(buckets), np.bool_)
    total, log, so_far = np.zeros(len(buckets), np.int64), np.zeros(len(buckets)), 0
    while so_far < test.most:
        more = min(max(FIRST, so_far // 4), test.most - so_far)
        if len(known.labels) + 2 * more >= 1 << known.n:
            return None
        signs = yield from _samples(known, rng, upto, words, more)
        path = log + np.where(signs > 0, *test.steps).cumsum(axis=0)
        total, log, so_far = total + signs.sum(axis=0), path[-1], so_far + more
        dead |= path.min(axis=0) <= -test.edge
        sure |= path.max(axis=0) >= test.edge
        sure |= dead.reshape(-1, 2)[:, ::-1].reshape(-1)  # of a bucket that is not empty, one half is not
        if (dead | sure).all():
            break
    else:
        dead |= ~sure & (total * 2 < so_far * float(test.least))
    return [bucket for bucket, gone in zip(buckets, dead.tolist(), strict=True) if not gone]


def _samples(
    known: Known, rng: np.random.Generator, upto: int, words: NDArray[np.uint64], m: int
) -> Dialogue[NDArray[np.int8]]:
    """Samples of the buckets' weights, shape (m, buckets)."""
    points = [drawn(rng, known.n) for _ in range(m)]
    shifts = [drawn(rng, upto) for _ in range(m)]
    said = yield from known.asked(points + [point ^ shift for point, shift in zip(points, shifts, strict=True)])
    labels = np.array(said).reshape(2, m)
    unequal = labels[0] ^ labels[1]
    return np.where(odd(in_words(shifts, known.n)[:, None], words[None]) ^ unequal[:, None], -1, 1).astype(np.int8)
