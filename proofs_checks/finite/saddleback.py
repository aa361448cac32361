"""The border of a monotone labelling of a square grid: how long the walk is, and which points must be asked."""

from __future__ import annotations

from functools import cache

import numpy as np

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bounds_meet, everywhere
from qlearn.concepts.monotone_labellings import MonotoneGrids

NAME = "finite.saddleback"


@cache
def longest(rows: int, columns: int) -> int:
    """The worst case of the walk, while so many rows and columns are open."""
    return 0 if not (rows and columns) else 1 + max(longest(rows - 1, columns), longest(rows, columns - 1))


@lemma(
    NAME,
    "The walk ends when no row or no column is open, each question closes one of them, and it takes 2 N - 1 at most.",
    method="exhaustion: the recursion over both answers",
    scope="N <= 150",
    sharper="one fewer",
)
def walk(sharper: bool) -> bool:
    return everywhere(lambda N: longest(N, N) == 2 * N - 1 - sharper, range(1, 151))


def must_be_asked(N: int) -> int:
    """The most points that can be changed alone in a labelling that stays monotone."""
    space = MonotoneGrids().space(N=N)
    labels = [concept(space.points) for concept in space.concepts if space.points is not None]
    among = {said.tobytes() for said in labels}
    others = np.eye(N * N, dtype=bool)
    return max(sum((said ^ other).tobytes() in among for other in others) for said in labels)


@lemma(
    NAME,
    "Some labelling has 2 N - 1 points any of which can be changed alone, so all of them are asked about by every learner.",
    method="exhaustion: every labelling and point",
    scope="N <= 5",
    sharper="2 N of them",
)
def forced(sharper: bool) -> bool:
    return everywhere(lambda N: must_be_asked(N) >= 2 * N - 1 + sharper, range(1, 6))


@lemma(
    NAME,
    "The upper bound is the lower bound.",
    method="identity: the theorem's own formulas",
    scope=ALL,
    sharper="it is above it",
)
def meet(sharper: bool) -> bool:
    return bounds_meet(NAME, sharper)


@lemma(
    NAME,
    "In the exact game over all targets the learner asks 2 N - 1 queries at most, and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="N <= 4",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
