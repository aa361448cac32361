"""Dimension coupling as published: it is told the target, and leaves each plane when its estimate has come near."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...catalogue import proves
from ...channels import flip_rate, fresh_flips
from ...concepts.half_spaces import HalfSpace
from ...concepts.known_half_spaces import KnownHalfSpaces
from ...formulas import Number, Size, clg, largest, proper_share, total, whole
from ...geometry.circle_posterior import CirclePosterior
from ...geometry.couplings import Arm, Plane
from ...geometry.directions import Vector
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .coupling import Pair, asked, coupled, pairs, quarter
from .dc2_plan import by_plan, dc2_plan, enough, votes
from .direction import accuracy, probably, told_normal

ROUNDS = 1100  # in one plane, after which the authors' own program gives up
FINE = 2**50  # cells of half a circle: a density, as far as float64 goes


def capped(d: Size, eps: Size, rho: Size, delta: Size) -> Size:
    """All rounds, and then the plan, in every plane."""
    planes = total(lambda i: pairs(d, i) * (ROUNDS + enough(4 * quarter(d, eps, i), rho, delta / (d - 1))), 1, clg(d))
    return planes + largest(0, 2 - d) * votes(rho, delta)


@proves(
    Theorem(
        learns=KnownHalfSpaces(),
        claim="Told the target, the learner leaves each plane when its estimate is within eps/d of the truth, after 1100 labels"
        " at most; where it is not, a plan finds it.  How many labels are expected is not known.",
        bounds=(Bound(Membership, "at most", capped),),
        guarantee=probably,
        cite=("chen2017", "chandrasekaran2020"),
        settings={"eps": ("5/4", "3/4"), "rho": ("1/20", "1/8"), "delta": ("1/4", "1/20")},
        noise=fresh_flips,
    )
)
def dc2_truth_known(
    d: int, eps: Number, rho: Number, delta: Number, target: Sequence[float], seed: int = 0
) -> Dialogue[HalfSpace]:
    """Couple dimensions as `dc2` does, and stop by the truth: for comparison with published counts, and nothing else.

    Problem: how many labels, each flipped with probability rho, pass before every plane's estimate is near enough?
    Idea: `target` is the answer.  It is looked at only to decide when to leave a plane, d - 1 times; the questions hang on
    the labels alone.  In each plane the first diameter is random, each other one halves the posterior, and the estimate is the
    middle of the heaviest arc.
    Theorem: at most 1100 labels a plane and as many as a plan takes for a whole circle; within eps with probability 1 - delta.
    That is a cap: of the mean it is only known that it can be less than any learner needs that is not told.
    Proof: A plane is left when the estimate is within eps/d of w's unit projection, or where w has none; else the plan of
    `dc2_plan` finds its direction within sin(eps) sqrt(m/(d - 1)), wrongly with probability at most delta/(d - 1).  And
    eps/d is no more than that, as d/sqrt(d - 1) >= 2 > eps/sin(eps).  For the angle in d dimensions see `dc2`.
    Source: Chen, Hassani and Karbasi 2017; Chandrasekaran et al. 2020, figure 4, whose counts end by this rule, with 1100
    rounds; they have no plan to fall back on.

    `target` is the normal, of any length; `seed` draws the first diameters.  For d = 1 the sign is voted on.

    >>> from qlearn import channels, run, teachers
    >>> w = (5.0, -2.0, 1.0)
    >>> teacher = teachers.Heard(teachers.Honest(HalfSpace(np.array(w))), channels.fresh_flips, {"rho": 0.1})
    >>> found = run(dc2_truth_known(d=3, eps="1/1000", rho="1/10", delta="1/20", target=w), teacher)
    >>> [round(x, 1) for x in (found.hypothesis.w / found.hypothesis.w[0]).tolist()]
    [1.0, -0.4, 0.2]

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, unless 0 < rho < 1/2 and 0 < delta < 1, or if
    the target is no vector of d numbers that are not all 0.
    """
    wanted, rate, fails = accuracy(eps), flip_rate(rho), proper_share(delta, "delta")
    truth = told_normal(target, whole(d, "d", least=1))
    truth /= np.abs(truth).max()  # so that no square of another entry is lost
    rng = np.random.default_rng(whole(seed, "seed", least=0))
    if d == 1:
        return (yield from dc2_plan.start(1, eps, rho, delta, seed))

    def level(i: int, found: list[Pair]) -> Dialogue[list[Arm]]:
        planes = [Plane(u, v, FINE, int(rng.integers(2 * FINE))) for u, v in found]
        arms = yield from until_near(planes, truth, float(wanted) / d, float(rate))
        if late := [k for k, arm in enumerate(arms) if arm is None]:
            Q = int(quarter(d, wanted, i))
            count = int(enough(4 * Q, rate, fails / (d - 1)))
            others = [Plane(found[k][0], found[k][1], 2 * Q) for k in late]
            planned = yield from by_plan(others, [4 * Q] * len(late), [count] * len(late), float(rate), rng)
            arms = [planned[late.index(k)] if arm is None else arm for k, arm in enumerate(arms)]
        return [arm for arm in arms if arm is not None]

    return (yield from coupled(d, level))


def until_near(planes: Sequence[Plane], truth: Vector, near: float, rho: float) -> Dialogue[list[Arm | None]]:
    """The estimate in each plane once it is within `near` of w's unit projection; None if it is not in time."""
    beliefs = [CirclePosterior(plane.half) for plane in planes]
    arms: list[Arm | None] = [
        plane.found(0) if not truth @ plane.u.vector and not truth @ plane.v.vector else None for plane in planes
    ]
    for _ in range(ROUNDS):
        if not (far := [k for k, arm in enumerate(arms) if arm is None]):
            break
        diameters = [beliefs[k].nearest_half() for k in far]
        labels = yield from asked([planes[k] for k in far], diameters)
        for k, diameter, label in zip(far, diameters, labels.tolist(), strict=True):
            beliefs[k].heard(diameter, label, rho)
            estimate = planes[k].found(beliefs[k].heaviest())
            if np.linalg.norm(estimate.vector - planes[k].projected(truth)) <= near:
                arms[k] = estimate
    return arms
