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
from ...errors import BadArgument, Undecided
from ...formulas import Size, whole
from ...geometry.anchored_box import anchored_box
from ...geometry.directions import angle
from ...geometry.simplex import vector
from ...points import Labels, spell
from ...queries import Dialogue, Membership
from ...theorems import Bound, Certified, Guarantee, Outcome, Theorem
from .bisection import Number
from .box import SPARE, Box, begun, halvings, longest_cut
from .direction import ROUNDING, accuracy, needed
from .seeds import opposite

Vector = NDArray[np.float64]

FINER = 2  # halvings of a ratio beyond what a direction alone needs, since the offset shares what is allowed
SEGMENT = 52  # halvings of the segment, after which two points are no longer told apart


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
        " tries + 52 + 2 d - 1 + (d - 1) (clg(sqrt(d - 1)/(2 sin eps)) + 4) labels of its own points, if `tries` find one of each label.",
        bounds=(Bound(Membership, "at most", _most),),
        lower=needed,
        guarantee=Guarantee(
            "the angle between the normals, in units of the box's half sides, is at most eps, and so is the distance"
            " between the boundaries at the anchor",
            _within,
            confirms=_confirms,
        ),
        cite=("lowd2005", "chandrasekaran2020"),
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
    >>> [round(x, 2) for x in (-w[1] / w[0], found.hypothesis.b / w[0])]
    [0.5, -0.33]

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, or the box has a side without length;
    `OneLabel` if `tries` points are all labelled alike; `Undecided` if the boundary only clips a corner, too small to ask in.
    """
    ends = [vector(end, whole(d, "d", least=1), name) for end, name in ((low, "low"), (high, "high"))]
    if not (ends[0] < ends[1]).all():
        raise BadArgument(f"each side of the box has low < high, got {spell(ends[0])} and {spell(ends[1])}; leave out the others")
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


class Segment:
    """The segment from a point labelled - to one labelled +, and where on it the boundary lies; in units of half sides."""

    def __init__(self, no: Vector, yes: Vector, low: Vector, high: Vector) -> None:
        self.low, self.high = low, high
        self.step = (high - low) / 2
        self.start, self.along = no, yes - no  # the point at t is start + t along
        self.no, self.yes = 0.0, 1.0
        self.base = 1.0

    def point(self, t: float) -> Vector:
        found: Vector = np.clip(self.start + t * self.along, self.low, self.high)
        return found

    @property
    def margin(self) -> float:
        """How far the + end is from the faces of the box, at least."""
        at = self.point(self.yes)
        return float((np.minimum(at - self.low, self.high - at) / self.step).min())

    @property
    def length(self) -> float:
        """A bound on how much w.x grows along what is left, the largest weight being 1."""
        return float(np.abs(self.along / self.step).sum()) * (self.yes - self.no)

    def near(self, sine: float) -> bool:
        """Whether no weight can exceed the knockout's champion by more than a third.

        A match may be wrong by beta, and there are at most lg d + 1 rounds.  So near one comes anyway if eps is small.
        """
        return self.length <= self.margin * min(1 / (4 * (len(self.step).bit_length() + 1)), sine)

    def halve(self) -> Dialogue[None]:
        middle = (self.no + self.yes) / 2
        if self.yes - self.no <= 2.0**-SEGMENT or not self.no < middle < self.yes:
            raise Undecided(
                f"the boundary passes the box only near {spell(self.point(self.yes))}, too near to its faces to be asked"
                " about; take a box that it passes through"
            )
        said = yield from Membership(self.point(middle)[None])
        self.no, self.yes = (self.no, middle) if said[0] else (middle, self.yes)

    def anchor(self) -> float:
        """Ask about the + end from now on; returns what beta is at most, in units of the champion's weight."""
        self.base, self.centre, self.reach = self.yes, self.point(self.yes), self.margin
        return self.length / self.reach * 4 / 3

    def ask(self, query: Membership) -> Dialogue[Labels]:
        rows = query.points / np.abs(query.points).max(axis=1, keepdims=True) * self.reach
        return (yield from Membership(np.clip(self.centre + self.step * rows, self.low, self.high)))

    def shift(self, box: Box) -> tuple[float, float]:
        """The ends of beta/b_p: how much of the segment is left, times the growth of w.x along it."""
        d = box.cup.signs * self.along / self.step
        low = high = 0.0
        for _ in range(3):
            c, h = box.centre - (low + high) / 2, box.half_widths + (high - low) / 2
            c[box.cup.champion], h[box.cup.champion] = 1.0, 0.0
            slope = float(d @ c), float(np.abs(d) @ h)
            low = (self.base - self.yes) * max(0.0, slope[0] - slope[1]) / self.reach
            high = (self.base - self.no) * (slope[0] + slope[1]) / self.reach
        return low, high

    def spread(self, box: Box) -> float:
        low, high = self.shift(box)
        return (high - low) / 2

    def price(self, box: Box) -> float:
        """What is a label's worth of spread: with n sides half of it saves 1.44 n spread/(2 side) labels."""
        return 1.4 * float(box.half_widths.max()) / max(1, len(self.step) - 1)

    def enough(self, box: Box) -> bool:
        """Whether the box, moved by beta's interval, is within eps of its centre, and the boundary too."""
        low, high = self.shift(box)
        c, h = box.centre - (low + high) / 2, box.half_widths + (high - low) / 2
        c[box.cup.champion], h[box.cup.champion] = 1.0, 0.0
        size = float(np.linalg.norm(c))
        return float(np.linalg.norm(h)) <= box.sine * size and (high - low) * self.reach <= box.eps * size

    def found(self, box: Box) -> AnchoredHalfSpace:
        low, high = self.shift(box)
        c = box.centre - (low + high) / 2
        c[box.cup.champion] = 1.0
        return AnchoredHalfSpace(box.cup.signs * c / self.step, self.centre, (low + high) / 2 * self.reach, self.step, self.reach)
