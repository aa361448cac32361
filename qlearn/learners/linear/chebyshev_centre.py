"""Cut through the Chebyshev centre of the cone of directions: the direction of largest margin."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace
from ...formulas import Number
from ...geometry.analytic_centre import dikin
from ...geometry.directions import Vector
from ...geometry.max_margin import max_margin
from ...points import Points
from ...queries import Dialogue
from ...theorems import Theorem
from .cutting import Cut, capped, cut_through, enclosed, narrowly
from .direction import needed


class ChebyshevCentre:
    """The centre of the largest ball, found near the last one."""

    def __init__(self) -> None:
        self.last: Vector | None = None

    def cut(self, rows: Points) -> Cut:
        near = rows.sum(axis=0) if self.last is None else self.last
        self.last, _ = max_margin(rows, near / np.linalg.norm(near), tolerance=1e-3)
        lengths, directions = dikin(rows, self.last)
        return Cut(self.last, directions[:, :1].T.copy(), float(lengths[0]))


@proves(
    Theorem(
        learns=narrowly,
        claim="A homogeneous half-space is found within an angle eps, as the labels themselves show, with at most three times"
        " the labels of pivot_ratio.  For the cuts alone no count is known: the cap holds since a third is kept back.",
        bounds=(capped,),
        lower=needed,
        guarantee=enclosed,
        cite=("tong2001",),
        loose="a cap: nobody knows how fast these cuts make a cone narrow",
        settings={"eps": ("5/4", "1")},
    )
)
def chebyshev_centre(d: int, eps: Number) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, by cuts through the direction of largest margin.

    Problem: a direction of R^d within eps from labels [w.x >= 0], with the centre that a hard-margin support vector machine
    finds.
    Idea: all w that agree with the labels form a cone.  The normal of largest margin is the centre of the largest ball in it
    whose own centre is in the unit ball; ask x orthogonal to it, along the longest axis of Dikin's ellipsoid there.
    Theorem: at most 3 (2 d - 1 + (d - 1) clg(sqrt(d - 1)/(2 sin eps))) membership queries.  That is a cap and no theorem
    about the cuts, of which none is known; they stop when the cone is shown to lie within eps.
    Proof: That a cone lies within eps is shown by John's theorem, as for vsa, and read off the transcript alone.  The centre
    is inside, so either answer leaves some w and no answers contradict each other.  If two thirds of the cap are asked and
    eps is not shown, pivot_ratio is begun and has a third for itself.
    Source: Tong and Koller 2001, who choose from a pool what comes nearest to this centre; here the question is made.

    >>> from qlearn import run, teachers
    >>> found = run(chebyshev_centre(d=3, eps="1/1000"), teachers.Function(lambda X: X @ [4, -2, 1] >= 0))
    >>> [round(x, 2) for x in (found.hypothesis.w / found.hypothesis.w[0]).tolist()]
    [1.0, -0.5, 0.25]

    Raises `BadArgument` if d < 1 or eps is no angle from 2**-40 up to below pi/2.
    """
    return (yield from cut_through(d, eps, ChebyshevCentre()))
