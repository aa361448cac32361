"""The exact games on classes of three points by the plainest recursion, and the longest dialogue of a real learner there."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np

from proofs_checks.lemmas import Lemma, lemma
from proofs_checks.methods import attained, bounds_meet
from qlearn import find
from qlearn.concepts.tables import Table
from qlearn.queries import Counterexample, Membership

Rows = frozenset[tuple[int, ...]]
NEVER = 99  # queries: a proposal that can be refuted for nothing

CUBE = list(itertools.product((0, 1), repeat=3))
CLASSES: list[Table] = [tuple(row for i, row in enumerate(CUBE) if mask >> i & 1) for mask in range(1, 256)]
ON_THREE_POINTS = "all 255 classes on 3 points"


def cut(V: Rows, x: int, label: int) -> Rows:
    return frozenset(row for row in V if row[x] == label)


def points(V: Rows) -> range:
    return range(len(next(iter(V))))


@cache
def tree_depth(V: Rows) -> int:
    """The depth of the deepest complete tree whose every path a concept follows."""
    parts = [(cut(V, x, 0), cut(V, x, 1)) for x in points(V)]
    return max((1 + min(tree_depth(zero), tree_depth(one)) for zero, one in parts if zero and one), default=0)


@cache
def labels_needed(V: Rows) -> int:
    """Membership queries until one concept is left."""
    parts = [(cut(V, x, 0), cut(V, x, 1)) for x in points(V)]
    return min((1 + max(labels_needed(zero), labels_needed(one)) for zero, one in parts if zero and one), default=0)


@cache
def proper_needed(V: Rows, C: Rows, labels: bool) -> int:
    """Equivalence queries with any hypothesis of C until one concept of V is left, and membership queries too if `labels`."""
    if len(V) == 1:
        return 0
    ways = [max((_refuted(V, C, labels, h, x) for x in points(V)), default=0) for h in C]
    if labels:
        parts = [(cut(V, x, 0), cut(V, x, 1)) for x in points(V)]
        ways += [max(proper_needed(zero, C, True), proper_needed(one, C, True)) for zero, one in parts if zero and one]
    return 1 + min(ways)


def _refuted(V: Rows, C: Rows, labels: bool, h: tuple[int, ...], x: int) -> int:
    left = cut(V, x, 1 - h[x])
    return 0 if not left else NEVER if left == V else proper_needed(left, C, labels)


def longest(name: str, table: Table) -> int:
    """The most queries that a learner asks, over all targets and all legal answers."""
    learner = find(name)

    def after(answers: tuple[Any, ...], alive: Rows) -> int:
        talk = iter(learner(table))
        try:
            query = next(talk)
            for answer in answers:
                query = talk.send(answer)
        except StopIteration:
            return len(answers)
        return max(after((*answers, answer), left) for answer, left in replies(query, alive))

    return after((), frozenset(table))


def replies(query: Any, alive: Rows) -> Iterator[tuple[Any, Rows]]:
    """Every true answer to a membership query of one point or an equivalence query, with what it leaves."""
    if isinstance(query, Membership):
        x = int(query.points[0, 0])
        for label in {row[x] for row in alive}:
            yield query.accepts([bool(label)]), cut(alive, x, label)
        return
    said = tuple(query.hypothesis.labels.astype(int).tolist())
    if said in alive:
        yield None, frozenset({said})
    for x in points(alive):
        if left := cut(alive, x, 1 - said[x]):
            yield query.accepts(Counterexample(np.array([float(x)]), bool(1 - said[x]))), left


def classes(least: int = 1) -> Iterable[Table]:
    """The classes on three points with at least so many concepts."""
    return (table for table in CLASSES if len(table) >= least)


def in_the_game(name: str, how: str = "") -> Lemma:
    """That the learner's bound is met in the exact game; `how` is said of the count."""

    @lemma(
        name,
        f"In the exact game the learner meets its bound and stays within it{how}.",
        method="exhaustion: the real learner in the exact game",
        scope="four classes of 1 to 8 concepts",
        sharper="one query fewer on every class",
    )
    def played(sharper: bool) -> bool:
        return attained(name, sharper)

    return played


def is_optimal(name: str) -> Lemma:
    """That the learner's upper bound is the lower one."""

    @lemma(
        name,
        "The upper and the lower bound are one formula: the learner is optimal.",
        method="identity",
        scope="all sizes",
        sharper="the lower bound is below by one",
    )
    def optimal(sharper: bool) -> bool:
        return bounds_meet(name, sharper)

    return optimal
