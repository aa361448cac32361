"""Turns that contradict each other: which they are, so that a teacher's slip can be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from .catalogue import Learning
from .classes import Linear, Told, conflict
from .errors import Undecided
from .geometry.contradictions import irreducible
from .points import Labels, Points
from .queries import Comparison, Equivalence, Example, Label, Membership, Value
from .transcript import Run, Turn, contradiction


def contradicting(run: Run[Any]) -> tuple[int, ...]:
    """The positions of turns that contradict each other, none of them to be spared; () if no contradiction is known.

    Two turns that say different things of one point; else turns that no concept of the learner's class gives together.  That
    is decided for classes with a version space and, exactly, for half-spaces, where an equivalence query's yes tells nothing,
    and a comparison is the label of a difference (exact where floats are, as for whole numbers).
    A learner whose theorem allows for noise is told no contradictions.

    >>> import numpy as np
    >>> import qlearn
    >>> said = [([1.0, 0.0], True), ([0.0, 1.0], True), ([-3.0, 5.0], True), ([1.0, 1.0], False)]
    >>> turns = [Turn(Membership([x]), np.array([label])) for x, label in said]
    >>> contradicting(Run(None, turns, qlearn.find("linear.pivot_ratio")(d=2, eps="1/100")))
    (0, 1, 3)
    """
    return among(run.turns, run.learning)


def among(turns: Sequence[Turn], learning: Learning[Any] | None) -> tuple[int, ...]:
    """The same, for turns that are not a finished run; without a learner, two turns about one point."""
    if learning is not None and learning.learner.theorem.noise is not None:
        return ()  # under noise any answers may come
    if pair := contradiction(turns):
        return pair
    if learning is None:
        return ()
    learns = learning.learner.theorem.learns
    try:
        space = learns.space(**learning.arguments)
        if space.whole:
            return conflict(turns, space)
    except (Undecided, TypeError):  # no version space for this class, or none of these arguments
        pass
    return _by_weights(turns, learning, learns) if isinstance(learns, Linear) else ()


def _by_weights(turns: Sequence[Turn], learning: Learning[Any], learns: Linear) -> tuple[int, ...]:
    before = list(told(learning))
    every = [*before, *turns]
    said = [(i, learns.lifted(points), labels) for i, points, labels in labelled(every)]
    said += [
        (i, learns.lifted(q.points) - learns.lifted(q.others), a) for i, (q, a) in enumerate(every) if isinstance(q, Comparison)
    ]
    if not said:
        return ()
    groups = np.concatenate([np.full(len(rows), i - len(before)) for i, rows, _ in said])
    rows, labels = np.concatenate([each[1] for each in said]), np.concatenate([each[2] for each in said])
    return irreducible(rows, labels, groups) or ()


def told(learning: Learning[Any]) -> Sequence[Turn]:
    """What the learner knew beforehand, as turns."""
    learns = learning.learner.theorem.learns
    return [Turn(*turn) for turn in learns.told(**learning.arguments)] if isinstance(learns, Told) else []


def labelled(turns: Iterable[tuple[Any, Any]]) -> Iterator[tuple[int, Points, Labels]]:
    """What turns say of single points: (turn, points, their binary labels).  The label of one real value is its sign."""
    for i, (query, answer) in enumerate(turns):
        match query:
            case Membership():
                yield i, query.points, answer
            case Label(classes=2):
                yield i, query.points, answer == 1
            case Value(outputs=1):
                yield i, query.points, answer[:, 0] >= 0
            case Example():
                yield i, *answer
            case Equivalence() if answer is not None:
                yield i, answer.point[None], np.array([bool(answer.label)])
