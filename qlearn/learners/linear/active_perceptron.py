"""A perceptron that asks about points at a small distance from its own boundary: few labels, and each of use."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace, HalfSpaces
from ...domains import unit_vectors
from ...formulas import Number, Size, ceiling, ln, pi, proper_share, sin, whole
from ...geometry.directions import Vector
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .direction import accuracy, probably
from .reflection import reflected


@lru_cache(maxsize=4096)  # symbolic ceilings are slow
def phases(eps: Size) -> Size:
    """How often the tangent of half the angle falls to a quarter, from 1 to tan(eps/2) = 2 sin(eps/2)**2/sin(eps)."""
    return ceiling(ln(sin(eps) / (2 * sin(eps / 2) ** 2)) / ln(4))


@lru_cache(maxsize=4096)
def in_a_phase(d: Size, eps: Size, delta: Size) -> Size:
    return ceiling(25 * pi() * (d - 1) * ln(16 * phases(eps) / delta) / 16)


SMALL = HalfSpaces(small=({"d": 1}, {"d": 2}), medium=({"d": 3},))  # a question for each label takes its time


@proves(
    Theorem(
        learns=SMALL,
        claim="A homogeneous half-space is found within eps with probability 1 - delta from exactly"
        " 1 + K ceil((25 pi (d - 1)/16) ln(16 K/delta)) labels, K = ceil(log_4(1/tan(eps/2))).",
        bounds=(Bound(Membership, "exactly", lambda d, eps, delta: 1 + phases(eps) * in_a_phase(d, eps, delta)),),
        guarantee=probably,
        cite=("dasgupta2009", "yan2017"),
        settings={"eps": ("1/2", "5/4", "1/10"), "delta": ("1/4", "1/20")},
    )
)
def active_perceptron(d: int, eps: Number, delta: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [w.x >= 0] of random points at a distance from v's own boundary.

    Problem: of uniform points hardly any is a mistake once the angle is small, and one too near to v's boundary hardly helps.
    Idea: ask about points uniform among those at the angle beta from v's boundary, on its positive side; at a mistake reflect.
    beta goes down by 4 with the angle, in phases.
    Theorem: exactly 1 + K ceil((25 pi (d - 1)/16) ln(16 K/delta)) membership queries, K = ceil(log_4(1/tan(eps/2))); within
    eps with probability 1 - delta.
    Proof: Let k = tan(t/2), t the angle, and m = E|z| for a coordinate z of a uniform unit vector of R^(d - 1), so that
    m**2 >= 2/(pi (d - 1)).
    At tan(beta) = 2 m a/5 a label adds sin(beta) cos(beta) (m sin(t) - tan(beta) cos(t)) at least to cos(t) on average, and
    m sin(t) - tan(beta) cos(t) - r (1 - cos(t)), r = m (4 + a**2)/(5 a), has the sign of (k - a/4) (a - k).  So while
    a/4 <= k <= a it takes a share 8 m**2/25 off 1 - cos(t), of which 1/16 is left at k = a/4; Markov's inequality for each of
    the K phases.
    Source: Dasgupta, Kalai and Monteleoni 2009, the step; Yan and Zhang 2017, who keep the points off the boundary and so stand
    flipped labels, with constants that nobody could pay for.  This bound, for true labels, is ours; under flips nothing is
    claimed.

    >>> from qlearn import run, teachers
    >>> found = run(active_perceptron(d=3, eps="1/10", delta="1/20"), teachers.Function(lambda X: X @ [4, -2, 1] >= 0))
    >>> found.ledger["membership"]
    205

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, or delta is not within (0, 1).
    """
    rng, risk = np.random.default_rng(whole(seed, "seed", least=0)), proper_share(delta, "delta")
    angle = accuracy(eps)
    first = unit_vectors(rng, 1, whole(d, "d", least=1))
    (positive,) = yield from Membership(first)
    v: Vector = first[0] if positive else -first[0]
    for phase in range(phases(angle) if d > 1 else 0):
        beta = math.atan(2 * mean_entry(d - 1) / 5 / 4**phase)
        for z in rng.standard_normal((int(in_a_phase(d, angle, risk)), d)):
            x = off_the_boundary(v, z, beta)
            (right,) = yield from Membership(x[None])
            if not right:
                v = reflected(v, x)
    return HalfSpace(v)


def off_the_boundary(v: Vector, z: Vector, beta: float) -> Vector:
    """The unit vector at the angle pi/2 - beta from v, in the direction of z's part across v."""
    across = z - (z @ v) * v
    found: Vector = math.sin(beta) * v + math.cos(beta) / float(np.linalg.norm(across)) * across
    return found


def mean_entry(n: int) -> float:
    """E|z|, z a coordinate of a uniform unit vector of R^n.

    >>> round(mean_entry(1), 9), round(mean_entry(2) * math.pi, 9), round(mean_entry(3), 9)
    (1.0, 2.0, 0.5)
    """
    return math.exp(math.lgamma(n / 2) - math.lgamma((n + 1) / 2)) / math.sqrt(math.pi)
