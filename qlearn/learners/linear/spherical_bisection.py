"""The direction of a homogeneous half-space from labels, one angle after another."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace, HalfSpaces
from ...formulas import Number, Size, clg, pi, sqrt, whole
from ...geometry.directions import planes
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .direction import accuracy, needed, within_angle


@lru_cache(maxsize=1024)
def steps(d: Size, eps: Size) -> Size:
    """How often each angle is halved, from pi to 2 eps/sqrt(d - 1)."""
    return clg(pi() * sqrt(d - 1) / (2 * eps))


@proves(
    Theorem(
        learns=HalfSpaces(),
        claim="A homogeneous half-space is found within an angle eps with exactly"
        " 1 + (d - 1) clg(pi sqrt(d - 1)/(2 eps)) labels.",
        bounds=(Bound(Membership, "exactly", lambda d, eps: 1 + (d - 1) * steps(d, eps)),),
        lower=needed,
        guarantee=within_angle(planes, "product of angle intervals"),
        cite=("lowd2005", "chandrasekaran2020"),
        settings={"eps": ("1/10", "1/2", "5/4")},
    )
)
def spherical_bisection(d: int, eps: Number) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [w.x >= 0] of points of one's own choice.

    Problem: a direction of R^d within eps, with no promise about the weights: some may be tiny or 0.
    Idea: let u be the direction found for the first k coordinates.  In the plane of u and the next axis, w's projection
    makes an angle from -pi/2 to pi/2 with u; halve it until it is known to eps/sqrt(d - 1), and turn u by it.
    Theorem: exactly 1 + (d - 1) clg(pi sqrt(d - 1)/(2 eps)) membership queries; every learner needs
    1 + (d - 1) lg(1/sin eps).
    Proof: Let |w| = 1, a = w.u, p the projection of w on the plane: |p|**2 = a**2 + w_k**2, and a' = |p| cos(error) for the
    new u, so a' >= cos(tau) sqrt(a**2 + w_k**2) when the error is at most tau.  Starting from a = |w_1| this gives in the
    end w.u >= cos(tau)**(d - 1).  That is at least cos(tau sqrt(d - 1)) = cos(eps), since ln cos sqrt is concave and 0 at 0.
    Source: ours; Lowd and Meek 2005 search one weight at a time; Chandrasekaran et al. 2020, section 3, set the problem.

    The teacher must decide w.x >= 0 rightly for the float64 point it is given.  Rounding of the points asked moves the
    result by less than d 2**-50.

    >>> from qlearn import run, teachers
    >>> found = run(spherical_bisection(d=2, eps="1/10"), teachers.Function(lambda X: X[:, 0] - X[:, 1] >= 0))
    >>> [round(x, 3) for x in found.hypothesis.w.tolist()], found.ledger
    ([0.634, -0.773], Ledger(membership: 5; rounds: 5))

    Raises `BadArgument` if d < 1 or eps is no angle from 2**-40 up to below pi/2.
    """
    wanted = accuracy(eps)
    u = np.zeros(whole(d, "d", least=1))
    halvings = int(steps(d, wanted))
    first = yield from Membership(np.eye(1, d))
    u[0] = 1.0 if first[0] else -1.0
    for k in range(1, d):
        low, high = -math.pi / 2, math.pi / 2
        for _ in range(halvings):
            middle = (low + high) / 2
            x = -math.sin(middle) * u
            x[k] = math.cos(middle)
            above = yield from Membership(x[None])
            low, high = (middle, high) if above[0] else (low, middle)
        turn = (low + high) / 2
        u *= math.cos(turn)
        u[k] = math.sin(turn)
    return HalfSpace(u)
