"""Weights that are drawn afresh for every question, from questions orthogonal to what is known of them."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...channels import drawn_weights
from ...concepts.drawn_half_spaces import DrawnHalfSpaces
from ...concepts.half_spaces import HalfSpace
from ...formulas import Number, Size, ceiling, ln, proper_share, sqrt, whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .direction import accuracy, probably
from .drawn import needed_from_drawn_weights
from .orthogonal import estimated


def squares(d: Size, delta: Size) -> Size:
    """At least the square that d squares of normal numbers do not sum to with probability 1 - delta (Laurent, Massart 2000)."""
    L = ln(1 / delta)
    return d + 2 * sqrt(d * L) + 2 * L


@lru_cache(maxsize=1024)  # a symbolic ceiling is slow
def most(d: Size, eps: Size, delta: Size) -> Size:
    return ceiling(64 * d * squares(d, delta) / eps**2 + 1000 * d)


@lru_cache(maxsize=1024)
def usual(d: Size, eps: Size, sigma: Size, delta: Size) -> Size:
    return ceiling(2 * (d - 1) * squares(d - 1, delta) * (sigma / eps) ** 2 + 20 * d * ln(8 / eps) + 100 * d * sigma**2 + 250)


@proves(
    Theorem(
        learns=DrawnHalfSpaces(),
        claim="The direction is within eps with probability 1 - delta, and the mean number of labels at most"
        " ceil(2 (d - 1) Q sigma**2/eps**2 + 20 d ln(8/eps) + 100 d sigma**2 + 250), Q = d - 1 + 2 sqrt((d - 1) L) + 2 L,"
        " L = ln(1/delta): both measured, not proved.  Proved is the cap ceil(64 d Q'/eps**2 + 1000 d), Q' = Q at d + 1, which"
        " the learner keeps.",
        bounds=(Bound(Membership, "at most", most), Bound(Membership, "at most", usual, mode="expected")),
        lower=needed_from_drawn_weights,
        guarantee=probably,
        cite=("chandrasekaran2020", "gill1995", "opper1998", "laurent2000", "yu1997"),
        loose="a cap, and means that are only measured",
        settings={"eps": ("1",), "delta": ("1/4",)},
        noise=drawn_weights,
    )
)
def orthogonal_queries(d: int, eps: Number, delta: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [v.x >= 0] with v drawn from N(w, sigma**2 I) at each, sigma unknown.

    Problem: near the boundary such labels are coins, and yet they say most there.
    Idea: a label at x tells of w by the Fisher information g(u) |Px|**2/sigma**2, u = w.x/(sigma |x|), P across w, and that
    is greatest where x is orthogonal to w.  So ask there, again and again, with the likeliest w in place of w; now and then a
    little off, where labels tell sigma; and stop when the estimated angle is small enough, and fresh labels agree with it.
    Theorem: at most ceil(64 d Q/eps**2 + 1000 d) membership queries, Q = d + 2 sqrt(d L) + 2 L, L = ln(1/delta).  Measured, not
    proved: the angle is at most eps with probability 1 - delta; for a root mean square angle a the mean number of labels is
    1.02 to 1.2 times the limit pi (d - 1)**2 sigma**2/(2 a**2) where a < sigma/8, and at most Algorithm 1's everywhere (d = 14
    and 30, d sigma**2 from .001 to 10, a from 1e-1 to 1e-3).
    Proof: g(u) <= g(0) = 2/pi, for a square has less normal mass than the disc about it; a label at x orthogonal to w says
    nothing of sigma, so not knowing it costs nothing there.  For the guarantee nothing is proved: likelihoods are taken to be
    normal.  The cap holds since the learner counts.  In one dimension all questions are alike, and the majority of
    2 ceil(26 ln(1/delta)) + 1 labels errs with at most delta by Hoeffding's inequality, if sigma is at most 4.
    Source: ours, against the defence of Chandrasekaran et al. 2020, section 5; van Trees' inequality in Gill and Levit 1995
    says that it can hardly be done with fewer; Opper 1998 for densities that are assumed normal.

    Labels are asked singly until the direction is roughly known, then many together; single questions take below a
    millisecond.  The points repeat: from a teacher that remembers its answers nothing can be learned so.

    >>> from qlearn import channels, run, teachers
    >>> server = teachers.Heard(teachers.Honest(HalfSpace(np.array([3.0, -4.0]))), channels.drawn_weights, {"sigma": 0.5})
    >>> found = run(orthogonal_queries(d=2, eps="1/10", delta="1/20"), server)
    >>> found.ledger["membership"] < 1000, bool(abs(found.hypothesis.w @ [0.8, 0.6]) < 0.1)
    (True, True)

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, or delta is not within (0, 1); `Failed` at the
    cap, as with sigma above 4, or if repeated questions get equal answers; `Inconsistent` if all labels are equal.
    """
    from scipy.special import chdtri

    wanted, share = accuracy(eps), proper_share(delta, "delta")
    whole(seed, "seed", least=0)
    if whole(d, "d", least=1) == 1:
        votes = 2 * int(ceiling(26 * ln(1 / share))) + 1
        labels = yield from Membership(np.ones((votes, 1)))
        return HalfSpace(np.array([1.0 if 2 * labels.sum() > votes else -1.0]))
    aim = float(wanted) * math.sqrt((d - 1) / float(chdtri(d - 1, float(share))))
    w, _ = yield from estimated(d, min(aim, float(wanted)), int(most(d, wanted, share)), seed)
    return HalfSpace(w)
