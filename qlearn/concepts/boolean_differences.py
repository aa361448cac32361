"""Where two Boolean functions differ, on cubes too large to list: by their polynomials over two elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ..queries import Hypothesis
from .masks import point_of

SMALL_CUBE = 10  # variables; on a larger cube differences are computed, not listed


@runtime_checkable
class Expanded(Protocol):
    """A Boolean function of n variables that knows its polynomial over two elements."""

    n: int

    def expanded(self) -> frozenset[int]:
        """The monomials, as masks: the function is the exclusive or of their products."""


def differences(concept: Expanded, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
    """Points where the two differ, at least one exactly if there is one; None where the cube is to be listed, or no form known.

    The sum of the two polynomials is 1 at the point whose ones are a monomial of it with no other inside: of this sum just
    that one product is 1 there.  Variables that neither of the two has may be anything there.
    """
    if concept.n <= SMALL_CUBE or not isinstance(hypothesis, Expanded) or hypothesis.n != concept.n:
        return None
    return _least_monomials(concept, hypothesis)


def _least_monomials(concept: Expanded, hypothesis: Expanded) -> Iterator[NDArray[np.uint8]]:
    one, other = concept.expanded(), hypothesis.expanded()
    least = min((mask.bit_count() for mask in one ^ other), default=0)
    idle = (1 << concept.n) - 1
    for mask in one | other:
        idle &= ~mask
    for mask in sorted(mask for mask in one ^ other if mask.bit_count() == least):
        yield point_of(mask | idle, concept.n)
        yield point_of(mask, concept.n)
