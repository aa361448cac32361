"""Where two Boolean functions differ, on cubes too large to list: by polynomials over two elements, or by Fourier sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ..queries import Hypothesis
from .masks import point_of

SMALL_CUBE = 10  # variables; on a larger cube differences are computed, not listed


Expansion = tuple[int, Mapping[int, int]]  # places, and the coefficient of each parity, by its mask, times 2**places


@runtime_checkable
class Expanded(Protocol):
    """A Boolean function of n variables that knows its polynomial over two elements."""

    @property
    def n(self) -> int: ...

    def expanded(self) -> frozenset[int]:
        """The monomials, as masks: the function is the exclusive or of their products."""


@runtime_checkable
class Spectral(Protocol):
    """A Boolean function of n variables that knows itself as a sum of parities, true being -1."""

    @property
    def n(self) -> int: ...

    def spectrum(self) -> Expansion: ...


def differences(concept: Expanded | Spectral, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
    """Points where the two differ, at least one exactly if there is one; None where the cube is to be listed, or no form known.

    The sum of the two polynomials is 1 at the point whose ones are a monomial of it with no other inside: of this sum just
    that one product is 1 there.  Variables that neither of the two has may be anything there.
    """
    if concept.n <= SMALL_CUBE or getattr(hypothesis, "n", None) != concept.n:
        return None
    if isinstance(concept, Expanded) and isinstance(hypothesis, Expanded):
        return _least_monomials(concept, hypothesis)
    if isinstance(concept, Spectral) and isinstance(hypothesis, Spectral):
        return _unlike(concept, hypothesis)
    return None


def _least_monomials(concept: Expanded, hypothesis: Expanded) -> Iterator[NDArray[np.uint8]]:
    one, other = concept.expanded(), hypothesis.expanded()
    least = min((mask.bit_count() for mask in one ^ other), default=0)
    idle = (1 << concept.n) - 1
    for mask in one | other:
        idle &= ~mask
    for mask in sorted(mask for mask in one ^ other if mask.bit_count() == least):
        yield point_of(mask | idle, concept.n)
        yield point_of(mask, concept.n)


def _unlike(concept: Spectral, hypothesis: Spectral) -> Iterator[NDArray[np.uint8]]:
    """Up to two points where the sums differ: one variable after another is set so that the difference does not vanish."""
    (places, one), (more, other) = concept.spectrum(), hypothesis.spectrum()
    left = {mask: number << more for mask, number in one.items()}
    for mask, number in other.items():
        left[mask] = left.get(mask, 0) - (number << places)
    left = {mask: number for mask, number in left.items() if number}
    points = {_somewhere(left, concept.n, first) for first in (0, 1)} if left else set()
    for mask in sorted(points):
        yield point_of(mask, concept.n)


def _somewhere(left: Mapping[int, int], n: int, first: int) -> int:
    """A point where a sum of parities that are not all cancelled is not 0; each variable is `first` where it can be."""
    point = 0
    for i in range(n):
        for value in (first, 1 - first):
            rest: dict[int, int] = {}
            for mask, number in left.items():
                without = mask & ~(1 << i)
                rest[without] = rest.get(without, 0) + (-number if value and mask != without else number)
            rest = {mask: number for mask, number in rest.items() if number}
            if rest:
                break
        left, point = rest, point | value << i
    return point
