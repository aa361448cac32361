"""A copied tree set against the model's own trees, at every place of the axes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..concepts.cells import Cells, apart
from ..concepts.comparing import difference_by_z3
from ..concepts.regressions import Regression
from ..concepts.trees import Tree
from ..errors import BadArgument, Undecided
from .tree_victims import TreeVictim

PAIRS = 1 << 27  # of cells: a comparison of more is left to a solver
BOXES = 1 << 18  # coordinates of boxes of difference whose shares are added up exactly
SECONDS = 20.0  # for the solver


@dataclass(frozen=True)
class Copy:
    """The tree that was learned, the function that it is, and the names of its classes; None for a regression."""

    tree: Tree
    function: Tree | Regression
    names: NDArray[Any] | None


def compared(victim: TreeVictim, copy: Copy) -> tuple[bool | None, float | None]:
    """Whether model and copy say the same at all places, and the uniform law's share where they do not; None if unknown."""
    concept = victim.concept
    if concept is None:
        return None, None
    try:
        mine, theirs = _cells(concept, copy.function)
    except Undecided:
        return _by_solver(concept, copy), None
    if len(mine) * len(theirs) > PAIRS:
        return _by_solver(concept, copy), None
    parts = list(apart(mine, theirs))
    low, high = (np.concatenate([part[k] for part in parts]) if parts else np.zeros((0, victim.axes.d)) for k in (0, 1))
    if low.size > BOXES:
        return False, float(np.exp([victim.axes.log_volume(a, b) for a, b in zip(low, high, strict=True)]).sum())
    shares = (victim.axes.share(a, b) for a, b in zip(low, high, strict=True))
    return not len(low), float(sum(shares, Fraction(0)))


def _cells(concept: Any, function: Any) -> tuple[Cells, Cells]:
    """The cells of both; for regressions their values are numbered together."""
    mine, theirs = concept.cells, function.cells
    if not isinstance(function, Regression):
        return mine, theirs
    _, number = np.unique(np.concatenate([concept.table, function.table]), axis=0, return_inverse=True)
    own, other = np.split(number.ravel(), [len(concept.table)])
    return Cells(mine.low, mine.high, own[mine.label]), Cells(theirs.low, theirs.high, other[theirs.label])


def _by_solver(concept: Any, copy: Copy) -> bool | None:
    if isinstance(concept, Regression) or isinstance(copy.function, Regression):
        return None
    try:
        return difference_by_z3(concept, copy.function, seconds=SECONDS) is None
    except (Undecided, BadArgument, ModuleNotFoundError):
        return None
