"""The hypotheses of the monotone theory: what is monotone seen from one base, and from the next, and so on (Bshouty 1995)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..domains import Cube
from ..points import Labels, Points
from .masks import point_of
from .subcubes import Subcube, Subcubes, spelled

Base = tuple[int, tuple[int, ...]]  # a point, and the points found from it, as numbers


@dataclass(frozen=True)
class MonotoneClosures:
    """Accepts x if for each base a one of its points v is between a and x: where v differs from a, it is x.

    Seen from a, that is a monotone DNF: the more of x differs from a, the sooner it is accepted.
    """

    n: int
    bases: tuple[Base, ...]

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @cached_property
    def _groups(self) -> list[tuple[Subcube, ...]]:
        """For each base, the subcubes that it accepts."""
        return [tuple((a ^ v, v & (a ^ v)) for v in found) for a, found in self.bases]

    @cached_property
    def _terms(self) -> Subcubes:
        return Subcubes(self.n, tuple(cube for group in self._groups for cube in group))

    def _by_base(self, hits: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Where a term of each base hits; the first axis is that of the terms."""
        if not self.bases or not all(self._groups):
            return np.full(hits.shape[1], not self.bases)
        starts = np.cumsum([0, *(len(group) for group in self._groups[:-1])])
        return np.asarray(np.logical_or.reduceat(hits, starts, axis=0).all(axis=0))

    def __call__(self, points: Points) -> Labels:
        labels = np.empty(len(points), np.bool_)
        for part, inside in self._terms.parts(points):
            labels[part] = self._by_base(inside)
        return labels

    def rejected(self, cubes: Subcubes) -> Iterator[NDArray[np.uint8]]:
        """Points of these subcubes that it rejects, some if there are any: near to a base, and far from it.

        The point of a subcube that is nearest to a is between a and every other one, so it is the last that a accepts.
        """
        for (a, _), group in zip(self.bases, self._groups, strict=True):
            for mask, value in cubes.cubes:
                near = (value ^ a) & mask  # what differs from a
                if all(term & ~near for term, _ in group):
                    far = near | (1 << self.n) - 1 & ~mask
                    for term, _ in group:
                        if not term & ~far:
                            far ^= term & ~near & -(term & ~near)  # one coordinate of it as in a
                    yield point_of(a ^ near, self.n)
                    if far != near:
                        yield point_of(a ^ far, self.n)

    def accepted(self, cubes: Subcubes) -> Iterator[NDArray[np.uint8]]:
        """Points of these subcubes that it accepts, one of each subcube that has any: found by search."""
        masks, values = (x[:, None] for x in self._terms.words)
        apart = np.asarray(((values ^ cubes.words[1]) & masks & cubes.words[0]).any(axis=2))
        for i in np.flatnonzero(self._by_base(~apart)):
            found = meeting(self._groups, cubes.cubes[i])
            if found is not None:
                yield point_of(found[1], self.n)

    def key(self) -> bytes:
        return repr(self).encode()

    def __str__(self) -> str:
        dnfs = (" | ".join(f"({spelled(cube)})" for cube in group) or "false" for group in self._groups)
        return " & ".join(f"[{dnf}]" for dnf in dnfs) or "true"


def meeting(groups: Sequence[Sequence[Subcube]], start: Subcube) -> Subcube | None:
    """A part of `start` that is in a subcube of each group; None if there is none.  The group of fewest choices comes first."""
    mask, value = start
    left = []
    for group in groups:
        fitting = [(m, v) for m, v in group if not (v ^ value) & m & mask]
        if not fitting:
            return None
        if all(m & ~mask for m, _ in fitting):
            left.append(fitting)
    if not left:
        return start
    for m, v in min(left, key=len):
        found = meeting(left, (mask | m, value | v))
        if found is not None:
            return found
    return None
