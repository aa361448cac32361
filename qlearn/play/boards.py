"""The boards of the games: a finite class each, with names that a reader can say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..concepts.automaton_classes import Automata
from ..concepts.conjunctions import Conjunctions
from ..concepts.parities import Parities
from ..dimensions.families import half_spaces, lines, planes
from ..dimensions.finite_class import FiniteClass
from ..points import Points
from ..words import Words, spelled, word_of
from .board import Board
from .languages import drawn

SHIP = 3  # cells
LETTERS = 3  # of the words that are asked about where machines have two states


def numbers(N: int) -> Board:
    """The numbers 0, ..., N as thresholds: a question compares with one of 0, ..., N - 1.

    >>> numbers(3).concepts, numbers(3).c.points
    (('0', '1', '2', '3'), ('0', '1', '2'))
    """
    c = FiniteClass.of(lines.thresholds(N).labels, f"numbers from 0 to {N}", [str(x) for x in range(N)])
    return Board(c, _columns(c), tuple(str(t) for t in range(N + 1)), "Is it at most {}?")


def conjunctions(n: int) -> Board:
    space = Conjunctions().space(n)
    assert space.points is not None
    c = _of_cube(f"conjunctions of {n} variables", space.concepts, space.points)
    return Board(c, space.points, tuple(map(str, space.concepts)), "Is {} accepted?")


def parities(n: int) -> Board:
    space = Parities().space(n)
    assert space.points is not None
    c = _of_cube(f"parities of {n} variables", space.concepts, space.points)
    return Board(c, space.points, tuple(map(str, space.concepts)), "Is the sum odd at {}?")


def half_planes(k: int) -> Board:
    """What lines cut off; a concept's name is a drawing, # inside and . outside, row by row."""
    c = _of_grid(f"half-planes of a grid of {k} by {k}", half_spaces.on_a_grid(k), k)
    return Board(c, _columns(c), tuple(_drawn(row.tolist(), k) for row in c.labels), "Is {} inside?", across=k)


def ships(k: int) -> Board:
    """One ship across or down; its name is its first and its last cell.

    >>> ships(3).concepts
    ('a1-c1', 'a2-c2', 'a3-c3', 'a1-a3', 'b1-b3', 'c1-c3')
    """
    across = [[y * k + x + i for i in range(SHIP)] for y in range(k) for x in range(k - SHIP + 1)]
    down = [[(y + i) * k + x for i in range(SHIP)] for x in range(k) for y in range(k - SHIP + 1)]
    rows = np.zeros((len(across) + len(down), k * k), np.bool_)
    for row, cells in zip(rows, across + down, strict=True):
        row[cells] = True
    c = FiniteClass.of(rows, f"a ship of {SHIP} cells in a grid of {k} by {k}", _cells(k))
    return Board(c, _columns(c), tuple(_corners(row, c) for row in rows), "Is {} a hit?", across=k)


def rectangles(k: int) -> Board:
    c = _of_grid(f"rectangles of a grid of {k} by {k}", planes.rectangles(k), k)
    return Board(c, _columns(c), tuple(_corners(row, c) for row in c.labels), "Is {} inside?", across=k)


def machines(n: int) -> Board:
    """The languages of two states over two letters, by number; words of up to three letters tell them apart."""
    concepts = Automata().space(2).concepts
    points = Words(2, LETTERS).points()
    names = [spelled(word_of(row)).replace("the empty word", "empty") for row in points]
    c = FiniteClass.of([concept(points) for concept in concepts], f"languages of {n} states at most", names)
    points = points[[names.index(name) for name in c.points]]  # one of words that these machines do not tell apart
    named = [f"#{i + 1} [{drawn(one)}]" for i, one in enumerate(concepts)]  # type: ignore[arg-type]
    return Board(c, points, tuple(named), "Is {} accepted?")


def _of_cube(name: str, concepts: Sequence[Any], points: Points) -> FiniteClass:
    names = ["".join(map(str, row)) for row in points.astype(int).tolist()]
    return FiniteClass.of([concept(points) for concept in concepts], name, names)


def _columns(c: FiniteClass) -> Points:
    """The points of a class that learners know by number."""
    return np.arange(c.n, dtype=float)[:, None]


def _of_grid(name: str, c: FiniteClass, k: int) -> FiniteClass:
    """A class on a grid whose points stand column by column, with cells row by row."""
    order = np.arange(k * k).reshape(k, k).T.ravel()
    return FiniteClass.of(c.labels[:, order], name, _cells(k))


def _cells(k: int) -> list[str]:
    """a1, b1, ..., then the next row."""
    return [f"{chr(97 + x)}{y + 1}" for y in range(k) for x in range(k)]


def _corners(row: Any, c: FiniteClass) -> str:
    """A rectangle by its first and its last cell, with - between them even if they are one."""
    inside = np.flatnonzero(row)
    return f"{c.points[inside[0]]}-{c.points[inside[-1]]}" if len(inside) else "nothing"


def _drawn(labels: list[bool], k: int) -> str:
    """Rows of a grid as text."""
    marks = "".join("#" if label else "." for label in labels)
    return "/".join(marks[i : i + k] for i in range(0, k * k, k))
