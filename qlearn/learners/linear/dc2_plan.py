"""Dimension coupling by a plan: how many labels each plane gets is fixed beforehand, and enough for every target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...channels import flip_rate, fresh_flips
from ...concepts.half_spaces import HalfSpace, HalfSpaces
from ...formulas import Number, Size, ceiling, clg, largest, ln, proper_share, smallest, sqrt, total, whole
from ...geometry.circle_posterior import CirclePosterior
from ...geometry.couplings import Arm, Plane
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .coupling import Pair, asked, coupled, left, pairs, quarter, sign
from .direction import accuracy, probably
from .flips import needed_under_flips


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def enough(N: Size, rho: Size, doubt: Size) -> Size:
    """How many answers leave the likeliest of N cells wrong with probability at most doubt, whichever is right."""
    return ceiling(ln(N / doubt) / ln(2 / (1 + 2 * sqrt(rho * (1 - rho)))))


@lru_cache(maxsize=4096)
def votes(rho: Size, delta: Size) -> Size:
    """How many repetitions leave a sign wrong with probability at most delta, a tie counted as wrong."""
    return ceiling(ln(1 / delta) / ln(1 / (2 * sqrt(rho * (1 - rho)))))


def planned(d: Size, eps: Size, rho: Size, delta: Size) -> Size:
    """All labels: the first level's planes are whole circles, the others right angles but for one with an axis, if d is odd."""

    def one(i: Size, angles: int) -> Size:
        return enough(angles * quarter(d, eps, i), rho, delta / (d - 1))

    whole_circles = total(lambda i: pairs(d, i) * one(i, 4), 1, smallest(1, clg(d)))
    half_circle = total(lambda i: (2 * left(d, 1) - d) * (one(i, 2) - one(i, 1)), 2, smallest(2, clg(d)))
    right_angles = total(lambda i: pairs(d, i) * one(i, 1), 2, clg(d))
    return whole_circles + half_circle + right_angles + largest(0, 2 - d) * votes(rho, delta)


@proves(
    Theorem(
        learns=HalfSpaces(),
        claim="Whatever w is, its direction is found within eps with probability 1 - delta by a number of labels that is fixed"
        " beforehand: ceil(ln(N (d - 1)/delta)/ln(1/(1/2 + sqrt(rho (1 - rho))))) in a plane of N cells.",
        bounds=(Bound(Membership, "exactly", planned),),
        lower=needed_under_flips,
        guarantee=probably,
        cite=("burnashev1974", "chen2017", "chandrasekaran2020"),
        settings={"eps": ("5/4", "3/4"), "rho": ("1/20", "1/8"), "delta": ("1/4", "1/20")},
        noise=fresh_flips,
    )
)
def dc2_plan(d: int, eps: Number, rho: Number, delta: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [w.x >= 0] of which each is flipped with probability rho, with a fixed count.

    Problem: how many labels must be paid for, before the first is asked?
    Idea: pair directions as `dc2` does, and ask a fixed number of labels in each plane, in the manner of Burnashev and
    Zigangirov: the angle is in one of N cells; update as if labels were wrong with probability sqrt(rho)/(sqrt(rho) +
    sqrt(1 - rho)); of the two neighbouring diameters that leave more and less than half of the mass on one side, draw one
    such that the mean share is a half; in the end take the likeliest cell.  What the levels below found is on w's side, so
    that above them the angle is in one right angle.
    Theorem: exactly the sum over the planes of ceil(ln(N (d - 1)/delta)/ln(1/(1/2 + sqrt(rho (1 - rho))))) membership
    queries, N the plane's cells: 4 Q for two axes, 2 Q for one, Q for none; P(angle > eps) <= delta for every w.
    Proof: Let M = 1/a - 1, a the mass of the true cell, and B the mass across the diameter that is asked.  The mean of the
    next M is M - (1 - 2 sqrt(rho (1 - rho))) B/a, and the mean of B is at least (1 - a)/2 whichever cell is the true one,
    so M shrinks by 1/2 + sqrt(rho (1 - rho)) at each label on average; a wrong cell is the likeliest only if M >= 1.
    For the angle in d dimensions see `dc2`.
    Source: Burnashev and Zigangirov 1974, on a line; here on the circle, with their constant derived anew.  The shares of
    the levels are ours.  For d = 1 the sign is voted on.

    `seed` tosses the coins.  What is promised holds as well if labels are flipped with other probabilities of at most rho,
    whatever they depend on; not above: told 1/4 where it is 3/10, 4 of 60 results were too far at d = 8, eps = 1/100.

    >>> from qlearn import channels, run, teachers
    >>> teacher = teachers.Heard(teachers.Honest(HalfSpace(np.array([5.0, -2, 1]))), channels.fresh_flips, {"rho": 0.1})
    >>> found = run(dc2_plan(d=3, eps="1/100", rho="1/10", delta="1/20"), teacher)
    >>> [round(x, 1) for x in (found.hypothesis.w / found.hypothesis.w[0]).tolist()], found.ledger["membership"]
    ([1.0, -0.4, 0.2], 85)

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, or unless 0 < rho < 1/2 and 0 < delta < 1.
    """
    wanted, rate, fails = accuracy(eps), flip_rate(rho), proper_share(delta, "delta")
    whole(d, "d", least=1)
    rng = np.random.default_rng(whole(seed, "seed", least=0))
    if d == 1:
        (alone,) = yield from by_plan([sign()], [2], [int(votes(rate, fails))], float(rate), rng)
        return HalfSpace(alone.vector)

    def level(i: int, found: list[Pair]) -> Dialogue[list[Arm]]:
        Q = int(quarter(d, wanted, i))
        angles = [(4 if v.axis else 2) if u.axis else 1 for u, v in found]
        counts = [int(enough(n * Q, rate, fails / (d - 1))) for n in angles]
        return (yield from by_plan([Plane(u, v, 2 * Q) for u, v in found], [n * Q for n in angles], counts, float(rate), rng))

    return (yield from coupled(d, level))


def tilted(rho: float) -> float:
    """The probability of a wrong answer that the masses are updated with: nearer to 1/2 than the true one."""
    return math.sqrt(rho) / (math.sqrt(rho) + math.sqrt(1 - rho))


def by_plan(
    planes: Sequence[Plane], spans: Sequence[int], counts: Sequence[int], rho: float, rng: np.random.Generator
) -> Dialogue[list[Arm]]:
    """The middle of the likeliest of the first `spans` cells of each plane after its count of labels, in joint rounds."""
    beliefs = [CirclePosterior(plane.half, span) for plane, span in zip(planes, spans, strict=True)]
    for n in range(max(counts)):
        waiting = [k for k, count in enumerate(counts) if n < count]
        diameters = [beliefs[k].balanced(rng.random()) for k in waiting]
        labels = yield from asked([planes[k] for k in waiting], diameters)
        for k, diameter, label in zip(waiting, diameters, labels.tolist(), strict=True):
            beliefs[k].heard(diameter, label, tilted(rho))
    return [plane.found(belief.likeliest()[0] + 0.5) for plane, belief in zip(planes, beliefs, strict=True)]
