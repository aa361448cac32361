"""The segment on which the chart box inside a box of inputs has its anchor, and what it says of the offset."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...concepts.box_half_spaces import AnchoredHalfSpace
from ...errors import Undecided
from ...points import Labels, spell
from ...queries import Dialogue, Membership
from .box import Box

Vector = NDArray[np.float64]
SEGMENT = 52  # halvings, after which two points are no longer told apart


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
        """Ask about the + end from now on; returns what beta/(b_p - beta) is at most, b_p the champion's weight."""
        self.base, self.centre, self.reach = self.yes, self.point(self.yes), self.margin
        most = self.length / self.reach * 4 / 3
        return most / (1 - most)

    def ask(self, query: Membership) -> Dialogue[Labels]:
        rows = query.points / np.abs(query.points).max(axis=1, keepdims=True) * self.reach
        return (yield from Membership(np.clip(self.centre + self.step * rows, self.low, self.high)))

    def shift(self, box: Box) -> tuple[float, float]:
        """The ends of beta/b_p: how much of the segment is left, times the growth of w.x along it."""
        d = box.cup.signs * self.along / self.step
        low, high = 0.0, box.slack
        for _ in range(3):
            c, h = _weights(box, low, high)
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
        c, h = _weights(box, low, high)
        size = float(np.linalg.norm(c))
        return float(np.linalg.norm(h)) <= box.sine * size and (high - low) * self.reach <= box.eps * size

    def found(self, box: Box) -> AnchoredHalfSpace:
        low, high = self.shift(box)
        c, _ = _weights(box, low, high)
        return AnchoredHalfSpace(
            box.cup.signs * c / self.step, self.centre, (low + high) / 2 * self.reach, self.step, self.reach
        )


def _weights(box: Box, low: float, high: float) -> tuple[Vector, Vector]:
    """Where the weights b_j/b_p lie if beta/b_p is between low and high: the middles and half widths.

    A question of c is labelled + if b_j + max(1, c) beta >= c b_p.  So the box has z_j, b_j/b_p = z_j - max(1, z_j) beta/b_p.
    """
    top = box.high - low * np.maximum(1.0, box.high)
    bottom = box.low - high * np.maximum(1.0, box.low)
    c, h = (top + bottom) / 2, (top - bottom) / 2
    c[box.cup.champion], h[box.cup.champion] = 1.0, 0.0
    return c, h
