"""Where to ask a model whose confidences are rounded to 0 and 1 over most of its box: near the boundary, in short steps."""

from __future__ import annotations

import numpy as np

from ..choices import Coins
from ..domains import Box
from ..errors import Saturated
from ..points import Points, Values
from ..queries import Dialogue, Value

POOL = 64  # uniform points to begin with
OPEN = 0.05  # both confidences of a good centre are at least so much
NEAR = 0.02  # and of a good corner
HALVINGS = 40  # of a segment that crosses the boundary
ROUNDS = 20  # in which a step is cut to a quarter while its end is not open


def opened(box: Box, width: Points, seed: int) -> Dialogue[tuple[Points, Points]]:
    """A centre and a step for each coordinate, shapes (d,), at which a model of two classes is not sure of itself.

    Problem: a confidence rounded to 0 has no logit.
    Idea: uniform points, then halving a segment between two of them that are labelled otherwise; then d steps, of `width` at
    most and into the box, each cut to a quarter until its end is open as well.  Long steps lose least to rounding.
    Raises `Saturated` where all uniform points have one label, or the model jumps.
    """
    pool = box.draw(Coins(seed), POOL)
    told = yield from Value(pool, 2)
    centre = pool[_openness(told).argmax()]
    if _openness(told).max() < OPEN:
        centre = yield from _between(pool[told[:, 1].argmin()], pool[told[:, 1].argmax()], told)
    up, down = np.array(box.high) - centre, centre - np.array(box.low)
    step = np.where(up >= down, np.minimum(up, width), -np.minimum(down, width))
    step = np.where(step == 0, width, step)  # a constant feature
    closed = np.arange(box.d)
    for _ in range(ROUNDS):
        told = yield from Value(centre + np.diag(step)[closed], 2)
        closed = closed[_openness(told) < NEAR]
        if not len(closed):
            return centre, step
        step[closed] /= 4
    raise Saturated(f"the model's confidences jump from open to 0 or 1 in coordinate x{closed[0] + 1}: it is no logistic model")


def _between(no: Points, yes: Points, told: Values) -> Dialogue[Points]:
    """A point on the segment where both confidences are open."""
    if not told[:, 1].min() < 0.5 < told[:, 1].max():
        raise Saturated(f"all of {POOL} uniform points of the box have one label; ask in a box that holds both")
    for _ in range(HALVINGS):
        middle = (no + yes) / 2
        told = yield from Value(middle[None], 2)
        if _openness(told)[0] >= OPEN:
            return middle
        no, yes = (middle, yes) if told[0, 1] < 0.5 else (no, middle)
    raise Saturated("the model's confidences jump from 0 to 1: it is no logistic model; learn it by labels")


def _openness(told: Values) -> Values:
    least: Values = told.min(axis=1)
    return least
