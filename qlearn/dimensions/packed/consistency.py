"""The consistency dimension, exactly: how many labels show of any labelling outside the class that it is none of it."""

from __future__ import annotations

import numpy as np

from ..bracket import Bracket, Effort
from ..finite_class import FiniteClass, spelled_key
from ..witnesses import Counted, Labelling, Searched
from .teaching import specifying_sizes


def consistency(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The most points that any labelling outside the class needs so that no concept agrees with it there; 0 if there is none.

    >>> from qlearn.dimensions.families import of_family
    >>> str(consistency(of_family("singletons", 5)))
    '5'
    """
    sizes = specifying_sizes(c, 0, effort)
    hardest, most = int(np.argmax(sizes)), Searched("all partial labellings", 3**c.n)
    if sizes[hardest] < 0:
        return Bracket(0, 0, Counted("trivial"), most)
    size = int(sizes[hardest])
    return Bracket(size, size, Labelling(spelled_key(hardest, c.n)), Counted("n") if size == c.n else most)


def certificate_sizes(c: FiniteClass, effort: Effort | None = None) -> dict[int, int]:
    """How many labellings outside the class need so many points; 2**n - N of them in all."""
    sizes, counts = np.unique(specifying_sizes(c, 0, effort), return_counts=True)
    return {int(size): int(count) for size, count in zip(sizes, counts, strict=True) if size >= 0}
