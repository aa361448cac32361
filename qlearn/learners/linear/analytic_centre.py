"""Cut through the analytic centre of the cone of directions, where the product of the distances to its sides is largest."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace
from ...formulas import Number
from ...geometry import analytic_centre as geometry
from ...geometry.directions import Vector
from ...points import Points
from ...queries import Dialogue
from ...theorems import Theorem
from .cutting import Cut, capped, cut_through, enclosed, narrowly
from .direction import needed


class AnalyticCentre:
    """The centre by Newton's steps, begun where the last cut has left room."""

    def __init__(self) -> None:
        self.start: Vector | None = None
        self.length = 0.0

    def cut(self, rows: Points) -> Cut:
        start = rows.sum(axis=0) if self.start is None else self.start + 0.5 * self.length * rows[-1]
        centre = geometry.analytic_centre(rows, start / np.linalg.norm(start), tolerance=1e-3)
        centre /= np.linalg.norm(centre)
        lengths, directions = geometry.dikin(rows, centre)
        self.start, self.length = centre, float(lengths[0])
        return Cut(centre, directions[:, :1].T.copy(), self.length)


@proves(
    Theorem(
        learns=narrowly,
        claim="A homogeneous half-space is found within an angle eps, as the labels themselves show, with at most three times"
        " the labels of pivot_ratio.  For the cuts alone no count is claimed: the cap holds since a third is kept back.",
        bounds=(capped,),
        lower=needed,
        guarantee=enclosed,
        cite=("goffin1996",),
        loose="a cap: nobody knows how fast these cuts make a cone narrow",
        settings={"eps": ("5/4", "1/2")},
    )
)
def analytic_centre(d: int, eps: Number) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, by cuts through the analytic centre of the directions that are left.

    Problem: a direction of R^d within eps from labels [w.x >= 0], with a centre that is cheap to find.
    Idea: all w that agree with the labels form a cone.  Its analytic centre maximises the product of the distances to all
    sides; ask x orthogonal to it, along the longest axis of Dikin's ellipsoid there, which lies inside.
    Theorem: at most 3 (2 d - 1 + (d - 1) clg(sqrt(d - 1)/(2 sin eps))) membership queries.  That is a cap and no theorem
    about the cuts; they stop when the cone is shown to lie within eps.
    Proof: That a cone lies within eps is shown by John's theorem, as for vsa, and read off the transcript alone.  The centre
    is inside, so either answer leaves some w and no answers contradict each other.  If two thirds of the cap are asked and
    eps is not shown, pivot_ratio is begun and has a third for itself.
    Source: Goffin, Luo and Ye 1996 cut through this centre; sides once cut away still repel it.

    >>> from qlearn import run, teachers
    >>> found = run(analytic_centre(d=3, eps="1/1000"), teachers.Function(lambda X: X @ [4, -2, 1] >= 0))
    >>> [round(x, 2) for x in (found.hypothesis.w / found.hypothesis.w[0]).tolist()]
    [1.0, -0.5, 0.25]

    Raises `BadArgument` if d < 1 or eps is no angle from 2**-40 up to below pi/2.
    """
    return (yield from cut_through(d, eps, AnalyticCentre()))
