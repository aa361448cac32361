"""The largest measured/bound that the tests of a session met, by learner: what the pytest plugin sums up at the end."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ..verdict import Verdict


class Ratio(NamedTuple):
    """measured/bound, and the target that reached it."""

    value: Fraction
    at: str


met: dict[str, Ratio] = {}


def keep(name: str, value: Fraction, at: str) -> None:
    """Remember a ratio if it is the largest of its name."""
    if name not in met or value > met[name].value:
        met[name] = Ratio(value, at)


def note(verdict: Verdict) -> None:
    """Remember a verdict's best ratio."""
    if verdict.best_ratio is not None:
        keep(verdict.learner.name, verdict.best_ratio, verdict.best_target)
