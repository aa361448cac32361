"""Functions of few relevant variables: each counterexample shows one more of them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any, TypeVar

import numpy as np

from ...concepts.masks import mask_of, points_of, subsets
from ...domains import Cube
from ...errors import BadAnswer, Inconsistent
from ...formulas import whole
from ...points import Points, spell
from ...queries import Counterexample, Dialogue, Equivalence, Hypothesis, Query
from ..trees.change import change
from .known import Known

H = TypeVar("H", bound=Hypothesis)
Form = Callable[[tuple[int, ...], Mapping[int, bool]], H]  # variables and the labels at their points -> a hypothesis


def by_counterexamples(n: int, most: int, form: Form[H]) -> Dialogue[H]:
    """Learn a function by its relevant variables; `form` makes a hypothesis from them and the labels at some points.

    These are the points whose ones are at most `most` of the relevant variables.  A hypothesis is what the target is when
    all other variables are 0.
    """
    known, found = Known(whole(n, "n", least=1)), tuple[int, ...]()
    while True:
        masks = subsets(found, most)
        labels = yield from known.asked(masks)
        hypothesis = form(found, dict(zip(masks, labels, strict=True)))
        counterexample = yield from Equivalence(hypothesis)
        if counterexample is None:
            return hypothesis
        found = tuple(sorted((*found, (yield from one_more(known, found, hypothesis, counterexample)))))


def one_more(
    known: Known, found: tuple[int, ...], hypothesis: Hypothesis, counterexample: Counterexample
) -> Generator[Query[Any], Any, int]:
    """A relevant variable that is not among those found.

    The counterexample's ones outside them are put in one after another.  At first the target is what the hypothesis says, in
    the end it is not.
    """
    point = _of_the_cube(counterexample.point, known.n)
    start = points_of([mask_of(point) & sum(1 << i for i in found)], known.n)[0]
    known.labels[mask_of(point)] = bool(counterexample.label)
    label = bool(hypothesis(start[None])[0])
    if (start == point).all():
        raise Inconsistent(
            f"{spell(point)} is labelled {bool(counterexample.label)}, where every function of the class that fits the labels"
            f" asked is {label}: the target is none of them"
        )
    i, _ = yield from change(known.ask_rows, start.astype(np.int64), point.astype(np.int64), label)
    return i


def _of_the_cube(point: Points, n: int) -> Points:
    """A counterexample's point, if it is one of n bits."""
    if not Cube(n).contains(point[None])[0]:
        raise BadAnswer(f"equivalence: {spell(point)} is no point of {n} bits, so it is no counterexample")
    return point
