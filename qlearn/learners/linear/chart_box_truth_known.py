"""The chart box, stopped by the truth: to set its count beside published ones that are stopped so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace
from ...concepts.known_half_spaces import KnownHalfSpaces
from ...formulas import Number
from ...geometry.directions import angle
from ...geometry.ratio_box import ratio_box
from ...geometry.ratio_law import RatioLaw
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .box import Box, boxed, most
from .direction import within_angle

WIDER = 1.75  # a point drawn from a cube of many sides is 1/sqrt(3) as far from its middle as a corner


@proves(
    Theorem(
        learns=KnownHalfSpaces(),
        claim="Told the target, the chart box stops at the first label after which its estimate is within eps.",
        bounds=(Bound(Membership, "at most", most),),
        guarantee=replace(within_angle(ratio_box, ""), confirms=None),
        cite=("chandrasekaran2020",),
        settings={"eps": ("1/10", "1/2", "5/4")},
    )
)
def chart_box_truth_known(d: int, eps: Number, target: tuple[float, ...]) -> Dialogue[HalfSpace]:
    """Ask what the chart box asks until the truth, which it is told, is found.

    Problem: published counts of labels stop when the error, measured on the true weights, is small.  No attacker can.
    Idea: the same box, its sides halved by mass, its estimate the centre of mass; after each label, look at the truth.
    Theorem: at most as many labels as `chart_box` may ask; the estimate is within eps of the target.
    Proof: If the truth does not stop it, the certificate does, and then the box lies within eps of its centre, the result.
    With halving alone a side is cut only while longer than 2**-K, as there.  The law only says where to cut.
    Source: ours; Chandrasekaran et al. 2020, section 7, figure 3, count so.

    `target` has the true weights, as d floats.

    >>> from qlearn import run, teachers
    >>> w = (4.0, -2.0, 1.0)
    >>> found = run(chart_box_truth_known(d=3, eps="1/10", target=w), teachers.Function(lambda X: X @ w >= 0))
    >>> found.ledger["membership"]
    8

    Raises `BadArgument` if d < 1 or eps is no angle from 2**-40 up to below pi/2.
    """
    truth = np.array(target, np.float64)
    found: list[HalfSpace] = []

    def enough(box: Box, law: RatioLaw) -> bool:
        found[:] = [box.direction(box.likely(law.scale))]
        return box.certified or angle(found[0].w, truth) <= box.eps

    box = yield from boxed(d, eps, enough, planned=False, wider=WIDER)
    return found[0] if angle(found[0].w, truth) <= box.eps else box.direction(box.centre)
