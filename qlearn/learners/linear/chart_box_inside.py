"""Half-spaces with an offset, from labels of points of a box: the chart box about a point beside the boundary."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.box_half_spaces import AnchoredHalfSpace, BoxHalfSpaces
from ...dialogue import translate
from ...errors import BadArgument
from ...formulas import Number, Size, whole
from ...geometry.anchored_box import anchored_box
from ...geometry.directions import angle
from ...geometry.simplex import vector
from ...points import spell
from ...queries import Dialogue, Membership
from ...theorems import Bound, Certified, Guarantee, Outcome, Theorem
from .box import SPARE, begun, halvings, longest_cut
from .direction import ROUNDING, accuracy, needed
from .seeds import opposite
from .segment import SEGMENT, Segment

Vector = NDArray[np.float64]

FINER = 2  # halvings of a ratio beyond what a direction alone needs, since the offset shares what is allowed


def _most(d: Size, eps: Size, tries: Size) -> Size:
    return tries + SEGMENT + 2 * d - 1 + (d - 1) * (halvings(d, eps) + FINER + 1 + SPARE)


def _within(case: Outcome) -> bool:
    theirs, ours, apart = case.hypothesis.off(case.concept)
    eps = float(case.sizes["eps"]) + ROUNDING
    return angle(theirs, ours) <= eps and apart <= eps


def _confirms(hypothesis: AnchoredHalfSpace, turns: Sequence[tuple[Any, Any]], sizes: Any) -> Certified:
    points = np.concatenate([query.points for query, _ in turns])
    labels = np.concatenate([answer for _, answer in turns])
    rows = (points - hypothesis.anchor) / hypothesis.step
    rounded = 2.0**-51 * float(np.abs(points / hypothesis.step).max())
    w = hypothesis.w * hypothesis.step
    found, apart = anchored_box(rows, labels, w, hypothesis.offset, hypothesis.reach, rounded)
    eps = float(sizes["eps"]) + ROUNDING
    return Certified(found <= eps and apart <= eps, max(found, apart), "box of weight ratios about the anchor, in fractions")


@proves(
    Theorem(
        learns=BoxHalfSpaces(),
        claim="A half-space of a box is found within eps, in units of its half sides, with at most"
        " tries + 52 + 2 d - 1 + (d - 1) (clg(sqrt(d - 1)/(2 sin eps)) + 4) labels of its own points, if `tries` find one of"
        " each label.",
        bounds=(Bound(Membership, "at most", _most),),
        lower=needed,
        guarantee=Guarantee(
            "the angle between the normals, in units of the box's half sides, is at most eps, and so is the distance"
            " between the boundaries at the anchor",
            _within,
            confirms=_confirms,
        ),
        cite=("lowd2005", "chandrasekaran2020"),
        loose="what finding a second label may cost, and 52 halvings, are caps",
        settings={"eps": ("1/10", "1/2"), "tries": (200,)},
    )
)
def chart_box_inside(
    d: int, eps: Number, low: Any = 0.0, high: Any = 1.0, tries: int = 1000, seed: int = 0
) -> Dialogue[AnchoredHalfSpace]:
    """Learn [w.x + b >= 0] on a box of inputs, asking nothing outside it.

    Problem: a model answers only where its inputs may lie, and its boundary has an offset.
    Idea: find a point of each label, and halve the segment between them until its end a, labelled +, is near the boundary.
    About this anchor, at a + rho r, the label says w.r >= -beta, beta = (w.a + b)/rho: the chart box's questions, all off by
    one and the same beta.  So they give (b_j + beta)/b_p, b_j the size of weight j, and halving the segment further gives
    beta.  It is halved whenever beta is less certain than pays.
    Theorem: at most tries + 52 + 2 d - 1 + (d - 1) (clg(sqrt(d - 1)/(2 sin eps)) + 4) membership queries.
    Proof: Each ratio lies in its interval moved by beta/b_p, so in one longer by the width of beta's own interval; the radius
    of that box bounds the angle as in `chart_box`.  A side is cut only while it is longer than 2**(-K - 2) and beta's
    interval is short beside it, so that beta takes less than half of what is allowed; else the segment is halved.  It can be
    halved 52 times before its ends are neighbours in float64.
    Source: ours.

    `low` and `high` are one number or d of them, each low < high; `tries` labels are spent at most on finding a second
    label, at points chosen by `seed`.

    >>> from qlearn import run, teachers
    >>> found = run(chart_box_inside(d=2, eps="1/100"), teachers.Function(lambda X: X @ [4, -2] >= 1.3))
    >>> w = found.hypothesis.w
    >>> [round(float(x), 2) for x in (-w[1] / w[0], found.hypothesis.b / w[0])]
    [0.5, -0.32]

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, or the box has a side without length;
    `OneLabel` if `tries` points are all labelled alike; `Undecided` if the boundary only clips a corner, too small to ask in.
    """
    ends = [vector(end, whole(d, "d", least=1), name) for end, name in ((low, "low"), (high, "high"))]
    if not (ends[0] < ends[1]).all():
        raise BadArgument(
            f"each side of the box has low < high, got {spell(ends[0])} and {spell(ends[1])}; leave out a feature that never"
            " changes"
        )
    yes, no = yield from opposite(ends[0], ends[1], whole(tries, "tries", least=2), seed)
    line = Segment(no, yes, ends[0], ends[1])
    while not line.near(math.sin(accuracy(eps))):
        yield from line.halve()
    box, law = yield from translate(begun(d, eps, FINER, line.anchor()), Membership, line.ask)
    while not line.enough(box):
        if line.spread(box) > line.price(box):
            yield from line.halve()
        else:
            yield from translate(longest_cut(box, law), Membership, line.ask)
    return line.found(box)
