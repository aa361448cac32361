"""The chart box in a random rotation, stopped when the direction is within eps with the confidence asked for."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace, HalfSpaces
from ...dialogue import translate
from ...formulas import Number, proper_share, whole
from ...geometry.box_tail import outside
from ...geometry.ratio_law import RatioLaw
from ...points import Labels
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .box import Box, boxed, most
from .direction import probably

WIDER = 1.5  # than a certificate needs are the sides in the end: the corners are left out


@proves(
    Theorem(
        learns=HalfSpaces(),
        claim="In a random rotation, whatever w is, the chart box's centre is within eps with probability 1 - delta once the"
        " share of the box that is farther is at most delta.",
        bounds=(Bound(Membership, "at most", most),),
        guarantee=probably,
        cite=("chandrasekaran2020", "davies1980", "stewart1980"),
        settings={"eps": ("1/10", "1/2", "5/4"), "delta": ("1/20", "1/4")},
    )
)
def chart_box_confident(d: int, eps: Number, delta: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [w.x >= 0], within eps with probability 1 - delta, for every w.

    Problem: a certificate must reach the box's corners, where almost nothing of it lies.
    Idea: turn the space at random and ask what the chart box asks.  To the learner w is then uniform on the sphere, and
    after any answers uniform on the box but for the density (1 + |y|**2)**(-d/2) of the central projection.  Stop when
    at most delta of what the answers leave lies outside the cone of eps.
    Theorem: the result is within eps with probability 1 - delta over the rotation; at most as many labels as `chart_box`.
    Proof: For y uniform on the box the share with |y - c|**2 above sin(eps)**2 (1 + |c|**2) is that of a sum of squares of
    uniform numbers, whose characteristic function is a product of Fresnel integrals.  The density changes it by a factor of
    at most q, its largest value on the box over its least.  The answers leave at least a share s of the box, all but where a
    ratio is above one that it lost to; so if the share outside is at most delta s/q, w is there with at most delta.
    Source: ours; Davies 1980 sums the series, Stewart 1980 draws the rotation; Chandrasekaran et al. 2020, definition 3, for
    the notion.  Bernstein's inequality in place of the series costs 3 to 4 labels more.

    `delta` lies in (0, 1); `seed` chooses the rotation.

    >>> from qlearn import run, teachers
    >>> found = run(chart_box_confident(d=3, eps="1/10", delta="1/20"), teachers.Function(lambda X: X @ [4, -2, 1] >= 0))
    >>> found.ledger["membership"] <= 13
    True

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, or delta is not within (0, 1).
    """
    fails = proper_share(delta, "delta")
    rotation = rotated(whole(d, "d", least=1), whole(seed, "seed", least=0))

    def ask(query: Membership) -> Dialogue[Labels]:
        return (yield from Membership(query.points @ rotation))

    def enough(box: Box, law: RatioLaw) -> bool:
        return box.certified or probable(box, float(fails))

    box = yield from translate(boxed(d, eps, enough, wider=WIDER), Membership, ask)
    return HalfSpace(box.direction(box.centre).w @ rotation)


def rotated(d: int, seed: int) -> NDArray[np.float64]:
    """A random orthogonal matrix (d, d), its columns' signs settled so that it is uniform (Stewart 1980)."""
    q, r = np.linalg.qr(np.random.default_rng(seed).standard_normal((d, d)))
    turned: NDArray[np.float64] = q * np.sign(np.diag(r))
    return turned


def probable(box: Box, delta: float) -> bool:
    """Whether at most delta of what the answers leave, by its density, lies outside the cone of eps about the centre."""
    if (left := box.share) <= 0:
        return False
    c, h = math.sqrt(float(box.centre @ box.centre) - 1), float(np.linalg.norm(box.half_widths))
    unevenness = ((1 + (c + h) ** 2) / (1 + max(c - h, 0.0) ** 2)) ** (len(box.centre) / 2)
    sides = np.delete(box.half_widths, box.cup.champion)
    return bool(outside(sides, box.sine * math.sqrt(1 + c * c)) * unevenness <= delta * left)
