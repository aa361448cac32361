"""The direction of a homogeneous half-space from labels, the version space being a box all the time."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace, HalfSpaces
from ...formulas import Number
from ...geometry.ratio_box import ratio_box
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .box import boxed, most
from .direction import needed, within_angle


@proves(
    Theorem(
        learns=HalfSpaces(),
        claim="A homogeneous half-space is found within an angle eps with at most"
        " 2 d - 1 + (d - 1) (clg(sqrt(d - 1)/(2 sin eps)) + 2) labels, and these alone show it, in fractions.",
        bounds=(Bound(Membership, "at most", most),),
        lower=needed,
        guarantee=within_angle(ratio_box, "box of weight ratios, in fractions"),
        cite=("lowd2005", "chandrasekaran2020"),
        settings={"eps": ("1/10", "1/2", "5/4")},
    )
)
def chart_box(d: int, eps: Number) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [w.x >= 0], with little more than the fewest labels that can be.

    Problem: a direction of R^d within eps, certified, from as few labels as information allows.
    Idea: a knockout finds the largest weight w_p.  Seen from it (a central projection) w is the point of the ratios
    y_j = |w_j|/|w_p| in [0, 1]^(d - 1), and a label at s_j e_j - c s_p e_p says whether y_j >= c: each cuts the version space
    along an axis, which so is a box.  First cut each ratio at the median of its law for a uniform w; then always the
    longest side, at its middle or where that saves labels in the end, until the box lies within eps of its centre.
    Theorem: at most 2 d - 1 + (d - 1) (clg(sqrt(d - 1)/(2 sin eps)) + 2) membership queries.  For a uniform w the mean is
    1.16 to 1.07 times the logarithm of how many caps of radius eps cover the sphere (d from 13 to 64, eps from 1e-2 to 1e-4).
    Proof: Every y of the box is within |h| of its centre c, h the half widths, so the sine of the angle is at most
    |h|/sqrt(1 + |c|**2).  With K = clg(sqrt(d - 1)/(2 sin eps)), a side is cut only while longer than 2**-K, else that is at
    most sin(eps).  Cuts may be uneven only while the sum over all sides of cuts + lg max(side, 2**(-K-1)) is at most d - 1;
    so in the end there were at most (d - 1) (K + 2) of them.
    Source: ours.  Lowd and Meek 2005 search a weight's ratio along a line; Chandrasekaran et al. 2020, section 3, set the
    problem and count the labels of others.

    The points asked have two entries that are not 0, one of them 1 or -1: nothing is rounded.

    >>> from qlearn import run, teachers
    >>> found = run(chart_box(d=3, eps="1/100"), teachers.Function(lambda X: X @ [4, -2, 1] >= 0))
    >>> [round(x, 2) for x in found.hypothesis.w.tolist()], found.ledger
    ([1.0, -0.5, 0.25], Ledger(membership: 17; rounds: 15))

    Raises `BadArgument` if d < 1 or eps is no angle from 2**-40 up to below pi/2.
    """
    box = yield from boxed(d, eps, lambda box, law: box.certified)
    return box.direction(box.centre)
