"""Which of many rows lies nearest to a plane through 0, asked again and again while the plane turns.

A unit row's distance |x.w| changes by no more than |w - w'|.  So those rows that are near the plane are set in front, and
only they are looked at until it has turned too far: the answer is that of looking at all.  The first look is in single
precision, which is half as long in memory, and what it leaves in doubt is decided in double.
"""

from __future__ import annotations

import numpy as np

from ..points import Points
from .directions import Vector

LEAST = 1024  # rows in front
AHEAD = 4.0  # steps of the plane's that the front is made to last
ROUNDING = 2.0**-22  # of a distance in single precision, for each coordinate


class NearestRow:
    """Rows of length 1.  `nearest(w)` is the place of one with the least |x.w| among those that were not taken."""

    def __init__(self, rows: Points) -> None:
        self.rows = rows
        self.single = rows.astype(np.float32)
        self.rounding = ROUNDING * (rows.shape[1] + 2)
        self.left = np.ones(len(rows), np.bool_)
        self.last = self.seen = np.zeros(rows.shape[1])  # the plane before, and that for which the front was chosen
        self.step = 0.0  # how far the plane turns at a time, of late
        self.cut = -1.0  # rows that were no farther from it are in front
        self.front = np.arange(0)
        self.copies = self.single[:0]

    def take(self, i: int) -> None:
        """Leave a row out from now on."""
        self.left[i] = False

    def nearest(self, w: Vector) -> int:
        """The first place of the least |x.w|, w of length 1.  There must be a row left."""
        self.step += 0.2 * (float(np.linalg.norm(w - self.last)) - self.step)
        self.last = w
        turned = float(np.linalg.norm(w - self.seen))
        if len(self.front) and (self.cut < 2.5 * AHEAD * self.step or len(self.front) <= LEAST):
            best, distance = self._in_front(w)
            if distance + turned + self.rounding < self.cut:
                return best
        self._set_in_front(w)
        return self._in_front(w)[0]

    def _in_front(self, w: Vector) -> tuple[int, float]:
        distances = np.abs(self.copies @ w.astype(np.float32))
        distances[~self.left[self.front]] = np.inf
        doubtful = self.front[distances <= distances.min() + 2 * self.rounding]
        exact = np.abs((self.rows[doubtful] * w).sum(axis=1))
        k = int(np.argmin(exact))
        return int(doubtful[k]), float(exact[k])

    def _set_in_front(self, w: Vector) -> None:
        """All rows that the plane can come near to in some steps, and `LEAST` at least."""
        distances = np.abs(self.single @ w.astype(np.float32))
        distances[~self.left] = np.inf
        self.seen, self.cut = w, np.inf
        if len(distances) > LEAST:
            self.cut = max(AHEAD * self.step, float(np.partition(distances, LEAST)[LEAST]))
        self.front = np.flatnonzero(distances <= self.cut)
        self.copies = self.single[self.front] if len(self.front) < len(self.rows) else self.single
