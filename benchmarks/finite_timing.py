"""Rows of the benchmarks of finite classes: how long a value takes, and how far it is known."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tables import Row

from qlearn.dimensions.bracket import Bracket


def timed(make: Callable[[], Any], times: int = 3) -> tuple[Any, list[float]]:
    """What was made last, and the seconds each time, sorted."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        made = make()
        seconds.append(time.perf_counter() - start)
    return made, sorted(seconds)


def seconds_row(work: str, seconds: list[float], reach: float | None, found: bool = True) -> Row:
    """The median; it holds if that is below the reach, and the value is what it should be."""
    median = seconds[len(seconds) // 2]
    return {
        "work": f"{work}, s", "measured": median, "interval": (seconds[0], seconds[-1]), "reach": reach,
        "holds": found and (reach is None or median <= reach),
    }  # fmt: skip


def width_row(work: str, bracket: Bracket, reach: int, took: float) -> Row:
    """How far apart the two ends of a bracket are."""
    width = int(bracket.hi - bracket.lo)
    return {
        "work": f"{work}: {bracket} in {took:.1f} s; width", "measured": width, "interval": (width, width), "reach": reach,
        "holds": width <= reach,
    }  # fmt: skip
