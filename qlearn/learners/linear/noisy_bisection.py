"""A threshold on a grid though each label is flipped now and then: the posterior is halved, a coin choosing the border."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...channels import flip_rate, fresh_flips
from ...concepts.thresholds import Bracket, GridThresholds
from ...formulas import Number, Size, ceiling, entropy, largest, ln, proper_share, sqrt, whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem
from .bisection import asked, finds

MOST = 10**7  # points whose masses are kept


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def labels(N: Size, delta: Size, rho: Size) -> Size:
    """How many labels are enough: the least q with N (1/2 + sqrt(rho (1 - rho)))**q <= delta.

    >>> labels(1000, Fraction(1, 20), Fraction(1, 10))
    45
    """
    return ceiling(ln(N / delta) / ln(1 / (Fraction(1, 2) + sqrt(rho * (1 - rho)))))


@lru_cache(maxsize=4096)
def needed(N: Size, delta: Size, rho: Size) -> Size:
    """How many labels every learner needs, by Fano's inequality.

    >>> needed(1000, Fraction(1, 20), Fraction(1, 10))
    18
    """
    return largest(0, ceiling(((1 - delta) * ln(N + 1) / ln(2) - entropy(delta)) / (1 - entropy(rho))))


@proves(
    Theorem(
        learns=GridThresholds(),
        claim="A threshold on a grid of N points, whose labels are flipped with probability rho, is found with probability"
        " 1 - delta from the least number q of labels with N (1/2 + sqrt(rho (1 - rho)))**q <= delta.",
        bounds=(Bound(Membership, "exactly", labels),),
        lower=LowerBound(
            Membership,
            needed,
            "A label tells at most 1 - H(rho) bits of a threshold drawn uniformly, and who names it with probability 1 - delta"
            " was told (1 - delta) lg(N + 1) - H(delta) of them.",
        ),
        guarantee=replace(finds, mode="with probability 1 - delta"),
        cite=("burnashev1974",),
        settings={"delta": ("1/4", "1/10"), "rho": ("1/10", "1/4")},
        noise=fresh_flips,
    )
)
def noisy_bisection(N: int, delta: Number, rho: Number, seed: int = 0) -> Dialogue[Bracket]:
    """Find the threshold t in {0, ..., N} of x -> [x >= t] on 0, ..., N - 1, labels being flipped with probability rho.

    Problem: binary search believes every label; repeating each question until it is sure costs lg lg N times too much.
    Idea: weigh each threshold by r = sqrt(rho/(1 - rho)) for every label that it makes a lie, and ask at one of the two
    borders of the threshold at which half of the weight is passed.  A coin chooses, so that whatever threshold is the target,
    on average half of the other weight speaks against it.
    Theorem: exactly q = ceil(ln(N/delta)/ln(1/(1/2 + sqrt(rho (1 - rho))))) membership queries.
    Proof: Let a be the share of the target's weight, s that of its side of the border, g = 2 sqrt(rho (1 - rho)).  After the
    label the mean of 1/a is (s + (1 - s) g)/a.  With u and v, u + v = 2 b, by how much the sides that hold the middle
    threshold, of share b, outweigh the others, the coin's chances are v and u to 2 b; then s is on average 1/2, or
    1/2 + u v/(2 b) <= (1 + b)/2 if the middle one is the target.  So M = 1/a - 1 falls on average to at most (1 + g)/2 times
    what it was; it begins at N, and is at least 1 if another threshold weighs as much: Markov's inequality.
    Source: Burnashev and Zigangirov 1974; what is needed is Fano's inequality.

    `rho` may be larger than the true rate, and the bound holds for every threshold, not only on average over them.  At the
    first and the last threshold there is one border to ask at, with which s <= (1 + a)/2 too.  `seed` throws the coins.  The
    labels counted are exact whole numbers, the weights floats.  Labels that are flipped once for all mislead this learner.

    >>> from qlearn import channels, run, teachers
    >>> from qlearn.concepts.thresholds import Threshold
    >>> from qlearn.domains import Grid
    >>> target = Threshold(Fraction(700), Grid(1000))
    >>> heard = teachers.Heard(teachers.Honest(target), channels.fresh_flips, {"rho": 1 / 10})
    >>> found = run(noisy_bisection(N=1000, delta="1/20", rho="1/10"), heard)
    >>> int(found.hypothesis.high), found.ledger["membership"]
    (700, 45)

    Raises `BadArgument` if N is no integer from 1 to 10**7, delta not within (0, 1), or rho not within (0, 1/2).
    """
    rate, fails = flip_rate(rho), proper_share(delta, "delta")
    against = np.zeros(whole(N, "N", least=1, most=MOST) + 1, np.intp)  # of each threshold: the labels it makes lies
    ratio = math.sqrt(rate / (1 - rate))
    rng = np.random.default_rng(whole(seed, "seed", least=0))
    for _ in range(labels(N, fails, rate)):
        x = border(ratio ** (against - against.min()), rng.random())
        if (yield from asked(x)):
            against[x + 1 :] += 1
        else:
            against[: x + 1] += 1
    t = int(against.argmin())
    return Bracket(Fraction(t - 1), Fraction(t))


def border(weights: NDArray[np.float64], coin: float) -> int:
    """The point to ask about, coin being uniform on [0, 1): it is true for the thresholds up to it.

    >>> [border(np.array([2.0, 4, 3]), coin) for coin in (0.62, 0.63)]  # 6 outweigh 3 or 7 outweigh 2: chances as 5 to 3
    [1, 0]
    """
    upto = weights.cumsum()
    half = upto[-1] / 2
    i = min(int(np.searchsorted(upto, half, side="right")), len(weights) - 1)
    if i == 0 or i == len(weights) - 1:
        return max(0, i - 1)
    above, below = upto[i] - half, half - upto[i - 1]
    return i if coin * (above + below) < below else i - 1
