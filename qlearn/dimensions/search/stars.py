"""Star centres: labellings with many concepts at Hamming distance 1, each a bound on membership queries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..finite_class import Concepts, FiniteClass, members, spelled
from ..witnesses import Star

MOST = 2000  # centres kept, the largest ones


@dataclass(frozen=True)
class Centre:
    """A labelling with its neighbours: `neighbours` as a set, `own` the concept that it is, or -1 if it is none.

    The labelling is that of concept `beside` with the label at `point` flipped.
    """

    neighbours: Concepts
    own: int
    beside: int
    point: int

    def bound(self, space: Concepts) -> int:
        """The star lemma: so many membership queries are needed to leave one concept of `space`.

        One query excludes at most one neighbour; all must be excluded if the centre is possible, all but one if it is not.
        """
        d = (space & self.neighbours).bit_count()
        return d if self.own >= 0 and space >> self.own & 1 else max(0, d - 1)

    def labels(self, c: FiniteClass) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = c.labels[self.beside].copy()
        found[self.point] ^= True
        return found

    def shown(self, c: FiniteClass) -> Star:
        """The star as a witness."""
        f = self.labels(c)
        near = members(self.neighbours)
        points = [int(np.flatnonzero(c.labels[i] != f)[0]) for i in near]
        return Star(spelled(f), tuple(points), tuple(near))


def centres(c: FiniteClass, most: int = MOST) -> list[Centre]:
    """The labellings with at least two concepts at distance 1, the best bound first; at most `most` of them.

    All N n flips of one label are written as numbers and sorted: equal ones are flips to the same labelling.  Beyond 64 points
    the numbers are hashes, and what seems equal is compared.

    >>> [star] = centres(FiniteClass.of([[1, 0, 0], [0, 1, 0], [0, 0, 1]]), 1)
    >>> star.bound(0b111), star.own
    (2, -1)
    """
    weight = _weights(c.n)
    codes = np.bitwise_xor.reduce(np.where(c.labels, weight, np.uint64(0)), axis=1)
    flips = (codes[:, None] ^ weight[None, :]).ravel()
    order = np.argsort(flips, kind="stable")
    flips = flips[order]
    starts = np.flatnonzero(np.concatenate(([True], flips[1:] != flips[:-1])))
    counts = np.diff(np.append(starts, len(flips)))
    kept = np.flatnonzero(counts >= 2)
    starts, counts, found = starts[kept], counts[kept], flips[starts[kept]]
    place = np.argsort(codes, kind="stable")
    at = np.minimum(np.searchsorted(codes[place], found), c.N - 1)
    own = np.where(codes[place][at] == found, place[at], -1)
    best = np.argsort((own < 0) - counts, kind="stable")[:most]
    made = (_centre(c, order[starts[j] : starts[j] + counts[j]], int(own[j])) for j in best)
    return sorted((m for m in made if m is not None), key=lambda m: -m.bound(c.all))


def neighbours(c: FiniteClass) -> list[list[tuple[int, int]]]:
    """For each concept the points at which another one differs from it alone, each with the other: all must be taught.

    Every flip of one label is looked up among the concepts, by number; beyond 64 points the numbers are hashes, and what is
    found is compared.

    >>> neighbours(FiniteClass.of([[0, 0], [1, 0], [1, 1]]))
    [[(0, 1)], [(0, 0), (1, 2)], [(1, 1)]]
    """
    weight = _weights(c.n)
    codes = np.bitwise_xor.reduce(np.where(c.labels, weight, np.uint64(0)), axis=1)
    place = np.argsort(codes, kind="stable")
    ordered = codes[place]
    found: list[list[tuple[int, int]]] = [[] for _ in range(c.N)]
    for x in range(c.n):
        flips = codes ^ weight[x]
        at = np.minimum(np.searchsorted(ordered, flips), c.N - 1)
        hits = np.flatnonzero(ordered[at] == flips)
        others = place[at[hits]]
        if c.n > 64:
            true = (c.labels[hits] != c.labels[others]).sum(axis=1) == 1
            hits, others = hits[true], others[true]
        for i, j in zip(hits.tolist(), others.tolist(), strict=True):
            found[i].append((x, j))
    return found


def _weights(n: int) -> NDArray[np.uint64]:
    if n <= 64:
        return np.uint64(1) << np.arange(n, dtype=np.uint64)
    return np.random.default_rng(n).integers(1, 1 << 63, n, dtype=np.uint64)


def _centre(c: FiniteClass, flips: NDArray[np.intp], own: int) -> Centre | None:
    """The centre of flips that have one number; those to another labelling than the first, by chance, are left out."""
    concepts, points = np.divmod(flips, c.n)
    f = c.labels[concepts[0]].copy()
    f[points[0]] ^= True
    near = concepts[(c.labels[concepts] != f).sum(axis=1) == 1]
    if own >= 0 and (c.labels[own] != f).any():
        own = -1
    mask = 0
    for i in near.tolist():
        mask |= 1 << i
    return Centre(mask, own, int(concepts[0]), int(points[0])) if len(near) > 1 else None
