"""How far a copy agrees with its original, under a law of inputs, with an exact interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..points import Labels

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Fidelity:
    """The share of inputs on which copy and original agree, and a Clopper-Pearson interval at `confidence`.

    On a fixed data set the share is exact; the interval then speaks of the population that the data are a sample of.
    """

    agreed: int
    asked: int
    low: float
    high: float
    confidence: float = CONFIDENCE

    @property
    def share(self) -> float:
        return self.agreed / self.asked

    def __str__(self) -> str:
        return f"{self.share:.4f} ({self.confidence:.0%} interval {self.low:.4f} to {self.high:.4f}, {self.asked} inputs)"


def fidelity(agree: Labels) -> Fidelity:
    """Fidelity over inputs; `agree`, shape (m,), says for each whether copy and original agree."""
    agreed, asked = int(np.count_nonzero(agree)), len(agree)
    return Fidelity(agreed, asked, *clopper_pearson(agreed, asked))


def majority(labels: Labels) -> float:
    """How often the better of the two constant answers is right."""
    return max(float(labels.mean()), 1 - float(labels.mean()))


def clopper_pearson(successes: int, trials: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The exact two-sided interval for a probability.

    >>> [round(end, 4) for end in clopper_pearson(569, 569)]
    [0.9935, 1.0]
    """
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    low = float(betaincinv(successes, trials - successes + 1, tail)) if successes else 0.0
    high = float(betaincinv(successes + 1, trials - successes, 1 - tail)) if successes < trials else 1.0
    return low, high


def same_outputs(one: Any, other: Any, tolerance: float) -> Labels:
    """Equal labels; for real outputs, a difference of at most the tolerance."""
    one, other = np.asarray(one), np.asarray(other)
    if one.dtype.kind == "f":
        return np.asarray(np.abs(one - other) <= tolerance)
    return np.asarray(one == other)
