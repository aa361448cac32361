"""How far a copy is from f*: the error functions Err of the extraction experiment.

The paper measures Boolean functions by the uniform error, half-spaces by the distance of their unit normals, and linear
regression by the L1 distance of its coefficients.  A copy may also be judged on rows of data, or must be f* itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ..choices import Coins
from ..errors import BadArgument, Undecided
from ..extraction.fidelity import clopper_pearson
from ..formulas import exactly, whole
from ..geometry.directions import angle
from ..oracle import agree
from ..points import Labels, Points, finite

Number = Fraction | float


@dataclass(frozen=True)
class Error:
    """An error as it is known: from `low` to `high`, each end wrong with probability at most `false`."""

    low: Number
    high: Number
    false: Fraction = Fraction(0)

    @classmethod
    def exactly(cls, error: Number) -> Error:
        return cls(error, error)


@dataclass(frozen=True)
class Measure:
    """An error function: `of(concept, hypothesis, coins)` is what is known of the copy's error."""

    name: str
    of: Callable[[Any, Any, Coins], Error]

    def __str__(self) -> str:
        return self.name


def _wrong(concept: Any, hypothesis: Any, points: Points) -> Labels:
    wrong: Labels = np.asarray(concept(points)) != np.asarray(hypothesis(points))
    return wrong


def uniform(points: int = 4096, false: Any = "1/1000") -> Measure:
    """Err_u, the share of inputs that are labelled otherwise: exact where the domain can be listed, else enclosed.

    The bounds are Clopper and Pearson's from so many inputs drawn uniformly (from the standard normal law where inputs fill
    R^d), each wrong with probability at most `false`.  On domains that are listed nothing is left to chance.

    >>> from qlearn.concepts.conjunctions import Conjunction
    >>> one, other = (Conjunction(np.array(kept)) for kept in ([True, True, False], [True, False, False]))
    >>> uniform().of(one, other, Coins(0)).high
    Fraction(1, 4)
    """
    drawn, share = whole(points, "points", least=1), exactly(false, "false")
    if not 0 < share < Fraction(1, 2):
        raise BadArgument(f"false is the probability that a bound is wrong, strictly between 0 and 1/2, got {false}")

    def of(concept: Any, hypothesis: Any, coins: Coins) -> Error:
        try:
            everywhere = concept.domain.points()
        except Undecided:
            wrong = int(_wrong(concept, hypothesis, concept.domain.draw(coins, drawn)).sum())
            return Error(*clopper_pearson(wrong, drawn, float(1 - 2 * share)), share)
        return Error.exactly(Fraction(int(_wrong(concept, hypothesis, everywhere).sum()), len(everywhere)))

    return Measure("the share of uniform inputs that are labelled otherwise", of)


def _normal(thing: Any) -> Any:
    """The unit normal, an offset as its last coordinate where either has one."""
    return np.append(np.asarray(thing.w, np.float64), float(getattr(thing, "b", 0.0)))


def _geometric(concept: Any, hypothesis: Any, coins: Coins) -> Error:
    w, v = _normal(concept), _normal(hypothesis)
    return Error.exactly(2.0 if w.shape != v.shape else 2 * math.sin(angle(w, v) / 2))


geometric = Measure("|w* - w|, the distance of the unit normals", _geometric)
"""Err_2 of half-spaces: |w* - w| = 2 sin(angle/2) <= 2, where w holds the offset too if there is one."""


def _l1(concept: Any, hypothesis: Any, coins: Coins) -> Error:
    w, v = _normal(concept), _normal(hypothesis)
    if w.shape != v.shape or not (np.isfinite(w).all() and np.isfinite(v).all()):
        return Error.exactly(math.inf)
    pairs = zip(w.tolist(), v.tolist(), strict=True)
    return Error.exactly(sum((abs(Fraction(a) - Fraction(b)) for a, b in pairs), Fraction(0)))


l1 = Measure("the L1 distance of the coefficients", _l1)
"""Of linear regression: the sum of |a*_i - a_i| over weights and offset, exactly."""


def on_data(rows: Points) -> Measure:
    """The share of these rows, shape (m, d), that are labelled otherwise: exactly.

    >>> from qlearn.concepts.half_spaces import HalfSpace
    >>> rows = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 3.0], [-1.0, 0.0]])
    >>> on_data(rows).of(HalfSpace(np.array([1.0, -1.0])), HalfSpace(np.array([1.0, 0.0])), Coins(0)).high
    Fraction(1, 4)
    """
    data = finite(np.asarray(rows), BadArgument)
    if data.ndim != 2 or not len(data):
        raise BadArgument(f"data have shape (m, d) with m, d >= 1, got {data.shape}")

    def of(concept: Any, hypothesis: Any, coins: Coins) -> Error:
        return Error.exactly(Fraction(int(_wrong(concept, hypothesis, data).sum()), len(data)))

    return Measure(f"the share of {len(data)} rows of data that are labelled otherwise", of)


def _the_same(concept: Any, hypothesis: Any, coins: Coins) -> Error:
    return Error.exactly(Fraction(0 if agree(concept, hypothesis) else 1))


the_same = Measure("0 for f* itself, else 1", _the_same)
"""For exact learning: eps = 0 asks for f* itself."""
