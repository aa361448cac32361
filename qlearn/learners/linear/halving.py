"""Half-spaces of a small grid from counterexamples, by majority vote over all of them."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.grid_half_spaces import GridHalfSpace, GridHalfSpaces, every_half_space, listed
from ...concepts.grid_labellings import GridLabelling, places
from ...domains import Grid
from ...errors import BadArgument, Inconsistent
from ...formulas import floor_lg, whole
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=GridHalfSpaces(largest=2, sides=(1, 2, 3), medium=({"d": 2, "N": 2},)),
        claim="A half-space of the grid {0..N}^d, one of C labellings, is found with at most floor(lg C) + 1 equivalence"
        " queries.",
        bounds=(Bound(Equivalence, "at most", lambda C: floor_lg(C) + 1),),
        lower=LowerBound(
            Equivalence,
            lambda d: d + 2,
            "The labels of the d + 1 points 0, e_1, ..., e_d are free, so the teacher can call every prediction there wrong.",
        ),
        guarantee=exact,
        cite=("littlestone1988", "cover1965"),
        derives={"C": lambda arguments: len(every_half_space(arguments["d"], arguments["N"]))},
    )
)
def halving(d: int, N: int) -> Dialogue[GridHalfSpace]:
    """Learn [w.x + b >= 0] on {0, ..., N}^d by proposing what most of the remaining half-spaces say, point by point.

    Problem: fewest counterexamples, at any price in time.
    Idea: list all C labellings that half-spaces give the grid; propose the majority's label at every point.
    Theorem: at most floor(lg C) + 1 equivalence queries, and C <= 2 (C(m-1, 0) + ... + C(m-1, d)) with m = (N + 1)**d points.
    Proof: A counterexample contradicts the majority's label, so at most half of the labellings remain, the target among them.
    That can happen floor(lg C) times.  Cover's bound counts the labellings as points are added: a new point splits those
    whose boundary can be moved onto it, as many as labellings in one dimension less.
    Source: Littlestone 1988, the halving algorithm; Cover 1965 for the number of labellings.

    Every labelling is listed with integer weights that give it, found in exact arithmetic; the returned half-space has them.
    A tie votes 1.

    >>> from qlearn import run, teachers
    >>> majority = GridHalfSpace((1, 1, 1), -2, N=1)
    >>> found = run(halving(d=3, N=1), teachers.Honest(majority))
    >>> found.hypothesis, found.ledger["equivalence"]
    (w = [2, 2, 2], b = -3 on {0..1}^3, 2)

    Raises `BadArgument` if the half-spaces are too many to list (more than 4096), `Inconsistent` when none fits the answers.
    """
    whole(d, "d", least=1), whole(N, "N", least=1)
    if not listed(d, N):
        raise BadArgument(f"the half-spaces of {{0..{N}}}^{d} are too many to list; ask `linear.ellipsoid` instead")
    remaining = list(every_half_space(d, N))
    grid = Grid(N + 1, d).points()
    labels = np.array([concept(grid) for concept in remaining])  # (concepts, points)
    while True:
        majority = GridLabelling(2 * labels.sum(axis=0) >= len(labels), d, N)
        counterexample = yield from Equivalence(majority)
        if counterexample is None:
            return next(c for c, row in zip(remaining, labels, strict=True) if np.array_equal(row, majority.labels))
        fits = labels[:, places(counterexample.point[None], N)[0]] == counterexample.label
        remaining, labels = [c for c, kept in zip(remaining, fits, strict=True) if kept], labels[fits]
        if not remaining:
            raise Inconsistent(f"no half-space of the grid {{0..{N}}}^{d} fits all counterexamples")
