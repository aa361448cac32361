"""What the learners from a stream of points share: which columns of the table were drawn, and what sort of table it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...concepts.tables import as_table, star_number
from ...domains import Grid
from ...errors import BadAnswer
from ...formulas import Size, sqrt
from ...points import Points, spell
from ...queries import Membership


def columns(points: Points, n: int) -> NDArray[np.intp]:
    """The columns that the points drawn stand for, shape (m,); `BadAnswer` for a point that is none of [0], ..., [n - 1]."""
    outside = ~Grid(n).contains(points)
    if outside.any():
        raise BadAnswer(f"{spell(points[outside][0])} was drawn, which is no column of a table with {n}")
    found: NDArray[np.intp] = points[:, 0].astype(np.intp)
    return found


def at(column: int) -> Membership:
    """What label has this column?"""
    return Membership(np.array([[float(column)]]))


def rows_of(arguments: Mapping[str, Any]) -> int:
    """N, the number of concepts."""
    return len(arguments["table"])


def star_of(arguments: Mapping[str, Any]) -> int:
    """The table's star number."""
    return star_number(as_table(arguments["table"]))


def told_apart(rho: Size) -> Size:
    """1 - 2 sqrt(rho (1 - rho)), what a label is worth that is flipped with probability rho: (1 - 2 rho)**2/2 at least.

    If two concepts differ with probability e, the wrong one is not ahead after m labels but with probability
    (1 - e (1 - 2 sqrt(rho (1 - rho))))**m at most (Chernoff).

    >>> from fractions import Fraction
    >>> told_apart(Fraction(1, 10)), told_apart(Fraction(1, 5)), told_apart(0)
    (2/5, 1/5, 1)
    """
    return 1 - 2 * sqrt(rho * (1 - rho))
