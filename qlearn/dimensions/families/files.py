"""A class from a table in a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ...errors import BadArgument
from ..finite_class import FiniteClass
from .sizes import CELLS


def of_file(path: Path) -> FiniteClass:
    """A class from a .csv or .npy table of 0 and 1, one row a concept.  Raises `BadArgument` for a file that holds none."""
    if path.suffix not in (".csv", ".npy"):
        raise BadArgument(f"a class is read from a .csv or .npy file, got {path}")
    try:
        table = _lines(path) if path.suffix == ".csv" else np.load(path, allow_pickle=False)
    except OSError as error:
        raise BadArgument(f"{path} cannot be read: {error.strerror or error}") from None
    except (ValueError, EOFError) as error:
        raise BadArgument(f"{path} cannot be read as a table of 0 and 1: {error}") from None
    if np.size(table) > CELLS:
        raise BadArgument(f"{path} has {np.size(table)} labels; at most {CELLS}")
    return FiniteClass.of(table, path.name)


def _lines(path: Path) -> list[list[float]]:
    lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    rows = [[_label(cell, number) for cell in line.split(",")] for number, line in enumerate(lines, 1) if line]
    if not rows:
        raise ValueError("it is empty: a class has at least one concept")
    if len({len(row) for row in rows}) > 1:
        raise ValueError("its rows differ in length; give one label a point in each row")
    return rows


def _label(cell: str, line: int) -> float:
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f"line {line} holds {cell[:40]!r}; a file has no heading, only labels") from None
