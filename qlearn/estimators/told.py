"""What labelled rows tell a learner before it asks: how many coordinates, how long, on which grid."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt
from typing import Any

import numpy as np

from ..catalogue import Learner
from ..errors import BadArgument
from ..formulas import exactly, whole
from ..points import Points

FINE = 40  # binary digits of a margin


def as_points(learner: Learner[..., Any], X: Points, fit_intercept: bool) -> Points:
    """Rows as points of the learner's domain: with a coordinate that is always 1, on the grid, on the cube, or as they are.

    Learners that are told how long points are (R, X) take half-spaces through 0; those told N take points of {0..N}^d, and
    those told n points of {0, 1}^n.  Raises `BadArgument` for rows that are no such points.
    """
    wants = learner.signature.parameters
    if "R" in wants or "X" in wants:
        return np.column_stack([X, np.ones(len(X))]) if fit_intercept else X
    if "N" in wants and ((np.floor(X) != X) | (X < 0)).any():
        raise BadArgument(f"{learner.name} learns on the grid {{0..N}}^d, and the rows are no whole numbers from 0 on")
    if "n" in wants:
        if not np.isin(X, (0, 1)).all():
            raise BadArgument(f"{learner.name} learns on {{0, 1}}^n, and the rows have other entries than 0 and 1")
        return X.astype(np.uint8)
    return X


def told(learner: Learner[..., Any], points: Points, limit: int | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that rows tell: d and n, the number of coordinates; N, the largest; R, a bound on how long features are.

    A margin g that is not given is the one for which a perceptron's bound, floor((R/g)**2) + 1, is the `limit`.
    """
    wants = learner.signature.parameters
    found: dict[str, Any] = {"d": points.shape[1], "n": points.shape[1]}
    if "N" in wants:
        found["N"] = max(1, int(points.max()))
    if "R" in wants:
        p = whole(given.get("p", 1), "p", least=1)
        found["R"] = exactly(given["R"], "R") if "R" in given else _length(points) ** p
        if limit is not None:
            found["g"] = found["R"] * _share(max(1, limit - 1))
    return {name: value for name, value in found.items() if name in wants and name not in given}


def _length(points: Points) -> Fraction:
    """No row is longer: the length of the longest, and a little more than rounding may have taken from it."""
    largest = float(np.abs(points).max())
    if not largest:
        return Fraction(1)
    longest = float(np.sqrt(((points / largest) ** 2).sum(axis=1).max()))
    return Fraction(largest) * Fraction(longest * (1 + 2.0**-30))


def _share(mistakes: int) -> Fraction:
    """The q just below 1/sqrt(mistakes): 1/q**2 rounded down is the number of mistakes, up to 2**20 of them."""
    return Fraction(isqrt((1 << 2 * FINE) // mistakes), 1 << FINE)
