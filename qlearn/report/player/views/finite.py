"""A class of finitely many concepts: each is possible until an answer contradicts it."""

from __future__ import annotations

from typing import Any

import numpy as np

from ....concepts.finite_space import FiniteSpace
from ....concepts.lies import LyingSpace
from ....errors import QlearnError, Undecided
from ....queries import Batch, Unlabelled
from ....transcript import Run
from ...markup import cut
from .said import noisy
from .view import View

NAMED = 64  # concepts; of more, names are not told
LETTERS = 48  # of a name
WORK = 200_000  # concepts asked for an answer: some seconds

Space = FiniteSpace | LyingSpace


def view(run: Run[Any], concept: Any = None) -> View | None:
    """Each concept of the class with the turn that ruled it out, 0 if none did; None where the class cannot be listed."""
    space = listed(run)
    if space is None:
        return None
    try:
        gone = ruled_out(run, space)
    except QlearnError:  # a kind of question that these spaces do not follow
        return None
    if gone is None:
        return None
    named = [cut(str(c), LETTERS) for c in space.concepts] if len(gone) <= NAMED else None
    return View("finite", "What is left: concepts", {"gone": gone, "target": place(space, concept), "names": named})


def listed(run: Run[Any]) -> Space | None:
    """The version space of the learner's class, if it is finite, whole, and what it hears is true or known to be a lie."""
    if noisy(run):
        return None
    try:
        space = run.learning.learner.theorem.learns.space(**run.learning.arguments)
    except (QlearnError, TypeError):  # too many to list; or the class has a size that the learner is not told
        return None
    return space if isinstance(space, Space) and space.whole and len(space.concepts) > 1 else None


def ruled_out(run: Run[Any], space: Space) -> list[int] | None:
    """For each concept the turn after which it is impossible, 0 for never; None if that takes too long to work out."""
    gone, alive, work = [0] * len(space.concepts), space.all, 0
    for turn, (query, answer) in enumerate(run.turns, start=1):
        if isinstance(query, Unlabelled):
            continue
        before = space.remaining(alive)  # type: ignore[arg-type]  # what it hands out it takes back
        work += len(before) * query.cost if isinstance(query, Batch) else len(gone) * query.cost
        if work > WORK:
            return None
        left = space.after(query, answer, alive)  # type: ignore[arg-type]
        now = set() if left is None else set(space.remaining(left))  # type: ignore[arg-type]
        for i in before:
            if i not in now:
                gone[i] = turn
        if left is None:
            break
        alive = left
    return gone


def place(space: Space, concept: Any) -> int:
    """The target's number in the class, also if it is written otherwise there; -1 if it is not known, or not found."""
    if concept is None:
        return -1
    found = next((i for i, c in enumerate(space.concepts) if c.key() == concept.key()), -1)
    if found >= 0:
        return found
    try:
        points = concept.domain.points()
    except (Undecided, AttributeError):  # more than are listed, or a domain that has no list
        return -1
    if len(points) * len(space.concepts) > WORK:
        return -1
    mine = concept(points)
    return next((i for i, c in enumerate(space.concepts) if np.array_equal(c(points), mine)), -1)
