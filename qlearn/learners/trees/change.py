"""From a counterexample to a cut: where on the way between two places the label changes."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...axes import Axes
from ...errors import BadAnswer, Inconsistent
from ...features import Places
from ...points import spell
from ...queries import Counterexample, Query

Ask = Callable[[Places], Generator[Query[Any], Any, NDArray[Any]]]  # the labels of some places


def change(ask: Ask, start: Places, end: Places, label: Any) -> Generator[Query[Any], Any, tuple[int, int]]:
    """A feature i and a place c of it, so that the label changes from c to c + 1; start <= end, both of shape (d,).

    `label` is that of `start`, known to differ from that of `end`.  First the features are moved one after another, and
    halving finds one whose move changes the label: clg(d) labels.  Then its way is halved: clg(N - 1) labels.
    `Inconsistent` if the two are one place.
    """
    moved = np.flatnonzero(start != end)
    if not len(moved):
        raise Inconsistent(f"the place {start.tolist()} was labelled {label} before, and now otherwise")

    def hybrid(k: int) -> Places:
        place = start.copy()
        place[moved[:k]] = end[moved[:k]]
        return place

    same, other = 0, len(moved)
    while other - same > 1:
        middle = (same + other) // 2
        same, other = (middle, other) if (yield from ask(hybrid(middle)[None]))[0] == label else (same, middle)
    place, i = hybrid(same), int(moved[same])
    low, high = int(start[i]), int(end[i])
    while high - low > 1:
        place[i] = (low + high) // 2
        low, high = (int(place[i]), high) if (yield from ask(place[None]))[0] == label else (low, int(place[i]))
    return i, low


def placed(axes: Axes, counterexample: Counterexample) -> Places:
    """The place of a counterexample, shape (d,); `BadAnswer` if it is no point of the axes."""
    if not axes.contains(counterexample.point[None])[0]:
        raise BadAnswer(f"equivalence: {spell(counterexample.point)} is no point of {axes}, so it is no counterexample")
    place: Places = axes.place(counterexample.point[None])[0]
    return place
