"""Labels that halve what flipped labels leave of a direction, until it is known well enough: what two learners share."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ...channels import flip_rate
from ...concepts.half_spaces import HalfSpace
from ...errors import Failed, WrongRate
from ...formulas import Number, Size, ceiling, entropy, ln, proper_share, sin, whole
from ...queries import Dialogue, Membership
from .direction import accuracy

if TYPE_CHECKING:
    from ...geometry.direction_law import DirectionLaw

CAUTION, CAUTION_OF_RATE = 1.15, 2.5  # see `shrunk`; measured
DOUBT = 0.25  # standard errors that a rate read off the labels is taken larger; measured
LEAST = Fraction(1, 10**300)  # probabilities below this are taken for it
ALARM = 4  # standard errors: a rate that is right was never called wrong in 1750 runs, and at 3.5 once


@lru_cache(maxsize=1024)  # a symbolic ceiling is slow
def most(d: Size, eps: Size, rho: Size, delta: Size) -> Size:
    """Twice the bits of the direction, 8 for each dimension and 8 lg(1/delta), at the capacity."""
    bits = 2 * (d - 1) * ln(1 / sin(eps)) / ln(2) + 8 * d + 8 * ln(1 / delta) / ln(2)
    return ceiling(bits / (1 - entropy(rho)))


def shrunk(d: int, rho: float, delta: float) -> float:
    """The rate that sites are told: less of 1 - 2 rho in few dimensions and for small delta, as normal tails are thin."""
    return 0.5 - d / (d + (CAUTION + CAUTION_OF_RATE * rho) * max(1.0, math.log(1 / delta) / math.log(20))) * (0.5 - rho)


def halved(d: int, eps: Number, rho: Number, delta: Number, seed: int, reread: bool = False) -> Dialogue[HalfSpace]:
    """Ask until the direction's law says that it is within eps; `reread` the answers for a rate below rho."""
    from ...geometry.direction_law import DirectionLaw  # scipy, which a list of theorems need not load

    dimension, wanted, start = whole(d, "d", least=1), accuracy(eps), whole(seed, "seed", least=0)
    given, share = flip_rate(rho), proper_share(delta, "delta")
    cap = int(most(dimension, wanted, given, share))
    if dimension == 1:
        return (yield from _sign(given, share, cap))
    rng, law = np.random.default_rng(start), DirectionLaw(dimension)
    sine, fails, rate, asked = math.sin(wanted), float(max(share, LEAST)), float(given), 0
    used = shrunk(dimension, rate, fails)
    while asked < cap:
        points, rows, offsets = (part[: cap - asked] for part in law.questions(rng))
        labels = yield from Membership(points)
        asked += len(labels)
        law.learn(rows, offsets, labels, used)
        if reread:
            used = shrunk(dimension, rate := reread_rate(law, rate, float(given)), fails)
        if law.outside(sine) <= fails:
            law.sweep(used)
            if law.outside(sine) <= fails:
                hold_rate(law, given)
                return HalfSpace(law.direction)
    hold_rate(law, given)
    raise Failed(f"after all {cap} labels allowed the direction is not within {eps} with probability 1 - {delta}; with another"
                 " seed or a larger delta it may be, or the labels are no half-space's")  # fmt: skip


def reread_rate(law: DirectionLaw, rate: float, most: float) -> float:
    """The rate that the labels so far show, and a share of its standard error, at most `most`."""
    found, error = law.rate(rate)
    return min(most, max(found, error**2) + DOUBT * error)


def log_odds(p: Fraction) -> float:
    """ln(1/p - 1)."""
    p = max(p, LEAST)
    return math.log1p(float((1 - 2 * p) / p))


def hold_rate(law: DirectionLaw, rate: Fraction) -> None:
    """`WrongRate` if the labels contradict one another more than flips at this rate would ever make them."""
    found, error = law.rate(float(rate))
    if found - rate > ALARM * error:
        raise WrongRate(
            f"labels were said to be flipped with probability at most rho = {rate}, but what the others say of each of them"
            f" shows about {found:.3f}, {ALARM} standard errors more or above.  The teacher flips more often, its rate drifts,"
            " or it is no half-space; ask again with a larger rho, or give a bound of it to"
            " linear.expectation_propagation_unknown_rate"
        )


def _sign(rate: Fraction, share: Fraction, cap: int) -> Dialogue[HalfSpace]:
    """In one dimension w is its sign: ask for it until one answer leads by enough votes."""
    lead, enough = 0, log_odds(share) / log_odds(rate)
    for _ in range(cap):
        label = yield from Membership(np.ones((1, 1)))
        lead += 1 if label[0] else -1
        if abs(lead) >= enough:
            return HalfSpace(np.array([1.0 if lead > 0 else -1.0]))
    raise Failed(f"after all {cap} labels allowed neither sign leads by {enough:.1f} votes")
