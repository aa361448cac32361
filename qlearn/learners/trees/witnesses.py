"""What a witness tree knows: the points asked with their labels, the cuts found, and the witnesses of each cut.

A cut (i, c) lies between the places c and c + 1 of feature i.  A witness of it is a position w such that w[i := c] and
w[i := c + 1] were asked and have different labels: so the cut is true, and it acts at w.
"""

from __future__ import annotations

import bisect

import numpy as np
from numpy.typing import NDArray

from ...features import Places
from ...points import Labels

Indices = NDArray[np.intp]
UNDRAWN = -1  # the law of points that were not drawn as a sample


class Witnesses:
    """Points (n, d) and witnesses (m, d) by number, in arrays that grow by doubling."""

    def __init__(self, d: int) -> None:
        self.d = d
        self._points = np.empty((256, d), np.int64)
        self._labels = np.empty(256, np.int64)
        self._sampled = np.full(256, UNDRAWN, np.int8)
        self.n = 0
        self._known: dict[bytes, int] = {}
        self.feature: Indices = np.empty(0, np.intp)  # of each cut
        self.place: Places = np.empty(0, np.int64)
        self._cut: dict[tuple[int, int], int] = {}
        self._on: list[list[int]] = [[] for _ in range(d)]  # the places of the cuts on each feature, in order
        self._at = np.empty((64, d), np.int64)
        self._of = np.empty(64, np.intp)
        self._left = np.zeros((64, 64), np.bool_)  # witness w lies left of cut c
        self.m = 0

    @property
    def points(self) -> Places:
        return self._points[: self.n]

    @property
    def labels(self) -> NDArray[np.int64]:
        return self._labels[: self.n]

    @property
    def sampled(self) -> NDArray[np.int8]:
        """The law by which each point was drawn as a sample, UNDRAWN for those met on a search."""
        return self._sampled[: self.n]

    @property
    def positions(self) -> Places:
        return self._at[: self.m]

    @property
    def of(self) -> Indices:
        """The cut of each witness."""
        return self._of[: self.m]

    @property
    def left(self) -> Labels:
        """Whether each witness lies left of each cut, shape (witnesses, cuts)."""
        return self._left[: self.m, : len(self.feature)]

    def label(self, x: Places) -> int | None:
        """The label of a point that was asked."""
        k = self._known.get(x.tobytes())
        return None if k is None else int(self._labels[k])

    def add(self, x: Places, label: int, sampled: int) -> int:
        """The number of a point that was not asked before."""
        if self.n == len(self._points):
            self._points, self._labels, self._sampled = (
                np.concatenate([a, np.zeros_like(a)]) for a in (self._points, self._labels, self._sampled)
            )
        k = self._known[x.tobytes()] = self.n
        self._points[k], self._labels[k], self._sampled[k] = x, label, sampled
        self.n += 1
        return k

    def cuts_between(self, i: int, a: int, b: int) -> list[int]:
        """The places c of known cuts on feature i that separate the places a < b."""
        places = self._on[i]
        return places[bisect.bisect_left(places, a) : bisect.bisect_left(places, b)]

    def separated(self, x: Places, z: Places) -> Labels:
        """For each feature, whether a known cut separates the two points, shape (d,)."""
        low, high = np.minimum(x, z), np.maximum(x, z)
        between = (low[self.feature] <= self.place) & (self.place < high[self.feature])
        found = np.zeros(self.d, np.bool_)
        found[self.feature[between]] = True
        return found

    def witness(self, i: int, c: int, x: Places) -> int:
        """The number of a new witness of the cut (i, c), new itself or not, at x."""
        cut = self._numbered(i, c)
        if self.m == len(self._at):
            self._at, self._of = (np.concatenate([a, np.zeros_like(a)]) for a in (self._at, self._of))
            self._left = np.vstack([self._left, np.zeros_like(self._left)])
        w = self.m
        self._at[w], self._of[w] = x, cut
        self._at[w, i] = c
        self._left[w, : len(self.feature)] = self._at[w, self.feature] <= self.place
        self.m += 1
        return w

    def _numbered(self, i: int, c: int) -> int:
        if (i, c) in self._cut:
            return self._cut[i, c]
        cut = self._cut[i, c] = len(self.feature)
        self.feature, self.place = np.append(self.feature, i), np.append(self.place, c)
        bisect.insort(self._on[i], c)
        if cut == self._left.shape[1]:
            self._left = np.hstack([self._left, np.zeros_like(self._left)])
        self._left[: self.m, cut] = self._at[: self.m, i] <= c
        return cut
