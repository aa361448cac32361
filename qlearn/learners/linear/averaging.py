"""Weights that are drawn afresh for every question, from the average of labelled random points: Algorithm 1, mended."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...channels import drawn_weights
from ...concepts.drawn_half_spaces import DrawnHalfSpaces
from ...concepts.half_spaces import HalfSpace
from ...errors import Failed
from ...formulas import Number, Size, ceiling, largest, ln, pi, proper_share, whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .averages import labelled_sum, spread_bound
from .direction import accuracy, probably
from .drawn import needed_from_drawn_weights


@lru_cache(maxsize=1024)  # a symbolic ceiling is slow
def printed(d: Size, eps: Size, sigmahat: Size, delta: Size) -> Size:
    return ceiling((15 * pi()) ** 2 * d * largest(1, d * sigmahat**2) * ln(2 * d / delta) / eps**2)


@proves(
    Theorem(
        learns=DrawnHalfSpaces(told=True),
        claim="With exactly ceil((15 pi)**2/eps**2 d max(1, d sigmahat**2) ln(2 d/delta)) labels, the paper's number, the"
        " average of labelled uniform unit vectors is within eps of w with probability 1 - delta if sigma <= sigmahat.  If"
        " sigma is larger, it is so or the learner fails.",
        bounds=(Bound(Membership, "exactly", printed),),
        lower=needed_from_drawn_weights,
        guarantee=probably,
        cite=("chandrasekaran2020", "laurent2000", "yu1997"),
        settings={"eps": ("3/2",), "delta": ("1/4",)},
        noise=drawn_weights,
    )
)
def averaging(d: int, eps: Number, sigmahat: Number, delta: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [v.x >= 0] with v drawn from N(w, sigma**2 I) at each, sigma <= sigmahat.

    Problem: near the boundary such labels are coins, so no search gets near it by asking there.
    Idea: ask nothing but random points.  The average of y x, y = +-1 the label of a uniform unit vector x, points along w.
    A short average says that sigma is larger than was promised.
    Theorem: exactly ceil((15 pi)**2/eps**2 d max(1, d sigmahat**2) ln(2 d/delta)) membership queries, and with probability
    1 - delta the angle is at most eps.  Far fewer are enough, as `averaging_doubling` shows.
    Proof: Across w the average is a mean of sub-Gaussian vectors, each with E exp(<h, y x>) <= exp(|h|**2/(2 d)), so its
    square is at most (n + 2 sqrt(n L) + 2 L)/(m d) with probability 1 - exp(-L), n = d - 1.  Along w its mean is at least
    sqrt(2/(pi d (1 + (d + 1) sigma**2))), for 1 - u <= exp(-u) and the gamma function is convex in its logarithm; it falls
    short by half with probability exp(-3 m d c**2/40) at most.  With the number asked the quotient is below eps, and the
    average passes the test; and one that passes is within eps whatever sigma is, for it is long.
    Source: Chandrasekaran et al. 2020, Algorithm 1 and appendix, propositions 1 to 3; printed there are a sum for the
    average, and advice to lower sigmahat after a failure, where it must be raised.  Laurent and Massart 2000 for the tail.

    `sigmahat` below 1/sqrt(d) counts as that; `seed` chooses the points, which are asked 32,768 at a time.

    >>> import numpy as np
    >>> from qlearn import channels, run, teachers
    >>> server = teachers.Heard(teachers.Honest(HalfSpace(np.array([3.0, -4.0]))), channels.drawn_weights, {"sigma": 0.5})
    >>> found = run(averaging(d=2, eps="1/2", sigmahat="1/2", delta="1/20"), server)
    >>> found.ledger["membership"], bool(abs(found.hypothesis.w @ [0.8, 0.6]) < 0.1)
    (77848, True)

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, sigmahat is not above 0, or delta is not
    within (0, 1); `Failed` if the average is too short: then sigma is above sigmahat, but for the probability delta;
    `Inconsistent` if all labels are equal.
    """
    whole(d, "d", least=1)
    most, share = spread_bound(sigmahat), proper_share(delta, "delta")
    m = int(printed(d, accuracy(eps), most, share))
    average = (yield from labelled_sum(d, m, np.random.default_rng(whole(seed, "seed", least=0)))) / m
    length = float(np.linalg.norm(average))
    least = 1 / (12 * d * max(float(most), 1 / math.sqrt(d)))
    if length < least:
        raise Failed(
            f"the average of {m} labelled points has length {length:.3g}, below {least:.3g}: sigma is above {sigmahat}, but for"
            f" a probability of {delta}; give a larger sigmahat, or take linear.averaging_doubling, which is told none"
        )
    return HalfSpace(average / length)
