"""The normals in an arc, and how the order of points in the plane changes along it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .crossings import Ranks, crossings, drawn

Vectors = NDArray[np.int64]  # (m, 2); one vector: (2,)
SAMPLE = 1 << 12


@dataclass(frozen=True, eq=False)
class Arc:
    """The normals from `first` to `last`, counter-clockwise, half a turn at most; `inside` is one between them.

    Just after `first` no two points are tied: `first` sorts them, and `inside` those that it ties.  So at `last`.
    """

    first: Vectors
    last: Vectors
    inside: Vectors

    @classmethod
    def half(cls, towards: Vectors) -> Arc:
        """All normals that are at most a quarter turn from this one."""
        right = np.array([towards[1], -towards[0]])
        return cls(right, -right, towards)

    def until(self, normal: Vectors) -> Arc:
        return Arc(self.first, normal, self.first + normal)

    def since(self, normal: Vectors) -> Arc:
        return Arc(normal, self.last, normal + self.last)

    def ranks(self, points: Vectors) -> tuple[Ranks, Ranks]:
        """Where each point stands just after the first normal, and just before the last."""
        within = points @ self.inside
        return _ranks(points @ self.first, within), _ranks(points @ self.last, within)


@dataclass(frozen=True, eq=False)
class Crossing:
    """A pair that changes places within an arc: below is i before, and j after its normal."""

    i: int
    j: int
    normal: Vectors


def middle(points: Vectors, arc: Arc, limit: int, rng: np.random.Generator) -> Crossing | None:
    """A pair whose normal has at most `limit` others on each side of it in the arc; None if no pair changes places.

    With half of all for a limit this is the selection of a slope (Cole et al. 1989), by samples (Matousek 1991): a sample's
    middle is tried, and on the side that has too many the search goes on.  Counts are exact, unless any pair would do.
    """
    n = len(points)
    ahead, behind, share, within = 0, 0, 0.5, arc  # pairs of the arc before `within` and after it
    while True:
        i, j = drawn(*within.ranks(points), SAMPLE, rng)
        if not len(i):
            return None
        normals = _normals(points[j] - points[i])
        turn = np.argsort(np.arctan2(_cross(within.inside, normals), normals @ within.inside), kind="stable")
        at = turn[min(len(turn) - 1, int(share * len(turn)))]
        found = Crossing(int(i[at]), int(j[at]), normals[at])
        if n * (n - 1) // 2 <= limit:
            return found
        sooner, later = (crossings(*part.ranks(points)) for part in (arc.until(found.normal), arc.since(found.normal)))
        if max(sooner, later) <= limit:
            return found
        if sooner > later:
            within, behind = within.until(found.normal), later
        else:
            within, ahead = within.since(found.normal), sooner
        share = max(0.0, ((sooner + later) / 2 - ahead) / max(1, sooner + later - ahead - behind))


def _ranks(heights: Vectors, ties: Vectors) -> Ranks:
    """Places by height, those of one height among themselves by `ties`: few are tied, so these are sorted by themselves."""
    order = np.argsort(heights)
    same = np.diff(heights[order]) == 0
    tied = np.append(same, False) | np.append(False, same)
    few = order[tied]
    order[tied] = few[np.lexsort((ties[few], heights[few]))]
    found = np.empty(len(heights), np.int64)
    found[order] = np.arange(len(heights))
    return found


def _normals(differences: Vectors) -> Vectors:
    """The normals v at which i overtakes j: there v.(j - i) goes from above 0 to below."""
    return np.column_stack([-differences[:, 1], differences[:, 0]])


def _cross(v: Vectors, w: Vectors) -> Vectors:
    crossed: Vectors = v[0] * w[:, 1] - v[1] * w[:, 0]
    return crossed
