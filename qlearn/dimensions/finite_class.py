"""A finite class as what every dimension is computed from: distinct labellings of distinct points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument

Concepts = int  # a set of concepts: bit i says whether the concept of row i is in it


@dataclass(frozen=True, eq=False)
class FiniteClass:
    """N concepts on n points, written as 0/1 labels: one row a concept, one column a point.

    Rows are distinct, and so are columns; `of` merges what stands there twice and says so in `notes`.  `points` names the
    columns, `name` the class.
    """

    labels: NDArray[np.bool_]  # (N, n), N >= 1, n >= 1
    name: str
    points: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, rows: Any, name: str = "a class", points: Sequence[str] | None = None) -> FiniteClass:
        """A class from any table of 0 and 1.  Raises `BadArgument` for what is no table, is empty, or has other values."""
        table = _table(rows, name)
        named = tuple(points) if points is not None else tuple(str(x) for x in range(table.shape[1]))
        if len(named) != table.shape[1]:
            raise BadArgument(f"{name} has {table.shape[1]} points, but {len(named)} names were given for them")
        rows_kept, columns_kept = _first_of_each(table), _first_of_each(table.T)
        notes = [
            f"{before} {what} stand for {after}: equal ones were merged"
            for what, before, after in (
                ("rows", len(table), len(rows_kept)),
                ("columns", table.shape[1], len(columns_kept)),
            )
            if before != after
        ]
        kept = np.ascontiguousarray(table[np.ix_(rows_kept, columns_kept)])
        kept.flags.writeable = False
        return cls(kept, name, tuple(named[x] for x in columns_kept), tuple(notes))

    @property
    def N(self) -> int:
        """How many concepts."""
        return len(self.labels)

    @property
    def n(self) -> int:
        """How many points."""
        return int(self.labels.shape[1])

    @cached_property
    def all(self) -> Concepts:
        return (1 << self.N) - 1

    @cached_property
    def ones(self) -> tuple[Concepts, ...]:
        """For each point, the concepts that label it 1."""
        return tuple(bits(column) for column in self.labels.T)

    @cached_property
    def zeros(self) -> tuple[Concepts, ...]:
        """For each point, the concepts that label it 0."""
        return tuple(self.all ^ ones for ones in self.ones)

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """Each concept's labels as a number: bit x is its label at point x."""
        return tuple(bits(row) for row in self.labels)

    @cached_property
    def words(self) -> NDArray[np.uint64]:
        """The keys as machine words, shape (N,), for n <= 64."""
        return np.array(self.keys, np.uint64)

    def text(self, concept: int) -> str:
        """A concept's labels as text, point by point."""
        return spelled(self.labels[concept])

    def __str__(self) -> str:
        return f"{self.name}: {_some(self.N, 'concept')} on {_some(self.n, 'point')}"


def bits(flags: NDArray[np.bool_]) -> int:
    """Flags as a number, the first one its lowest bit."""
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def members(some: Concepts) -> list[int]:
    """The positions of the bits that are set, lowest first."""
    found = []
    while some:
        found.append((some & -some).bit_length() - 1)
        some &= some - 1
    return found


def positions(some: Concepts, N: int) -> NDArray[np.intp]:
    """The same as `members`, of a set among N, as an array."""
    held = np.frombuffer(some.to_bytes((N + 7) // 8, "little"), np.uint8)
    return np.flatnonzero(np.unpackbits(held, bitorder="little"))


def spelled_key(key: int, n: int) -> str:
    """Labels that are a number, bit x the label at point x, as text."""
    return "".join("1" if key >> x & 1 else "0" for x in range(n))


def spelled(labels: NDArray[np.bool_]) -> str:
    """Labels as text: '0110'."""
    return "".join("1" if label else "0" for label in labels)


def _some(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _table(rows: Any, name: str) -> NDArray[np.bool_]:
    try:
        table = np.array(rows)
    except ValueError:
        raise BadArgument(f"{name} must be a table: its rows differ in length; give one label a point in each row") from None
    if table.ndim != 2 or not table.size or table.dtype.kind not in "biuf":
        raise BadArgument(
            f"{name} must be a table of 0 and 1, one row a concept, one column a point, at least one of each;"
            f" got {table.dtype} of shape {table.shape}"
        )
    wrong = ~((table == 0) | (table == 1))
    if wrong.any():
        i, x = np.argwhere(wrong)[0]
        raise BadArgument(f"{name} must hold only 0 and 1; row {i}, column {x} holds {table[i, x]}")
    return table.astype(np.bool_)


def _first_of_each(rows: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The positions of the first of all equal rows, in order."""
    packed = np.packbits(rows, axis=1)
    first = np.unique(packed, axis=0, return_index=True)[1]
    return np.sort(first)
