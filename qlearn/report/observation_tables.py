"""An observation table as people draw it: words above and below, suffixes across, 1 where the two joined are accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..words import spelled

EMPTY = "ε"


def observation_table(
    upper: Sequence[bytes], rows: Mapping[bytes, int], columns: Sequence[bytes], *, title: str | None = None
) -> Any:
    """A rich table of these rows: the upper words, a line, the others.  Each row's cells are bits, the last column's last.

    >>> from rich.console import Console
    >>> table = observation_table([b"", b"\\1"], {b"": 0b10, b"\\1": 0b00, b"\\1\\1": 0b10}, [b"", b"\\1"])
    >>> Console(width=40).print(table)
    +----+---+---+
    |    | ε | a |
    +====+===+===+
    | ε  | 1 | 0 |
    | a  | 0 | 0 |
    +----+---+---+
    | aa | 1 | 0 |
    +----+---+---+
    """
    from rich import box
    from rich.table import Column, Table

    heads = [Column(shown(column), justify="center") for column in columns]
    drawn = Table("", *heads, title=title, box=box.ASCII_DOUBLE_HEAD)
    for word in upper:
        drawn.add_row(shown(word), *cells(rows[word], len(columns)), end_section=word == upper[-1])
    for word, row in rows.items():
        if word not in upper:
            drawn.add_row(shown(word), *cells(row, len(columns)))
    return drawn


def cells(row: int, columns: int) -> str:
    """The cells of a row, 0 or 1 each, the first column's first.

    >>> cells(0b011, 4)
    '0011'
    """
    return f"{row:0{columns}b}"


def shown(word: bytes) -> str:
    return spelled(word) if word else EMPTY
