"""How agreement grows with labels: one run of a method against a machine, and what many runs say together."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..retraining.law import Law
from ..retraining.methods import asker
from .machines import Machine

CHECKED = (16, 20, 25, 30, 36, 43, 52, 62, 74, 88, 105, 126, 150, 180, 215, 257, 308, 369, 442, 530, 635, 760, 910, 1090, 1300)
RESAMPLES = 400
CONFIDENCE = 0.95

Curve = Mapping[int, Mapping[str, float]]  # labels asked -> agreement under each law


def curve(
    machine: Machine, method: str, labels: int, seed: int, *, rows: bool, gamma: bool = True
) -> dict[int, dict[str, float]]:
    """Agreement with the machine under both laws, at the counts of `CHECKED` and at the end.

    `rows`: whether the machine's known rows are known to the method; `gamma`: whether its kernel's width is.
    """
    where = Law(machine.d, machine.rows if rows else None)
    asks = asker(method, where, machine.gamma if gamma else None, labels, seed)
    stops = sorted({n for n in CHECKED if n < labels} | {labels})
    found: dict[int, dict[str, float]] = {}
    asked = 0
    while asked < labels:
        points = asks.ask(next(n for n in stops if n > asked) - asked)
        asks.hear(points, machine.label(points))
        asked += len(points)
        if asked in stops:
            copy = asks.machine()
            found[asked] = {law: float((copy(points) == machine.labels[law]).mean()) for law, points in machine.inputs.items()}
    return found


def reach(curve: Mapping[int, float], level: float) -> float:
    """The number of labels from which the curve is at this level, there and at the next count; infinite if it never is.

    Between two counts it is interpolated, linearly in the logarithm of the count.
    """
    counts = sorted(curve)
    for i, count in enumerate(counts):
        if min(curve[n] for n in counts[i : i + 2]) < level:
            continue
        if i == 0:
            return float(count)
        before = counts[i - 1]
        share = (level - curve[before]) / (curve[count] - curve[before])
        return float(before * (count / before) ** min(max(share, 0.0), 1.0))
    return math.inf


@dataclass(frozen=True)
class Spread:
    """A figure of many runs, with an interval that resampling the runs gives."""

    value: float
    low: float
    high: float


def mean_curve(curves: Sequence[Curve], law: str) -> dict[int, float]:
    return dict(zip(curves[0], _shares(curves, law).mean(axis=0).tolist(), strict=True))


def labels_to(curves: Sequence[Curve], law: str, level: float) -> Spread:
    """How many labels the mean of these runs takes to a level."""
    return _spread(curves, law, lambda mean: reach(mean, level))


def agreement(curves: Sequence[Curve], law: str, labels: int) -> Spread:
    """The mean agreement at the last count up to this one."""
    at = max(n for n in curves[0] if n <= labels)
    return _spread(curves, law, lambda mean: mean[at])


def _shares(curves: Sequence[Curve], law: str) -> NDArray[np.float64]:
    """Shape (runs, counts)."""
    return np.array([[shares[law] for shares in c.values()] for c in curves])


def _spread(curves: Sequence[Curve], law: str, figure: Callable[[Mapping[int, float]], float]) -> Spread:
    """A figure of the mean curve, and of those of runs drawn from these with replacement."""
    shares = _shares(curves, law)
    drawn = np.random.default_rng(len(curves)).integers(len(curves), size=(RESAMPLES, len(curves)))
    means = shares[drawn].mean(axis=1).tolist()
    figures = [figure(dict(zip(curves[0], mean, strict=True))) for mean in means]
    low, high = np.quantile(figures, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2], method="nearest")
    return Spread(float(figure(mean_curve(curves, law))), float(low), float(high))
