"""What a dialogue has said about single points, turn by turn: the facts that every picture of what is left is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ....queries import Equivalence, Example, Label, Membership
from ....transcript import Run


class Fact(NamedTuple):
    """After `turn` turns it is known that `point`, shape (d,), has this label."""

    turn: int
    point: NDArray[Any]
    label: bool | int


def labels(run: Run[Any]) -> Iterator[Fact]:
    """Every label that was told: of points asked about, of examples, of counterexamples.

    >>> from qlearn import find, run, teachers
    >>> found = run(find("linear.bisection")(0, 1, "1/4"), teachers.Function(lambda X: X[:, 0] >= 0.3))
    >>> [(turn, point.tolist(), label) for turn, point, label in labels(found)]
    [(1, [0.5], True), (2, [0.25], False)]
    """
    for turn, (query, answer) in enumerate(run.turns, start=1):
        if isinstance(query, Membership | Label):
            points, said = query.points, answer.tolist()
        elif isinstance(query, Example):
            points, said = answer[0], answer[1].tolist()
        elif isinstance(query, Equivalence) and answer is not None:
            points, said = np.asarray(answer.point)[None], [answer.label]
        else:
            continue
        for point, label in zip(points, said, strict=True):
            yield Fact(turn, point, label)


def noisy(run: Run[Any]) -> bool:
    """Whether answers may be lies that the class's version spaces know nothing of: what they contradict is not ruled out."""
    noise = run.learning.learner.theorem.noise
    return noise is not None and not noise.followed
