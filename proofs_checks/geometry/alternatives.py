"""Weights or a contradiction: that one of the two exists, that it is small, and when nothing of it can be spared."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache

import numpy as np
import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from qlearn.geometry.alternatives import Signs, alternative

NAME = "geometry.alternatives"
Row = tuple[int, ...]


@lemma(
    NAME,
    "If sum y_i s_i x_i = 0 then sum y_i s_i (w.x_i) = 0 for every w: with y >= 0 it cannot be that all s_i (w.x_i) >= 0 and"
    " one with y_i > 0 is above 0.",
    method="identity: polynomial, four rows in three dimensions",
    scope=ALL,
    sharper="if the sum is y_1 s_1 x_1",
)
def contradicts(sharper: bool) -> bool:
    w, y = sp.symbols("w:3"), sp.symbols("y:4")
    x = [sp.symbols(f"x{i}_:3") for i in range(4)]  # s_i x_i
    total = [sum(y[i] * x[i][k] for i in range(4)) for k in range(3)]
    values = sum(y[i] * sum(w[k] * x[i][k] for k in range(3)) for i in range(4))
    left = y[0] * sum(w[k] * x[0][k] for k in range(3)) if sharper else 0
    return zero(values - sum(w[k] * total[k] for k in range(3)) + left)


def _possible(rows: Sequence[Row], labels: Sequence[bool]) -> bool:
    """In the plane: whether some w that is not 0 gives the labels; if one does, one of these does, by a turn of w to where a
    label is about to change, or between two such places."""
    edges = [(a, b) for x, y in rows for a, b in ((-y, x), (y, -x))]
    turned = [(p + r, q + s) for (p, q), (r, s) in itertools.product(edges, repeat=2)]
    tried = [*edges, *turned, *rows, *((-x, -y) for x, y in rows), (1, 0), (0, 1), (-1, 0), (0, -1)]
    return any(
        any(w) and all((w[0] * x + w[1] * y >= 0) == label for (x, y), label in zip(rows, labels, strict=True)) for w in tried
    )


def _alternative(rows: Sequence[Row], labels: Sequence[bool]) -> tuple[bool, tuple[int, ...]]:
    weights, core = alternative(Signs.of(np.array(rows, float), np.array(labels)))
    return weights is not None, core


PLANE: list[Row] = [(1, 0), (-1, 0), (0, 1), (1, 1), (-1, 2), (0, -3), (0, 0)]


@lemma(
    NAME,
    "The simplex method in integers finds weights exactly where there are some.",
    method="exhaustion: against every turn of w",
    scope="up to four of seven points of the plane, all labels",
    sharper="wherever no two rows contradict each other",
)
def decided(sharper: bool) -> bool:
    def claim(*chosen: tuple[Row, bool]) -> bool:
        rows, labels = [x for x, _ in chosen], [label for _, label in chosen]
        pairs = all(
            _possible([rows[i], rows[j]], [labels[i], labels[j]]) for i, j in itertools.combinations(range(len(rows)), 2)
        )
        return _alternative(rows, labels)[0] == (pairs if sharper else _possible(rows, labels))

    labelled = list(itertools.product(PLANE, (True, False)))
    return all(everywhere(claim, *[labelled] * n) for n in (1, 2, 3)) and all(
        claim(*four) for four in itertools.combinations(labelled, 4)
    )


POINTS: dict[int, list[Row]] = {
    1: [(1,), (-1,), (2,)],
    2: [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 2), (1, -2)],
    3: [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1), (1, 1, 1), (-1, 2, -1)],
}


@cache
def _cores(n: int) -> list[tuple[list[Row], list[bool]]]:
    """The rows and labels of contradictions that are found among up to n + 3 of these points, whatever the labels."""
    found = []
    for size in range(1, min(n + 3, len(POINTS[n])) + 1):
        for rows, labels in itertools.product(
            itertools.combinations(POINTS[n], size), itertools.product((True, False), repeat=size)
        ):
            possible, core = _alternative(rows, labels)
            if not possible:
                found.append(([rows[i] for i in core], [labels[i] for i in core]))
    return found


@lemma(
    NAME,
    "Where a label is -, a contradiction that is found has at most n + 1 rows; where none is, at most 2 n, and the axes with"
    " their opposites need as many.",
    method="exhaustion: contradictions among some points",
    scope="n <= 3, up to n + 3 of eight points, all labels",
    sharper="at most n + 1 rows in both cases",
)
def few(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        axes = [tuple(int(s * (i == k)) for i in range(n)) for k in range(n) for s in (1, -1)]
        alone = not _alternative(axes, [True] * (2 * n))[0] and all(
            _alternative(axes[:i] + axes[i + 1 :], [True] * (2 * n - 1))[0] for i in range(2 * n)
        )
        most = n + 1 if sharper else 2 * n
        return alone and 2 * n <= most and all(len(rows) <= (most if all(labels) else n + 1) for rows, labels in _cores(n))

    return everywhere(claim, range(1, 4))


@lemma(
    NAME,
    "Where a label is -, none of the rows found can be spared: without any one of them, some weights give the labels.",
    method="exhaustion: contradictions among some points",
    scope="n <= 3, up to n + 3 of eight points, all labels",
    sharper="whatever the labels",
)
def irreducible(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        for rows, labels in _cores(n):
            for i in range(len(rows)) if len(rows) > 1 and (sharper or not all(labels)) else ():
                if not _alternative(rows[:i] + rows[i + 1 :], labels[:i] + labels[i + 1 :])[0]:
                    return False
        return True

    return everywhere(claim, range(1, 4))
