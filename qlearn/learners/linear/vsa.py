"""Version space approximation: cut through the centre of the cone's largest ellipsoid, across its longest axis."""

from __future__ import annotations

from typing import Literal

import numpy as np

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace
from ...errors import BadArgument
from ...formulas import Number
from ...geometry.diagonal_ellipsoid import Diagonal, largest_diagonal
from ...geometry.inscribed_ellipsoid import Inscribed, largest_ellipsoid
from ...geometry.max_margin import max_margin
from ...points import Points
from ...queries import Dialogue
from ...theorems import Theorem
from .cutting import Centre, Cut, capped, cut_through, enclosed, narrowly
from .direction import needed

Form = Literal["diagonal", "full"]


class FullCentre:
    """The centre of the largest ellipsoid of all."""

    def __init__(self) -> None:
        self.found: Inscribed | None = None

    def cut(self, rows: Points) -> Cut:
        if self.found is None:
            found = largest_ellipsoid(rows, max_margin(rows)[0])
        else:  # the last row stands across the longest axis: go halfway out along it
            length, last = self.found.lengths[0], rows[-1]
            inside = self.found.centre + 0.45 * length * last
            weights = np.append(self.found.weights, length**-2)
            found = largest_ellipsoid(rows, inside / np.linalg.norm(inside), weights)
        self.found = found
        return Cut(found.centre, found.directions[:, :1].T.copy(), float(found.lengths[0]), found.outer)


class DiagonalCentre:
    """The centre of the largest ellipsoid with axes along the coordinates; k questions at once, along the k longest axes."""

    def __init__(self, k: int = 1) -> None:
        self.k = k
        self.found: Diagonal | None = None

    def cut(self, rows: Points) -> Cut:
        if self.found is None:
            centre, _ = max_margin(rows)
            start = Diagonal(centre, np.full(len(centre), 0.9 * float((rows @ centre).min())))
        else:
            start = self.found.halved(rows[-self.k :])
        self.found = largest_diagonal(rows, start)
        questions = self.found.longest(self.k)
        return Cut(self.found.centre, questions, float(np.linalg.norm(questions[0] * self.found.axes)))


def centre_of(form: Form) -> Centre:
    if form not in ("diagonal", "full"):
        raise BadArgument(f"the ellipsoid's form is 'diagonal' or 'full', got {form!r}")
    return FullCentre() if form == "full" else DiagonalCentre()


@proves(
    Theorem(
        learns=narrowly,
        claim="A homogeneous half-space is found within an angle eps, as the labels themselves show, with at most three times"
        " the labels of pivot_ratio.  For the cuts alone no count is known: the cap holds since a third is kept back.",
        bounds=(capped,),
        lower=needed,
        guarantee=enclosed,
        cite=("alabdulmohsin2015", "chandrasekaran2020"),
        loose="a cap: nobody knows how fast these cuts make a cone narrow",
        settings={"eps": ("5/4", "1/2"), "form": ("full", "diagonal")},
    )
)
def vsa(d: int, eps: Number, form: Form = "full") -> Dialogue[HalfSpace]:
    """Learn w, up to its length, by questions that halve the largest ellipsoid of directions that are left.

    Problem: a direction of R^d within eps from labels [w.x >= 0], in about as many labels as there are bits in it.
    Idea: all w that agree with the labels form a cone.  Ask x orthogonal to the centre of its largest ellipsoid, along the
    longest axis: either answer cuts that ellipsoid through its middle, where it is widest.
    Theorem: at most 3 (2 d - 1 + (d - 1) clg(sqrt(d - 1)/(2 sin eps))) membership queries.  That is a cap and no theorem
    about the cuts, of which none is known that has constants; they stop when the cone is shown to lie within eps.
    Proof: Seen from its centre c a slice of the cone lies within d - 1 times its largest ellipsoid, by John's theorem: so
    every w left is within arctan((d - 1) lambda) of c, lambda the longest half-axis, and the multipliers of the rows show it
    whether or not they are exact.  A cut through the middle leaves some w on either side, so no answers contradict each
    other.  If two thirds of the cap are asked and eps is not shown, pivot_ratio is begun and has a third for itself.
    Source: Alabdulmohsin, Gao and Zhang 2015, who take a diagonal ellipsoid; Chandrasekaran et al. 2020, section 3.

    `form` is "full" or "diagonal": which ellipsoids are looked at.  What shows that the cone is small is a full one in both.

    >>> from qlearn import run, teachers
    >>> found = run(vsa(d=3, eps="1/1000"), teachers.Function(lambda X: X @ [4, -2, 1] >= 0))
    >>> [round(x, 2) for x in (found.hypothesis.w / found.hypothesis.w[0]).tolist()]
    [1.0, -0.5, 0.25]

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, or form is neither.
    """
    return (yield from cut_through(d, eps, centre_of(form)))
