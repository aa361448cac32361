"""Cut through the centre of gravity of the cone of directions, as a random walk sees it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace
from ...errors import Undecided
from ...formulas import Number
from ...geometry import hit_and_run as geometry
from ...geometry.inscribed_ellipsoid import tangents
from ...points import Points
from ...queries import Dialogue
from ...theorems import Theorem
from .cutting import Cut, capped, cut_through, enclosed, narrowly
from .direction import needed


class SampledCentre:
    """The mean of many chains that walk in the cone, in directions bent to their own spread."""

    def __init__(self, d: int, seed: int) -> None:
        self.seed = seed
        self.chains = max(64, 4 * d)
        self.steps = 4 + d
        self.points: Points | None = None
        self.shape: NDArray[np.float64] | None = None

    def cut(self, rows: Points) -> Cut:
        d, first = rows.shape[1], self.points is None
        if self.points is None:
            starts = np.tile(rows.sum(axis=0) / d, (self.chains, 1))  # the signed axes' own cone
        else:
            kept = self.points[self.points @ rows[-1] > 0]
            if not len(kept):
                raise Undecided("no chain is left inside the cone")
            starts = kept[np.arange(self.chains) % len(kept)]
        walks = 4 * self.steps if first else self.steps
        points = geometry.hit_and_run(rows, starts, walks, (self.seed, len(rows)), self.shape)
        centre = points.mean(axis=0)
        centre /= np.linalg.norm(centre)
        basis, heights = tangents(centre), points @ centre
        across = (points @ basis) / heights[:, None]
        squares, axes = np.linalg.eigh(across.T @ across / len(points))
        spread = np.sqrt(np.maximum(squares, squares[-1] / d**2))
        self.points = points
        self.shape = np.column_stack([heights.std() * centre, basis @ axes * spread])
        return Cut(centre, (basis @ axes[:, -1:]).T.copy(), float(spread[-1]))


@proves(
    Theorem(
        learns=narrowly,
        claim="A homogeneous half-space is found within an angle eps, as the labels themselves show, with at most three times"
        " the labels of pivot_ratio.  For the cuts alone no count is claimed: the cap holds since a third is kept back.",
        bounds=(capped,),
        lower=needed,
        guarantee=enclosed,
        cite=("bertsimas2004", "lovasz1999"),
        loose="a cap: nobody knows how fast these cuts make a cone narrow",
        settings={"eps": ("5/4", "1")},
    )
)
def hit_and_run(d: int, eps: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, by cuts through the centre of gravity of the directions that are left, estimated by chance.

    Problem: a direction of R^d within eps from labels [w.x >= 0], by the cuts that halve the volume most nearly.
    Idea: all w that agree with the labels form a cone.  Chains of hit-and-run in it give its mean and its spread; ask x
    orthogonal to the mean, along the longest axis of the spread.
    Theorem: at most 3 (2 d - 1 + (d - 1) clg(sqrt(d - 1)/(2 sin eps))) membership queries.  That is a cap and no theorem
    about the cuts; they stop when the cone is shown to lie within eps.
    Proof: That a cone lies within eps is shown by John's theorem, as for vsa, and read off the transcript alone: chance has
    no part in it.  The mean is inside, so either answer leaves some w and no answers contradict each other.  If two thirds
    of the cap are asked and eps is not shown, pivot_ratio is begun and has a third for itself.
    Source: Bertsimas and Vempala 2004, whose volume argument would need exactly uniform points; Lovasz 1999 for the walk.

    The same seed walks the same way.

    >>> from qlearn import run, teachers
    >>> found = run(hit_and_run(d=3, eps="1/1000"), teachers.Function(lambda X: X @ [4, -2, 1] >= 0))
    >>> [round(x, 2) for x in (found.hypothesis.w / found.hypothesis.w[0]).tolist()]
    [1.0, -0.5, 0.25]

    Raises `BadArgument` if d < 1 or eps is no angle from 2**-40 up to below pi/2.
    """
    return (yield from cut_through(d, eps, SampledCentre(d, seed)))
