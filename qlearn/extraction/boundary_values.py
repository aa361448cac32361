"""Equation solving where confidences are near 1/2: what rounding, and whatever else is odd about 1/2, does least to."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..catalogue import find
from ..concepts.half_spaces import HalfSpace
from ..defences.model_behind import Teacher
from ..domains import Box, unit_vectors
from ..driver import run
from ..errors import BadArgument
from ..points import Points
from ..queries import Membership, Value

PLAIN = 0.1  # confidences from here to 1 less this, which rounding to one decimal still tells from 0 and 1
DRAWS = 256  # points to find both labels among
HALVINGS = 40
SHORTENINGS = 12  # of a step, by 4


def solved_at_boundary(teacher: Teacher, box: Box, plain: float = PLAIN, seed: int = 0) -> HalfSpace:
    """A logistic model of two classes: to its boundary by labels, then d + 1 confidences there, by steps that are not too long.

    Two uniform directions with either label are joined, and the segment is halved down to its boundary point; along each axis
    a step of the box's half width is shortened until the confidence is between `plain` and 1 - plain; `linear.logistic` does
    the rest.

    >>> from qlearn import teachers
    >>> from scipy.special import expit
    >>> p = lambda X: expit(40 * X[:, 0] + 2 * X[:, 1] - 30)
    >>> model = teachers.Function(lambda X: np.round(np.stack([1 - p(X), p(X)], axis=1), 3))
    >>> class Both:
    ...     def answer(self, query):
    ...         values = model.answer(query)
    ...         return values if isinstance(query, Value) else values[:, 1] >= 0.5
    >>> found = solved_at_boundary(Both(), Box((-1.0, -1.0), (1.0, 1.0)))
    >>> [round(float(w / found.w[0]), 2) for w in (*found.w, found.b)]
    [1.0, 0.05, -0.75]

    Raises `BadArgument` where only one label is found, and what `linear.logistic` raises.
    """
    width = np.where(box.half_width > 0, box.half_width, 1.0)
    centre = _boundary_point(teacher, box, width, seed)
    steps = width.copy()
    for _ in range(SHORTENINGS):
        query = Value(centre + np.diag(steps), 2)
        p = query.accepts(teacher.answer(query))[:, 1]
        long = (p < plain) | (p > 1 - plain)
        if not long.any():
            break
        steps[long] /= 4
    found: Any = run(find("linear.logistic")(d=box.d, centre=tuple(centre), step=tuple(steps)), teacher).hypothesis
    return HalfSpace(found.W[1] - found.W[0], float(found.b[1] - found.b[0]))


def _boundary_point(teacher: Teacher, box: Box, width: Any, seed: int) -> Points:
    """A point next to the boundary, shape (d,)."""
    z = unit_vectors(np.random.default_rng(seed), DRAWS, box.d + 1)
    points = box.centre + width * (z[:, :-1] / z[:, -1:])
    ends: dict[bool, Points] = {}
    for point in points:
        ends.setdefault(_label(teacher, point), point)
        if len(ends) == 2:
            break
    else:
        raise BadArgument(f"all {DRAWS} points asked are labelled alike: there is no boundary to go to")
    no, yes = ends[False], ends[True]
    for _ in range(HALVINGS):
        middle = (no + yes) / 2
        if _label(teacher, middle):
            yes = middle
        else:
            no = middle
    return (no + yes) / 2


def _label(teacher: Teacher, point: Points) -> bool:
    query = Membership(point[None])
    return bool(query.accepts(teacher.answer(query))[0])
