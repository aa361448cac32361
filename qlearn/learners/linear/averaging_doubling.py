"""Weights that are drawn afresh for every question, with a spread that nobody tells: averages that grow until they show it."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...channels import drawn_weights
from ...concepts.drawn_half_spaces import DrawnHalfSpaces
from ...concepts.half_spaces import HalfSpace
from ...errors import BadArgument, Failed
from ...formulas import Number, Size, ceiling, clg, ln, pi, proper_share, sin, sqrt, whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .averages import labelled_sum
from .direction import accuracy, probably
from .drawn import needed_from_drawn_weights

WIDEST = 32  # of the spreads that are tried
COARSEST = 0.5  # radians: then an average that is long enough is none that points backwards


def tail(d: Size, delta: Size, doubled: Size) -> tuple[Size, Size]:
    """L and Q: after so many doublings an average errs with at most exp(-L) by more than sqrt(Q/(m d)) across w."""
    L = ln(4 * 2**doubled / delta)
    return L, d - 1 + 2 * sqrt((d - 1) * L) + 2 * L


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def averaged(d: Size, eps: Size, delta: Size, doubled: Size) -> Size:
    """How many labels the average is of after so many doublings: enough if 1 + (d + 1) sigma**2 <= 2**doubled."""
    L, Q = tail(d, delta, doubled)
    return ceiling(pi() / 2 * 2**doubled * (sqrt(Q) / sin(eps) + sqrt(10 * L / 3)) ** 2)


def most(d: Size, eps: Size, delta: Size) -> Size:
    return averaged(d, eps, delta, clg(1 + (d + 1) * WIDEST**2))


@proves(
    Theorem(
        learns=DrawnHalfSpaces(),
        claim="With L = ln(4 2**j/delta), j = clg(1 + (d + 1) sigma**2) and Q = d - 1 + 2 sqrt((d - 1) L) + 2 L, at most"
        " ceil(pi/2 2**j (sqrt(Q)/sin(eps) + sqrt(10 L/3))**2) labels, and a direction within eps, both with probability"
        " 1 - delta, for every sigma <= 32 and though nobody tells it.",
        bounds=(
            Bound(Membership, "at most", most),
            Bound(
                Membership,
                "at most",
                lambda d, eps, sigma, delta: averaged(d, eps, delta, clg(1 + (d + 1) * sigma**2)),
                mode="with probability 1 - delta",
            ),
        ),
        lower=needed_from_drawn_weights,
        guarantee=probably,
        cite=("chandrasekaran2020", "laurent2000", "yu1997"),
        loose="a cap, and means that are only measured",
        settings={"eps": ("1/2",), "delta": ("1/4",)},
        noise=drawn_weights,
    )
)
def averaging_doubling(d: int, eps: Number, delta: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [v.x >= 0] with v drawn from N(w, sigma**2 I) at each, sigma unknown.

    Problem: how many labelled points an average must have depends on sigma, which the server keeps to itself.
    Idea: how far the average is off across w does not depend on sigma, only how long it is does.  So a long average is a
    good one, and its length can be seen.  Double the points until it is long enough.
    Theorem: with probability 1 - delta at most ceil(pi/2 2**j (sqrt(Q)/sin(eps) + sqrt(10 L/3))**2) membership queries, with
    j = clg(1 + (d + 1) sigma**2), L = ln(4 2**j/delta), Q = d - 1 + 2 sqrt((d - 1) L) + 2 L, and an angle of at most eps.
    Averages of known size have a root mean square angle eps from pi (d - 1) (1 + d sigma**2)/(2 eps**2) on.
    Proof: Across w the average of m points is at most sqrt(Q/(m d)) with probability 1 - exp(-L), along w at least
    c - sqrt(10 L/(3 m d)), c >= sqrt(2/(pi d (1 + (d + 1) sigma**2))); both for all doublings together with 1 - delta.  Then
    an average of at least sqrt(Q/(m d))/sin(eps) is within eps of the line along w, and eps <= 1/2 leaves it no room to point
    backwards.  It is that long at the latest when 2**j >= 1 + (d + 1) sigma**2.
    Source: ours; Chandrasekaran et al. 2020, Algorithm 1, take the average, and its length for a test of sigma.

    The points are asked 32,768 at a time.  No count is claimed for sigma above 32, where the learner may give up.

    >>> import numpy as np
    >>> from qlearn import channels, run, teachers
    >>> server = teachers.Heard(teachers.Honest(HalfSpace(np.array([3.0, -4.0]))), channels.drawn_weights, {"sigma": 0.5})
    >>> found = run(averaging_doubling(d=2, eps="1/4", delta="1/20"), server)
    >>> found.ledger["membership"] <= 1713, bool(abs(found.hypothesis.w @ [0.8, 0.6]) < 0.25)
    (True, True)

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 to 1/2, or delta is not within (0, 1); `Failed` if all doublings
    leave the average short; `Inconsistent` if all labels are equal.
    """
    wanted, share = accuracy(eps), proper_share(delta, "delta")
    if wanted > COARSEST:
        raise BadArgument(f"eps is an angle in radians, here from 2**-40 to 1/2, got {eps}; within 1/2 is within more as well")
    whole(d, "d", least=1)
    rng = np.random.default_rng(whole(seed, "seed", least=0))
    total, asked = np.zeros(d), 0
    for doubled in range(int(clg(1 + (d + 1) * WIDEST**2)) + 1):
        m = int(averaged(d, wanted, share, doubled))
        total += yield from labelled_sum(d, m - asked, rng)
        asked = m
        length = float(np.linalg.norm(total))
        if length >= math.sqrt(float(tail(d, share, doubled)[1]) * m / d) / math.sin(float(wanted)):
            return HalfSpace(total / length)
    raise Failed(
        f"the average of {asked} labelled points is still too short: the labels hardly depend on the points, as if sigma were"
        f" above {WIDEST}, or come from no half-space through 0"
    )
