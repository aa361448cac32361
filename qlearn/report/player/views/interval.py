"""Thresholds on a line: what is left is an interval, cut at every point asked about."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ....concepts.thresholds import GridThresholds, IntegerThresholds, IntervalThresholds, Threshold
from ....queries import Membership
from ....transcript import Run
from .said import labels, noisy
from .view import View


def view(run: Run[Any], concept: Any = None) -> View | None:
    """The interval (low, high] that holds the threshold after each turn, `high` None while nothing bounds it.

    All ends are floats, since points are.  None for other classes, for noise, and for answers that leave no threshold.
    """
    learns = run.learning.learner.theorem.learns
    if noisy(run) or not isinstance(learns, IntervalThresholds | GridThresholds | IntegerThresholds):
        return None
    if any(not isinstance(query, Membership) for query, _ in run.turns):
        return None
    low, high = ends(learns, run.learning.arguments)
    turns = len(run.turns)
    asked: list[list[float]] = [[] for _ in range(turns)]
    lows, highs = [low] * (turns + 1), [high] * (turns + 1)
    for turn, point, above in labels(run):
        x = float(point[0])
        asked[turn - 1].append(x)
        low, high = (low, x if high is None else min(high, x)) if above else (max(low, x), high)
        if high is not None and low >= high:
            return None
        lows[turn], highs[turn] = low, high
    t = float(concept.t) if isinstance(concept, Threshold) else None
    whole = not isinstance(learns, IntervalThresholds)
    return View(
        "interval",
        "What is left: " + ("whole numbers" if whole else "an interval"),
        {"low": lows, "high": highs, "asked": asked, "target": t, "whole": whole},
    )


def ends(learns: Any, arguments: Any) -> tuple[float, float | None]:
    """Before anything is said: low < t <= high."""
    if isinstance(learns, IntervalThresholds):
        return float(Fraction(arguments["a"])), float(Fraction(arguments["b"]))
    return (-1.0, float(arguments["N"])) if isinstance(learns, GridThresholds) else (0.0, None)
