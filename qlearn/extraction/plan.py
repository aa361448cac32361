"""How an extraction is to go, whatever is extracted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..driver import Budget


@dataclass(frozen=True)
class Plan:
    """What the model tells, who learns it, for how many queries, from which seed, written where, who hears how many;
    and on how many fresh inputs, and at most how many rows of data, the copy is judged.
    """

    oracle: str
    learner: str | None
    budget: Budget | None
    seed: int
    journal: str | Path | None
    say: Callable[[int], None]
    judge: int
