"""Uniform draws by coins, and the limits of what can be drawn: what targets of a given size are made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..choices import Coins
from ..errors import BadArgument
from ..formulas import whole

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)
Row = tuple[int, ...]


def subset(coins: Coins, n: int, k: int) -> NDArray[np.bool_]:
    """Any k of n things, as a mask of shape (n,).

    >>> int(subset(Coins(0), 9, 4).sum())
    4
    """
    chosen: NDArray[np.bool_] = coins.rng.permutation(n) < k
    return chosen


def weighted(coins: Coins, weights: Sequence[int]) -> int:
    """A place in the list, as likely as its weight says.

    >>> weighted(Coins(0), [0, 5, 0])
    1
    """
    total = sum(weights)
    return int(coins.rng.choice(len(weights), p=[weight / total for weight in weights]))


def distinct(draw: Callable[[], H], number: int, *first: H) -> list[H]:
    """So many different things, in the order in which they came, after those that are there first; there have to be as many.

    If each draw is uniform, so is the set of them, among all sets of this number.
    """
    found: dict[H, None] = dict.fromkeys(first)
    while len(found) < number:
        found[draw()] = None
    return list(found)


def distinct_rows(rng: np.random.Generator, m: int, d: int, low: int, high: int) -> list[Row]:
    """m different rows of {low..high}^d, each set of them as likely; `BadArgument` if there are not so many."""
    number = (high - low + 1) ** d
    if number < m:
        raise BadArgument(f"{m} different points are asked for, and {{{low}..{high}}}^{d} has {number}; take fewer")
    found: dict[Row, None] = {}
    while len(found) < m:
        found.update(dict.fromkeys(map(tuple, rng.integers(low, high, (m, d), endpoint=True).tolist())))
    return list(found)[:m]


def until(draw: Callable[[], T], fits: Callable[[T], bool]) -> T:
    """The first thing drawn that fits: drawn by the same law, on the condition that it fits."""
    while not fits(found := draw()):
        pass
    return found


def limited(number: Any, name: str, most: int, why: str, least: int = 0) -> int:
    """A size that the others limit; `BadArgument` says how.

    >>> limited(3, "N", 4, "the labellings of n = 2 points", 1)
    3
    """
    if whole(number, name, least) > most:
        raise BadArgument(f"{name} is {most} at most here, {why}; got {number}")
    return int(number)
