"""Labels that a server falsifies where it likes, once for all: in the plane, as near to the truth as anybody can come."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...channels import flip_rate, kept_lies
from ...concepts.half_spaces import HalfSpace, HalfSpaces
from ...errors import BadArgument, Failed
from ...formulas import Number, Size, ceiling, ln, pi, proper_share, whole
from ...points import Labels
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem
from .direction import accuracy, probably
from .flips import told_bits


@lru_cache(maxsize=1024)  # a symbolic ceiling is slow
def enough(eps: Size, rho: Size, delta: Size) -> Size:
    return ceiling(2 * ln(3 / delta) / (eps / pi() - rho) ** 2)


@lru_cache(maxsize=1024)
def _needed(eps: Size, delta: Size) -> Size:
    return ceiling(told_bits(2, eps, delta))


needed = LowerBound(
    Membership,
    _needed,
    "A label tells at most a bit, lie or not, and who is within eps with probability 1 - delta has been told (1 - delta)"
    " lg(circle/arc) - H(delta).  Below pi rho no number of labels is enough: let the server answer for w'; the half-planes"
    " at pi rho to either side of w' differ from it on a share rho of the directions each, so that either may be the truth;"
    " what is heard is the same for both, and whatever is returned is pi rho or more from one of them.",
    mode="expected",
)


@proves(
    Theorem(
        learns=HalfSpaces(small=({"d": 2},), medium=(), dimensions=(2, 2)),
        claim="If lies have a share of at most rho of all directions, wherever they are, the labels of so many random"
        " directions leave an arc of half-planes whose middle is within eps of the truth with probability 1 - delta, for every"
        " eps above pi rho; and below pi rho nobody can promise that.",
        bounds=(Bound(Membership, "exactly", enough),),
        lower=needed,
        guarantee=probably,
        cite=("massart1990", "kearns1993"),
        settings={"eps": ("1/2", "1"), "rho": ("1/20", "1/8"), "delta": ("1/4",)},
        noise=kept_lies,
    )
)
def lying_labels(eps: Number, rho: Number, delta: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w in R^2, up to its length, from labels of which a share rho are lies that stay, wherever the server likes.

    Problem: flips that stay with the point are not undone by votes, and if the server chooses where they are, not by asking
    nearby either: all labels near the boundary may be lies.  It chooses before it knows the questions.
    Idea: what cannot be told apart is an arc of half-planes; take its middle.  Ask random directions, so that the lies have
    the share among them that they have on the circle; keep the half-planes that disagree with few enough labels.
    Theorem: exactly ceil(2 ln(3/delta)/(eps/pi - rho)**2) membership queries; with probability 1 - delta the angle is at most
    eps, whatever the server does.  Below pi rho no number of labels is enough.
    Proof: Let t = (eps/pi - rho)/2.  Of n directions at most a share rho + t are lies, but for exp(-2 n t**2) (Hoeffding); so
    the truth is kept.  Two half-planes that are kept disagree on at most 2 (rho + t) of the directions asked, and as these are
    an arc on the circle of lines, on at most 2 (rho + t) + 2 t of all, but for 2 exp(-2 n t**2) (Dvoretzky, Kiefer, Wolfowitz
    with Massart's constant): they are at most 2 eps apart.  That is below a third of a turn, so no three of them go round the
    circle; they are within an arc of 2 eps, and its middle is within eps of each.
    Source: ours, for arcs; Kearns and Li 1993 for what malicious noise leaves to be learned; Massart 1990 for the constant.

    In d > 2 the limit pi rho stands, and what is kept is no arc; there the middle of the kept may be farther off than half of
    their distance.  `seed` draws the directions.

    >>> from qlearn import channels, run, teachers
    >>> target = HalfSpace(np.array([3.0, 4.0]))
    >>> server = teachers.Heard(teachers.Honest(target), channels.kept_lies, {"rho": 1 / 20})
    >>> found = run(lying_labels(eps="1/4", rho="1/20", delta="1/20"), server)
    >>> cosine = found.hypothesis.w @ target.w / 5
    >>> found.ledger["membership"], round(math.acos(cosine) / math.pi, 2)
    (9361, 0.05)

    Raises `BadArgument` if eps is not above pi rho and below pi/3, rho is not within (0, 1/2) or delta not within (0, 1);
    `Failed` if no half-plane agrees with so many labels: then more than rho are lies, but for the probability delta, or the
    labels are no half-plane's.
    """
    wanted, rate, share = accuracy(eps), flip_rate(rho), proper_share(delta, "delta")
    if not math.pi * rate < wanted < math.pi / 3:
        raise BadArgument(
            f"eps is above pi rho = {math.pi * rate:.4g}, below which no number of labels is enough, and below pi/3; got {eps}."
            "  Take a larger eps; if the lies are not the server's choice but fresh, or scattered at random, see"
            " linear.expectation_propagation"
        )
    n = int(enough(wanted, rate, share))
    angles = 2 * math.pi * np.random.default_rng(whole(seed, "seed", least=0)).random(n)
    labels = yield from Membership(np.column_stack([np.cos(angles), np.sin(angles)]))
    allowed = math.floor(n * (float(rate) + float(wanted) / math.pi) / 2)  # a share of rho + t
    low, length = arc(angles, labels, allowed)
    if length < 0:
        raise Failed(
            f"of {n} labels at most {allowed} may be against the truth, and every half-plane has more against it: more than a"
            f" share {rho} of the labels are lies, or they are no half-plane's; give a larger rho"
        )
    return HalfSpace(np.array([math.cos(low + length / 2), math.sin(low + length / 2)]))


def arc(angles: NDArray[np.float64], labels: Labels, allowed: int) -> tuple[float, float]:
    """Where the arc of normals that disagree with at most `allowed` labels begins, and its length; -1 if there are none.

    `angles` (n,) are those of the points.  What disagrees with a normal changes where it is a quarter from a point; the arc is
    what is left of the circle without the longest gap.

    >>> arc(np.array([0.0, math.pi / 2]), np.array([True, True]), 0)[1] == math.pi / 2
    True
    """
    enters = (angles - math.pi / 2) % (2 * math.pi)  # from here on, for half a turn, the point is on the normal's side
    leaves = (angles + math.pi / 2) % (2 * math.pi)
    change = np.where(labels, -1, 1)
    places, changes = np.concatenate([enters, leaves]), np.concatenate([change, -change])
    order = np.argsort(places, kind="stable")
    places = places[order]
    wrong = int(((enters > leaves) != labels).sum()) + np.cumsum(changes[order])  # before the first place, and after each
    kept = np.flatnonzero(wrong <= allowed)
    if not len(kept):
        return 0.0, -1.0
    begins, ends = places[kept], np.append(places, places[0] + 2 * math.pi)[kept + 1]
    gaps = np.append(begins[1:], begins[0] + 2 * math.pi) - ends
    k = int(gaps.argmax())
    return float(begins[(k + 1) % len(kept)]), float(2 * math.pi - gaps[k])
