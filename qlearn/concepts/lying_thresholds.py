"""Thresholds on a grid behind a teacher who may lie a few times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from ..choices import Choices, Coins
from ..domains import Grid
from ..formulas import whole
from .finite_space import enumerable
from .lies import LyingSpace
from .thresholds import Threshold


@dataclass(frozen=True)
class LyingThresholds:
    """The N + 1 thresholds t = 0..N on the grid {0, ..., N - 1}, at most e of all labels being lies."""

    small: Sequence[Mapping[str, Any]] = (
        {"N": 0, "e": 1},
        {"N": 1, "e": 2},
        {"N": 2, "e": 1},
        {"N": 3, "e": 0},
        {"N": 3, "e": 2},
        {"N": 5, "e": 1},
    )
    medium: Sequence[Mapping[str, Any]] = ({"N": 20, "e": 3},)
    scales: Sequence[Mapping[str, Any]] = tuple({"N": N, "e": 1} for N in (1, 3, 7, 15, 31, 63))

    def of_size(self, coins: Coins, *, N: int, e: int = 1) -> Threshold:
        """Any of the N + 1 thresholds, and so many lies."""
        return _on_grid(coins.integer(0, whole(N, "N", least=0)), N, whole(e, "e", least=0))

    def draw(self, choices: Choices) -> Threshold:
        N = choices.integer(0, 300)
        return _on_grid(choices.integer(0, N), N, choices.integer(0, 5))

    def space(self, N: int, e: int, **_: Any) -> LyingSpace:
        return _space(N, e)

    def __str__(self) -> str:
        return "thresholds on a grid of N points, at most e labels being lies"


def _on_grid(t: int, N: int, e: int) -> Threshold:
    return Threshold(Fraction(t), Grid(N), {"N": N, "e": e})


@cache
def _space(N: int, e: int) -> LyingSpace:
    enumerable(N + 1, f"the thresholds on {N} points")
    return LyingSpace([_on_grid(t, N, e) for t in range(N + 1)], e)
